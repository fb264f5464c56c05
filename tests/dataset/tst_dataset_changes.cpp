// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/compare_files.h"
#include "dataset/dataset_changes.h"

#include "dataset_fixture.h"

#include <random>
#include <set>

using namespace onsa;
using namespace onsa::test;

namespace {

const QString label = QStringLiteral("edit");

// "~1 +2 -3 >4": row 1 changed, 2 added, the old row 3 removed, 4 moved; rows count from 0.
QByteArray written(const std::vector<RowChange> &changes)
{
    QByteArrayList words;
    for (const RowChange &change : changes) {
        const char mark = change.kind == RowChange::Kind::Changed ? '~'
            : change.kind == RowChange::Kind::Added               ? '+'
            : change.kind == RowChange::Kind::Removed             ? '-'
                                                                  : '>';
        words << mark + QByteArray::number(change.now >= 0 ? change.now : change.before);
    }
    return words.join(' ');
}

} // namespace

class TestDatasetChanges : public QObject
{
    Q_OBJECT

private:
    QByteArray changes() const { return written(changedRows(*m_document->savedRows(), *m_document->snapshot())); }
    void set(int row, const char *text)
    {
        QVERIFY(m_document->setText(row, {TextField::Kind::Prompt, 0}, QString::fromLatin1(text)).has_value());
    }

private Q_SLOTS:
    void init()
    {
        std::string bytes;
        for (int i = 0; i < 8; ++i)
            bytes += pairRow("p" + std::to_string(i), "c") + "\n";
        writeFile(m_folder.path("rows.jsonl"), bytes);
        m_document = m_folder.open(m_folder.path("rows.jsonl"));
    }
    void cleanup() { m_document.reset(); }

