// SPDX-License-Identifier: GPL-3.0-or-later
// Fixing what was found, undoing it, and keeping what the user wants to keep.
#include "dataset/dismissals.h"
#include "dataset/finding_fixes.h"
#include "dataset_fixture.h"

using namespace onsa;
using namespace onsa::test;

namespace {

std::vector<DatasetDocument::RowChange> changesOf(const FixPlan &plan, const DatasetDocument &document)
{
    std::vector<DatasetDocument::RowChange> changes;
    for (const FixPlan::Change &change : plan.changes)
        changes.push_back({document.rowOfId(change.row), change.after});
    return changes;
}

FixPlan planFor(const DatasetDocument &document, const std::string &id, MaskBook masks = {})
{
    const auto rows = document.snapshot();
    const ScanReport report = checkAll(*rows, {}, {});
    const auto &kind = report.kinds.at(id);
    return planFixes(*rows, id, kind, kind.rows, std::move(masks), {}).value();
}

const Issue space{"surrounding_space", Severity::Warning, "prompt", "", 0, 0, Fix::Trim};

} // namespace

class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fixIsOneUndoStep();
    void rowsGoAndComeApart();
    void masksStayTheSame();
    void dismissed();
    void dismissalsAreKept();
    void dismissalsChangeTheReport();
};

void TestFindings::fixIsOneUndoStep()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"),
              pairRow(" a", "x") + "\n" + pairRow("b", "y") + "\n{broken\n" + pairRow("c　", "z") + "\n");
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto before = linesOf(*document);
    const FixPlan plan = planFor(*document, "surrounding_space");
    QCOMPARE(plan.changes.size(), std::size_t(2));
    QVERIFY(document->replaceRows(changesOf(plan, *document), QStringLiteral("fix")));
    QCOMPARE(linesOf(*document)[0], pairRow("a", "x"));
    QCOMPARE(linesOf(*document)[1], before[1]);
    QCOMPARE(linesOf(*document)[3], pairRow("c", "z"));
    QVERIFY(!checkAll(*document->snapshot(), {}, {}).kinds.contains("surrounding_space")); // checked again
    document->undoStack()->undo();
    QVERIFY(linesOf(*document) == before);
    QVERIFY(!document->undoStack()->canUndo());
}

void TestFindings::rowsGoAndComeApart()
{
    const Folder folder;
    const std::string a = pairRow("a", "x"), b = pairRow("b", "y");
    writeFile(folder.path("a.jsonl"), a + "\n" + b + " " + a + "\n" + a + "\n" + b + "\n\n" + b + "\n");
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto before = linesOf(*document);
    QVERIFY(document->replaceRows(changesOf(planFor(*document, "two_values"), *document), QStringLiteral("split")));
    QVERIFY(linesOf(*document) == (std::vector<std::string>{a, b, a, a, b, "", b}));
    QVERIFY(document->replaceRows(changesOf(planFor(*document, "duplicate"), *document), QStringLiteral("drop")));
    QVERIFY(linesOf(*document) == (std::vector<std::string>{a, b, ""}));
    QVERIFY(document->replaceRows(changesOf(planFor(*document, "empty_line"), *document), QStringLiteral("drop")));
    QVERIFY(linesOf(*document) == (std::vector<std::string>{a, b}));
    document->undoStack()->undo();
    document->undoStack()->undo();
    document->undoStack()->undo();
    QVERIFY(linesOf(*document) == before);
    const DatasetDocument::RowChange broken{0, {"a\nb"}};
    QCOMPARE(document->replaceRows(std::span(&broken, 1), QString()).error().code, std::string("line_break"));
}

void TestFindings::masksStayTheSame()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"),
              pairRow("mail a@example.com", "x") + "\n" + pairRow("y", "a@example.com, b@example.com") + "\n");
    const auto document = folder.open(folder.path("a.jsonl"));
    const FixPlan plan = planFor(*document, "personal_data");
    QVERIFY(document->replaceRows(changesOf(plan, *document), QStringLiteral("mask")));
    QCOMPARE(linesOf(*document)[0], pairRow("mail [EMAIL_1]", "x"));
    QCOMPARE(linesOf(*document)[1], pairRow("y", "[EMAIL_1], [EMAIL_2]"));
    QCOMPARE(plan.masks.unmasked("[EMAIL_2]"), std::string("b@example.com"));
    MaskBook masks;
    QCOMPARE(maskedRow(pairRow("a@example.com", "x"), masks), pairRow("[EMAIL_1]", "x"));
    QCOMPARE(maskedRow("{broken a@example.com", masks), std::string("{broken a@example.com"));
}

void TestFindings::dismissed()
{
    Dismissals dismissals;
    const std::string line = pairRow(" a", "x");
    QVERIFY(!dismissals.covers(space, line));
    dismissals.add(space, line, DismissScope::Row, "meant");
    QVERIFY(dismissals.covers(space, line));
    QVERIFY(!dismissals.covers(space, pairRow(" b", "x"))); // another row
    QVERIFY(!dismissals.covers(space, pairRow(" a", "y"))); // the row was edited since
    dismissals.add(space, line, DismissScope::Value, "meant");
    QVERIFY(dismissals.covers(space, pairRow(" a", "y"))); // the same value elsewhere
    dismissals.restore("surrounding_space");
    QVERIFY(!dismissals.covers(space, line));
    dismissals.add(space, {}, DismissScope::Kind, "never");
    QVERIFY(dismissals.covers(space, pairRow(" c", "z")));
}

void TestFindings::dismissalsAreKept()
{
    Dismissals dismissals;
    const std::string secret = pairRow("a@example.com", "x");
    const Issue mail = checkLine(secret).front();
    dismissals.add(mail, secret, DismissScope::Value, "公開の\"住所\"");
    dismissals.add(space, {}, DismissScope::Kind, "");
    const std::string json = dismissals.print();
    QVERIFY(json.find("example.com") == std::string::npos); // the value itself is not written down
    const auto read = Dismissals::parse(json);
    QVERIFY(read && read->all() == dismissals.all());
    QVERIFY(read->covers(mail, secret));
    QCOMPARE(Dismissals::parse("x").error().kind, ErrorKind::Corrupt);
    QCOMPARE(Dismissals::parse(R"({"dismissed":[{"finding":"a","scope":"?"}]})").error().kind, ErrorKind::Corrupt);
}

void TestFindings::dismissalsChangeTheReport()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), pairRow(" a", "x") + "\n" + pairRow(" b", "y") + "\n" + pairRow("c", "") + "\n");
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto rows = document->snapshot();
    ScanReport report = checkAll(*rows, {}, {});
    Dismissals dismissals;
    dismissals.add(space, document->line(0), DismissScope::Row, "meant");
    QCOMPARE(leaveOutDismissed(report, *rows, dismissals, {}), std::size_t(1));
    QVERIFY(report.kinds.at("surrounding_space").rows == std::vector<RowId>{document->rowId(1)});
    QCOMPARE(report.counts.at("surrounding_space"), std::size_t(1));
    dismissals.add(space, {}, DismissScope::Kind, "never");
    QCOMPARE(leaveOutDismissed(report, *rows, dismissals, {}), std::size_t(1));
    QVERIFY(!report.kinds.contains("surrounding_space"));
    QVERIFY(report.kinds.contains("empty_completion"));
}

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_findings.moc"
