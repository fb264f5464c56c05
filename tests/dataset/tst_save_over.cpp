// SPDX-License-Identifier: GPL-3.0-or-later
// Saving where the folder of the file may not be written: over the file itself, with copies; on a disk that fails, is
// killed or loses power at every call.
#include "dataset_fixture.h"
#include "memory_disk.h"
#include "pair_lines.h"

using namespace onsa;
using namespace onsa::test;

namespace {

const TextField promptText{TextField::Kind::Prompt, 0};
const std::filesystem::path file = "/data/a.jsonl";
const WorkPlaces placesOn(MemoryDisk &disk)
{
    return {"/state/work", disk};
}

void protectFolder(MemoryDisk &disk)
{
    disk.failWhere([](const char *call, const auto &path) {
        const bool makes = std::string_view(call) == "open" && path.parent_path() == "/data"
            && path.filename().string().starts_with(".a.jsonl.onsa-");
        return makes ? EACCES : 0;
    });
}

Result<std::unique_ptr<DatasetDocument>> tryOn(MemoryDisk &disk)
{
    std::optional<Result<std::unique_ptr<DatasetDocument>>> opened;
    QObject context;
    DatasetDocument::openFile(file, placesOn(disk), &context, [&](auto result) { opened = std::move(result); });
    waitFor([&] { return opened.has_value(); });
    return std::move(*opened);
}

std::unique_ptr<DatasetDocument> openOn(MemoryDisk &disk)
{
    auto opened = tryOn(disk);
    return opened ? std::move(*opened) : nullptr;
}

Result<> saveOver(DatasetDocument &document)
{
    std::optional<Result<>> saved;
    document.save(
        {}, &document, [&](Result<> result) { saved = std::move(result); }, DatasetDocument::SaveWay::OverTheFile);
    waitFor([&] { return saved.has_value(); });
    return *saved;
}

struct Told {
    Lines before, safe; // rows at first, and when all was last said to be safe
    Lines last; // at the end
    std::set<std::string> files;
};

// Two edits, one of them longer, a save over the file, an edit, a second save, an edit.
Told session(MemoryDisk &disk)
{
    Told told;
    told.files.insert(rows(6));
    auto document = openOn(disk);
    const auto now = [&] {
        const MemoryDisk::Peek peek(disk);
        return linesOf(*document);
    };
    const auto edit = [&](int row, const char *text) {
        std::ignore = document->setText(row, promptText, QString::fromLatin1(text));
        told.last = now();
        waitFor([&] { return document->journalState() != JournalState::Writing; });
        if (document->journalState() == JournalState::Safe)
            told.safe = told.last;
    };
    if (!document)
        return told;
    told.before = told.safe = told.last = now();
    edit(1, "a text that is longer than the one before");
    edit(2, "");
    told.files.insert(joined(now()));
    std::ignore = saveOver(*document);
    edit(3, "between the saves");
    told.files.insert(joined(now()));
    std::ignore = saveOver(*document);
    edit(4, "at last");
    return told;
}

QString judge(MemoryDisk &disk, const Told &told)
{
    for (int again = 0; again < 2; ++again) {
        const auto opened = tryOn(disk);
        if (!opened)
            return QString::fromStdString(opened.error().message);
        DatasetDocument *const document = opened->get();
        if (!told.files.contains(disk.get(file)))
            return QStringLiteral("the file is neither the old nor a new one");
        const Lines lines = linesOf(*document);
        if (!told.before.empty() && lines != told.safe && lines != told.last && !told.files.contains(joined(lines)))
            return QStringLiteral("other rows: ") + QString::fromStdString(joined(lines));
        if (lines == told.before && told.safe != told.before)
            return QStringLiteral("safe edits are lost");
    }
    return {};
}

} // namespace

class TestSaveOver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void protectedFolderIsNamedAndTheFileCanBeWrittenOver();
    void everyCallFailsOrKills_data();
    void everyCallFailsOrKills();
    void whatCannotBeFinishedIsNotShown();
    void anotherProgramsVersionIsLeftAlone();
};