    void anotherFile()
    {
        const auto compared = [this](const std::string &bytes) {
            writeFile(m_folder.path("other.jsonl"), bytes);
            const auto found = compareWithFile(m_folder.path("other.jsonl"), *m_document->snapshot(), {});
            return found ? written(found->changes) : QByteArray::fromStdString(found.error().code);
        };
        const std::string own = readFile(m_folder.path("rows.jsonl"));
        QCOMPARE(compared(own), QByteArray());
        QCOMPARE(compared(""), QByteArray("+0 +1 +2 +3 +4 +5 +6 +7"));
        // Row 1 has another answer there, row 2 is not there, "new" is only there, the last stands first there.
        const auto row = [](int i) { return pairRow("p" + std::to_string(i), "c") + "\n"; };
        QCOMPARE(compared(row(7) + row(0) + pairRow("p1", "other") + "\n" + row(3) + pairRow("new", "c") + "\n" + row(4)
                          + row(5) + row(6)),
                 QByteArray("~1 +2 -4 >7"));
        // The same row twice there counts once; lines that are no rows are compared byte by byte.
        QCOMPARE(compared(own + row(0) + "{broken\n"), QByteArray("-8 -9"));
        set(0, "edited");
        QCOMPARE(compared(own), QByteArray("-0 +0"));
        m_document->undoStack()->undo();
        const auto missing = compareWithFile(m_folder.path("nowhere.jsonl"), *m_document->snapshot(), {});
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = compareWithFile(m_folder.path("other.jsonl"), *m_document->snapshot(), stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    }
    void nothingAtFirst() { QCOMPARE(changes(), QByteArray()); }
    void everyKindInTheOrderOfTheRows()
    {
        set(1, "x");
        QVERIFY(m_document->removeRows({3, 4}, label).has_value());
        const Example blank;
        QVERIFY(m_document->insertExamples(2, std::span(&blank, 1), label).has_value());
        QCOMPARE(changes(), QByteArray("~1 +2 -3 -4"));
        QVERIFY(m_document->moveRows(6, 1, 0, label).has_value());
        QCOMPARE(changes(), QByteArray(">0 ~2 +3 -3 -4"));
        while (m_document->undoStack()->canUndo())
            m_document->undoStack()->undo();
        QCOMPARE(changes(), QByteArray());
    }
    void aTextThatIsTheSameAgainIsNoChange()
    {
        set(1, "x");
        set(1, "p1");
        QCOMPARE(changes(), QByteArray());
    }
    void savingMakesTheNewRowsTheSavedOnes()
    {
        set(1, "x");
        const RowId second = m_document->rowId(1);
        QCOMPARE(QByteArray::fromStdString(*m_document->savedLine(second)),
                 QByteArray::fromStdString(pairRow("p1", "c")));
        const Example blank;
        QVERIFY(m_document->insertExamples(0, std::span(&blank, 1), label).has_value());
        QVERIFY(!m_document->savedLine(m_document->rowId(0)));
        bool done = false;
        m_document->save({}, m_document.get(), [&](const Result<> &saved) { done = saved.has_value(); });
        waitFor([&] { return done; });
        QCOMPARE(changes(), QByteArray());
        QCOMPARE(QByteArray::fromStdString(*m_document->savedLine(second)),
                 QByteArray::fromStdString(pairRow("x", "c")));
        QVERIFY(m_document->savedLine(m_document->rowId(0)));
        m_document->undoStack()->undo(); // the row that was added goes: the file still has it
        QCOMPARE(changes(), QByteArray("-0"));
        m_document->undoStack()->undo();
        QCOMPARE(changes(), QByteArray("-0 ~1"));
    }
    void editsThatCameBackAfterACrashAreChanges()
    {
        set(2, "x");
        QVERIFY(m_document->isModified());
        waitFor([this] { return m_document->journalState() == JournalState::Safe; });
        m_document.reset(); // closed with edits: they come back
        m_document = m_folder.open(m_folder.path("rows.jsonl"));
        QCOMPARE(changes(), QByteArray("~2"));
    }
    void randomOrdersAgainstAPlainComparison()
    {
        std::mt19937 random(11);
        const auto below = [&random](int n) { return int(random() % unsigned(n)); };
        for (int round = 0; round < 60; ++round) {
            const int rows = m_document->rowCount();
            switch (rows > 2 ? below(4) : 0) {
            case 0: {
                const Example blank;
                QVERIFY(m_document->insertExamples(below(rows + 1), std::span(&blank, 1), label).has_value());
                break;
            }
            case 1:
                QVERIFY(m_document->removeRows({below(rows)}, label).has_value());
                break;
            case 2:
                set(below(rows), QByteArray::number(below(5)).constData());
                break;
            default:
                QVERIFY(m_document->moveRows(below(rows), 1, below(rows + 1), label).has_value());
            }
            const auto saved = m_document->savedRows();
            const auto now = m_document->snapshot();
            std::set<RowId> told, expected, moved, before;
            for (const RowChange &change : changedRows(*saved, *now))
                (change.kind == RowChange::Kind::Moved ? moved : told).insert(change.id);
            for (std::size_t row = 0; row < saved->rowCount(); ++row) {
                before.insert(saved->rowId(row));
                const int at = m_document->rowOfId(saved->rowId(row));
                if (at < 0 || m_document->line(at) != *saved->line(row))
                    expected.insert(saved->rowId(row));
            }
            for (std::size_t row = 0; row < now->rowCount(); ++row)
                if (!before.contains(now->rowId(row)))
                    expected.insert(now->rowId(row));
            QVERIFY(told == expected);
            // Without those that moved, the rest stands as it stood. (A changed row may have moved, too.)
            std::vector<std::size_t> places;
            for (std::size_t row = 0; row < now->rowCount(); ++row)
                for (std::size_t old = 0; old < saved->rowCount(); ++old)
                    if (saved->rowId(old) == now->rowId(row) && !moved.contains(now->rowId(row))
                        && !told.contains(now->rowId(row)))
                        places.push_back(old);
            QVERIFY(std::is_sorted(places.begin(), places.end()));
        }
    }

private:
    Folder m_folder;
    std::unique_ptr<DatasetDocument> m_document;
};

QTEST_GUILESS_MAIN(TestDatasetChanges)
#include "tst_dataset_changes.moc"
