// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_scan.h"
#include "dataset/find_text.h"
#include "dataset_fixture.h"

#include <atomic>
#include <random>
#include <set>

using namespace onsa;
using namespace onsa::test;

namespace {

// Rows in memory.
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

Rows manyRows(int count)
{
    std::vector<std::string> lines;
    for (int i = 0; i < count; ++i)
        lines.push_back(pairRow("question " + std::to_string(i), "answer " + std::to_string(i)));
    return Rows(std::move(lines));
}

std::vector<std::size_t> found(const Rows &rows, const FindOptions &options)
{
    const auto ids = findRows(rows, options, {});
    std::vector<std::size_t> hits;
    for (const RowId id : ids.value_or(std::vector<RowId>{99}))
        hits.push_back(id - 100);
    return hits;
}

std::multiset<std::string> linesOf(const std::string &bytes)
{
    std::multiset<std::string> lines;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = bytes.find('\n', at);
        lines.insert(bytes.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

} // namespace

class TestDatasetScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checkCountsAndCompares();
    void checkOfManyRows();
    void checkSeesTheMark();
    void stopIsHeard();
    void foldsWidthKanaAndCase_data();
    void foldsWidthKanaAndCase();
    void foldsEveryCharacterAlikeBothWays();
    void passesOverNoRowThatMatches();
    void findsInTextsNotInEscapes();
    void findsByPattern();
    void badPatterns();
    void splitKeepsPromptsTogether();
    void splitIsStable();
    void splitCorners();
};

void TestDatasetScan::checkCountsAndCompares()
{
    const Rows rows({pairRow("p", "a"), pairRow("p", "a"), pairRow("p", "b"), "{broken", "",
                     R"({"messages":[{"role":"user","content":"p"},{"role":"assistant","content":"a"}]})",
                     pairRow("q", "")});
    const auto report = checkAll(rows, {}, {});
    QCOMPARE(report.rows, std::size_t(7));
    QCOMPARE(report.usableRows, std::size_t(4));
    QCOMPARE(report.pairRows, std::size_t(4));
    QCOMPARE(report.chatRows, std::size_t(1));
    QCOMPARE(report.counts.at("duplicate"), std::size_t(2)); // the second pair, and the chat that says the same
    QCOMPARE(report.counts.at("contradiction"), std::size_t(2));
    QCOMPARE(report.counts.at("empty_line"), std::size_t(1));
    QCOMPARE(report.counts.at("too_few_examples"), std::size_t(1));
    QVERIFY(std::is_sorted(report.issues.begin(), report.issues.end(),
                           [](const auto &a, const auto &b) { return a.first < b.first; }));
    const auto twin = std::find_if(report.issues.begin(), report.issues.end(),
                                   [](const auto &i) { return i.second.id == "duplicate"; });
    QCOMPARE(twin->first, RowId(101));
    QVERIFY(twin->second.message.find("row 1") != std::string::npos);
    for (const auto &[id, issue] : report.issues) {
        if (issue.id == "contradiction")
            QCOMPARE(issue.severity, Severity::Info); // several completions of one prompt are legal
    }
    QCOMPARE(report.fileIssues.front().id, std::string("too_few_examples"));
}

void TestDatasetScan::checkOfManyRows()
{
    const Rows rows = manyRows(20'000);
    std::atomic<std::size_t> last = 0;
    const auto report = checkAll(rows, [&](std::size_t done, std::size_t) { last = done; }, {});
    QCOMPARE(report.usableRows, std::size_t(20'000));
    QVERIFY(report.issues.empty() && report.fileIssues.empty() && !report.issuesCut);
    QVERIFY(last > 0 && last <= 20'000);
    QVERIFY(report.characters > 0);
}

void TestDatasetScan::checkSeesTheMark()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), "\xEF\xBB\xBF" + pairRow("p", "c") + "\n");
    const auto document = folder.open(folder.path("a.jsonl"));
    const auto report = checkAll(*document->snapshot(), {}, {});
    QCOMPARE(report.counts.at("file_bom"), std::size_t(1));
    QCOMPARE(report.usableRows, std::size_t(1));
}

void TestDatasetScan::stopIsHeard()
{
    const Rows rows = manyRows(50'000);
    std::stop_source stop;
    checkAll(
        rows, [&](std::size_t, std::size_t) { stop.request_stop(); }, stop.get_token());
    QCOMPARE(findRows(rows, {"question", false, false}, stop.get_token()).error().kind, ErrorKind::Cancelled);
    QCOMPARE(splitForTraining(rows, 0.1, 1, stop.get_token()).error().kind, ErrorKind::Cancelled);
}

void TestDatasetScan::foldsWidthKanaAndCase_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::newRow("case") << QStringLiteral("ABC") << QStringLiteral("abc");
    QTest::newRow("case beyond ascii") << QStringLiteral("ÄÖ") << QStringLiteral("äö");
    QTest::newRow("full width") << QStringLiteral("ＡＢＣ１２３") << QStringLiteral("abc123");
    QTest::newRow("half-width kana") << QStringLiteral("ｶﾀｶﾅ") << QStringLiteral("カタカナ");
    QTest::newRow("half-width voice marks") << QStringLiteral("ｶﾞﾊﾟ") << QStringLiteral("がぱ");
    QTest::newRow("katakana and hiragana") << QStringLiteral("コーヒー豆") << QStringLiteral("こーひー豆");
    QTest::newRow("decomposed") << QStringLiteral("か\u3099") << QStringLiteral("ガ");
    QTest::newRow("quick and slow way agree") << QStringLiteral("データ") << QStringLiteral("ﾃﾞｰﾀ");
    QTest::newRow("iteration marks") << QStringLiteral("ヽヾ") << QStringLiteral("ゝゞ");
}

void TestDatasetScan::foldsWidthKanaAndCase()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QCOMPARE(foldText(a.toStdString()), foldText(b.toStdString()));
    const Rows rows({pairRow("x" + a.toStdString() + "y", "c"), pairRow("z", "c")});
    QVERIFY(found(rows, {b.toStdString(), false, false}) == std::vector<std::size_t>{0});
    QVERIFY(found(rows, {b.toStdString(), true, false}).empty());
}

// A letter that the quick way does not know makes utf8proc do the whole text.
void TestDatasetScan::foldsEveryCharacterAlikeBothWays()
{
    const std::string slow = "→";
    for (char32_t c = 1; c < 0xFFFF; ++c) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        const std::string one = QString::fromUcs4(&c, 1).toStdString();
        for (const std::string &text : {one, "か" + one, one + "ー", "A" + one + "漢"})
            QVERIFY2(foldText(text + slow) == foldText(text) + slow, qPrintable(QString::number(c, 16)));
    }
}

