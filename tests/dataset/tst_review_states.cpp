// SPDX-License-Identifier: GPL-3.0-or-later
// Review states of rows: undone with the edits, safe in the journal, found again, and never in the user's file.
#include "dataset/accepted_rows.h"
#include "dataset/dataset_document.h"
#include "dataset/dataset_fixture.h"
#include "dataset/edit_journal.h"
#include "dataset/journal_replay.h"
#include "dataset/review_state.h"
#include "memory_disk.h"

#include <QSignalSpy>
#include <QTest>

using namespace onsa;
using namespace onsa::test;
namespace fs = std::filesystem;

class TestReviewStates : public QObject
{
    Q_OBJECT

    const std::string m_rows = pairRow("a", "1") + "\n" + pairRow("b", "2") + "\n" + pairRow("c", "3") + "\n";
    std::unique_ptr<Folder> m_folder;
    fs::path m_file;

    std::unique_ptr<DatasetDocument> open() const { return m_folder->open(m_file); }
    static Result<> mark(DatasetDocument &document, std::initializer_list<int> rows, ReviewState state)
    {
        std::vector<RowMark> marks;
        for (const int row : rows)
            marks.push_back({document.rowId(row), state});
        return document.setReviews(std::move(marks), QStringLiteral("mark"));
    }
    // A letter a row: draft, reviewed, approved, x for rejected.
    static std::string states(const DatasetDocument &document)
    {
        std::string all;
        for (int row = 0; row < document.rowCount(); ++row)
            all += "draX"[static_cast<std::size_t>(document.review(row))];
        return all;
    }
    // As after 30 days, or on a computer where the history was deleted.
    void forgetJournals() const
    {
        for (const auto &entry : fs::directory_iterator(m_folder->work()))
            if (entry.path().filename() != "reviews")
                fs::remove_all(entry.path());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<Folder>();
        m_file = m_folder->path("rows.jsonl");
        writeFile(m_file, m_rows);
    }

