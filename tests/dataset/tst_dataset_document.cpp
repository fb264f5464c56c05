// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_fixture.h"
#include "memory_disk.h"

#include "system/background_pool.h"

#include <QSignalSpy>

#include <csignal>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace onsa;
using namespace onsa::test;

namespace {

const QString label = QStringLiteral("edit");
const TextField promptText{TextField::Kind::Prompt, 0};
const TextField completionText{TextField::Kind::Completion, 0};

std::string rows(int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += pairRow("p" + std::to_string(i), "c" + std::to_string(i)) + "\n";
    return bytes;
}

std::string joined(const std::vector<std::string> &lines)
{
    std::string bytes;
    for (const auto &line : lines)
        bytes += line + "\n";
    return bytes;
}

Example pairOf(std::string prompt, std::string completion)
{
    Example example;
    example.prompt = std::move(prompt);
    example.completion = std::move(completion);
    return example;
}

// No file may grow beyond this while it lives: the nearest thing to a full disk that a test may make.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit now{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before = {};
};

// One random order on the document and on a plain list.
void randomOrder(std::mt19937 &random, DatasetDocument &document, std::vector<std::string> &oracle)
{
    const auto count = static_cast<int>(oracle.size());
    const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const std::string text = "t" + std::to_string(random() % 1000);
    const int row = count > 0 ? below(count) : 0;
    const auto at = oracle.begin() + row;
    switch (count == 0 ? 1 : below(6)) {
    case 0: {
        QVERIFY(document.replaceLine(row, text, label));
        *at = text;
        break;
    }
    case 1: {
        std::vector<Example> examples;
        for (int i = 0; i <= below(3); ++i)
            examples.push_back(pairOf(text, std::to_string(i)));
        QVERIFY(document.insertExamples(row, examples, label));
        for (std::size_t i = 0; i < examples.size(); ++i)
            oracle.insert(oracle.begin() + row + static_cast<int>(i), printExample(examples[i]));
        break;
    }
    case 2: {
        std::vector<int> gone;
        for (int i = 0; i < count; ++i) {
            if (below(below(2) ? 2 : 40) == 0)
                gone.push_back(i);
        }
        QVERIFY(document.removeRows(gone, label));
        for (auto one = gone.rbegin(); one != gone.rend(); ++one)
            oracle.erase(oracle.begin() + *one);
        break;
    }
    case 3: {
        const int number = 1 + below(count - row);
        const int to = below(count + 1);
        QVERIFY(document.moveRows(row, number, to, label));
        if (to < row)
            std::rotate(oracle.begin() + to, at, at + number);
        else if (to > row + number)
            std::rotate(at, at + number, oracle.begin() + to);
        break;
    }
    case 4: {
        const int other = below(count);
        QVERIFY(document.duplicateRows({row, other}, label));
        const std::string low = oracle[static_cast<std::size_t>(std::min(row, other))];
        const std::string high = oracle[static_cast<std::size_t>(std::max(row, other))];
        auto behind = oracle.begin() + std::max(row, other) + 1;
        behind = oracle.insert(behind, high);
        if (row != other)
            oracle.insert(behind, low);
        break;
    }
    default: {
        std::vector<DatasetDocument::TextChange> changes;
        for (int i = 0; i < count; ++i) {
            if (parseExample(oracle[static_cast<std::size_t>(i)]) && below(2))
                changes.push_back({i, promptText, QString::fromStdString(text)});
        }
        QVERIFY(document.setTexts(changes, label));
        for (const auto &change : changes) {
            auto &line = oracle[static_cast<std::size_t>(change.row)];
            line = *replaceText(line, promptText, text);
        }
    }
    }
}

} // namespace

class TestDatasetDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAndSaysWhatItIs();
    void missingFileIsAnError();
    void noAnswerAfterTheContextIsGone();
    void editIsOneStepAndKeepsTheRest();
    void randomOrdersAgainstAList_data();
    void randomOrdersAgainstAList();
    void signalsTellTheChange();
    void brokenRowIsShownAndRepaired();
    void saveKeepsHistory();
    void editingGoesOnWhileSaving();
    void saveRefusesWhatOthersChanged();
    void saveFollowsLinksAndKeepsTheMode();
    void saveErrorsNameThePlace();
    void diskFullKeepsOldFileAndEdits();
    void secondWindowReadsOnly();
    void closingWaitsForNoDisk();
    void untitledGetsAName();
    void untitledDocumentsComeBackOneByOne();
    void discardedEditsGoToTheTrash();
    void discardDuringASave();
    void workFolderThatCannotBe();
    void snapshotStaysAsItWas();
    void cleanCloseLeavesNothing();
};

