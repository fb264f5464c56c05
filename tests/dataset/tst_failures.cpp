// SPDX-License-Identifier: GPL-3.0-or-later
// Files, disks and users as they come: the failure tests F6 to F20 that belong to the document. What fails at every
// call of the disk is in tst_mishaps, damaged journals are in tst_edit_journal.
#include "dataset/recovery.h"
#include "dataset_fixture.h"
#include "pair_lines.h"

#include <QProcess>

#include <iostream>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace onsa;
using namespace onsa::test;

namespace fs = std::filesystem;

namespace {

const TextField promptText{TextField::Kind::Prompt, 0};
const QString label = QStringLiteral("edit");
int entriesOf(const fs::path &folder)
{
    return static_cast<int>(std::distance(fs::directory_iterator(folder), {}));
}

// In a process that may take this much address space: open, edit, save.
int editWithLittleMemory(const char *file, const char *work, const char *megabytes)
{
    const rlim_t bytes = std::stoull(megabytes) << 20;
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_AS, &limit);
    std::unique_ptr<DatasetDocument> document;
    bool answered = false;
    QObject context;
    DatasetDocument::openFile(fs::path(file), WorkPlaces(work), &context, [&](auto opened) {
        answered = true;
        if (opened)
            document = std::move(*opened);
    });
    waitFor([&] { return answered; });
    if (!document || !document->setText(0, promptText, QStringLiteral("x")))
        return 1;
    waitUntilSafe(*document);
    if (!saveNow(*document))
        return 2;
    std::cout << document->rowCount() << std::endl;
    return 0;
}

} // namespace

class TestFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F6_linksNamesAndPermissions();
    void F6_whatIsNoFile();
    void F7_truncatedAndOverwritten();
    void F7_touchedIsNotChanged();
    void F7_goneFileGivesItsEditedRows();
    void F8_secondWindow();
    void F9_everyByteStays_data();
    void F9_everyByteStays();
    void F10_oddBytesStay_data();
    void F10_oddBytesStay();
    void F11_manyAndLongRows();
    void F12_F13_oddJson_data();
    void F12_F13_oddJson();
    void F14_bulkOverSaveAndRestart();
    void F15_randomOperations_data();
    void F15_randomOperations();
    void F16_clockGoesBack();
    void F19_littleMemory();
    void F20_languagesStay_data();
    void F20_languagesStay();
};

void TestFailures::F6_linksNamesAndPermissions()
{
    const Folder folder;
    const auto file = folder.path("a.jsonl");
    writeFile(file, rows(2));
    ::setxattr(file.c_str(), "user.note", "kept", 4, 0); // not on every filesystem
    fs::create_hard_link(file, folder.path("other.jsonl"));
    const auto document = folder.open(file);
    QString note;
    connect(document.get(), &DatasetDocument::savedWithNote, document.get(), [&](const QString &said) { note = said; });
    QVERIFY(document->setText(0, promptText, QStringLiteral("x")));
    QVERIFY(saveNow(*document));
    QVERIFY(note.contains(QStringLiteral("hard links")));
    QCOMPARE(readFile(folder.path("other.jsonl")), rows(2));
    char value[8] = {};
    if (::getxattr(folder.path("other.jsonl").c_str(), "user.note", value, sizeof value) == 4)
        QCOMPARE(::getxattr(file.c_str(), "user.note", value, sizeof value), ssize_t(4));

    // A link to nothing yet: the file is made where the link leads.
    fs::create_symlink("made.jsonl", folder.path("dangling.jsonl"));
    QVERIFY(saveNow(*document, folder.path("dangling.jsonl")));
    QVERIFY(fs::is_symlink(folder.path("dangling.jsonl")));
    QVERIFY(readFile(folder.path("made.jsonl")).starts_with(pairRow("x", "c")));

    // The longest name there is, in a script whose characters have three bytes.
    std::string longName;
    while (longName.size() + 3 + 6 <= 255)
        longName += "語";
    QVERIFY(saveNow(*document, folder.root() / (longName + ".jsonl")));
    const auto tooLong = saveNow(*document, folder.root() / (longName + longName));
    QVERIFY(!tooLong);

    if (::geteuid() == 0)
        return; // root may write everywhere
    ::chmod(file.c_str(), 0444);
    const auto guarded = folder.open(file);
    QVERIFY(guarded->isWriteProtected());
    QVERIFY(guarded->setText(0, promptText, QStringLiteral("y")));
    QCOMPARE(saveNow(*guarded).error().code, std::string("no_permission"));
    QVERIFY(saveNow(*guarded, folder.path("copy.jsonl")));
}

