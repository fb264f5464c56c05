// SPDX-License-Identifier: GPL-3.0-or-later
// What only all rows together show, on data with planted faults: what is found must be what was planted.
#include "dataset/dataset_scan.h"
#include "dataset/near_duplicates.h"
#include "dataset_fixture.h"

#include <algorithm>
#include <random>
#include <set>

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
    RowId rowId(std::size_t row) const override { return static_cast<RowId>(row); }
    Result<std::string> line(std::size_t row) const override { return m_lines[row]; }

private:
    std::vector<std::string> m_lines;
};

// Questions and answers as of a rule book, of words chosen at random: no two alike.
class Writer
{
public:
    explicit Writer(unsigned seed)
        : m_random(seed)
    {
    }

    std::string sentence(int words)
    {
        static const std::vector<std::string> japanese{"申請書", "期限", "提出", "窓口", "担当者", "承認", "経費",
                                                       "精算",   "出張", "休暇", "契約", "更新",   "規程", "手続",
                                                       "部署",   "会議", "資料", "保管", "削除",   "閲覧", "登録",
                                                       "変更",   "理由", "金額", "税率", "領収書", "端末", "番号"};
        static const std::vector<std::string> english{
            "invoice", "deadline", "approval", "contract", "holiday", "travel",   "expense",  "office",  "manager",
            "renewal", "archive",  "policy",   "receipt",  "request", "training", "security", "network", "budget"};
        const bool isJapanese = m_random() % 10 < 7;
        std::string out;
        for (int i = 0; i < words; ++i) {
            const auto &pool = isJapanese ? japanese : english;
            out += pool[m_random() % pool.size()];
            out += isJapanese ? std::vector<std::string>{"の", "を", "に", "は", "で"}[m_random() % 5] : " ";
        }
        return out;
    }
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }

private:
    std::mt19937 m_random;
};

std::set<RowId> rowsOf(const std::vector<std::pair<RowId, Issue>> &issues, std::string_view id)
{
    std::set<RowId> rows;
    for (const auto &[row, issue] : issues)
        if (issue.id == id)
            rows.insert(row);
    return rows;
}

struct Score {
    double precision = 0, recall = 0;
};

Score scoreOf(const std::set<RowId> &found, const std::set<RowId> &planted)
{
    std::vector<RowId> both;
    std::set_intersection(found.begin(), found.end(), planted.begin(), planted.end(), std::back_inserter(both));
    const auto right = static_cast<double>(both.size());
    return {found.empty() ? 1 : right / static_cast<double>(found.size()),
            planted.empty() ? 1 : right / static_cast<double>(planted.size())};
}

std::string preferenceRow(const std::string &better, const std::string &worse)
{
    Example example;
    example.kind = ExampleKind::Preference;
    example.messages = {{"user", "どちらがよいですか", {}}};
    example.chosen = {{"assistant", better, {}}};
    example.rejected = {{"assistant", worse, {}}};
    return printExample(example);
}

} // namespace

class TestRowCompare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plantedDuplicates();
    void contradictions();
    void preferences();
    void oneAnswerToMany();
    void habitsOfTheData();
    void habitsNeedRows();
    void leakage();
    void theSamplesAreClean();
    void shortRows();
    void softContradiction();
    void stopIsHeard();
};

