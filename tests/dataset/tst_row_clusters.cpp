// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that belong together, and the way back from masks and from another encoding.
#include "dataset/finding_fixes.h"
#include "dataset/row_clusters.h"
#include "dataset/unmask.h"
#include "dataset_fixture.h"

#include "core/checks/misread_text.h"

#include <iconv.h>

using namespace onsa;
using namespace onsa::test;

namespace {

// "kind: rows", one after another.
std::string told(const std::vector<RowCluster> &clusters)
{
    std::string out;
    for (const RowCluster &cluster : clusters) {
        out += (out.empty() ? "" : "; ") + std::string(findingOf(cluster.kind)) + ":";
        for (const RowId row : cluster.rows)
            out += " " + std::to_string(row);
    }
    return out;
}

std::unique_ptr<DatasetDocument> open(const Folder &folder, const std::vector<std::string> &lines)
{
    std::string bytes;
    for (const std::string &line : lines)
        bytes += line + "\n";
    writeFile(folder.path("a.jsonl"), bytes);
    return folder.open(folder.path("a.jsonl"));
}

std::vector<RowCluster> clustersOf(const DatasetDocument &document, bool similar = false, const Dismissals &kept = {})
{
    return findClusters(*document.snapshot(), similar, kept, {}, {}).value();
}

// Single quotation marks for double ones.
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string encoded(const std::string &text, const char *encoding)
{
    const iconv_t converter = iconv_open(encoding, "UTF-8");
    std::string from = text, out(text.size() * 4, '\0');
    char *in = from.data(), *at = out.data();
    std::size_t left = from.size(), room = out.size();
    const std::size_t failed = iconv(converter, &in, &left, &at, &room);
    iconv_close(converter);
    out.resize(out.size() - room);
    return failed == 0 ? out : std::string();
}

} // namespace