void TestSaveOver::protectedFolderIsNamedAndTheFileCanBeWrittenOver()
{
    MemoryDisk disk;
    disk.put(file, rows(6));
    protectFolder(disk);
    auto document = openOn(disk);
    QVERIFY(document->setText(1, promptText, QStringLiteral("a much longer text than there was")));
    QVERIFY(document->setText(5, promptText, QString()));
    QCOMPARE(saveNow(*document).error().code, std::string("folder_protected"));
    QCOMPARE(disk.get(file), rows(6));
    QVERIFY(document->isModified());

    QVERIFY(saveOver(*document));
    QVERIFY(!document->isModified());
    QCOMPARE(disk.get(file), joined(linesOf(*document)));
    QCOMPARE(disk.list("/data").size(), std::size_t(1));
    // The untouched rows come from the copy now, and the old ones are still there for undo.
    QCOMPARE(document->line(0), pairRow("p0", "c"));
    document->undoStack()->setIndex(0);
    QCOMPARE(joined(linesOf(*document)), rows(6));
    document->undoStack()->setIndex(2);
    QVERIFY(document->setText(0, promptText, QStringLiteral("more")));
    QVERIFY(saveOver(*document));
    const Lines lines = linesOf(*document);
    QCOMPARE(disk.get(file), joined(lines));
    document.reset();
    // After a restart too: the history goes back behind both saves.
    document = openOn(disk);
    QVERIFY(!document->isReadOnly());
    QVERIFY(!document->isModified());
    QVERIFY(linesOf(*document) == lines);
    QCOMPARE(document->historyCount(), 3);
    document->goToHistory(0);
    QCOMPARE(joined(linesOf(*document)), rows(6));
}

void TestSaveOver::everyCallFailsOrKills_data()
{
    QTest::addColumn<int>("mishap");
    QTest::addColumn<bool>("power");
    QTest::newRow("error") << int(Mishap::Error) << false;
    QTest::newRow("short write") << int(Mishap::ShortWrite) << false;
    QTest::newRow("killed before") << int(Mishap::KillBefore) << false;
    QTest::newRow("killed after") << int(Mishap::KillAfter) << false;
    QTest::newRow("power cut") << int(Mishap::KillAfter) << true;
}

void TestSaveOver::everyCallFailsOrKills()
{
    QFETCH(int, mishap);
    QFETCH(bool, power);
    std::size_t calls = 0;
    {
        MemoryDisk disk;
        disk.put(file, rows(6));
        std::ignore = session(disk);
        calls = disk.calls();
    }
    QVERIFY(calls > 150);
    for (std::size_t n = 1; n <= calls; n += sweepStep) {
        MemoryDisk disk;
        disk.put(file, rows(6));
        disk.arm(static_cast<Mishap>(mishap), n);
        const Told told = session(disk);
        if (power)
            disk.cutPower(static_cast<unsigned>(n), 8);
        disk.reboot();
        const QString wrong = judge(disk, told);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
    }
}

void TestSaveOver::whatCannotBeFinishedIsNotShown()
{
    MemoryDisk disk;
    disk.put(file, rows(6));
    auto document = openOn(disk);
    QVERIFY(document->setText(1, promptText, QStringLiteral("a much longer text than there was")));
    const Lines lines = linesOf(*document);
    int writes = 0;
    disk.failWhere([&](const char *call, const auto &path) {
        return std::string_view(call) == "truncate" && path == file && ++writes > 0 ? EIO : 0;
    });
    QCOMPARE(saveOver(*document).error().code, std::string("half_written"));
    document.reset();
    QVERIFY(!openOn(disk)); // still impossible: told, not shown half
    disk.failWhere(nullptr);
    document = openOn(disk);
    QVERIFY(document != nullptr);
    QCOMPARE(disk.get(file), joined(lines));
    QVERIFY(linesOf(*document) == lines);
}

void TestSaveOver::anotherProgramsVersionIsLeftAlone()
{
    MemoryDisk disk;
    disk.put(file, rows(6));
    auto document = openOn(disk);
    QVERIFY(document->setText(1, promptText, QStringLiteral("a much longer text than there was")));
    disk.failWhere([](const char *call, const auto &path) {
        return std::string_view(call) == "truncate" && path == file ? EIO : 0;
    });
    QVERIFY(!saveOver(*document));
    document.reset();
    disk.failWhere(nullptr);
    const std::string theirs = pairRow("theirs", "!") + "\n" + rows(5);
    disk.put(file, theirs); // somebody has put the file right meanwhile
    document = openOn(disk);
    QVERIFY(document != nullptr);
    QCOMPARE(disk.get(file), theirs);
    QCOMPARE(document->line(0), pairRow("theirs", "!"));
}

QTEST_GUILESS_MAIN(TestSaveOver)
#include "tst_save_over.moc"
