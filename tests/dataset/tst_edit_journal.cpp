// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/edit_journal.h"
#include "dataset/journal_replay.h"
#include "dataset_fixture.h"
#include "memory_disk.h"

#include <atomic>
#include <random>
#include <unistd.h>

using namespace onsa;
using namespace onsa::test;

namespace {

RowBytes text(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

// An insertion at the top of a file of two rows; the i-th action makes row id 2 + i.
std::string insertion(std::uint32_t i, std::size_t bytes = 10)
{
    const RowId id = 2 + i;
    return encodeAction(
        {ActionKind::Do, "insert", {SetOp{id, text(std::string(bytes, 'x'))}, SpliceOp{0, 0, {id}}}, {}});
}

const JournalHeader header{{1, 2, 3, 4}, 2, "/a/b.jsonl"};

std::size_t actionsIn(const std::filesystem::path &folder)
{
    const auto journal = readJournal({folder});
    return journal ? journal->steps.size() : 0;
}

} // namespace

class TestEditJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actionComesBack();
    void F3_everyTornTailGivesAPrefix();
    void F3_everyFlippedBitGivesAPrefix();
    void F3_zeroedSectorsAndGarbageGiveAPrefix();
    void longActionIsOneAction();
    void F5_failedFlushGoesToANewSegment();
    void failedWriteLeavesNoSegment();
    void replayRefusesNonsense();
    void savesTellWhatTheFileHolds();
};

void TestEditJournal::actionComesBack()
{
    const JournalAction action{
        ActionKind::Redo,
        "label 語",
        {SetOp{7, text("bytes")}, SetOp{8, nullptr}, SpliceOp{1, 2, {3, 4, 5}}, SpliceOp{0, 9, {}}},
        {{7, 77}, {1, 11}}};
    const auto back = decodeAction(encodeAction(action));
    QVERIFY(back);
    QCOMPARE(back->kind, ActionKind::Redo);
    QCOMPARE(back->label, action.label);
    QCOMPARE(back->ops.size(), std::size_t(4));
    QCOMPARE(*std::get<SetOp>(back->ops[0]).bytes, std::string("bytes"));
    QVERIFY(!std::get<SetOp>(back->ops[1]).bytes);
    QVERIFY(std::get<SpliceOp>(back->ops[2]).inserted == (std::vector<RowId>{3, 4, 5}));
    QCOMPARE(std::get<SpliceOp>(back->ops[3]).removed, 9U);
    QCOMPARE(back->hashes[1].hash, std::uint64_t(11));
    for (std::size_t cut = 0; cut < encodeAction(action).size(); ++cut)
        decodeAction(std::string_view(encodeAction(action)).substr(0, cut)); // any bytes: no crash
}

void TestEditJournal::F3_everyTornTailGivesAPrefix()
{
    const Folder folder;
    std::vector<std::size_t> ends; // file size after record i
    {
        EditJournal journal({folder.work()}, header);
        for (std::uint32_t i = 0; i < 20; ++i) {
            journal.append(RecordType::Action, insertion(i, i * 7 % 40));
            QVERIFY(journal.flush());
            ends.push_back(readFile(folder.work() / "journal.ojl").size());
        }
    }
    const std::string whole = readFile(folder.work() / "journal.ojl");
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        writeFile(folder.work() / "journal.ojl", std::string_view(whole).substr(0, cut));
        // A record is there once its last byte is; the padding does not count.
        const auto below = std::count_if(ends.begin(), ends.end(), [cut](std::size_t end) { return end <= cut; });
        const auto atMost = std::count_if(ends.begin(), ends.end(), [cut](std::size_t end) { return end <= cut + 7; });
        const auto found = static_cast<std::ptrdiff_t>(actionsIn(folder.work()));
        QVERIFY(found >= below && found <= atMost);
    }
}