void TestDatasetDocument::opensAndSaysWhatItIs()
{
    const Folder folder;
    writeFile(folder.path("例.jsonl"), rows(3) + "\n");
    const auto document = folder.open(folder.path("例.jsonl"));
    QVERIFY(document);
    QCOMPARE(document->displayName(), QStringLiteral("例.jsonl"));
    QCOMPARE(document->rowCount(), 4);
    QCOMPARE(document->example(1)->prompt, std::string("p1"));
    QVERIFY(document->issues(1).empty());
    QCOMPARE(document->issues(3).front().id, std::string("empty_line"));
    QVERIFY(!document->isModified() && !document->isReadOnly());
    QCOMPARE(document->restoredEdits(), 0);
    QVERIFY(document->recoveryNote().isEmpty());
    QCOMPARE(document->journalState(), JournalState::Safe);
}

void TestDatasetDocument::missingFileIsAnError()
{
    const Folder folder;
    const auto opened = folder.tryOpen(folder.path("missing.jsonl"));
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::NotFound);
    QVERIFY(opened.error().message.find("missing.jsonl") != std::string::npos);
}

void TestDatasetDocument::noAnswerAfterTheContextIsGone()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    bool called = false;
    auto context = std::make_unique<QObject>();
    DatasetDocument::openFile(folder.path("a.jsonl"), WorkPlaces(folder.work()), context.get(),
                              [&](auto) { called = true; });
    context.reset();
    waitForPool();
    QCoreApplication::processEvents();
    QVERIFY(!called);
    QVERIFY(!folder.open(folder.path("a.jsonl"))->isReadOnly()); // its lock is gone as well
}

void TestDatasetDocument::editIsOneStepAndKeepsTheRest()
{
    const Folder folder;
    const std::string odd = "{ \"id\" : 1e5,\t\"prompt\":\"\\u8a9e\" , \"completion\":\"b\",\"x\":[1, 2]}  ";
    writeFile(folder.path("a.jsonl"), odd + "\r\n" + rows(1));
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, completionText, QStringLiteral("new")));
    QCOMPARE(document->undoStack()->count(), 1);
    QVERIFY(document->isModified());
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")),
             "{ \"id\" : 1e5,\t\"prompt\":\"\\u8a9e\" , \"completion\":\"new\",\"x\":[1, 2]}  \r\n" + rows(1));
    QVERIFY(document->setText(1, promptText, QStringLiteral("p0"))); // the same text is no edit
    QCOMPARE(document->undoStack()->count(), 1);
    QVERIFY(!document->isModified());
}

void TestDatasetDocument::randomOrdersAgainstAList_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Every order does what a plain list does; undo of all is the start; redo of all is the end; what the journal brings
// back is the document.
void TestDatasetDocument::randomOrdersAgainstAList()
{
    QFETCH(unsigned, seed);
    const Folder folder;
    std::mt19937 random(seed);
    writeFile(folder.path("a.jsonl"), rows(200));
    auto document = folder.open(folder.path("a.jsonl"));
    auto oracle = linesOf(*document);
    const auto start = oracle;
    for (int step = 0; step < 120; ++step) {
        const auto dice = random() % 20;
        if (dice == 0) {
            QVERIFY(saveNow(*document));
            QCOMPARE(readFile(folder.path("a.jsonl")), joined(oracle));
            QVERIFY(!document->isModified());
        } else if (dice <= 3 && document->undoStack()->canUndo()) {
            document->undoStack()->undo();
            oracle = linesOf(*document);
        } else if (dice == 4 && document->undoStack()->canRedo()) {
            document->undoStack()->redo();
            oracle = linesOf(*document);
        } else {
            randomOrder(random, *document, oracle);
        }
        QVERIFY(linesOf(*document) == oracle);
    }
    document->undoStack()->setIndex(0);
    QVERIFY(linesOf(*document) == start);
    document->undoStack()->setIndex(document->undoStack()->count());
    document->undoStack()->setIndex(document->undoStack()->count() / 2);
    const auto half = linesOf(*document);
    for (int row = 0; row < document->rowCount(); ++row)
        QCOMPARE(document->rowOfId(document->rowId(row)), row);

    const bool modified = document->isModified();
    waitUntilSafe(*document);
    document.reset();
    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(linesOf(*document) == half);
    QCOMPARE(document->isModified(), modified);
    if (modified) {
        QVERIFY(document->revertToSaved(label));
        QVERIFY(joined(linesOf(*document)) == readFile(folder.path("a.jsonl")));
        QVERIFY(!document->isModified());
    }
}