    void aStateIsOneUndoStepAndTheFileStaysSaved()
    {
        const auto document = open();
        QSignalSpy told(document.get(), &DatasetDocument::reviewsChanged);
        QSignalSpy rows(document.get(), &DatasetDocument::rowsChanged);
        QVERIFY(mark(*document, {0, 2}, ReviewState::Approved));
        QCOMPARE(states(*document), std::string("ada"));
        QVERIFY(mark(*document, {2}, ReviewState::Rejected));
        QCOMPARE(states(*document), std::string("adX"));
        QVERIFY(!document->isModified()); // the file has nothing to do with it
        QCOMPARE(rows.count(), 0); // so that nothing is checked anew
        QCOMPARE(told.count(), 2);
        document->undoStack()->undo();
        QCOMPARE(states(*document), std::string("ada"));
        document->undoStack()->undo();
        QCOMPARE(states(*document), std::string("ddd"));
        document->undoStack()->redo();
        QCOMPARE(states(*document), std::string("ada"));
        QVERIFY(!document->isModified());
    }
    void theSameStateAgainIsNoStep()
    {
        const auto document = open();
        QVERIFY(mark(*document, {1}, ReviewState::Reviewed));
        QVERIFY(mark(*document, {1}, ReviewState::Reviewed));
        QCOMPARE(document->historyCount(), 1);
    }
    void anEditedOrMovedRowKeepsItsState()
    {
        const auto document = open();
        QVERIFY(mark(*document, {0}, ReviewState::Approved));
        QVERIFY(document->setText(0, {TextField::Kind::Completion, 0}, QStringLiteral("new")));
        QVERIFY(document->moveRows(0, 1, 3, QStringLiteral("move")));
        QCOMPARE(states(*document), std::string("dda"));
        QVERIFY(document->isModified());
        document->undoStack()->undo();
        document->undoStack()->undo();
        QVERIFY(!document->isModified());
        QCOMPARE(states(*document), std::string("add"));
    }
    void aSavedFileDoesNotCarryIt()
    {
        const auto document = open();
        QVERIFY(mark(*document, {0, 1}, ReviewState::Approved));
        QVERIFY(saveNow(*document));
        QCOMPARE(readFile(m_file), m_rows);
        QCOMPARE(states(*document), std::string("aad"));
    }
    void restartBringsStatesAndTheirUndoBack()
    {
        {
            const auto document = open();
            QVERIFY(mark(*document, {1}, ReviewState::Reviewed));
            QVERIFY(document->setText(0, {TextField::Kind::Prompt, 0}, QStringLiteral("A")));
            QVERIFY(mark(*document, {0}, ReviewState::Approved));
        }
        const auto document = open();
        QCOMPARE(states(*document), std::string("ard"));
        QCOMPARE(document->restoredEdits(), 1); // a state is no unsaved edit
        document->undoStack()->undo();
        QCOMPARE(states(*document), std::string("drd"));
        QVERIFY(document->isModified());
        document->undoStack()->undo();
        QVERIFY(!document->isModified());
        document->undoStack()->undo();
        QCOMPARE(states(*document), std::string("ddd"));
    }
    void recoveryAfterAKillHasEveryState()
    {
        const auto document = open();
        QVERIFY(mark(*document, {0, 1, 2}, ReviewState::Reviewed));
        QVERIFY(mark(*document, {1}, ReviewState::Rejected));
        waitUntilSafe(*document);
        // What a killed window leaves: the folder as it is, without its lock.
        const fs::path copy = m_folder->path("killed");
        fs::copy(m_folder->work(), copy, fs::copy_options::recursive);
        std::optional<Result<std::unique_ptr<DatasetDocument>>> opened;
        QObject context;
        DatasetDocument::openFile(m_file, WorkPlaces(copy), &context, [&](auto result) { opened = std::move(result); });
        waitFor([&] { return opened.has_value(); });
        QVERIFY(opened->has_value());
        QCOMPARE(states(***opened), std::string("rXr"));
    }
    void statesOutliveTheHistory()
    {
        {
            const auto document = open();
            QVERIFY(mark(*document, {0, 2}, ReviewState::Approved));
        }
        forgetJournals();
        {
            const auto document = open();
            QCOMPARE(states(*document), std::string("ada"));
            QCOMPARE(document->historyCount(), 0);
            QVERIFY(mark(*document, {0}, ReviewState::Draft));
            QVERIFY(mark(*document, {1}, ReviewState::Rejected));
            document->undoStack()->undo();
            QCOMPARE(states(*document), std::string("dda"));
        }
        {
            const auto document = open(); // from the journal, which began with states
            QCOMPARE(states(*document), std::string("dda"));
            document->undoStack()->undo();
            QCOMPARE(states(*document), std::string("ada"));
            document->undoStack()->redo();
        }
        forgetJournals();
        QCOMPARE(states(*open()), std::string("dda"));
    }
    void statesOfNewRowsAreFoundAfterASave()
    {
        {
            const auto document = open();
            Example example;
            example.prompt = "new";
            example.completion = "row";
            QVERIFY(document->insertExamples(1, std::span(&example, 1), QStringLiteral("insert")));
            QVERIFY(mark(*document, {1}, ReviewState::Approved));
            QVERIFY(saveNow(*document));
        }
        forgetJournals();
        QCOMPARE(states(*open()), std::string("dadd"));
    }
    void anotherProgramMovesRowsAndTheirStatesAreFound()
    {
        {
            const auto document = open();
            QVERIFY(mark(*document, {0}, ReviewState::Approved));
            QVERIFY(mark(*document, {1}, ReviewState::Rejected));
        }
        // b first, a second, c changed, and a twin of a.
        writeFile(m_file,
                  pairRow("b", "2") + "\n" + pairRow("a", "1") + "\n" + pairRow("c", "33") + "\n" + pairRow("a", "1")
                      + "\n");
        const auto document = open();
        QCOMPARE(states(*document), std::string("Xadd"));
    }
    void discardedEditsLeaveTheStates()
    {
        {
            const auto document = open();
            QVERIFY(mark(*document, {2}, ReviewState::Approved));
            QVERIFY(document->setText(0, {TextField::Kind::Prompt, 0}, QStringLiteral("A")));
            bool done = false;
            document->discard(document.get(), [&] { done = true; });
            waitFor([&] { return done; });
        }
        const auto document = open();
        QCOMPARE(document->line(0), pairRow("a", "1"));
        QCOMPARE(states(*document), std::string("dda"));
    }
    void saveAsTakesTheStatesAlong()
    {
        const fs::path other = m_folder->path("other.jsonl");
        {
            const auto document = open();
            QVERIFY(mark(*document, {0}, ReviewState::Approved));
            QVERIFY(saveNow(*document, other));
        }
        forgetJournals();
        QCOMPARE(states(*m_folder->open(other)), std::string("add"));
        QCOMPARE(states(*open()), std::string("add")); // the file that was left keeps them too
    }
    void damagedStatesAreKeptAsideAndNothingElseIsLost()
    {
        {
            const auto document = open();
            QVERIFY(mark(*document, {0}, ReviewState::Approved));
        }
        forgetJournals();
        fs::path kept;
        for (const auto &entry : fs::directory_iterator(m_folder->work() / "reviews"))
            kept = entry.path();
        const std::string damaged = readFile(kept).substr(0, 60);
        writeFile(kept, damaged);
        {
            const auto document = open();
            QCOMPARE(states(*document), std::string("ddd"));
            QVERIFY(mark(*document, {1}, ReviewState::Approved));
        }
        QCOMPARE(readFile(kept.string() + ".bad"), damaged);
        forgetJournals();
        QCOMPARE(states(*open()), std::string("dad"));
    }
    void rejectedRowsAreLeftOutForTraining()
    {
        const auto document = open();
        QCOMPARE(acceptedRows(document->snapshot()).rejected, std::size_t(0));
        QVERIFY(document->moveRows(0, 1, 3, QStringLiteral("move"))); // b c a
        QVERIFY(mark(*document, {1}, ReviewState::Rejected));
        QVERIFY(mark(*document, {0}, ReviewState::Approved));
        const auto accepted = acceptedRows(document->snapshot());
        QCOMPARE(accepted.rejected, std::size_t(1));
        QCOMPARE(accepted.rows->rowCount(), std::size_t(2));
        std::string lines;
        QVERIFY(accepted.rows->forEachLine(0, 2, [&](std::size_t row, std::string_view line) {
            lines += std::to_string(row) + std::string(line) + "\n";
            return true;
        }));
        QCOMPARE(lines, "0" + pairRow("b", "2") + "\n1" + pairRow("a", "1") + "\n");
        QCOMPARE(*accepted.rows->line(1), pairRow("a", "1"));
        QCOMPARE(accepted.rows->rowId(1), document->rowId(2));
        int seen = 0;
        QVERIFY(accepted.rows->forEachLine(0, 2, [&](std::size_t, std::string_view) { return ++seen < 1; }));
        QCOMPARE(seen, 1);
    }
    void veryManyRowsAreMarkedInThePool()
    {
        std::string many;
        constexpr int rows = 5000;
        for (int i = 0; i < rows; ++i)
            many += pairRow(std::to_string(i), "x") + "\n";
        writeFile(m_file, many);
        {
            const auto document = open();
            std::optional<Result<>> done;
            document->change(
                rows, QStringLiteral("approve"),
                [](const DatasetSnapshot &all, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
                    RowChanges changes;
                    for (std::size_t row = 0; row < all.rowCount(); row += 2)
                        changes.marks.push_back({all.rowId(row), ReviewState::Approved});
                    return changes;
                },
                [&](Result<> result) { done = result; });
            QVERIFY(document->isChanging());
            waitFor([&] { return done.has_value(); });
            QVERIFY(done->has_value());
            QVERIFY(!document->isModified());
            QCOMPARE(countReviews(*document->snapshot()), (ReviewCounts{rows / 2, 0, rows / 2, 0}));
            QCOMPARE(rowsInState(*document->snapshot(), ReviewState::Approved).size(), std::size_t(rows / 2));
            done.reset();
            document->undo([&](Result<> result) { done = result; });
            QVERIFY(document->isChanging());
            waitFor([&] { return done.has_value(); });
            QCOMPARE(countReviews(*document->snapshot())[0], std::size_t(rows));
            document->undoStack()->redo();
        }
        const auto document = open();
        QCOMPARE(countReviews(*document->snapshot())[2], std::size_t(rows / 2));
    }
    // At every call of the disk the program is killed, the power goes, or the call fails: what was said to be safe is
    // there.
    void noMishapLosesAStateThatWasSafe_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("killed") << 0;
        QTest::newRow("power cut") << 1;
        QTest::newRow("EIO") << 2;
        QTest::newRow("disk full") << 3;
    }
    void noMishapLosesAStateThatWasSafe()
    {
        QFETCH(int, mode);
        const fs::path file = "/data/a.jsonl";
        struct Told {
            std::vector<std::string> states;
            std::size_t safe = 0; // index of the last one that was said to be safe
            std::size_t calls = 0;
        };
        const auto openOn = [&](MemoryDisk &disk) {
            std::optional<Result<std::unique_ptr<DatasetDocument>>> opened;
            QObject context;
            DatasetDocument::openFile(file, WorkPlaces("/state/work", disk), &context,
                                      [&](auto result) { opened = std::move(result); });
            waitFor([&] { return opened.has_value(); });
            return std::move(*opened);
        };
        const auto session = [&](MemoryDisk &disk) {
            Told told{{"ddd"}};
            for (int time = 0; time < 2; ++time) { // the second one goes on where the first one ended
                auto opened = openOn(disk);
                if (!opened)
                    return told;
                DatasetDocument &document = **opened;
                const auto settle = [&] {
                    told.states.push_back(states(document));
                    waitFor([&] { return document.journalState() != JournalState::Writing; });
                    if (document.journalState() == JournalState::Safe)
                        told.safe = told.states.size() - 1;
                };
                if (mark(document, {0, 2}, ReviewState::Approved))
                    settle();
                if (mark(document, {1}, time == 0 ? ReviewState::Rejected : ReviewState::Reviewed))
                    settle();
                document.undoStack()->undo();
                settle();
                std::ignore = document.setText(0, {TextField::Kind::Prompt, 0}, QString::number(time));
                std::ignore = saveNow(document);
                if (mark(document, {2}, ReviewState::Draft))
                    settle();
            }
            told.calls = disk.calls();
            return told;
        };
        MemoryDisk whole;
        whole.put(file, m_rows);
        const std::size_t calls = session(whole).calls;
        QVERIFY(calls > 100);
        for (std::size_t n = 1; n <= calls; n += sweepStep) {
            MemoryDisk disk;
            disk.put(file, m_rows);
            disk.arm(mode < 2 ? Mishap::KillAfter : Mishap::Error, n, mode == 3 ? ENOSPC : EIO);
            const Told told = session(disk);
            if (mode == 1)
                disk.cutPower(static_cast<unsigned>(n), 512);
            disk.reboot();
            const auto opened = openOn(disk);
            QVERIFY2(opened.has_value(), qPrintable(QString::number(n)));
            const std::string now = states(**opened);
            const auto from = told.states.begin() + static_cast<std::ptrdiff_t>(told.safe);
            QVERIFY2(std::find(from, told.states.end(), now) != told.states.end(),
                     qPrintable(QStringLiteral("call %1: %2").arg(n).arg(QString::fromStdString(now))));
        }
    }
    void aJournalThatClaimsAWrongStateIsNotBelieved()
    {
        std::string bad = encodeMarks({{0, ReviewState::Approved}});
        QVERIFY(decodeMarks(bad).has_value());
        bad.back() = 9; // no such state
        QVERIFY(!decodeMarks(bad).has_value());
        QVERIFY(!decodeMarks(std::string("\xff\xff\xff\x7f", 4)).has_value()); // two thousand million marks in no bytes
        JournalAction action;
        action.ops.emplace_back(MarkOp{{{7, ReviewState::Rejected}, {9, ReviewState::Reviewed}}});
        const auto back = decodeAction(encodeAction(action));
        QVERIFY(back.has_value());
        QCOMPARE(std::get<MarkOp>(back->ops.front()).marks, std::get<MarkOp>(action.ops.front()).marks);
    }
};

QTEST_GUILESS_MAIN(TestReviewStates)
#include "tst_review_states.moc"