void TestEditJournal::F3_everyFlippedBitGivesAPrefix()
{
    const Folder folder;
    {
        EditJournal journal({folder.work()}, header);
        for (std::uint32_t i = 0; i < 10; ++i)
            journal.append(RecordType::Action, insertion(i));
        QVERIFY(journal.flush());
    }
    const std::string whole = readFile(folder.work() / "journal.ojl");
    const auto good = readJournal({folder.work()});
    for (std::size_t bit = 0; bit < whole.size() * 8; bit += 3) {
        std::string bad = whole;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
        writeFile(folder.work() / "journal.ojl", bad);
        const auto journal = readJournal({folder.work()});
        if (!journal)
            continue; // the header itself
        for (std::size_t i = 0; i < journal->steps.size(); ++i)
            QVERIFY(journal->steps[i].payload() == good->steps[i].payload());
        QVERIFY(journal->steps.size() == good->steps.size() || journal->damaged);
    }
}

// Sectors that were never written, and bytes of another file behind the end.
void TestEditJournal::F3_zeroedSectorsAndGarbageGiveAPrefix()
{
    const Folder folder;
    {
        EditJournal journal({folder.work()}, header);
        for (std::uint32_t i = 0; i < 60; ++i)
            journal.append(RecordType::Action, insertion(i, i * 13 % 200));
        QVERIFY(journal.flush());
    }
    const std::string whole = readFile(folder.work() / "journal.ojl");
    const auto good = readJournal({folder.work()});
    QVERIFY(good && !good->damaged && good->steps.size() == 60);
    const auto isPrefix = [&](bool endIsGone) {
        const auto journal = readJournal({folder.work()});
        if (!journal)
            return true; // the header is gone
        for (std::size_t i = 0; i < journal->steps.size(); ++i) {
            if (i >= good->steps.size() || journal->steps[i].payload() != good->steps[i].payload())
                return false;
        }
        // Zeros up to the end are what was taken ahead.
        return journal->steps.size() == good->steps.size() || journal->damaged || endIsGone;
    };
    std::mt19937 random(7);
    for (std::size_t at = 0; at < whole.size(); at += 512) {
        std::string bad = whole;
        std::fill_n(bad.begin() + static_cast<std::ptrdiff_t>(at), std::min<std::size_t>(512, bad.size() - at), '\0');
        writeFile(folder.work() / "journal.ojl", bad);
        QVERIFY2(isPrefix(at + 512 >= whole.size()), qPrintable(QString::number(at)));

        std::string longer = whole.substr(0, whole.size() - at % whole.size());
        for (int i = 0; i < 700; ++i)
            longer += static_cast<char>(random());
        writeFile(folder.work() / "journal.ojl", longer);
        QVERIFY2(isPrefix(false), qPrintable(QString::number(at)));
        const auto read = readJournal({folder.work()});
        if (whole.size() - at > 512) // else the header is cut as well
            QVERIFY(read && !read->tails.empty()); // what could not be read is kept
    }
}

void TestEditJournal::longActionIsOneAction()
{
    const Folder folder;
    {
        EditJournal journal({folder.work()}, header);
        journal.append(RecordType::Action, insertion(0, 11 << 20));
        journal.append(RecordType::Action, insertion(1));
        QVERIFY(journal.flush());
    }
    const std::string whole = readFile(folder.work() / "journal.ojl");
    const auto journal = readJournal({folder.work()});
    QVERIFY(journal && !journal->damaged);
    QCOMPARE(journal->steps.size(), std::size_t(2));
    QVERIFY(journal->steps[0].payload() == insertion(0, 11 << 20));

    // Without its end it is no action at all.
    writeFile(folder.work() / "journal.ojl", std::string_view(whole).substr(0, 9 << 20));
    QCOMPARE(actionsIn(folder.work()), std::size_t(0));
    QVERIFY(readJournal({folder.work()})->damaged);
}

