// SPDX-License-Identifier: GPL-3.0-or-later
// Crashes: the program itself, started again with "edit FILE WORK", edits until it is killed.
#include "dataset_fixture.h"
#include "pair_lines.h"
#include "support/own_child.h"

#include <iostream>

using namespace onsa;
using namespace onsa::test;

namespace {

const TextField promptText{TextField::Kind::Prompt, 0};
const QString label = QStringLiteral("edit");

// Appends row after row and says on the standard output which of them are on the disk. Now and then it saves.
int editUntilKilled(const std::filesystem::path &file, const std::filesystem::path &work)
{
    std::unique_ptr<DatasetDocument> document;
    QObject context;
    DatasetDocument::openFile(file, WorkPlaces(work), &context, [&](auto opened) { document = std::move(*opened); });
    waitFor([&] { return document != nullptr; });
    std::cout << "open " << document->rowCount() << std::endl;
    for (int i = 0;; ++i) {
        Example example;
        example.prompt = "n" + std::to_string(i);
        example.completion = "c";
        if (!document->insertExamples(document->rowCount(), std::span(&example, 1), label))
            return 1;
        if (i % 7 == 3)
            document->undoStack()->undo();
        if (i % 7 == 4)
            document->undoStack()->redo(); // nothing to redo after a new edit: it must do nothing
        if (i % 10 == 5)
            document->save({}, &context, [](const Result<> &) {});
        waitUntilSafe(*document);
        std::cout << "safe " << document->rowCount() << std::endl;
    }
}

// The last complete line of the output.
int lastRows(const QByteArray &output)
{
    const auto lines = output.left(output.lastIndexOf('\n')).split('\n');
    return lines.last().split(' ').last().toInt();
}

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F1_killedInTheMiddle();
    void editsFollowTheirRows();
    void editsOfChangedRowsAreKeptAside();
    void unreadableJournalIsKeptAside();
    void editsMadeDuringASave();
};

void TestRecovery::F1_killedInTheMiddle()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(3));
    for (int round = 0; round < 12; ++round) {
        tests::OwnChild child({"edit", folder.path("a.jsonl").string(), folder.work().string()});
        QByteArray output;
        while (output.count('\n') < 1 + round * 5 && child.read(output)) { }
        child.kill();
        while (child.read(output)) { }
        QVERIFY(output.startsWith("open "));

        const auto document = folder.open(folder.path("a.jsonl"));
        QVERIFY(document && !document->isReadOnly());
        // One more may have reached the disk before it was told.
        const int acknowledged = lastRows(output);
        QVERIFY2(document->rowCount() == acknowledged || document->rowCount() == acknowledged + 1,
                 qPrintable(QStringLiteral("%1 rows, %2 safe").arg(document->rowCount()).arg(acknowledged)));
        for (int row = 0; row < document->rowCount(); ++row)
            QVERIFY(document->example(row));
        QCOMPARE(document->recoveryNote(), QString());
        waitUntilSafe(*document);
    }
}

void TestRecovery::editsFollowTheirRows()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(6));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(2, promptText, QStringLiteral("edited")));
    QVERIFY(document->removeRows({4}, label));
    QVERIFY(document->insertExamples(1, std::vector<Example>(1, *parseExample(pairRow("new", "c"))), label));
    waitUntilSafe(*document);
    document.reset();
    writeFile(folder.path("a.jsonl"), pairRow("theirs", "c") + "\n" + rows(6)); // all rows moved down
    document = folder.open(folder.path("a.jsonl"));
    std::vector<std::string> prompts;
    for (int row = 0; row < document->rowCount(); ++row)
        prompts.push_back(document->example(row)->prompt);
    QVERIFY(prompts == (std::vector<std::string>{"theirs", "new", "p0", "p1", "edited", "p3", "p5"}));
    QCOMPARE(document->restoredEdits(), 3);
    QVERIFY(!document->recoveryNote().isEmpty());
    QVERIFY(document->isModified());
}

void TestRecovery::editsOfChangedRowsAreKeptAside()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(3));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("mine")));
    QVERIFY(document->setText(2, promptText, QStringLiteral("also mine")));
    waitUntilSafe(*document);
    document.reset();
    const std::string theirs = pairRow("theirs", "c") + "\n" + rows(3).substr(rows(1).size());
    writeFile(folder.path("a.jsonl"), theirs);
    document = folder.open(folder.path("a.jsonl"));
    QCOMPARE(document->example(0)->prompt, std::string("theirs"));
    QCOMPARE(document->example(2)->prompt, std::string("also mine"));
    const auto aside = folder.work() / "aside";
    QVERIFY(document->recoveryNote().contains(QString::fromStdString(aside.string())));
    bool found = false;
    for (const auto &kept : std::filesystem::recursive_directory_iterator(aside))
        found = found || (kept.is_regular_file() && readFile(kept.path()).find("\"mine\"") != std::string::npos);
    QVERIFY(found);
}

void TestRecovery::unreadableJournalIsKeptAside()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(3));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("mine")));
    waitUntilSafe(*document);
    document.reset();
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder.work())) {
        if (entry.path().filename() == "journal.ojl")
            writeFile(entry.path(), "this is no journal");
    }
    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document);
    QVERIFY(!document->isModified());
    QVERIFY(document->recoveryNote().contains(QStringLiteral("aside")));
    QVERIFY(!std::filesystem::is_empty(folder.work() / "aside"));
}

// The file has the state at the start of the save; what came after is only in the journal.
void TestRecovery::editsMadeDuringASave()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(4));
    auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->removeRows({0}, label));
    bool saved = false;
    document->save({}, document.get(), [&](const Result<> &result) { saved = result.has_value(); });
    document->undoStack()->undo(); // the removed row is in no file any more
    QVERIFY(document->moveRows(0, 1, 4, label));
    QVERIFY(document->setText(0, promptText, QStringLiteral("after")));
    waitFor([&] { return saved; });
    waitUntilSafe(*document);
    const auto lines = linesOf(*document);
    document.reset();
    QVERIFY(readFile(folder.path("a.jsonl")).starts_with(pairRow("p1", "c")));
    document = folder.open(folder.path("a.jsonl"));
    QVERIFY(linesOf(*document) == lines);
    QVERIFY(document->recoveryNote().isEmpty());
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && std::string_view(argv[1]) == "edit")
        return editUntilKilled(argv[2], argv[3]);
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