void TestFailures::F6_whatIsNoFile()
{
    const Folder folder;
    QCOMPARE(::mkfifo(folder.path("pipe").c_str(), 0600), 0);
    QCOMPARE(folder.tryOpen(folder.path("pipe")).error().code, std::string("not_a_file"));
    QCOMPARE(folder.tryOpen(folder.root()).error().code, std::string("is_folder"));
    QVERIFY(!folder.tryOpen(folder.root() / std::string(300, 'x')));
    fs::create_symlink("nowhere", folder.path("link"));
    QCOMPARE(folder.tryOpen(folder.path("link")).error().kind, ErrorKind::NotFound);
    QCOMPARE(entriesOf(folder.work()), 1); // the lock of the root: nothing is left of an opening that failed
}

void TestFailures::F7_truncatedAndOverwritten()
{
    for (const bool truncated : {true, false}) {
        const Folder folder;
        const auto file = folder.path("a.jsonl");
        writeFile(file, rows(100));
        auto document = folder.open(file);
        QVERIFY(document->setText(3, promptText, QStringLiteral("mine")));
        waitUntilSafe(*document);
        DiskState told = DiskState::Same;
        connect(document.get(), &DatasetDocument::diskStateChanged, document.get(), [&](DiskState s) { told = s; });
        if (truncated) {
            QCOMPARE(::truncate(file.c_str(), 40), 0);
        } else {
            std::ofstream out(file, std::ios::in | std::ios::out | std::ios::binary);
            out << "{\"prompt\": \"xx\"";
        }
        waitFor([&] { return told == DiskState::Changed; });
        QVERIFY(!document->example(50)); // no crash, and no foreign bytes for a row
        QCOMPARE(document->example(3)->prompt, std::string("mine"));
        QCOMPARE(saveNow(*document).error().kind, ErrorKind::Conflict);
        QVERIFY(document->letGo());
        document = folder.open(file); // the edit is merged, or kept for the user to compare
        QVERIFY(document->restoredEdits() == 1 || document->conflicts().size() == 1);
    }
}

// A backup program may touch a file without a change in it.
void TestFailures::F7_touchedIsNotChanged()
{
    const Folder folder;
    const auto file = folder.path("a.jsonl");
    writeFile(file, rows(3));
    const auto document = folder.open(file);
    fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::hours(1));
    QCOMPARE(document->example(1)->prompt, std::string("p1"));
    QVERIFY(saveNow(*document, folder.path("b.jsonl")));
    QCOMPARE(readFile(folder.path("b.jsonl")), rows(3));
}

void TestFailures::F7_goneFileGivesItsEditedRows()
{
    const Folder folder;
    const auto file = folder.path("a.jsonl");
    writeFile(file, rows(5));
    auto document = folder.open(file);
    QVERIFY(document->setText(3, promptText, QStringLiteral("mine")));
    QVERIFY(document->insertExamples(0, std::vector<Example>(1, *parseExample(pairRow("new", "n"))), label));
    waitUntilSafe(*document);
    document.reset();
    fs::remove(file);
    document = folder.open(file);
    QVERIFY(document);
    QVERIFY(document->path().empty());
    QCOMPARE(document->rowCount(), 2);
    QCOMPARE(document->example(0)->prompt, std::string("new"));
    QCOMPARE(document->example(1)->prompt, std::string("mine"));
    QVERIFY(document->recoveryNote().contains(QStringLiteral("gone")));
}

