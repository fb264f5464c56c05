// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows a view shows, and in what order.
#include "dataset/view/row_view.h"

#include "dataset/view/block_edge.h"
#include "dataset_fixture.h"

#include <algorithm>
#include <random>

using namespace onsa;
using namespace onsa::test;

namespace {

class Rows : public DatasetSnapshot
{
public:
    explicit Rows(std::vector<std::string> lines)
        : m_lines(std::move(lines))
    {
    }
    std::size_t rowCount() const override { return m_lines.size(); }
    RowId rowId(std::size_t row) const override { return static_cast<RowId>(row) + 100; }
    Result<std::string> line(std::size_t row) const override { return m_lines[row]; }

private:
    std::vector<std::string> m_lines;
};

// Of pairs; the second text is the prompt's number, so that rows can be told apart.
Rows rowsOfPrompts(const std::vector<std::string> &prompts)
{
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < prompts.size(); ++i)
        lines.push_back(pairRow(prompts[i], std::to_string(i)));
    return Rows(std::move(lines));
}

std::vector<int> shown(const Rows &rows, const RowView &view, const ViewFacts &facts = {})
{
    const auto result = rowsOf(rows, view, facts, {}, {});
    if (!result)
        return {-1};
    std::vector<int> places;
    for (const RowId id : result->rows)
        places.push_back(static_cast<int>(id) - 100);
    return places;
}

RowCondition condition(ConditionKind kind, ShownText where, std::string text = {}, int from = 0,
                       std::optional<int> to = {})
{
    RowCondition made;
    made.kind = kind;
    made.where = where;
    made.text = std::move(text);
    made.from = from;
    made.to = to;
    return made;
}

using Places = std::vector<int>;
constexpr auto byText = SortKey::By::Text;

} // namespace