void TestRowCompare::plantedDuplicates()
{
    Writer writer(7);
    std::vector<std::string> lines;
    std::vector<std::pair<std::string, std::string>> texts;
    std::set<RowId> exact, normalised, near;
    for (int i = 0; i < 6000; ++i) {
        const unsigned kind = i < 200 ? 9 : writer.below(20);
        if (kind > 2) {
            texts.emplace_back(writer.sentence(10), writer.sentence(30));
            lines.push_back(pairRow(texts.back().first, texts.back().second));
            continue;
        }
        // A place that no other plant has: a copy of a copy would be exact by chance.
        auto [prompt, completion] = texts[writer.below(static_cast<unsigned>(texts.size()))];
        const auto row = static_cast<RowId>(lines.size());
        if (kind == 0) {
            exact.insert(row);
        } else if (kind == 1) {
            prompt = "　" + prompt + "？";
            completion = " " + completion + "。";
            normalised.insert(row);
        } else {
            completion = "なお、" + completion + "以上です" + std::to_string(i);
            near.insert(row);
        }
        lines.push_back(pairRow(prompt, completion));
    }
    const Rows rows(std::move(lines));
    const auto report = checkAll(rows, {}, {});
    // A second copy with the same additions is the very same again: both ids together are the plant.
    std::set<RowId> same = rowsOf(report.issues, "duplicate");
    const std::set<RowId> alike = rowsOf(report.issues, "same_normalised");
    const Score exactly = scoreOf(same, exact);
    same.insert(alike.begin(), alike.end());
    std::set<RowId> both = exact;
    both.insert(normalised.begin(), normalised.end());
    const Score together = scoreOf(same, both);
    qInfo("exact: precision %.3f recall %.3f; with normalised: %.3f %.3f", exactly.precision, exactly.recall,
          together.precision, together.recall);
    QVERIFY(exactly.precision >= 0.95 && exactly.recall >= 0.95);
    QVERIFY(together.precision >= 0.95 && together.recall >= 0.95);

    const auto similar = findNearDuplicates(rows, {}, {});
    QVERIFY(similar);
    const Score nearly = scoreOf(rowsOf(similar->issues, "near_duplicate"), near);
    qInfo("near: precision %.3f recall %.3f", nearly.precision, nearly.recall);
    QVERIFY(nearly.precision >= 0.85 && nearly.recall >= 0.85);
    QVERIFY(!similar->clusters.empty());
    const auto again = findNearDuplicates(rows, {}, {});
    QVERIFY(again->issues == similar->issues); // whichever thread was first
}

void TestRowCompare::contradictions()
{
    const Rows rows({pairRow("期限は？", "三月"), pairRow(" 期限は", "四月"), pairRow("窓口は", "二階"),
                     pairRow("窓口は？", "二階。")});
    const auto report = checkAll(rows, {}, {});
    QCOMPARE(rowsOf(report.issues, "contradiction"), (std::set<RowId>{0, 1}));
    QCOMPARE(rowsOf(report.issues, "same_normalised"), (std::set<RowId>{3}));
    QCOMPARE(report.kinds.at("contradiction").rows, (std::vector<RowId>{0, 1}));
    QCOMPARE(int(report.kinds.at("same_normalised").fix), int(Fix::DeleteRow));
    // Signs alone have no comparison form, and are still not all the same.
    QVERIFY(rowsOf(checkAll(Rows({pairRow("?", "!"), pairRow("！？", "…")}), {}, {}).issues, "duplicate").empty());
}

void TestRowCompare::preferences()
{
    const Rows rows({preferenceRow("はい、できます", "いいえ"), preferenceRow("いいえ", "はい、できます"),
                     preferenceRow("分かりません", "はい、できます")});
    const auto report = checkAll(rows, {}, {});
    QCOMPARE(report.preferenceRows, std::size_t(3));
    QCOMPARE(rowsOf(report.issues, "swapped_pair"), (std::set<RowId>{1}));
    QCOMPARE(rowsOf(report.issues, "preference_conflict"), (std::set<RowId>{2}));
}

void TestRowCompare::oneAnswerToMany()
{
    std::vector<std::string> lines;
    for (int i = 0; i < 12; ++i)
        lines.push_back(pairRow("問い" + std::to_string(i), "詳しくは担当の窓口までお問い合わせください。"));
    const auto report = checkAll(Rows(lines), {}, {});
    QCOMPARE(rowsOf(report.issues, "one_answer"), (std::set<RowId>{0}));
}

void TestRowCompare::habitsOfTheData()
{
    std::vector<std::string> lines;
    for (int i = 0; i < 100; ++i)
        lines.push_back(pairRow("問い合わせ番号" + std::to_string(i) + "について",
                                " これは受付番号" + std::to_string(i * 7) + "の回答です。"));
    lines[40] = pairRow("幅", " これは受付番号１２３の回答です。");
    lines[50] = pairRow("空白", "これは受付番号5の回答です。");
    lines[60] = pairRow("途中", " これは受付番号6の回答で");
    lines[70] = pairRow("仮名", " これは受付番号7のｶｲﾄｳです。");
    std::string longer = " ";
    for (int i = 0; i < 400; ++i)
        longer += "第" + std::to_string(i) + "項の定めに従う。";
    lines[80] = pairRow("長い", longer);
    const auto report = checkAll(Rows(lines), {}, {});
    QCOMPARE(rowsOf(report.issues, "mixed_width"), (std::set<RowId>{40, 70}));
    QCOMPARE(rowsOf(report.issues, "surrounding_space"), (std::set<RowId>{50}));
    QCOMPARE(rowsOf(report.issues, "cut_off"), (std::set<RowId>{60}));
    QVERIFY(rowsOf(report.issues, "length_outlier").contains(80));
    const auto &spaces = report.kinds.at("surrounding_space");
    QCOMPARE(int(spaces.fix), int(Fix::AddLeadingSpace));
}