void TestEditJournal::F5_failedFlushGoesToANewSegment()
{
    MemoryDisk disk;
    std::atomic<bool> broken = false;
    disk.failWhere(
        [&](const char *call, const auto &) { return broken && std::string_view(call) == "fdatasync" ? EIO : 0; });
    std::atomic<std::uint64_t> acknowledged = 0;
    EditJournal journal({"/work"}, header, {}, disk);
    journal.setListener([&](const JournalNews &news) { acknowledged = news.acknowledged; });
    journal.append(RecordType::Action, insertion(0));
    QVERIFY(journal.flush());
    broken = true;
    journal.append(RecordType::Action, insertion(1));
    const auto failed = journal.flush();
    QVERIFY(!failed);
    QVERIFY(QString::fromStdString(failed.error().message).contains(QStringLiteral("journal")));
    QCOMPARE(acknowledged.load(), std::uint64_t(1));
    broken = false;
    journal.append(RecordType::Action, insertion(2));
    QVERIFY(journal.flush());

    QVERIFY(disk.list("/work").size() == 2);
    const auto read = readJournal({"/work"}, disk);
    QVERIFY(read);
    QCOMPARE(read->steps.size(), std::size_t(3)); // the second one is in both segments, and counts once
    for (std::uint32_t i = 0; i < 3; ++i)
        QVERIFY(read->steps[i].payload() == insertion(i));
}

void TestEditJournal::failedWriteLeavesNoSegment()
{
    MemoryDisk disk;
    std::atomic<bool> full = true;
    disk.failWhere(
        [&](const char *call, const auto &) { return full && std::string_view(call) == "pwrite" ? ENOSPC : 0; });
    EditJournal journal({"/work"}, header, {}, disk);
    journal.append(RecordType::Action, insertion(0));
    const auto failed = journal.flush();
    QVERIFY(!failed);
    QVERIFY(QString::fromStdString(failed.error().message).contains(QStringLiteral("No space left")));
    QVERIFY(disk.list("/work").empty());
    full = false;
    QVERIFY(journal.flush());
    QCOMPARE(readJournal({"/work"}, disk)->steps.size(), std::size_t(1));
}

void TestEditJournal::replayRefusesNonsense()
{
    const Folder folder;
    {
        EditJournal journal({folder.work()}, header);
        journal.append(RecordType::Action, encodeAction({ActionKind::Do, "", {SpliceOp{1, 5, {}}}, {}}));
        QVERIFY(journal.flush());
    }
    const auto journal = readJournal({folder.work()});
    QVERIFY(journal);
    QVERIFY(!replay(*journal, header.identity));
}

// A crash may come between any two marks of a save: the file on the disk says which rows it holds.
void TestEditJournal::savesTellWhatTheFileHolds()
{
    const Folder folder;
    const FileIdentity newFile{1, 20, 30, 40}, foreign{1, 9, 9, 9};
    {
        EditJournal journal({folder.work()}, header);
        journal.append(RecordType::Action, insertion(0));
        journal.append(RecordType::Snapshot, encodeMark({1, {}}));
        journal.append(RecordType::Action, insertion(1));
        journal.append(RecordType::Prepared, encodeMark({1, newFile}));
        QVERIFY(journal.flush());
    }
    auto journal = readJournal({folder.work()});
    const auto beforeRename = replay(*journal, header.identity);
    QVERIFY(beforeRename->fitsFile);
    QCOMPARE(beforeRename->edits, 2);
    QCOMPARE(beforeRename->saved.order.size(), std::size_t(2));
    QVERIFY(beforeRename->now.order == (std::vector<RowId>{3, 2, 0, 1}));

    const auto afterRename = replay(*journal, newFile);
    QVERIFY(afterRename->fitsFile);
    QCOMPARE(afterRename->edits, 1);
    QVERIFY(afterRename->saved.order == (std::vector<RowId>{2, 0, 1}));
    QVERIFY(afterRename->now.order == beforeRename->now.order);

    QVERIFY(!replay(*journal, foreign)->fitsFile);
    QCOMPARE(replay(*journal, foreign)->edits, 2); // the save was not finished as far as anybody knows

    const std::uint64_t next = journal->steps.size() + 1;
    writeFile(folder.work() / segmentName(2),
              encodeRecord(RecordType::Header, next, encodeHeader(header))
                  + encodeRecord(RecordType::Saved, next, encodeMark({1, newFile})));
    journal = readJournal({folder.work()});
    QVERIFY(!journal->damaged);
    QCOMPARE(replay(*journal, foreign)->edits, 1); // changed by others after our save
    QVERIFY(!replay(*journal, foreign)->fitsFile);
}

QTEST_GUILESS_MAIN(TestEditJournal)
#include "tst_edit_journal.moc"
