// SPDX-License-Identifier: GPL-3.0-or-later
// Pairs become conversations and back in one step; a split is stable, keeps groups together and finds leaks.
#include "dataset/convert_rows.h"
#include "dataset/split_files.h"
#include "tests/dataset/dataset_fixture.h"

#include <set>

using namespace onsa;
using namespace onsa::test;
using Rows = std::vector<std::string>;

static std::string json(const char *text)
{
    return QByteArray(text).replace('\'', '"').toStdString();
}

class TestConvertAndSplit : public QObject
{
    Q_OBJECT

private:
    Folder m_folder;

    std::unique_ptr<DatasetDocument> documentOf(const Rows &rows) const
    {
        std::string bytes;
        for (const std::string &row : rows)
            bytes += row + "\n";
        writeFile(m_folder.path("rows.jsonl"), bytes);
        return m_folder.open(m_folder.path("rows.jsonl"));
    }

    static Rows manyPairs(int count)
    {
        Rows rows;
        for (int i = 0; i < count; ++i)
            rows.push_back(json("{'prompt':'q") + std::to_string(i / 2) + json("','completion':'a") + std::to_string(i)
                           + json("','topic':'t") + std::to_string(i % 17) + json("'}"));
        return rows;
    }

    std::set<std::string> validationRows(const Rows &rows, const SplitOrder &order) const
    {
        const auto document = documentOf(rows);
        const SplitFiles files{m_folder.path("t.jsonl"), m_folder.path("v.jsonl")};
        const auto plan = writeSplit(*document->snapshot(), order, files, {}, {});
        if (!plan)
            return {};
        std::set<std::string> lines;
        const std::string bytes = readFile(files.validation);
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t end = bytes.find('\n', at);
            lines.insert(bytes.substr(at, end - at));
            at = end + 1;
        }
        return lines;
    }

    static void apply(DatasetDocument &document, RowChanges changes)
    {
        std::optional<Result<>> outcome;
        document.change(
            changes.lines.size(), QStringLiteral("Convert"),
            [&](const DatasetSnapshot &, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
                return std::move(changes);
            },
            [&](Result<> done) { outcome = std::move(done); });
        waitFor([&] { return outcome.has_value(); });
        QVERIFY(outcome->has_value());
    }