void TestDatasetDocument::signalsTellTheChange()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(500));
    const auto document = folder.open(folder.path("a.jsonl"));
    QSignalSpy about(document.get(), &DatasetDocument::rowsAboutToChange);
    QSignalSpy changed(document.get(), &DatasetDocument::rowsChanged);
    QSignalSpy modified(document.get(), &DatasetDocument::modifiedChanged);
    QVERIFY(document->setText(7, promptText, QStringLiteral("x")));
    QCOMPARE(changed.takeFirst(), QVariantList({7, 1, 1}));
    QVERIFY(document->insertExamples(2, std::vector<Example>(3, pairOf("a", "b")), label));
    QCOMPARE(changed.takeFirst(), QVariantList({2, 0, 3}));
    QVERIFY(document->removeRows({0, 1, 10}, label));
    QCOMPARE(changed.takeFirst(), QVariantList({10, 1, 0}));
    QCOMPARE(changed.takeFirst(), QVariantList({0, 2, 0}));
    std::vector<DatasetDocument::TextChange> changes;
    for (int row = 100; row < 400; ++row)
        changes.push_back({row, completionText, QStringLiteral("z")});
    QVERIFY(document->setTexts(changes, label));
    QCOMPARE(changed.takeFirst(), QVariantList({100, 300, 300}));
    QVERIFY(changed.isEmpty());
    QCOMPARE(about.count(), 5);
    QCOMPARE(modified.count(), 1);
    document->undoStack()->setIndex(0);
    QCOMPARE(modified.count(), 2);
    QVERIFY(joined(linesOf(*document)) == rows(500));
}

void TestDatasetDocument::brokenRowIsShownAndRepaired()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(1) + "{\"prompt\": \xFF\n");
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(!document->example(1));
    QVERIFY(!document->issues(1).empty());
    QVERIFY(!document->setText(1, promptText, QStringLiteral("x")));
    QCOMPARE(document->replaceLine(1, "{\n}", label).error().code, std::string("line_break"));
    QVERIFY(document->replaceLine(1, pairRow("a", "b"), label));
    QVERIFY(document->issues(1).empty());
    document->undoStack()->undo();
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")), rows(1) + "{\"prompt\": \xFF\n");
}

void TestDatasetDocument::saveKeepsHistory()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(4));
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->removeRows({0}, label));
    QVERIFY(saveNow(*document));
    QVERIFY(!document->isModified());
    document->undoStack()->undo(); // the row comes from the file that was replaced
    QVERIFY(document->isModified());
    QVERIFY(joined(linesOf(*document)) == rows(4));
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")), rows(4));
    document->undoStack()->redo();
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")), rows(4).substr(rows(1).size()));
}

void TestDatasetDocument::editingGoesOnWhileSaving()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("first")));
    std::optional<Result<>> saved, refused;
    document->save({}, document.get(), [&](Result<> result) { saved = result; });
    QVERIFY(document->isSaving());
    document->save({}, document.get(), [&](Result<> result) { refused = result; });
    QVERIFY(document->setText(1, promptText, QStringLiteral("second")));
    waitFor([&] { return saved && refused; });
    QVERIFY(*saved);
    QCOMPARE(refused->error().code, std::string("saving"));
    QVERIFY(document->isModified());
    QCOMPARE(readFile(folder.path("a.jsonl")), pairRow("first", "c0") + "\n" + pairRow("p1", "c1") + "\n");
    document->undoStack()->undo();
    QVERIFY(!document->isModified());
    document->undoStack()->undo();
    QVERIFY(document->isModified());
}

