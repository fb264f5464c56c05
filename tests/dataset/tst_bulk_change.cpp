// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_fixture.h"

#include "dataset/dataset_model.h"
#include "system/background_pool.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <future>
#include <random>

using namespace onsa;
using namespace onsa::test;

namespace {

const QString label = QStringLiteral("many");
const TextField promptText{TextField::Kind::Prompt, 0};
constexpr std::size_t few = 1; // done at once
constexpr std::size_t many = 100'000; // in the pool, whatever there is

std::string rows(int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += pairRow("p" + std::to_string(i), "c" + std::to_string(i)) + "\n";
    return bytes;
}

DatasetDocument::ChangeMaker setAllPrompts(const QString &text)
{
    return [text](const DatasetSnapshot &snapshot, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
        RowChanges changes;
        for (std::size_t row = 0; row < snapshot.rowCount(); ++row)
            changes.texts.push_back({int(row), promptText, text});
        return changes;
    };
}

// A change that waits in the pool until it may go on, or is stopped.
struct Gate {
    std::promise<void> open;
    std::shared_future<void> opened = open.get_future().share();

    DatasetDocument::ChangeMaker before(DatasetDocument::ChangeMaker make) const
    {
        return [make = std::move(make), opened = opened](const DatasetSnapshot &snapshot, const ScanProgress &progress,
                                                         std::stop_token stop) {
            while (!stop.stop_requested()
                   && opened.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready) { }
            return make(snapshot, progress, stop);
        };
    }
};

Result<> changeNow(DatasetDocument &document, std::size_t size, DatasetDocument::ChangeMaker make)
{
    std::optional<Result<>> answer;
    document.change(size, label, std::move(make), [&](const Result<> &done) { answer = done; });
    waitFor([&] { return answer.has_value(); });
    return *answer;
}

Result<> stepNow(DatasetDocument &document, bool again)
{
    std::optional<Result<>> answer;
    const auto done = [&](const Result<> &result) { answer = result; };
    again ? document.redo(done) : document.undo(done);
    waitFor([&] { return answer.has_value(); });
    return *answer;
}

// Rows as somebody knows them who only hears the signals.
class Listener : public QObject
{
public:
    explicit Listener(const DatasetDocument &document)
        : m_lines(linesOf(document))
    {
        connect(&document, &DatasetDocument::rowsAboutToChange, this,
                [this, &document](int first, int removed, int inserted) {
                    m_told = {first, removed, inserted};
                    m_rowsBefore = document.rowCount();
                });
        connect(&document, &DatasetDocument::rowsChanged, this,
                [this, &document](int first, int removed, int inserted) {
                    QCOMPARE(m_told, (std::array{first, removed, inserted}));
                    QCOMPARE(document.rowCount(), m_rowsBefore - removed + inserted);
                    m_lines.erase(m_lines.begin() + first, m_lines.begin() + first + removed);
                    for (int i = 0; i < inserted; ++i)
                        m_lines.insert(m_lines.begin() + first + i, document.line(first + i));
                });
    }
    const std::vector<std::string> &lines() const { return m_lines; }

private:
    std::vector<std::string> m_lines;
    std::array<int, 3> m_told = {};
    int m_rowsBefore = 0;
};

RowChanges randomChanges(std::mt19937 &random, const std::vector<std::string> &lines)
{
    RowChanges changes;
    const auto oneIn = [&random](unsigned n) { return random() % n == 0; };
    const auto text = QStringLiteral("t%1").arg(random() % 1000);
    const bool texts = oneIn(2), removals = oneIn(2), insertions = oneIn(2);
    const unsigned density = oneIn(2) ? 2 : 40;
    for (int row = 0; row < int(lines.size()); ++row) {
        if (texts && oneIn(density))
            changes.texts.push_back({row, promptText, text});
        if (removals && oneIn(density))
            changes.removed.push_back(row);
    }
    std::shuffle(changes.removed.begin(), changes.removed.end(), random);
    changes.insertAt = int(random() % (lines.size() + 1));
    for (unsigned i = 0; insertions && i < random() % 300; ++i)
        changes.inserted.push_back(pairRow("new" + std::to_string(i), text.toStdString()));
    return changes;
}

std::vector<std::string> changedLines(const std::vector<std::string> &lines, const RowChanges &changes)
{
    std::vector<std::optional<std::string>> now(lines.begin(), lines.end());
    for (const TextChange &change : changes.texts)
        now[std::size_t(change.row)] =
            *replaceText(*now[std::size_t(change.row)], change.field, change.text.toStdString());
    for (const int row : changes.removed)
        now[std::size_t(row)].reset();
    std::vector<std::string> result;
    for (std::size_t row = 0; row <= now.size(); ++row) {
        if (int(row) == changes.insertAt)
            result.insert(result.end(), changes.inserted.begin(), changes.inserted.end());
        if (row < now.size() && now[row])
            result.push_back(*now[row]);
    }
    return result;
}

} // namespace

class TestBulkChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyRowsChangeAtOnceAndAreOneStep();
    void aSmallOneIsDoneAtOnce();
    void randomChangesAgainstAList_data();
    void randomChangesAgainstAList();
    void aBlockMoves();
    void cancelRollsBackWholly();
    void otherOrdersAreRefusedMeanwhile();
    void aSaveWaitsForIt();
    void anErrorLeavesAllAsItWas();
    void nothingToChangeIsNoStep();
    void itIsInTheJournal();
    void closingMeanwhile();
    void discardingMeanwhile();
    void undoPastTheDocumentMeanwhile();
    void theTableFollows();
};

void TestBulkChange::manyRowsChangeAtOnceAndAreOneStep()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(1000));
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto before = linesOf(*document);
    const QSignalSpy changed(document.get(), &DatasetDocument::rowsChanged);
    const QSignalSpy changing(document.get(), &DatasetDocument::changingChanged);

    std::optional<Result<>> answer;
    document->change(many, label, setAllPrompts(QStringLiteral("x")), [&](const Result<> &done) { answer = done; });
    QVERIFY(document->isChanging());
    QVERIFY(!answer);
    QCOMPARE(linesOf(*document), before);
    waitFor([&] { return answer.has_value(); });
    QVERIFY(*answer);
    QVERIFY(!document->isChanging());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changing.size(), 2);
    QCOMPARE(document->line(999), pairRow("x", "c999"));
    QCOMPARE(document->undoStack()->count(), 1);
    QCOMPARE(document->undoStack()->undoText(), label);
    QVERIFY(document->isModified());

    QVERIFY(stepNow(*document, false));
    QCOMPARE(linesOf(*document), before);
    QVERIFY(!document->isModified());
    QVERIFY(stepNow(*document, true));
    QCOMPARE(document->line(0), pairRow("x", "c0"));
    QCOMPARE(changed.size(), 3);
    document->undoStack()->undo(); // Qt's own way does the same, here and now
    QCOMPARE(linesOf(*document), before);
}

void TestBulkChange::aSmallOneIsDoneAtOnce()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(3));
    const auto document = folder.open(folder.path("a.jsonl"));
    bool done = false;
    document->change(3, label, setAllPrompts(QStringLiteral("x")), [&](const Result<> &result) {
        QVERIFY(result);
        done = true;
    });
    QVERIFY(done);
    QCOMPARE(document->line(2), pairRow("x", "c2"));
    QVERIFY(document->undoStack()->undoText() == label);
}

void TestBulkChange::randomChangesAgainstAList_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestBulkChange::randomChangesAgainstAList()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(700));
    const auto document = folder.open(folder.path("a.jsonl"));
    const Listener listener(*document);
    std::vector<std::vector<std::string>> states = {linesOf(*document)};
    for (int i = 0; i < 12; ++i) {
        const RowChanges changes = randomChanges(random, states.back());
        QVERIFY(changeNow(*document, random() % 2 ? few : many,
                          [&changes](const DatasetSnapshot &, const ScanProgress &,
                                     std::stop_token) -> Result<RowChanges> { return changes; }));
        const auto expected = changedLines(states.back(), changes);
        QCOMPARE(linesOf(*document), expected);
        QCOMPARE(listener.lines(), expected);
        for (int row = 0; row < document->rowCount(); row += 37)
            QCOMPARE(document->rowOfId(document->rowId(row)), row);
        if (document->undoStack()->count() == int(states.size())) // an empty one makes no step
            states.push_back(expected);
        if (i == 5) {
            QVERIFY(saveNow(*document));
        }
    }
    for (std::size_t i = states.size() - 1; i > 0; --i) {
        QCOMPARE(linesOf(*document), states[i]);
        QVERIFY(stepNow(*document, false));
        QCOMPARE(listener.lines(), states[i - 1]);
    }
    for (std::size_t i = 1; i < states.size(); ++i) {
        QVERIFY(stepNow(*document, true));
        QCOMPARE(linesOf(*document), states[i]);
        QCOMPARE(listener.lines(), states[i]);
    }
}