class TestRowClusters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBelongsTogether()
    {
        const Folder folder;
        const std::string lead = "The office is open from nine to five on all working days of the year";
        const auto document = open(folder,
                                   {pairRow("a", "one"), // 0
                                    pairRow("b", "x"), // 1
                                    pairRow("a", "one"), // 2 the same as 0
                                    pairRow("B", "x!"), // 3 the same as 1 but for signs
                                    pairRow("a", "two"), // 4 contradicts 0 and 2
                                    pairRow("When is the office open?", lead), // 5
                                    pairRow("lonely", "row"), // 6
                                    pairRow("When is the office open?", lead + " now.")}); // 7
        QCOMPARE(told(clustersOf(*document)),
                 std::string("contradiction: 0 2 4; contradiction: 5 7; duplicate: 0 2; same_normalised: 1 3"));
        const auto all = clustersOf(*document, true);
        QCOMPARE(told(all),
                 std::string("contradiction: 0 2 4; contradiction: 5 7; duplicate: 0 2; same_normalised: 1 3; "
                             "near_duplicate: 5 7"));
        QVERIFY(all.back().similarity >= 0.8 && all.back().similarity < 1);
    }

    void onePlantedContradictionOfFacts()
    {
        const Folder folder;
        const auto document = open(
            folder,
            {pairRow("How many days of paid leave do new members of the staff get each year?", "They get 10 days."),
             pairRow("How many days of paid leave do new members of the staff get each year now?",
                     "They get 12 days.")});
        const auto clusters = clustersOf(*document, true);
        QVERIFY(std::any_of(clusters.begin(), clusters.end(),
                            [](const auto &one) { return one.kind == ClusterKind::SoftContradiction; }));
    }

    void preferencesAndBrokenRows()
    {
        const Folder folder;
        const auto row = [](const std::string &better, const std::string &worse) {
            return json("{'input':{'messages':[{'role':'user','content':'Q'}]},'preferred_output':[{'role':'assistant',"
                        "'content':'"
                        + better + "'}],'non_preferred_output':[{'role':'assistant','content':'" + worse + "'}]}");
        };
        const auto document = open(folder, {row("a", "b"), row("a", "c"), row("a", "b"), "{broken", "", "{broken"});
        QCOMPARE(told(clustersOf(*document, true)), std::string("duplicate: 0 2"));
        QCOMPARE(told(clustersOf(*open(folder, {}))), std::string());
    }

    void keptOnesAreNotShown()
    {
        const Folder folder;
        const auto document = open(folder, {pairRow("a", "one"), pairRow("a", "two"), pairRow("a", "one")});
        Issue issue;
        issue.id = "contradiction";
        Dismissals kept;
        kept.add(issue, document->line(0), DismissScope::Row, "variants");
        QCOMPARE(told(clustersOf(*document, false, kept)), std::string("contradiction: 0 1 2; duplicate: 0 2"));
        kept.add(issue, document->line(1), DismissScope::Row, "variants");
        QCOMPARE(told(clustersOf(*document, false, kept)),
                 std::string("duplicate: 0 2")); // row 2 has the bytes of row 0
        issue.id = "duplicate";
        kept.add(issue, {}, DismissScope::Kind, "");
        QCOMPARE(told(clustersOf(*document, false, kept)), std::string());
    }

    void hundredsOfGroups()
    {
        const Folder folder;
        std::vector<std::string> lines;
        for (int i = 0; i < 800; ++i)
            lines.push_back(pairRow("q" + std::to_string(i / 2), "a"));
        QCOMPARE(clustersOf(*open(folder, lines)).size(), std::size_t(400));
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = findClusters(*open(folder, lines)->snapshot(), true, {}, {}, stop.get_token());
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    }

    void masksAreTakenBack()
    {
        const Folder folder;
        const std::string chat = json("{'messages':[{'role':'user','content':'I am b@example.com'},"
                                      "{'role':'assistant','content':'Hello \\u3042, c@example.com'}]}");
        const std::string preference = json(
            "{'input':{'messages':[{'role':'user','content':'Q b@example.com'}]},'preferred_output':[{'role':"
            "'assistant','content':'d@example.com'}],'non_preferred_output':[{'role':'assistant','content':'no'}]}");
        const auto document =
            open(folder, {pairRow("mail a@example.com", "[EMAIL_9] stays"), pairRow("no", "data"), chat, preference});
        const auto before = linesOf(*document);
        const auto rows = document->snapshot();
        const ScanReport report = checkAll(*rows, {}, {});
        const auto &kind = report.kinds.at("personal_data");
        const FixPlan mask = planFixes(*rows, "personal_data", kind, kind.rows, {}, {}).value();
        std::vector<DatasetDocument::RowChange> changes;
        for (const auto &change : mask.changes)
            changes.push_back({document->rowOfId(change.row), change.after});
        QCOMPARE(changes.size(), std::size_t(3));
        QVERIFY(document->replaceRows(changes, QStringLiteral("mask")));
        QVERIFY(document->line(0).find("a@example.com") == std::string::npos);

        const MaskBook book = MaskBook::parse(mask.masks.print()).value(); // as it was kept on this computer
        const FixPlan back = planUnmask(*document->snapshot(), book, {}, {}).value();
        QCOMPARE(back.changes.size(), std::size_t(3));
        changes.clear();
        for (const auto &change : back.changes)
            changes.push_back({document->rowOfId(change.row), change.after});
        QVERIFY(document->replaceRows(changes, QStringLiteral("unmask")));
        QVERIFY(linesOf(*document) == before); // every byte, and a mask of somebody else stays
        QVERIFY(planUnmask(*document->snapshot(), book, {}, {})->changes.empty());
        document->undoStack()->undo();
        QVERIFY(document->line(0).find("a@example.com") == std::string::npos);
    }

    void aWholeFileInAnotherEncoding_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::newRow("Shift_JIS") << QByteArray("CP932");
        QTest::newRow("EUC-JP") << QByteArray("EUC-JP-MS");
    }
    void aWholeFileInAnotherEncoding()
    {
        QFETCH(QByteArray, encoding);
        // ソ and 表 have a backslash as their second byte in Shift_JIS; ｱ, 臼 and short texts read as either.
        const std::vector<std::string> texts{
            pairRow("ソフトとは", "表です"), pairRow("表", "能"),
            pairRow("申請書", "窓口へ"),     pairRow("臼", "杵"),
            pairRow("ascii", "only"),        pairRow("期限はいつですか", "月末です。")};
        std::string bytes;
        for (const std::string &text : texts)
            bytes += encoded(text, encoding.constData()) + "\n";
        const Folder folder;
        writeFile(folder.path("a.jsonl"), bytes);
        const auto document = folder.open(folder.path("a.jsonl"));
        const auto before = linesOf(*document);
        const auto rows = document->snapshot();
        const ScanReport report = checkAll(*rows, {}, {});
        const auto &kind = report.kinds.at("invalid_utf8");
        // In EUC-JP 表 and 能 alone are UTF-8 too, as ɽ and ǽ: the others show that they are not meant so.
        QCOMPARE(kind.rows.size(), texts.size() - (encoding == "CP932" ? 1 : 2));
        const FixPlan plan = planFixes(*rows, "invalid_utf8", kind, kind.rows, {}, {}).value();
        std::vector<DatasetDocument::RowChange> changes;
        for (const auto &change : plan.changes)
            changes.push_back({document->rowOfId(change.row), change.after});
        QVERIFY(document->replaceRows(changes, QStringLiteral("convert")));
        for (std::size_t i = 0; i < texts.size(); ++i)
            QCOMPARE(QByteArray::fromStdString(document->line(int(i))), QByteArray::fromStdString(texts[i]));
        document->undoStack()->undo();
        QVERIFY(linesOf(*document) == before);
    }
};

QTEST_GUILESS_MAIN(TestRowClusters)
#include "tst_row_clusters.moc"