private Q_SLOTS:
    void pairsBecomeChatsInOneStep()
    {
        const Rows rows = {json("{'prompt': 'a', 'completion': 'b', 'id': 7}"),
                           json("{'messages':[{'role':'user','content':'x'},{'role':'assistant','content':'y'}]}"),
                           "{broken"};
        const auto document = documentOf(rows);
        ConvertOrder order;
        order.system = "Be kind.";
        auto plan = planConversion(*document->snapshot(), order, {}, {});
        QVERIFY(plan);
        QCOMPARE(plan->lines.size(), std::size_t(1));
        QCOMPARE(plan->unchanged, std::size_t(1));
        QCOMPARE(plan->unreadable, std::size_t(1));
        RowChanges changes;
        changes.lines = std::move(plan->lines);
        apply(*document, std::move(changes));
        QCOMPARE(document->line(0),
                 json("{'messages':[{'role':'system','content':'Be kind.'},{'role':'user','content':'a'},"
                      "{'role':'assistant','content':'b'}],'id':7}"));
        QCOMPARE(document->line(2), rows[2]);
        document->undoStack()->undo();
        QCOMPARE(linesOf(*document), rows);
    }

    void chatsBecomePairsAndSayWhatIsLost()
    {
        const Rows rows = {
            json("{'messages':[{'role':'system','content':'s'},{'role':'user','content':'a'},{'role':'assistant','"
                 "content':'b'}],'id':7}"),
            json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b','weight':0}]}"),
            json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'},{'role':'user','"
                 "content':'c'},{'role':'assistant','content':'d'}]}"),
            json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':null,'tool_calls':[]}]}"),
            json("{'prompt':'a','completion':'b'}")};
        const auto document = documentOf(rows);
        ConvertOrder order;
        order.toChat = false;
        const auto plan = planConversion(*document->snapshot(), order, {}, {});
        QVERIFY(plan);
        QCOMPARE(plan->lines.size(), std::size_t(2));
        QCOMPARE(plan->lines[0].second, json("{'prompt':'a','completion':'b','id':7}"));
        QCOMPARE(plan->systemLost, std::size_t(1));
        QCOMPARE(plan->detailsLost, std::size_t(1));
        QCOMPARE(plan->tooLong, std::size_t(2));
        QCOMPARE(plan->unchanged, std::size_t(1));

        order.rows = std::vector<std::size_t>{1};
        QCOMPARE(planConversion(*document->snapshot(), order, {}, {})->lines.size(), std::size_t(1));
    }

    void aRowThatIsGoneIsNotConverted()
    {
        const Rows rows = {json("{'prompt':'a','completion':'b'}"), json("{'prompt':'c','completion':'d'}")};
        const auto document = documentOf(rows);
        auto plan = planConversion(*document->snapshot(), {}, {}, {});
        QVERIFY(plan);
        QVERIFY(document->removeRows({0}, QString()));
        RowChanges changes;
        changes.lines = std::move(plan->lines);
        apply(*document, std::move(changes));
        QCOMPARE(document->rowCount(), 1);
        QVERIFY(document->line(0).find("messages") != std::string::npos);
    }

    void addedRowsMoveNoOther()
    {
        SplitOrder order;
        order.validationShare = 0.2;
        const Rows few = manyPairs(400);
        Rows more = few;
        more.insert(more.begin() + 100, json("{'prompt':'a new question','completion':'b'}"));
        for (int i = 400; i < 600; ++i)
            more.push_back(json("{'prompt':'later") + std::to_string(i) + json("','completion':'b'}"));
        const auto before = validationRows(few, order), after = validationRows(more, order);
        QVERIFY(before.size() > 40 && before.size() < 120);
        for (const std::string &row : few)
            QCOMPARE(before.contains(row), after.contains(row));
        order.seed = 2;
        QVERIFY(validationRows(few, order) != before);
    }

    void groupsStayTogetherAndLeaksAreFound()
    {
        const Rows rows = manyPairs(340); // two rows ask the same, of neighbouring topics
        const auto document = documentOf(rows);
        SplitOrder order;
        order.validationShare = 0.3;
        const auto byQuestion = planSplit(*document->snapshot(), order, {}, {});
        QVERIFY(byQuestion);
        QCOMPARE(byQuestion->groups, std::size_t(170));
        QCOMPARE(byQuestion->leaking, std::size_t(0));
        QCOMPARE(byQuestion->trainingRows + byQuestion->validationRows, rows.size());

        order.groupMember = "topic";
        const auto byTopic = planSplit(*document->snapshot(), order, {}, {});
        QVERIFY(byTopic);
        QCOMPARE(byTopic->groups, std::size_t(17));
        QCOMPARE(byTopic->ungrouped, std::size_t(0));
        std::set<std::string> sides[2];
        const auto chosen = validationRows(rows, order);
        std::size_t leaking = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            sides[chosen.contains(rows[i]) ? 1 : 0].insert("t" + std::to_string(i % 17));
            const std::size_t twin = i ^ 1U;
            leaking += chosen.contains(rows[i]) && !chosen.contains(rows[twin]) ? 1U : 0U;
        }
        for (const std::string &topic : sides[0])
            QVERIFY(!sides[1].contains(topic));
        QVERIFY(leaking > 0);
        QCOMPARE(byTopic->leaking, leaking);
    }

    void questionsThatDifferInWidthAndPunctuationAreOne()
    {
        const auto groupsOf = [this](const std::vector<std::string> &questions) {
            Rows rows;
            for (const std::string &question : questions)
                rows.push_back(pairRow(question, "x"));
            return planSplit(*documentOf(rows)->snapshot(), {}, {}, {}).value().groups;
        };
        QCOMPARE(groupsOf({"ＡＢＣとは？", "abc とは"}), std::size_t(1));
        QCOMPARE(groupsOf({"ﾊﾝﾄﾞｸﾘｰﾑ。", "ハンドクリーム"}), std::size_t(1));
        QCOMPARE(groupsOf({"何℃ですか", "何°Fですか"}), std::size_t(2));
        QCOMPARE(groupsOf({"?", "!", "！"}), std::size_t(3)); // signs alone are compared as they are
    }

    void bothFilesOrNone()
    {
        const auto document = documentOf({json("{'prompt':'a','completion':'b'}")});
        const SplitFiles files{m_folder.path("one.jsonl"), m_folder.path("two.jsonl")};
        SplitOrder order;
        QCOMPARE(writeSplit(*document->snapshot(), order, files, {}, {}).error().code, std::string("empty_side"));
        QVERIFY(!std::filesystem::exists(files.training));
        order.validationShare = 0.9;
        QCOMPARE(planSplit(*document->snapshot(), order, {}, {}).error().code, std::string("invalid_share"));

        const auto many = documentOf(manyPairs(100));
        order.validationShare = 0.2;
        const SplitFiles noPlace{m_folder.path("three.jsonl"), m_folder.path("none") / "four.jsonl"};
        QVERIFY(!writeSplit(*many->snapshot(), order, noPlace, {}, {}));
        QVERIFY(!std::filesystem::exists(noPlace.training));
        QVERIFY(writeSplit(*many->snapshot(), order, files, {}, {}));
        const std::string note = readFile(m_folder.path("two.meta.json"));
        QVERIFY(note.find(json("'seed': 1")) != std::string::npos);
        QVERIFY(note.find(json("'side': 'validation'")) != std::string::npos);
    }

    void membersToGroupBy()
    {
        const auto document = documentOf({json("{'prompt':'a','completion':'b','topic':'x','tags':[1]}"),
                                          json("{'prompt':'a','completion':'b','source':3}")});
        QCOMPARE(groupMembers(*document->snapshot()), (Rows{"topic", "source"}));
    }
};

QTEST_GUILESS_MAIN(TestConvertAndSplit)
#include "tst_convert_and_split.moc"