class TestRowView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainViewIsTheDocument() { QCOMPARE(shown(rowsOfPrompts({"b", "a"}), {}), (Places{0, 1})); }
    void containsIgnoresWidthKanaAndCaseAndKnowsTheColumn()
    {
        const Rows rows = rowsOfPrompts({"カタカナ", "かたかな", "ｶﾀｶﾅ", "ABC", "other"});
        QCOMPARE(shown(rows, {{condition(ConditionKind::Contains, ShownText::Prompt, "ｶﾀ")}, {}}), (Places{0, 1, 2}));
        QCOMPARE(shown(rows, {{condition(ConditionKind::Contains, ShownText::Any, "abc")}, {}}), (Places{3}));
        QCOMPARE(shown(rows, {{condition(ConditionKind::Contains, ShownText::Completion, "abc")}, {}}), Places());
        QCOMPARE(shown(rows, {{condition(ConditionKind::Contains, ShownText::Completion, "4")}, {}}), (Places{4}));
    }
    void aPatternThatWouldTakeYearsIsRefused()
    {
        const Rows rows = rowsOfPrompts({std::string(64, 'a') + "!"});
        const auto slow =
            rowsOf(rows, {{condition(ConditionKind::Matches, ShownText::Prompt, "(a+)+$")}, {}}, {}, {}, {});
        QVERIFY(!slow && slow.error().code == "pattern_too_slow");
        const auto broken =
            rowsOf(rows, {{condition(ConditionKind::Matches, ShownText::Prompt, "(a")}, {}}, {}, {}, {});
        QVERIFY(!broken && broken.error().code == "invalid_pattern");
    }
    void conditionsAreCombinedAndCanBeTurnedRound()
    {
        const Rows rows = rowsOfPrompts({"q1 long text", "q2", "x long text", "q3 long text"});
        RowView view;
        view.conditions = {condition(ConditionKind::Matches, ShownText::Prompt, "^q\\d"),
                           condition(ConditionKind::Length, ShownText::Prompt, {}, 5)};
        QCOMPARE(shown(rows, view), (Places{0, 3}));
        view.conditions[0].except = true;
        QCOMPARE(shown(rows, view), (Places{2}));
    }
    void lengthCountsCharactersFromTo()
    {
        const Rows rows = rowsOfPrompts({"", "あ", "ああ", "あああ"});
        QCOMPARE(shown(rows, {{condition(ConditionKind::Length, ShownText::Prompt, {}, 1, 2)}, {}}), (Places{1, 2}));
        QCOMPARE(shown(rows, {{condition(ConditionKind::Length, ShownText::Prompt, {}, 2)}, {}}), (Places{2, 3}));
    }
    void emptyIsAlsoWhiteSpaceAlone()
    {
        const Rows rows = rowsOfPrompts({"", "　 ", "x"});
        QCOMPARE(shown(rows, {{condition(ConditionKind::Empty, ShownText::Prompt)}, {}}), (Places{0, 1}));
    }
    void tokensAreThoseOfTheCounter()
    {
        const Rows rows = rowsOfPrompts({"a", "abc", "abcde"});
        ViewFacts facts;
        facts.countTokens = [](const Example &example) { return static_cast<int>(example.prompt.size()); };
        QCOMPARE(shown(rows, {{condition(ConditionKind::Tokens, ShownText::Any, {}, 2, 3)}, {}}, facts), (Places{1}));
        QCOMPARE(shown(rows, {{}, {{SortKey::By::Tokens, ShownText::Any, true}}}, facts), (Places{2, 1, 0}));
    }
    void findingsAndProblemsAreThoseOfTheLastCheck()
    {
        const Rows rows = rowsOfPrompts({"a", "b", "c"});
        ViewFacts facts;
        facts.findings = {{"refusal", {102}}};
        facts.problems = {101, 102};
        QCOMPARE(shown(rows, {{condition(ConditionKind::Finding, ShownText::Any, "refusal")}, {}}, facts), (Places{2}));
        QCOMPARE(shown(rows, {{condition(ConditionKind::Problems, ShownText::Any)}, {}}, facts), (Places{1, 2}));
        QCOMPARE(shown(rows, {{}, {{SortKey::By::Problems, ShownText::Any, false}}}, facts), (Places{1, 2, 0}));
    }
    void changedSinceTheSave()
    {
        const Folder folder;
        writeFile(folder.path("a.jsonl"),
                  pairRow("a", "1") + "\n" + pairRow("b", "2") + "\n" + pairRow("c", "3") + "\n");
        const auto document = folder.open(folder.path("a.jsonl"));
        QVERIFY(document->setText(1, {TextField::Kind::Prompt, 0}, QStringLiteral("new")));
        QVERIFY(document->setText(2, {TextField::Kind::Prompt, 0}, QStringLiteral("x")));
        QVERIFY(document->setText(2, {TextField::Kind::Prompt, 0}, QStringLiteral("c"))); // as it was
        QVERIFY(document->moveRows(0, 1, 3, QStringLiteral("move"))); // says what it said
        const Example blank;
        QVERIFY(document->insertExamples(0, std::span(&blank, 1), QStringLiteral("add")));
        ViewFacts facts;
        facts.saved = document->savedRows();
        const auto result =
            rowsOf(*document->snapshot(), {{condition(ConditionKind::Changed, ShownText::Any)}, {}}, facts, {}, {});
        QVERIFY(result.has_value());
        QCOMPARE(result->rows, (std::vector<RowId>{document->rowId(0), document->rowId(1)}));
    }
    void textsGoAsInAJapaneseDictionary()
    {
        const Rows rows = rowsOfPrompts({"漢字", "ひらがな", "カタカナ", "item 10", "item 9", "Item 9", "あ"});
        QCOMPARE(shown(rows, {{}, {{byText, ShownText::Prompt, false}}}), (Places{4, 5, 3, 6, 2, 1, 0}));
    }
    void equalRowsKeepTheirOrderBothWaysAndEmptyOnesAreLast()
    {
        const Rows rows = rowsOfPrompts({"b", "", "a", "b", "", "a"});
        QCOMPARE(shown(rows, {{}, {{byText, ShownText::Prompt, false}}}), (Places{2, 5, 0, 3, 1, 4}));
        QCOMPARE(shown(rows, {{}, {{byText, ShownText::Prompt, true}}}), (Places{0, 3, 2, 5, 1, 4}));
    }
    void theSecondKeyDecidesWhatTheFirstLeavesEqual()
    {
        const Rows rows = rowsOfPrompts({"bb", "a", "aa", "b", "c"});
        const RowView view{{}, {{SortKey::By::Length, ShownText::Prompt, true}, {byText, ShownText::Prompt, true}}};
        QCOMPARE(shown(rows, view), (Places{0, 2, 4, 3, 1}));
    }
    void fromTheEndAndFiltered()
    {
        const Rows rows = rowsOfPrompts({"x", "y", "x", "x"});
        const RowView view{{condition(ConditionKind::Contains, ShownText::Prompt, "x")},
                           {{SortKey::By::Row, ShownText::Any, true}}};
        QCOMPARE(shown(rows, view), (Places{3, 2, 0}));
    }
    void veryManyTextsGoByTheirCodes_data()
    {
        QTest::addColumn<QString>("start"); // common to all
        QTest::addRow("differ at once") << QString();
        QTest::addRow("long common start")
            << QStringLiteral("以下の文を、です・ます調の英語に訳してください。").repeated(3);
    }
    void veryManyTextsGoByTheirCodes()
    {
        QFETCH(QString, start);
        std::mt19937 random(3);
        std::vector<std::string> prompts;
        for (std::size_t i = 0; i < maxDictionaryRows + 10'000; ++i) {
            const auto kind = random() % 20;
            std::string text = kind == 0 ? std::string() : start.toStdString() + std::to_string(random() % 50'000);
            if (kind == 1)
                text.append(4000, 'x').append(random() % 3, 'y'); // long, and equal for long
            prompts.push_back(text);
        }
        const Rows rows = rowsOfPrompts(prompts);
        for (const bool down : {false, true}) {
            Places expected(prompts.size());
            std::iota(expected.begin(), expected.end(), 0);
            std::stable_sort(expected.begin(), expected.end(), [&](int a, int b) {
                const std::string &x = prompts[std::size_t(a)], &y = prompts[std::size_t(b)];
                if (x.empty() || y.empty())
                    return !x.empty() && y.empty();
                return down ? y < x : x < y;
            });
            const auto result = rowsOf(rows, {{}, {{byText, ShownText::Prompt, down}}}, {}, {}, {});
            QVERIFY(result && result->byCode);
            QVERIFY(std::equal(expected.begin(), expected.end(), result->rows.begin(), result->rows.end(),
                               [](int place, RowId id) { return RowId(place) + 100 == id; }));
            // Equal texts are then put in order by the next key.
            const auto second = rowsOf(
                rows, {{}, {{byText, ShownText::Prompt, down}, {SortKey::By::Row, ShownText::Any, true}}}, {}, {}, {});
            std::reverse(expected.begin(), expected.end()); // stable the other way round
            std::stable_sort(expected.begin(), expected.end(), [&](int a, int b) {
                const std::string &x = prompts[std::size_t(a)], &y = prompts[std::size_t(b)];
                if (x.empty() || y.empty())
                    return x.empty() == y.empty() ? a > b : y.empty();
                return x == y ? a > b : down ? y < x : x < y;
            });
            QVERIFY(second.has_value());
            QVERIFY(std::equal(expected.begin(), expected.end(), second->rows.begin(), second->rows.end(),
                               [](int place, RowId id) { return RowId(place) + 100 == id; }));
        }
    }
    void rowsThatCannotBeReadShowTheirLine()
    {
        const Rows rows({"{broken", pairRow("a", "b"), "zzz"});
        QCOMPARE(shown(rows, {{condition(ConditionKind::Contains, ShownText::Prompt, "broken")}, {}}), (Places{0}));
        QCOMPARE(shown(rows, {{}, {{byText, ShownText::Prompt, true}}}), (Places{2, 1, 0}));
        QCOMPARE(shown(rows, {{}, {{byText, ShownText::Completion, false}}}), (Places{1, 0, 2}));
    }
    void theEdgeOfABlock_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<bool>("down");
        QTest::addColumn<int>("edge");
        // a b _ _ c d
        QTest::addRow("to the end of the block") << 0 << true << 1;
        QTest::addRow("over empty cells") << 1 << true << 4;
        QTest::addRow("from an empty cell") << 2 << true << 4;
        QTest::addRow("to the last") << 4 << true << 5;
        QTest::addRow("stays at the last") << 5 << true << 5;
        QTest::addRow("up to the start of the block") << 5 << false << 4;
        QTest::addRow("up over empty cells") << 4 << false << 1;
        QTest::addRow("up from an empty cell") << 3 << false << 1;
        QTest::addRow("up to the first") << 1 << false << 0;
    }
    void theEdgeOfABlock()
    {
        QFETCH(int, from);
        QFETCH(bool, down);
        const Rows rows = rowsOfPrompts({"a", "b", "", "", "c", "d"});
        const auto edge = blockEdge(rows, nullptr, std::size_t(from), down, ShownText::Prompt, 1000, {});
        QVERIFY(edge.has_value());
        QTEST(int(*edge), "edge");
        const std::vector<std::uint32_t> turned{5, 4, 3, 2, 1, 0};
        const auto other = blockEdge(rows, &turned, std::size_t(5 - from), !down, ShownText::Prompt, 1000, {});
        QVERIFY(other.has_value());
        QTEST(5 - int(*other), "edge");
        QVERIFY(!blockEdge(rows, nullptr, 2, true, ShownText::Prompt, 2, {})); // further than may be looked
    }
    void aStoppedViewGivesNothing()
    {
        const Rows rows = rowsOfPrompts({"a", "b"});
        std::stop_source stop;
        stop.request_stop();
        const auto result = rowsOf(rows, {{}, {{byText, ShownText::Prompt, false}}}, {}, {}, stop.get_token());
        QVERIFY(!result && result.error().kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestRowView)
#include "tst_row_view.moc"
