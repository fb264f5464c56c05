// SPDX-License-Identifier: GPL-3.0-or-later
// The passes over all rows have fast ways: they must find what a plain look at every row and every pair of rows finds.
#include "core/checks/comparison_form.h"
#include "core/utf8.h"
#include "dataset/dataset_scan.h"
#include "dataset/near_duplicates.h"
#include "dataset/row_issues.h"
#include "dataset/row_keys.h"
#include "dataset/sketch_store.h"
#include "dataset_fixture.h"
#include "support/odd_rows.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>

using namespace onsa;
using namespace onsa::test;

namespace {

class Lines : public DatasetSnapshot
{
public:
    explicit Lines(std::vector<std::string> lines)
        : m_lines(std::move(lines))
    {
    }
    std::size_t rowCount() const override { return m_lines.size(); }
    RowId rowId(std::size_t row) const override { return static_cast<RowId>(row); }
    Result<std::string> line(std::size_t row) const override { return m_lines[row]; }
    const std::vector<std::string> &lines() const { return m_lines; }

private:
    std::vector<std::string> m_lines;
};

Lines oddRows(unsigned seed, int count, bool intact)
{
    OddRows rows(seed);
    std::vector<std::string> lines;
    for (int i = 0; i < count; ++i)
        lines.push_back(rows.row(intact));
    return Lines(std::move(lines));
}

using Said = std::tuple<std::size_t, std::string, std::string>; // row, id, message

std::set<Said> saidIn(const std::vector<std::pair<RowId, Issue>> &issues, const std::set<std::string> &ids = {})
{
    std::set<Said> said;
    for (const auto &[row, issue] : issues)
        if (ids.empty() || ids.contains(issue.id))
            said.emplace(row, issue.id, issue.message);
    return said;
}

std::string number(std::size_t row)
{
    return std::to_string(row + 1);
}

std::string formOf(std::string_view text)
{
    const std::string form = cmp(text);
    return form.empty() ? std::string(text) : form;
}

// X1, X2, X4 and X8 of pairs, as their definitions say.
std::set<Said> comparedPlainly(const Lines &rows)
{
    std::map<std::string, std::map<std::string, std::vector<std::size_t>>> byForm; // prompt, answer -> rows
    std::map<std::string, std::set<std::string>> questions; // by answer
    std::map<std::string, std::size_t> firstWith; // by answer
    std::map<std::size_t, Example> examples;
    for (std::size_t row = 0; row < rows.rowCount(); ++row) {
        const auto example = parseExample(rows.lines()[row]);
        if (!example)
            continue;
        examples[row] = *example;
        const std::string asked = formOf(example->prompt), said = formOf(example->completion);
        byForm[asked][said].push_back(row);
        if (countCodePoints(example->completion) < 19)
            continue;
        questions[said].insert(asked);
        firstWith.emplace(said, row);
    }
    std::set<Said> said;
    for (const auto &[asked, answers] : byForm) {
        std::size_t first = rows.rowCount();
        for (const auto &[answer, same] : answers) {
            first = std::min(first, same.front());
            std::vector<std::size_t> texts;
            for (const std::size_t row : same) {
                const auto twin = std::find_if(texts.begin(), texts.end(), [&](std::size_t other) {
                    return examples[other].prompt == examples[row].prompt
                        && examples[other].completion == examples[row].completion;
                });
                if (twin != texts.end())
                    said.emplace(row, "duplicate", "This row says the same as row " + number(*twin) + ".");
                else if (!texts.empty())
                    said.emplace(row, "same_normalised",
                                 "But for spaces, width or signs this row says the same as row " + number(texts.front())
                                     + ".");
                if (twin == texts.end())
                    texts.push_back(row);
            }
            if (answers.size() > 1)
                said.emplace(same.front(), "contradiction", "");
        }
    }
    for (const auto &[answer, asked] : questions)
        if (asked.size() >= 10)
            said.emplace(firstWith[answer], "one_answer",
                         std::to_string(asked.size()) + " different prompts have this one answer.");
    return said;
}

// X6, pair by pair: the same question; or two equal bands of 28 and a similarity of 0.7.
std::set<Said> leaksPlainly(const Lines &training, const Lines &validation)
{
    struct Asked {
        std::string form;
        Pieces pieces;
        MinHash hash;
    };
    const auto read = [](const Lines &rows) {
        std::vector<std::optional<Asked>> all;
        for (const std::string &line : rows.lines()) {
            all.emplace_back();
            const auto example =
                isBlankLine(line) ? Result<Example>(fail(ErrorKind::InvalidInput, "")) : parseExample(line);
            const std::string form = example ? cmp(promptOf(*example)) : "";
            if (form.empty())
                continue;
            Asked asked{form, {}, {}};
            cutIntoPieces(form, asked.pieces);
            minHashOf(asked.pieces, asked.hash);
            sortPieces(asked.pieces);
            all.back() = std::move(asked);
        }
        return all;
    };
    const auto seen = read(training), asked = read(validation);
    std::set<Said> said;
    for (std::size_t row = 0; row < asked.size(); ++row) {
        if (!asked[row])
            continue;
        const Asked &one = *asked[row];
        std::optional<std::size_t> exact, near;
        for (std::size_t i = 0; i < seen.size() && !exact; ++i) {
            if (!seen[i])
                continue;
            if (seen[i]->form == one.form)
                exact = i;
            if (near || std::min(seen[i]->pieces.characters, one.pieces.characters) < shortText)
                continue;
            int equal = 0;
            for (std::size_t band = 0; band < 28; ++band)
                equal += bandKey(seen[i]->hash, band * 4, 4) == bandKey(one.hash, band * 4, 4) ? 1 : 0;
            const auto sizes = std::minmax(seen[i]->pieces.hashes.size(), one.pieces.hashes.size());
            if (equal >= 2 && static_cast<double>(sizes.first) >= 0.7 * static_cast<double>(sizes.second)
                && jaccard(seen[i]->pieces, one.pieces) >= 0.7)
                near = i;
        }
        if (exact || near)
            said.emplace(row, "leakage",
                         std::string("The training data asks ") + (exact ? "the same" : "nearly the same") + " in row "
                             + number(exact ? *exact : *near) + ".");
    }
    return said;
}

// A stop that is asked for while a row is read; counts how many are read afterwards.
class StoppingLines : public Lines
{
public:
    StoppingLines(std::vector<std::string> lines, std::stop_source stop, std::size_t at)
        : Lines(std::move(lines))
        , m_stop(std::move(stop))
        , m_at(at)
    {
    }
    Result<std::string> line(std::size_t row) const override
    {
        if (++m_read == m_at)
            m_stop.request_stop();
        return Lines::line(row);
    }
    std::size_t readAfterwards() const { return m_read - m_at; }

private:
    mutable std::stop_source m_stop;
    std::size_t m_at;
    mutable std::atomic<std::size_t> m_read = 0;
};

} // namespace