void TestDatasetDocument::saveRefusesWhatOthersChanged()
{
    const Folder folder;
    const auto file = folder.path("a.jsonl");
    writeFile(file, rows(2));
    const auto document = folder.open(file);
    QVERIFY(document->setText(0, promptText, QStringLiteral("mine")));
    writeFile(folder.path("other"), "theirs\n");
    std::filesystem::rename(folder.path("other"), file);
    const auto saved = saveNow(*document);
    QCOMPARE(saved.error().kind, ErrorKind::Conflict);
    QCOMPARE(saved.error().code, std::string("changed_on_disk"));
    QCOMPARE(readFile(file), std::string("theirs\n"));
    QVERIFY(document->isModified());
    QVERIFY(saveNow(*document, folder.path("b.jsonl")));
    QCOMPARE(document->path(), folder.path("b.jsonl"));
    QVERIFY(!document->isModified());
    QVERIFY(readFile(folder.path("b.jsonl")).starts_with(pairRow("mine", "c0")));
}

void TestDatasetDocument::saveFollowsLinksAndKeepsTheMode()
{
    const Folder folder;
    std::filesystem::create_directory(folder.path("real"));
    writeFile(folder.path("real/a.jsonl"), rows(1));
    ::chmod(folder.path("real/a.jsonl").c_str(), 0640);
    std::filesystem::create_symlink("real/a.jsonl", folder.path("link.jsonl"));
    const auto document = folder.open(folder.path("link.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("x")));
    QVERIFY(saveNow(*document, folder.path("link.jsonl")));
    QVERIFY(std::filesystem::is_symlink(folder.path("link.jsonl")));
    QCOMPARE(readFile(folder.path("real/a.jsonl")), pairRow("x", "c0") + "\n");
    struct stat info = {};
    ::stat(folder.path("real/a.jsonl").c_str(), &info);
    QCOMPARE(info.st_mode & 07777U, 0640U);
    QVERIFY(document->setText(0, promptText, QStringLiteral("y")));
    QVERIFY(saveNow(*document)); // our own save is no change by others
}

void TestDatasetDocument::saveErrorsNameThePlace()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(1));
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto isFolder = saveNow(*document, folder.root());
    QCOMPARE(isFolder.error().code, std::string("is_folder"));
    QVERIFY(isFolder.error().message.find(folder.root().string()) != std::string::npos);
    QCOMPARE(saveNow(*document, folder.path("missing/a.jsonl")).error().kind, ErrorKind::NotFound);
    QCOMPARE(saveNow(*document, "/proc/a.jsonl").has_value(), false);
    QCOMPARE(saveNow(*document, folder.path(std::string(300, 'x').c_str())).has_value(), false);
    std::filesystem::create_symlink("loop", folder.path("loop"));
    QCOMPARE(saveNow(*document, folder.path("loop")).has_value(), false);
    if (::geteuid() != 0) { // root may write everywhere
        std::filesystem::create_directory(folder.path("closed"));
        ::chmod(folder.path("closed").c_str(), 0500);
        QCOMPARE(saveNow(*document, folder.path("closed/a.jsonl")).error().code, std::string("no_permission"));
        ::chmod(folder.path("closed").c_str(), 0700);
    }
    QCOMPARE(document->path(), folder.path("a.jsonl"));
    QCOMPARE(readFile(folder.path("a.jsonl")), rows(1));
}

void TestDatasetDocument::diskFullKeepsOldFileAndEdits()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(500));
    auto document = folder.open(folder.path("a.jsonl"));
    {
        const FileSizeLimit limit(100);
        QVERIFY(document->setText(0, promptText, QStringLiteral("kept in memory and later on the disk").repeated(5)));
        waitFor([&] { return document->journalState() == JournalState::NotSafe; });
        QVERIFY(!document->journalReason().isEmpty());
        const auto saved = saveNow(*document);
        QVERIFY(!saved);
        QVERIFY(saved.error().message.find("a.jsonl") != std::string::npos);
    }
    QCOMPARE(readFile(folder.path("a.jsonl")), rows(500));
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.root()), {}), 2); // no temporary file is left
    QVERIFY(document->setText(1, promptText, QStringLiteral("y")));
    waitUntilSafe(*document);
    const auto lines = linesOf(*document);
    document.reset();
    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(linesOf(*document) == lines);
    QCOMPARE(document->restoredEdits(), 2);
}