// What is found by reading every row is what is found when most of them are passed over by their bytes.
void TestDatasetScan::passesOverNoRowThatMatches()
{
    const std::vector<std::string> wanted{"ｷﾃｲ",  "規程", "が",   "ガ",   "abc",  "ＡＢＣ", "k",  "十", "12",
                                          "、",   "→",    "ß",    "ss",   "コト", "一",     "人", "ﾊﾟ", "ー",
                                          "x\ny", "a/b",  "c\"d", "e\\f", " ",    "fi",     "株", "ヴ", ""};
    std::mt19937 random(7);
    const std::vector<char32_t> letters{
        'a',    'b',    'c',     'k',    'K',    's',    'A',    'B',    'C',    '1',    '2',    ' ',    '/',
        '"',    '\\',   '\n',    0x8A08, 0x898F, 0x7A0B, 0x304D, 0x3066, 0x3044, 0x30AD, 0x30C6, 0x30A4, 0xFF77,
        0xFF83, 0xFF72, 0x304C,  0x30AC, 0xFF76, 0xFF9E, 0x3099, 0x304B, 0xFF21, 0xFF22, 0xFF23, 0xFF41, 0xFF11,
        0x212A, 0x3038, 0x2F17,  0x5341, 0x4E00, 0x2F00, 0x4EBA, 0x3001, 0x3000, 0x2192, 0xDF,   0x17F,  0x30FF,
        0x30B3, 0x30C8, 0xFF8A,  0xFF9F, 0x309A, 0x306F, 0x30FC, 0xFF70, 0xFB01, 0x3231, 0x682A, 0x3232, 0x32A9,
        0x2460, 0xB2,   0x1F130, 0xFA10, 0x30F4, 0xFF73, 0x2026, 0xFF0F, 0xFF02};
    for (int round = 0; round < 4000; ++round) {
        QString text;
        for (auto length = random() % 6; length > 0; --length) {
            const char32_t letter = letters[random() % letters.size()];
            text += QString::fromUcs4(&letter, 1);
        }
        Example example;
        example.prompt = text.toStdString();
        example.completion = "z";
        std::string line = printExample(example);
        if (round % 5 == 0) { // as ASCII
            std::string escaped;
            for (const QChar c : QString::fromStdString(line))
                escaped += c.unicode() < 0x80
                    ? std::string(1, static_cast<char>(c.unicode()))
                    : "\\u" + QString::number(c.unicode() | 0x10000, 16).right(4).toStdString();
            line = escaped;
        }
        for (const std::string &one : wanted) {
            for (const bool exact : {false, true}) {
                const auto finder = TextFinder::create({one, exact, false});
                const bool matches = *finder->matches(example.prompt) || *finder->matches(example.completion);
                QVERIFY2(!matches || finder->mayMatch(line), (one + " in " + line).c_str());
            }
        }
    }
    // And it does pass over rows, or it would be of no use.
    QVERIFY(!TextFinder::create({"ｷﾃｲ", false, false})->mayMatch(pairRow("質問、（１）です！", "手続 abc")));
    QVERIFY(!TextFinder::create({"規程", false, false})->mayMatch(pairRow("質問、（１）です！", "手続 “abc” – é")));
    QVERIFY(!TextFinder::create({"abc", true, false})->mayMatch(pairRow("a\\nbc", "é")));
}