void TestFailures::F8_secondWindow()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(2));
    fs::create_symlink("a.jsonl", folder.path("same.jsonl"));
    auto first = folder.open(folder.path("a.jsonl"));
    QVERIFY(first->setText(0, promptText, QStringLiteral("x")));
    waitUntilSafe(*first);
    const auto second = folder.open(folder.path("same.jsonl")); // by another name
    QVERIFY(second->isReadOnly());
    QCOMPARE(second->revertToSaved(label).error().code, std::string("read_only"));
    QVERIFY(first->setText(1, promptText, QStringLiteral("y"))); // the first is not disturbed
    waitUntilSafe(*first);
}

void TestFailures::F9_everyByteStays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("count");
    const QByteArray row = R"({"prompt": "p", "completion": "c"})";
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("only newlines") << QByteArray("\n\n\n") << 3;
    QTest::newRow("no final newline") << row + "\n" + row << 2;
    QTest::newRow("mark") << "\xEF\xBB\xBF" + row + "\n" << 1;
    QTest::newRow("mark in the middle") << row + "\n\xEF\xBB\xBF" + row + "\n" << 2;
    QTest::newRow("CRLF") << row + "\r\n" + row + "\r\n" << 2;
    QTest::newRow("mixed") << row + "\r\n" + row + "\n" + row << 3;
    QTest::newRow("CR only") << row + "\r" + row + "\r" << 1;
    QTest::newRow("spaces behind") << row + "   \n\t\n" + row + " " << 3;
}

void TestFailures::F9_everyByteStays()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, count);
    const Folder folder;
    const std::string before = bytes.toStdString();
    writeFile(folder.path("a.jsonl"), before);
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document);
    QCOMPARE(document->rowCount(), count);
    QVERIFY(saveNow(*document));
    QVERIFY(readFile(folder.path("a.jsonl")) == before);
}

void TestFailures::F10_oddBytesStay_data()
{
    QTest::addColumn<QByteArray>("odd");
    QTest::newRow("not UTF-8") << QByteArray("{\"prompt\": \"\xFF\xFE\", \"completion\": \"c\"}");
    QTest::newRow("CP932") << QByteArray("{\"prompt\": \"\x93\xFA\x96\x7B\", \"completion\": \"c\"}");
    QTest::newRow("UTF-16") << QByteArray("{\0\"\0p\0\"\0}\0", 10);
    QTest::newRow("lone surrogate") << QByteArray(R"({"prompt": "\ud800", "completion": "c"})");
    QTest::newRow("NUL") << QByteArray("{\"prompt\": \"a\0b\", \"completion\": \"c\"}", 35);
    QTest::newRow("C1") << QByteArray("{\"prompt\": \"\xC2\x85\", \"completion\": \"c\"}");
    QTest::newRow("U+FFFE") << QByteArray("{\"prompt\": \"\xEF\xBF\xBE\", \"completion\": \"c\"}");
}

void TestFailures::F10_oddBytesStay()
{
    QFETCH(QByteArray, odd);
    const Folder folder;
    writeFile(folder.path("a.jsonl"), odd.toStdString() + "\n" + rows(1));
    const auto document = folder.open(folder.path("a.jsonl"));
    QCOMPARE(document->rowCount(), 2);
    QVERIFY(document->line(0) == odd.toStdString());
    QVERIFY(document->setText(1, promptText, QStringLiteral("edited")));
    QVERIFY(saveNow(*document));
    QVERIFY(readFile(folder.path("a.jsonl")) == odd.toStdString() + "\n" + pairRow("edited", "c") + "\n");
    QVERIFY(document->replaceLine(0, pairRow("raw", "r"), label)); // it can be corrected as a line
    QCOMPARE(document->example(0)->prompt, std::string("raw"));
}