void TestDatasetDocument::secondWindowReadsOnly()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    writeFile(folder.path("b.jsonl"), rows(1));
    auto first = folder.open(folder.path("a.jsonl"));
    const auto second = folder.open(folder.path("a.jsonl"));
    QVERIFY(second->isReadOnly());
    QCOMPARE(second->setText(0, promptText, QStringLiteral("x")).error().code, std::string("read_only"));
    QCOMPARE(second->removeRows({0}, label).error().code, std::string("read_only"));
    QCOMPARE(saveNow(*second).error().code, std::string("read_only"));
    QVERIFY(saveNow(*second, folder.path("copy.jsonl")));
    QCOMPARE(readFile(folder.path("copy.jsonl")), rows(2));

    const auto third = folder.open(folder.path("b.jsonl"));
    QCOMPARE(saveNow(*third, folder.path("a.jsonl")).error().code, std::string("open_elsewhere"));
    first.reset();
    QVERIFY(!folder.open(folder.path("a.jsonl"))->isReadOnly());
}

void TestDatasetDocument::closingWaitsForNoDisk()
{
    MemoryDisk disk;
    disk.put("/data/a.jsonl", rows(2));
    const auto openIt = [&disk](std::unique_ptr<DatasetDocument> &document) {
        DatasetDocument::openFile("/data/a.jsonl", WorkPlaces("/state/work", disk), qApp,
                                  [&document](auto opened) { document = std::move(*opened); });
    };
    std::atomic<bool> stuck = false; // the disk does not answer
    disk.failWhere([&stuck](const char *call, const auto &) {
        while (stuck && std::string_view(call) == "fdatasync")
            std::this_thread::yield();
        return 0;
    });
    std::unique_ptr<DatasetDocument> document, again;
    openIt(document);
    waitFor([&] { return document != nullptr; });
    stuck = true;
    QVERIFY(document->setText(0, {TextField::Kind::Prompt, 0}, QStringLiteral("typed at last")));
    DatasetDocument::close(std::move(document)); // comes back
    openIt(again); // waits in the pool until the one before is closed
    stuck = false;
    waitFor([&] { return again != nullptr; });
    QVERIFY(!again->isReadOnly());
    QCOMPARE(again->restoredEdits(), 1);
    QCOMPARE(again->example(0)->prompt, std::string("typed at last"));
    again.reset();
    waitForPool();
}

void TestDatasetDocument::untitledGetsAName()
{
    const Folder folder;
    auto created = createEmpty(folder.work());
    QVERIFY(created);
    auto document = std::move(*created);
    QVERIFY(document->path().empty());
    QVERIFY(!document->isModified());
    QCOMPARE(saveNow(*document).error().code, std::string("no_name"));
    QVERIFY(document->insertExamples(0, std::vector<Example>{pairOf("問", "答")}, label));
    waitUntilSafe(*document);
    document.reset();

    document = std::move(*createEmpty(folder.work()));
    QCOMPARE(document->restoredEdits(), 1);
    QCOMPARE(document->rowCount(), 1);
    QSignalSpy renamed(document.get(), &DatasetDocument::pathChanged);
    QVERIFY(saveNow(*document, folder.path("new.jsonl")));
    QCOMPARE(renamed.count(), 1);
    QCOMPARE(document->path(), folder.path("new.jsonl"));
    QCOMPARE(readFile(folder.path("new.jsonl")), printExample(pairOf("問", "答")) + "\n");
    QVERIFY(document->insertExamples(1, std::vector<Example>{pairOf("a", "b")}, label));
    waitUntilSafe(*document);
    const auto lines = linesOf(*document);
    document.reset();
    QCOMPARE((*createEmpty(folder.work()))->rowCount(), 0);
    document = folder.open(folder.path("new.jsonl"));
    QVERIFY(linesOf(*document) == lines);
    QCOMPARE(document->restoredEdits(), 1);
}