void TestBulkChange::aBlockMoves()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(900));
    const auto document = folder.open(folder.path("a.jsonl"));
    const Listener listener(*document);
    auto expected = linesOf(*document);
    const auto move = [](RowMove wanted) {
        return [wanted](const DatasetSnapshot &, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
            RowChanges changes;
            changes.moved = wanted;
            return changes;
        };
    };
    for (const std::size_t size : {few, many}) {
        QVERIFY(changeNow(*document, size, move({100, 500, 700})));
        std::rotate(expected.begin() + 100, expected.begin() + 600, expected.begin() + 700);
        QCOMPARE(linesOf(*document), expected);
        QVERIFY(changeNow(*document, size, move({300, 600, 10})));
        std::rotate(expected.begin() + 10, expected.begin() + 300, expected.end());
        QCOMPARE(linesOf(*document), expected);
        QCOMPARE(listener.lines(), expected);
    }
    QVERIFY(changeNow(*document, many, move({5, 10, 8}))); // into itself
    QCOMPARE(document->undoStack()->count(), 4);
}

void TestBulkChange::cancelRollsBackWholly()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(1000));
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto before = linesOf(*document);
    const QSignalSpy changed(document.get(), &DatasetDocument::rowsChanged);
    const Gate gate;
    std::optional<Result<>> answer;
    document->change(many, label, gate.before(setAllPrompts(QStringLiteral("x"))),
                     [&](const Result<> &done) { answer = done; });
    document->cancelChange();
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().kind, ErrorKind::Cancelled);
    QVERIFY(!document->isChanging());
    waitForPool();
    QCoreApplication::processEvents();
    QCOMPARE(linesOf(*document), before);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(document->undoStack()->count(), 0);
    QVERIFY(!document->isModified());
    QVERIFY(document->setText(0, promptText, QStringLiteral("on")));
    QCOMPARE(document->line(0), pairRow("on", "c0"));
}

void TestBulkChange::otherOrdersAreRefusedMeanwhile()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(1000));
    const auto document = folder.open(folder.path("a.jsonl"));
    QVERIFY(document->setText(0, promptText, QStringLiteral("first")));
    Gate gate;
    std::optional<Result<>> answer;
    document->change(many, label, gate.before(setAllPrompts(QStringLiteral("x"))),
                     [&](const Result<> &done) { answer = done; });
    QCOMPARE(document->setText(1, promptText, QStringLiteral("no")).error().code, std::string("changing"));
    QCOMPARE(document->removeRows({1}, label).error().code, std::string("changing"));
    QCOMPARE(stepNow(*document, false).error().code, std::string("changing"));
    QCOMPARE(changeNow(*document, few, setAllPrompts(QStringLiteral("y"))).error().code, std::string("changing"));
    QCOMPARE(document->line(1), pairRow("p1", "c1")); // and can be read
    gate.open.set_value();
    waitFor([&] { return answer.has_value(); });
    QVERIFY(*answer);
    QCOMPARE(document->line(1), pairRow("x", "c1"));
    QCOMPARE(document->undoStack()->count(), 2);
}

void TestBulkChange::aSaveWaitsForIt()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(300));
    const auto document = folder.open(folder.path("a.jsonl"));
    Gate gate;
    document->change(many, label, gate.before(setAllPrompts(QStringLiteral("x"))), [](const Result<> &) {});
    std::optional<Result<>> saved;
    document->save({}, document.get(), [&](const Result<> &done) { saved = done; });
    QVERIFY(!document->isSaving());
    gate.open.set_value();
    waitFor([&] { return saved.has_value(); });
    QVERIFY(*saved);
    QVERIFY(readFile(folder.path("a.jsonl")).starts_with(pairRow("x", "c0") + "\n"));
    QVERIFY(!document->isModified());
}

void TestBulkChange::anErrorLeavesAllAsItWas()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(300) + "not a row\n");
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto before = linesOf(*document);
    for (const std::size_t size : {few, many}) {
        QVERIFY(!changeNow(*document, size, setAllPrompts(QStringLiteral("x")))); // the last row has no prompt
        QCOMPARE(linesOf(*document), before);
        QCOMPARE(document->undoStack()->count(), 0);
        QVERIFY(!document->isModified() && !document->isChanging());
    }
}