// Scaled down; bench_dataset has the large ones.
void TestFailures::F11_manyAndLongRows()
{
    const Folder folder;
    std::string bytes = pairRow(std::string(10 << 20, 'x'), "c") + "\n";
    for (int i = 0; i < 1'000'000; ++i)
        bytes += "\n";
    for (int i = 0; i < 200'000; ++i)
        bytes += "{}\n";
    writeFile(folder.path("a.jsonl"), bytes);
    const auto document = folder.open(folder.path("a.jsonl"));
    QCOMPARE(document->rowCount(), 1'200'001);
    QCOMPARE(document->example(0)->prompt.size(), std::size_t(10 << 20));
    QVERIFY(document->setText(0, promptText, QStringLiteral("short")));
    QVERIFY(document->removeRows({5, 500'000}, label));
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")).size(), bytes.size() - (10 << 20) + 5 - 2);

    writeFile(folder.path("b.jsonl"), std::string(65 << 20, 'x'));
    const auto tooLong = folder.tryOpen(folder.path("b.jsonl"));
    QCOMPARE(tooLong.error().code, std::string("row_too_long"));
}

void TestFailures::F12_F13_oddJson_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<bool>("readable");
    QTest::newRow("duplicate key") << QByteArray(R"({"prompt": "a", "prompt": "b", "completion": "c"})") << true;
    QTest::newRow("number for a text") << QByteArray(R"({"prompt": 1, "completion": "c"})") << false;
    QTest::newRow("out of range beside it") << QByteArray(R"({"prompt": "a", "completion": "c", "x": 1e400})") << false;
    QTest::newRow("deep") << QByteArray(R"({"prompt": "a", "completion": "c", "x": )") + QByteArray(100'000, '[')
            + QByteArray(100'000, ']')
            + "}" << false;
    QTest::newRow("trailing comma") << QByteArray(R"({"prompt": "a", "completion": "c",})") << false;
    QTest::newRow("NaN") << QByteArray(R"({"prompt": "a", "completion": "c", "x": NaN})") << false;
    QTest::newRow("two objects") << QByteArray(R"({"prompt": "a", "completion": "c"} {"prompt": "b"})") << false;
    QTest::newRow("array") << QByteArray(R"(["a", "b"])") << false;
    QTest::newRow("__proto__ and odd keys")
        << QByteArray(R"({"__proto__": {"x": 1}, "": 0, "a.b": "\n", "😀": null, "prompt": "a", "completion": "c"})")
        << true;
}

// Whatever is readable or not: the row is shown, kept as it is, and an edit of another row leaves it alone.
void TestFailures::F12_F13_oddJson()
{
    QFETCH(QByteArray, row);
    QFETCH(bool, readable);
    const Folder folder;
    writeFile(folder.path("a.jsonl"), row.toStdString() + "\n" + rows(1));
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->line(0) == row.toStdString());
    QCOMPARE(document->example(0).has_value(), readable);
    if (document->setText(0, promptText, QStringLiteral("new"))) // refused where it cannot be told which text is meant
        document->undoStack()->undo();
    QVERIFY(document->setText(1, promptText, QStringLiteral("other")));
    QVERIFY(saveNow(*document));
    QVERIFY(readFile(folder.path("a.jsonl")) == row.toStdString() + "\n" + pairRow("other", "c") + "\n");
}

// A replacement in all of many rows, undone, redone, saved, undone, and all of it again after a restart.
void TestFailures::F14_bulkOverSaveAndRestart()
{
    constexpr int count = 20'000;
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(count));
    auto document = folder.open(folder.path("a.jsonl"));
    const Lines first = linesOf(*document);
    for (int i = 0; i < 2'000; ++i)
        QVERIFY(document->setText(i * 7, promptText, QString::number(i)));
    const Lines edited = linesOf(*document);
    std::vector<DatasetDocument::TextChange> changes;
    for (int row = 0; row < count; ++row)
        changes.push_back({row, {TextField::Kind::Completion, 0}, QStringLiteral("新しい")});
    QVERIFY(document->setTexts(changes, QStringLiteral("Replace all")));
    const Lines replaced = linesOf(*document);
    document->undoStack()->undo();
    QVERIFY(linesOf(*document) == edited);
    document->undoStack()->redo();
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")), joined(replaced));
    document->undoStack()->undo();
    QVERIFY(linesOf(*document) == edited);
    waitUntilSafe(*document);
    document.reset();

    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(linesOf(*document) == edited);
    QCOMPARE(document->historyCount(), 2'001);
    QCOMPARE(document->historyIndex(), 2'000);
    QCOMPARE(document->savedHistoryIndex(), 2'001);
    QCOMPARE(document->historyStep(2'000).label, QStringLiteral("Replace all"));
    QVERIFY(document->historyStep(5).when.isValid());
    QVERIFY(document->isModified());
    document->undoStack()->redo();
    QVERIFY(linesOf(*document) == replaced);
    QVERIFY(!document->isModified());
    document->goToHistory(0);
    QVERIFY(linesOf(*document) == first);
    QVERIFY(saveNow(*document));
    QCOMPARE(readFile(folder.path("a.jsonl")), rows(count));
    document.reset();
    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(!document->isModified());
    document->goToHistory(2'001);
    QVERIFY(linesOf(*document) == replaced);
}

void TestFailures::F15_randomOperations_data()
{
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {11U, 12U, 13U, 14U, 15U, 16U})
        QTest::addRow("seed %u", seed) << seed;
}

// Against a list of states: edits, bulk edits, undo, redo, jumps in the history, saves, restarts.
void TestFailures::F15_randomOperations()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const Folder folder;
    const auto file = folder.path("a.jsonl");
    writeFile(file, rows(30));
    auto document = folder.open(file);
    std::vector<Lines> states{linesOf(*document)};
    std::size_t now = 0;
    std::string onDisk = rows(30);
    for (int step = 0; step < 1500; ++step) {
        const int before = document->historyCount(), index = document->historyIndex();
        const int count = document->rowCount(), row = count > 0 ? below(count) : 0;
        switch (below(12)) {
        case 0:
        case 1:
            if (count > 0)
                QVERIFY(document->setText(row, promptText, QStringLiteral("s%1").arg(step)));
            break;
        case 2:
            QVERIFY(
                document->insertExamples(row,
                                         std::vector<Example>(std::size_t(1 + below(3)),
                                                              *parseExample(pairRow("n" + std::to_string(step), "c"))),
                                         label));
            break;
        case 3:
            if (count > 20)
                QVERIFY(document->removeRows({row, below(count), below(count)}, label));
            break;
        case 4:
            if (count > 1)
                QVERIFY(document->moveRows(row, 1 + below(count - row), below(count + 1), label));
            break;
        case 5:
            if (count > 0 && count < 60)
                QVERIFY(document->duplicateRows({row, below(count)}, label));
            break;
        case 6: {
            std::vector<DatasetDocument::TextChange> changes;
            for (int i = 0; i < count; i += 1 + below(3))
                changes.push_back({i, promptText, QStringLiteral("b%1").arg(step % 5)});
            QVERIFY(document->setTexts(changes, label));
            break;
        }
        case 7:
            document->undoStack()->undo();
            break;
        case 8:
            document->undoStack()->redo();
            break;
        case 9:
            document->goToHistory(below(document->historyCount() + 1));
            break;
        case 10:
            if (below(4) == 0) {
                QVERIFY(saveNow(*document));
                onDisk = joined(linesOf(*document));
                QVERIFY(!document->isModified());
            } else if (below(8) == 0) {
                QVERIFY(document->revertToSaved(label));
                QVERIFY(joined(linesOf(*document)) == onDisk);
                QVERIFY(!document->isModified());
            }
            break;
        default:
            if (below(6) == 0) {
                const bool modified = document->isModified();
                const Lines lines = linesOf(*document);
                const int steps = document->historyCount();
                waitUntilSafe(*document);
                document.reset();
                document = folder.open(file);
                QVERIFY(linesOf(*document) == lines);
                QCOMPARE(document->historyCount(), steps);
                QCOMPARE(document->isModified(), modified);
            }
        }
        if (document->historyCount() != before || document->historyIndex() > index) {
            if (document->historyIndex() == index + 1 && document->historyCount() == index + 1) { // a new step
                states.resize(now + 1);
                states.push_back(linesOf(*document));
            }
        }
        now = static_cast<std::size_t>(document->historyIndex());
        QVERIFY2(now < states.size() && linesOf(*document) == states[now],
                 qPrintable(QStringLiteral("step %1").arg(step)));
        QCOMPARE(readFile(file), onDisk);
    }
}

void TestFailures::F16_clockGoesBack()
{
    const Folder folder;
    const auto file = folder.path("a.jsonl");
    writeFile(file, rows(3));
    fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::hours(24 * 400)); // written in the future
    auto document = folder.open(file);
    QVERIFY(document->setText(0, promptText, QStringLiteral("x")));
    QVERIFY(saveNow(*document)); // older than what it replaces
    QVERIFY(document->setText(0, promptText, QStringLiteral("y")));
    waitUntilSafe(*document);
    document.reset();
    // The lock of the work folder comes from the future too: it is not old.
    for (const auto &entry : fs::recursive_directory_iterator(folder.work())) {
        if (entry.path().filename() == "lock")
            fs::last_write_time(entry.path(), fs::file_time_type::clock::now() + std::chrono::hours(24 * 400));
    }
    document = folder.open(file);
    QCOMPARE(document->example(0)->prompt, std::string("y"));
    QCOMPARE(document->historyCount(), 2);
}

// The file is larger than the memory that there is.
void TestFailures::F19_littleMemory()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer takes terabytes of addresses");
#endif
    const Folder folder;
    {
        std::ofstream out(folder.path("a.jsonl"), std::ios::binary);
        const std::string row = pairRow(std::string(1000, 'x'), "c") + "\n";
        for (int i = 0; i < 700'000; ++i)
            out << row;
    }
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("little-memory"), QString::fromStdString(folder.path("a.jsonl").string()),
                 QString::fromStdString(folder.work().string()), QStringLiteral("600")});
    QVERIFY(child.waitForFinished(120'000));
    QCOMPARE(child.exitCode(), 0);
    QCOMPARE(child.readAllStandardOutput().trimmed(), QByteArray("700000"));
}

void TestFailures::F20_languagesStay_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("Turkish") << QStringLiteral("İstanbul ısı");
    QTest::newRow("Arabic") << QStringLiteral("مرحبا بالعالم");
    QTest::newRow("emoji with joiners") << QStringLiteral("👩‍👩‍👧‍👦 👍🏽");
    QTest::newRow("name with a selector") << QStringLiteral("葛󠄀城");
    QTest::newRow("combining") << QStringLiteral("ガ e\u0301");
    QTest::newRow("compatibility name") << QStringLiteral("\uFA19戸");
}

void TestFailures::F20_languagesStay()
{
    QFETCH(QString, text);
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(1));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, text));
    document->keepDraft(document->rowId(0), promptText, text + text);
    waitUntilSafe(*document);
    document.reset();
    document = folder.open(folder.path("a.jsonl"));
    QCOMPARE(document->example(0)->prompt, text.toStdString());
    QVERIFY(document->restoredDraft());
    QCOMPARE(document->restoredDraft()->text, text + text);
    QVERIFY(saveNow(*document));
    QCOMPARE(parseExample(document->line(0))->prompt, text.toStdString());
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 5 && std::string_view(argv[1]) == "little-memory")
        return editWithLittleMemory(argv[2], argv[3], argv[4]);
    TestFailures test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_failures.moc"