void TestRowCompare::habitsNeedRows()
{
    std::vector<std::string> lines(10, pairRow("a", " b."));
    lines[3] = pairRow("c", "d");
    const auto report = checkAll(Rows(lines), {}, {});
    QVERIFY(rowsOf(report.issues, "surrounding_space").empty());
}

void TestRowCompare::leakage()
{
    Writer writer(3);
    std::vector<std::string> training, validation;
    std::vector<std::string> prompts;
    for (int i = 0; i < 800; ++i) {
        prompts.push_back(writer.sentence(14));
        training.push_back(pairRow(prompts.back(), writer.sentence(5)));
    }
    std::set<RowId> planted;
    for (int i = 0; i < 200; ++i) {
        const auto row = static_cast<RowId>(validation.size());
        if (i % 5 == 0) {
            planted.insert(row);
            validation.push_back(pairRow(" " + prompts[std::size_t(i)] + "？", "x"));
        } else if (i % 5 == 1) {
            planted.insert(row);
            validation.push_back(pairRow("念のため" + prompts[std::size_t(i)], "x"));
        } else {
            validation.push_back(pairRow(writer.sentence(14), "x"));
        }
    }
    const auto leaks = findLeakage(Rows(training), Rows(validation), {});
    QVERIFY(leaks);
    const Score score = scoreOf(rowsOf(*leaks, "leakage"), planted);
    qInfo("leakage: precision %.3f recall %.3f", score.precision, score.recall);
    QVERIFY(score.precision >= 0.95 && score.recall >= 0.95);
    QVERIFY(findLeakage(Rows({}), Rows(validation), {})->empty());
    QVERIFY(findLeakage(Rows(training), Rows({"{broken", ""}), {})->empty());
}

// What a new user opens first raises no warning.
void TestRowCompare::theSamplesAreClean()
{
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("ja")}) {
        const auto lines = [&](const QString &ending) {
            QFile file(QStringLiteral(ONSA_SOURCE "/resources/samples/") + language + ending);
            const bool open = file.open(QIODevice::ReadOnly);
            std::vector<std::string> rows;
            while (open && !file.atEnd())
                rows.push_back(file.readLine().trimmed().toStdString());
            return rows;
        };
        const Rows training(lines(QStringLiteral(".jsonl"))), validation(lines(QStringLiteral(".validation.jsonl")));
        QCOMPARE(training.rowCount(), std::size_t(56));
        QCOMPARE(validation.rowCount(), std::size_t(28));
        QVERIFY(checkAll(training, {}, {}).issues.empty());
        const auto leaks = findLeakage(training, validation, {});
        QVERIFY(leaks);
        QCOMPARE(leaks->size(), std::size_t(0));
    }
}

void TestRowCompare::shortRows()
{
    const Rows rows({pairRow("営業時間は何時から", "九時からです"), pairRow("営業時間は何時から", "九時から"),
                     pairRow("2+2=", "4"), pairRow("2+3=", "5"), pairRow("a", "b"), pairRow("b", "a")});
    const auto found = findNearDuplicates(rows, {}, {});
    QCOMPARE(rowsOf(found->issues, "near_duplicate"), (std::set<RowId>{1}));
}

void TestRowCompare::softContradiction()
{
    const Rows rows(
        {pairRow("経費精算の申請書はいつまでに経理部の窓口へ提出する必要がありますか、教えてください",
                 "月末の5日前です"),
         pairRow("経費精算の申請書はいつまでに経理部の窓口へ提出する必要がありますか、教えてくださいね",
                 "月末の3日前です"),
         pairRow("出張の旅費はどの勘定科目で処理しますか、また領収書の保管場所はどこですか", "旅費交通費です")});
    const auto found = findNearDuplicates(rows, {}, {});
    QCOMPARE(rowsOf(found->issues, "soft_contradiction"), (std::set<RowId>{1}));
}

void TestRowCompare::stopIsHeard()
{
    std::stop_source stop;
    stop.request_stop();
    const Rows rows({pairRow("a", "b"), pairRow("a", "b")});
    QCOMPARE(findNearDuplicates(rows, {}, stop.get_token()).error().kind, ErrorKind::Cancelled);
    QCOMPARE(findLeakage(rows, rows, stop.get_token()).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestRowCompare)
#include "tst_row_compare.moc"