void TestBulkChange::nothingToChangeIsNoStep()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(300));
    const auto document = folder.open(folder.path("a.jsonl"));
    for (const std::size_t size : {few, many}) {
        QVERIFY(changeNow(*document, size, [](const DatasetSnapshot &, const ScanProgress &, std::stop_token) {
            return Result<RowChanges>(RowChanges());
        }));
        QCOMPARE(document->undoStack()->count(), 0);
        QVERIFY(!document->isModified());
    }
}

void TestBulkChange::itIsInTheJournal()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(1000));
    std::vector<std::string> expected;
    {
        const auto document = folder.open(folder.path("a.jsonl"));
        QVERIFY(changeNow(*document, many, setAllPrompts(QString(9000, QLatin1Char('x'))))); // 9 MB: several parts
        QVERIFY(stepNow(*document, false));
        QVERIFY(stepNow(*document, true));
        QCOMPARE(document->journalState(), JournalState::Writing);
        waitUntilSafe(*document);
        expected = linesOf(*document);
    }
    const auto again = folder.open(folder.path("a.jsonl"));
    QCOMPARE(again->restoredEdits(), 1);
    QCOMPARE(linesOf(*again), expected);
}

void TestBulkChange::closingMeanwhile()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(300));
    auto document = folder.open(folder.path("a.jsonl"));
    const Gate gate;
    bool called = false;
    document->change(many, label, gate.before(setAllPrompts(QStringLiteral("x"))),
                     [&](const Result<> &) { called = true; });
    document.reset();
    waitForPool();
    QCoreApplication::processEvents();
    QVERIFY(!called);
    const auto again = folder.open(folder.path("a.jsonl"));
    QVERIFY(!again->isReadOnly());
    QCOMPARE(again->restoredEdits(), 0);
}

void TestBulkChange::discardingMeanwhile()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(300));
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto before = linesOf(*document);
    const Gate gate;
    document->change(many, label, gate.before(setAllPrompts(QStringLiteral("x"))), [](const Result<> &) {});
    document->discard();
    waitForPool();
    QCoreApplication::processEvents();
    QVERIFY(!document->isChanging());
    QCOMPARE(linesOf(*document), before);
}

// Nobody should, but a prepared change never goes over rows that it was not made from.
void TestBulkChange::undoPastTheDocumentMeanwhile()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(300));
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto before = linesOf(*document);
    QVERIFY(document->setText(0, promptText, QStringLiteral("first")));
    Gate gate;
    std::optional<Result<>> answer;
    document->change(many, label, gate.before(setAllPrompts(QStringLiteral("x"))),
                     [&](const Result<> &done) { answer = done; });
    document->undoStack()->undo();
    gate.open.set_value();
    waitFor([&] { return answer.has_value(); });
    QVERIFY(!*answer);
    QCOMPARE(linesOf(*document), before);
}

void TestBulkChange::theTableFollows()
{
    std::mt19937 random(4);
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rows(900));
    const auto document = folder.open(folder.path("a.jsonl"));
    DatasetModel all(*document), filtered(*document);
    const QAbstractItemModelTester allTester(&all), filteredTester(&filtered);
    std::vector<RowId> some;
    for (int row = 0; row < document->rowCount(); row += 2)
        some.push_back(document->rowId(row));
    filtered.setFilter(some);
    for (int i = 0; i < 6; ++i) {
        const RowChanges changes = randomChanges(random, linesOf(*document));
        QVERIFY(changeNow(*document, many,
                          [&changes](const DatasetSnapshot &, const ScanProgress &,
                                     std::stop_token) -> Result<RowChanges> { return changes; }));
        QCOMPARE(all.rowCount(), document->rowCount());
        for (int view = 0; view < filtered.rowCount(); ++view)
            QVERIFY(filtered.documentRow(view) >= 0);
        for (std::size_t j = 0; j < changes.inserted.size(); ++j) { // what came is shown
            const auto lines = linesOf(*document);
            const auto at = std::find(lines.begin(), lines.end(), changes.inserted[j]) - lines.begin();
            QVERIFY(filtered.viewRow(int(at)) >= 0);
        }
        const int row = document->rowCount() / 2;
        QCOMPARE(all.index(row, DatasetModel::PromptColumn).data(DatasetModel::FullTextRole).toString(),
                 QString::fromStdString(document->example(row)->prompt));
    }
}

QTEST_GUILESS_MAIN(TestBulkChange)
#include "tst_bulk_change.moc"