void TestDatasetDocument::untitledDocumentsComeBackOneByOne()
{
    const Folder folder;
    {
        const auto one = std::move(*createEmpty(folder.work()));
        const auto two = std::move(*createEmpty(folder.work()));
        QVERIFY(one->insertExamples(0, std::vector<Example>{pairOf("one", "1")}, label));
        QVERIFY(two->insertExamples(0, std::vector<Example>{pairOf("two", "2")}, label));
        waitUntilSafe(*one);
        waitUntilSafe(*two);
    }
    const auto first = std::move(*createEmpty(folder.work()));
    const auto second = std::move(*createEmpty(folder.work()));
    QCOMPARE(first->rowCount(), 1);
    QCOMPARE(second->rowCount(), 1);
    QVERIFY(first->line(0) != second->line(0));
    QVERIFY(first->recoveryNote().isEmpty());
    QCOMPARE((*createEmpty(folder.work()))->rowCount(), 0);
}

void TestDatasetDocument::discardedEditsGoToTheTrash()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("gone")));
    bool away = false;
    document->discard(document.get(), [&away] { away = true; });
    QVERIFY(!document->isModified());
    QCOMPARE(document->setText(0, promptText, QStringLiteral("x")).error().code, std::string("discarded"));
    waitFor([&away] { return away; });
    document.reset();
    QVERIFY(!std::filesystem::is_empty(folder.work() / "trash"));
    QCOMPARE(folder.open(folder.path("a.jsonl"))->example(0)->prompt, std::string("p0"));
}

void TestDatasetDocument::discardDuringASave()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("saved")));
    std::optional<Result<>> saved;
    document->save({}, document.get(), [&](Result<> result) { saved = result; });
    QVERIFY(document->setText(0, promptText, QStringLiteral("gone")));
    bool away = false;
    document->discard(document.get(), [&away] { away = true; });
    waitFor([&away] { return away; });
    QVERIFY(saved && *saved);
    document.reset();
    document = folder.open(folder.path("a.jsonl"));
    QCOMPARE(document->example(0)->prompt, std::string("saved"));
    QVERIFY(!document->isModified());
}

// Without a place for the journal there is still a document; it says that it is not safe.
void TestDatasetDocument::workFolderThatCannotBe()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    writeFile(folder.work(), "a file where the folder should be");
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document && !document->isReadOnly());
    QCOMPARE(document->journalState(), JournalState::NotSafe);
    QVERIFY(document->journalReason().contains(QString::fromStdString(folder.work().string())));
    QVERIFY(document->setText(0, promptText, QStringLiteral("x")));
    QCOMPARE(document->journalState(), JournalState::NotSafe);
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")), pairRow("x", "c0") + "\n" + rows(2).substr(rows(1).size()));
}

void TestDatasetDocument::snapshotStaysAsItWas()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(50));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(3, promptText, QStringLiteral("before")));
    const auto snapshot = document->snapshot();
    const auto expected = linesOf(*document);
    QVERIFY(document->setText(3, promptText, QStringLiteral("after")));
    QVERIFY(document->setText(4, promptText, QStringLiteral("after")));
    QVERIFY(document->removeRows({0, 7, 9}, label));
    document.reset();
    std::vector<std::string> seen;
    QVERIFY(snapshot->forEachLine(0, snapshot->rowCount(), [&](std::size_t row, std::string_view line) {
        seen.emplace_back(line);
        return snapshot->line(row).value_or("?") == line;
    }));
    QVERIFY(seen == expected);
}

// Without edits; else the history, which is no unsaved edit.
void TestDatasetDocument::cleanCloseLeavesNothing()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    auto document = folder.open(folder.path("a.jsonl"));
    document.reset();
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.work()), {}), 1); // the lock of the root
    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("x")));
    QVERIFY(saveNow(*document));
    document.reset();
    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(!document->isModified());
    QCOMPARE(document->restoredEdits(), 0);
    QCOMPARE(document->historyCount(), 1);
    document.reset();
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.work()), {}), 2); // and one history
}

QTEST_GUILESS_MAIN(TestDatasetDocument)
#include "tst_dataset_document.moc"