class TestCheckPasses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowAsAlone();
    void aFileWithEditsAsItsLines();
    void equalRowsAsPairByPair();
    void leakageAsPairByPair();
    void sketchesNeverDenyWrongly();
    void aStopIsHeardAtTheNextRow();
};

void TestCheckPasses::everyRowAsAlone()
{
    const Lines rows = oddRows(11, 20'000, false);
    std::vector<std::pair<RowId, Issue>> plain;
    std::map<std::string, std::size_t> counts;
    std::size_t usable = 0;
    for (std::size_t row = 0; row < rows.rowCount(); ++row) {
        std::optional<Example> example;
        const auto issues = checkRow(rows.lines()[row], example);
        usable += example
                && std::none_of(issues.begin(), issues.end(),
                                [](const Issue &i) { return i.severity == Severity::Error; })
            ? 1
            : 0;
        for (const Issue &issue : issues) {
            plain.emplace_back(static_cast<RowId>(row), issue);
            ++counts[issue.id];
        }
    }
    const ScanReport report = checkAll(rows, {}, {}, {true, false});
    QCOMPARE(report.usableRows, usable);
    QVERIFY(!report.issuesCut);
    QCOMPARE(report.issues.size(), plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i)
        QVERIFY2(report.issues[i] == plain[i], rows.lines()[plain[i].first].c_str());
    for (const auto &[id, count] : counts) {
        QCOMPARE(report.counts.at(id), count);
        QCOMPARE(report.kinds.at(id).count, count);
    }
    QVERIFY(counts.size() > 35); // kinds of findings
}

void TestCheckPasses::aFileWithEditsAsItsLines()
{
    const Folder folder;
    const Lines rows = oddRows(12, 9000, true);
    std::string bytes;
    for (const std::string &line : rows.lines())
        bytes += line + "\n";
    writeFile(folder.path("a.jsonl"), bytes);
    const auto document = folder.open(folder.path("a.jsonl"));
    std::vector<std::string> lines = rows.lines();
    for (const std::size_t row : {std::size_t(0), std::size_t(4095), std::size_t(4096), lines.size() - 1}) {
        lines[row] = pairRow(" edited", "answer " + std::to_string(row));
        QVERIFY(document->replaceLine(static_cast<int>(row), lines[row], QStringLiteral("edit")));
    }
    const auto now = document->snapshot();
    const Lines plain(std::move(lines));
    for (const CheckOptions options :
         {CheckOptions{true, false}, CheckOptions{false, true}, CheckOptions{true, true}}) {
        const ScanReport fromFile = checkAll(*now, {}, {}, options), fromLines = checkAll(plain, {}, {}, options);
        QCOMPARE(fromFile.counts, fromLines.counts);
        QCOMPARE(fromFile.characters, fromLines.characters);
        QVERIFY(fromFile.issues.size() == fromLines.issues.size());
        for (std::size_t i = 0; i < fromFile.issues.size(); ++i)
            QVERIFY(fromFile.issues[i].second == fromLines.issues[i].second);
    }
}

void TestCheckPasses::equalRowsAsPairByPair()
{
    OddRows odd(13);
    std::vector<std::pair<std::string, std::string>> texts;
    std::vector<std::string> lines;
    const std::string often = "この件は総務課の窓口で受け付けていますので、そちらへどうぞ。";
    for (int i = 0; i < 9000; ++i) {
        auto [prompt, completion] =
            !texts.empty() && odd.below(3) == 0 ? texts[odd.below(texts.size())] : std::pair(odd.text(), odd.text());
        switch (odd.below(6)) {
        case 0:
            prompt = "　" + prompt + "？";
            break;
        case 1:
            completion += odd.below(2) == 0 ? "。" : odd.text();
            break;
        case 2:
            completion = odd.below(3) == 0 ? often : completion;
            break;
        default:
            break;
        }
        texts.emplace_back(prompt, completion);
        lines.push_back(pairRow(prompt, completion));
    }
    const Lines rows(std::move(lines));
    const ScanReport report = checkAll(rows, {}, {}, {false, true});
    QVERIFY(!report.issuesCut);
    std::set<Said> found = saidIn(report.issues, {"duplicate", "same_normalised", "one_answer"});
    for (const auto &[row, issue] : report.issues)
        if (issue.id == "contradiction")
            found.emplace(row, issue.id, "");
    const std::set<Said> plain = comparedPlainly(rows);
    QCOMPARE(found.size(), plain.size());
    QVERIFY(found == plain);
    for (const char *id : {"duplicate", "same_normalised", "contradiction", "one_answer"})
        QVERIFY2(std::any_of(plain.begin(), plain.end(), [&](const Said &one) { return std::get<1>(one) == id; }), id);
}

void TestCheckPasses::leakageAsPairByPair()
{
    const Lines training = oddRows(14, 3000, false);
    OddRows odd(15);
    std::vector<std::string> lines;
    for (int i = 0; i < 400; ++i) {
        std::string line = odd.below(4) == 0 ? odd.row(false) : training.lines()[odd.below(training.rowCount())];
        if (odd.below(2) == 0) {
            const std::size_t text = line.find("\"prompt\"");
            const std::size_t at = text == std::string::npos ? text : line.find('"', text + 9);
            if (at != std::string::npos)
                line.insert(at + 1, "追記");
        }
        lines.push_back(line);
    }
    const Lines validation(std::move(lines));
    const auto leaks = findLeakage(training, validation, {});
    QVERIFY(leaks);
    const std::set<Said> found = saidIn(*leaks), plain = leaksPlainly(training, validation);
    QVERIFY(found == plain);
    const auto near = std::count_if(plain.begin(), plain.end(), [](const Said &one) {
        return std::get<2>(one).find("nearly") != std::string::npos;
    });
    QVERIFY(near > 10 && plain.size() > static_cast<std::size_t>(near) + 50);
}

void TestCheckPasses::sketchesNeverDenyWrongly()
{
    OddRows odd(16);
    std::size_t denied = 0, alike = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = odd.text();
        std::string other = odd.below(3) == 0 ? odd.text() : text;
        if (odd.below(2) == 0 && !other.empty())
            other.insert(0, odd.text().substr(0, odd.below(12)));
        Pieces a, b;
        cutIntoPieces(cmp(text), a);
        cutIntoPieces(cmp(other), b);
        MinHash all, once;
        minHashOf(a, all);
        dropRepeated(a);
        minHashOf(a, once);
        QVERIFY(all == once);
        const Sketch first = sketchOf(a), second = sketchOf(b); // one with repeated pieces, one without
        sortPieces(a);
        sortPieces(b);
        for (const double least : {0.8, 0.9}) {
            const bool isAlike = jaccard(a, b) >= least;
            const bool may = mayBeAlike(first, second, least);
            QVERIFY(may || !isAlike);
            denied += may ? 0 : 1;
            alike += isAlike ? 1 : 0;
        }
    }
    QVERIFY(denied > 5000 && alike > 5000);
}

void TestCheckPasses::aStopIsHeardAtTheNextRow()
{
    const std::vector<std::string> lines = oddRows(17, 6000, true).lines();
    const Lines other(lines);
    constexpr std::size_t threads = 8; // each ends the row that it is at, and may just have begun another
    {
        std::stop_source stop;
        const StoppingLines rows(lines, stop, 1000);
        std::ignore = checkAll(rows, {}, stop.get_token());
        QVERIFY(rows.readAfterwards() <= 2 * threads);
    }
    {
        std::stop_source stop;
        const StoppingLines rows(lines, stop, 1000);
        QCOMPARE(findLeakage(rows, other, stop.get_token()).error().kind, ErrorKind::Cancelled);
        QVERIFY(rows.readAfterwards() <= 2 * threads);
    }
    {
        std::stop_source stop;
        const StoppingLines rows(lines, stop, 1000);
        QCOMPARE(findNearDuplicates(rows, {}, stop.get_token()).error().kind, ErrorKind::Cancelled);
        QVERIFY(rows.readAfterwards() <= 2 * threads);
    }
}

QTEST_GUILESS_MAIN(TestCheckPasses)
#include "tst_check_passes.moc"