void TestDatasetScan::findsInTextsNotInEscapes()
{
    const Rows rows({R"({"prompt":"\u8a9e","completion":"a\nb"})", "{broken 語", pairRow("n", "u8a9e"),
                     R"({"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"国語"}]})"});
    QVERIFY(found(rows, {"語", false, false}) == (std::vector<std::size_t>{0, 1, 3}));
    QVERIFY(found(rows, {"a\nb", true, false}) == std::vector<std::size_t>{0});
    QVERIFY(found(rows, {"messages", true, false}).empty()); // names of members are no text
    QVERIFY(found(rows, {"", false, false}).size() == 4);
}

void TestDatasetScan::findsByPattern()
{
    const Rows rows({pairRow("Order 12", "c"), pairRow("order", "c"), pairRow("語5", "c"), "broken \xFF 77"});
    QVERIFY(found(rows, {"order \\d+", false, true}) == std::vector<std::size_t>{0});
    QVERIFY(found(rows, {"order \\d+", true, true}).empty());
    QVERIFY(found(rows, {"^\\p{Han}\\d$", false, true}) == std::vector<std::size_t>{2});
    QVERIFY(found(rows, {"7+$", false, true}) == std::vector<std::size_t>{3});
}

void TestDatasetScan::badPatterns()
{
    const auto bad = checkPattern({"(a", false, true});
    QCOMPARE(bad.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(bad.error().code, std::string("invalid_pattern"));
    QVERIFY(checkPattern({"(a", false, false}));
    QVERIFY(checkPattern({"(a+)+$", false, true}));
    const Rows rows({pairRow(std::string(5000, 'a') + "!", "c")});
    QCOMPARE(findRows(rows, {"(a+)+$", false, true}, {}).error().code, std::string("pattern_too_slow"));
}

void TestDatasetScan::splitKeepsPromptsTogether()
{
    std::vector<std::string> lines{"{broken", "", pairRow("no answer", "")};
    for (int i = 0; i < 300; ++i)
        lines.push_back(pairRow("q" + std::to_string(i % 60), "a" + std::to_string(i)));
    const auto split = splitForTraining(Rows(lines), 0.2, 7, {});
    QVERIFY(split);
    QCOMPARE(split->leftOut, std::size_t(3));
    QCOMPARE(split->trainingRows + split->validationRows, std::size_t(300));
    QVERIFY(split->validationRows > 0 && split->validationRows < 150);
    std::set<std::string> training;
    for (const auto &line : linesOf(split->training))
        training.insert(parseExample(line)->prompt);
    for (const auto &line : linesOf(split->validation))
        QVERIFY(!training.contains(parseExample(line)->prompt));
    QCOMPARE(linesOf(split->training).size(), split->trainingRows);
}

void TestDatasetScan::splitIsStable()
{
    std::vector<std::string> lines;
    for (int i = 0; i < 200; ++i)
        lines.push_back(pairRow("q" + std::to_string(i), "a"));
    const auto before = splitForTraining(Rows(lines), 0.1, 5, {});
    for (int i = 200; i < 260; ++i)
        lines.insert(lines.begin() + i / 3, pairRow("q" + std::to_string(i), "a"));
    const auto after = splitForTraining(Rows(lines), 0.1, 5, {});
    const auto validation = linesOf(after->validation);
    for (const auto &line : linesOf(before->validation))
        QVERIFY(validation.contains(line));
    for (const auto &line : linesOf(before->training))
        QVERIFY(!validation.contains(line));
    QVERIFY(splitForTraining(Rows(lines), 0.1, 6, {})->validation != after->validation);
}

void TestDatasetScan::splitCorners()
{
    QVERIFY(splitForTraining(manyRows(10), 0.001, 1, {})->validationRows == 1); // at least one when ten can spare it
    QVERIFY(splitForTraining(manyRows(9), 0.0, 1, {})->validationRows == 0);
    QVERIFY(splitForTraining(manyRows(100), 0.0, 1, {})->validationRows == 0);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        QVERIFY(splitForTraining(manyRows(1), 0.5, seed, {})->trainingRows == 1);
        QVERIFY(splitForTraining(manyRows(2), 0.5, seed, {})->trainingRows >= 1);
    }
    std::vector<std::string> same(20, pairRow("one prompt", "a"));
    QCOMPARE(splitForTraining(Rows(same), 0.5, 1, {})->trainingRows, std::size_t(20));
    QCOMPARE(splitForTraining(Rows({"{broken"}), 0.1, 1, {}).error().code, std::string("no_usable_rows"));
    QCOMPARE(splitForTraining(manyRows(5), 0.6, 1, {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(splitForTraining(manyRows(5), std::numeric_limits<double>::quiet_NaN(), 1, {}).error().kind,
             ErrorKind::InvalidInput);
    const auto crlf = splitForTraining(Rows({pairRow("a", "b") + " \r"}), 0, 1, {});
    QVERIFY(crlf->training.ends_with(" \r\n") || crlf->training.ends_with("}\n"));
}

QTEST_GUILESS_MAIN(TestDatasetScan)
#include "tst_dataset_scan.moc"
