// SPDX-License-Identifier: GPL-3.0-or-later
// checkShares (X7): of a sample, which length, which kind of question and which source more than half of the rows have.
#include "core/checks/question_type.h"
#include "core/utf8.h"
#include "dataset/boilerplate.h"
#include "dataset/data_set_rules.h"
#include "dataset/row_parts.h"
#include "dataset/row_sample.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cmath>

namespace onsa {

namespace {

using Share = ScanReport::Share;

constexpr std::size_t enoughRows = 20; // fewer have no majority to speak of

// Members that say where a row comes from or what it is about.
bool namesSource(std::string_view name)
{
    constexpr std::array<std::string_view, 23> names{
        "source",  "topic", "category", "type",       "kind",     "tag",     "domain", "section",
        "subject", "lang",  "language", "dataset",    "document", "chapter", "出典",   "分類",
        "分野",    "種類",  "カテゴリ", "カテゴリー", "トピック", "話題",    "章"};
    std::string lower(name);
    for (char &c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return std::find(names.begin(), names.end(), lower) != names.end();
}

std::string askedIn(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return example.prompt;
    const auto last = std::find_if(example.messages.rbegin(), example.messages.rend(),
                                   [](const Message &message) { return message.role == "user"; });
    return last == example.messages.rend() ? std::string() : last->content;
}

std::string answeredIn(const Example &example)
{
    std::string last;
    bool first = true;
    forEachAnswer(example, [&](const std::string &, const std::string &text) {
        if (example.kind != ExampleKind::Preference || first) // the chosen one
            last = text;
        first = false;
    });
    return last;
}

// A JSON text as it is read; another value as it is written.
std::string textIn(const std::string &json)
{
    const auto list = QJsonDocument::fromJson(QByteArray::fromStdString("[" + json + "]")).array();
    return list.size() == 1 && list.first().isString() ? list.first().toString().toStdString() : json;
}

std::string wordsOf(const Share &share)
{
    const std::string percent = "About " + std::to_string(share.percent) + " % of the ";
    switch (share.of) {
    case Share::Of::Length:
        return percent + "answers have " + std::to_string(share.least) + " to " + std::to_string(share.most)
            + " characters.";
    case Share::Of::Question:
        return percent + "questions are of the type \"" + share.value + "\".";
    case Share::Of::Member:
        break;
    }
    return percent + "rows have " + share.name + " = " + share.value + ".";
}

// Lengths that differ by less than the factor 1.41 are one class: answers to short questions are all within twice.
constexpr double slack = 1e-9; // of the logarithm, at the borders

int lengthClass(std::size_t characters)
{
    return static_cast<int>(std::floor(2 * std::log2(static_cast<double>(characters) + 1) + slack));
}

std::size_t leastOf(int lengthClass)
{
    return static_cast<std::size_t>(std::ceil(std::exp2(lengthClass / 2.0) - 1 - slack));
}

class Tally
{
public:
    void add(const std::string &value) { ++m_counts[value], ++m_all; }
    void pass() { ++m_all; } // a row that counts for none
    std::size_t all() const { return m_all; }
    std::size_t kinds() const { return m_counts.size(); }

    // The largest, when it is more than half of all.
    std::optional<std::pair<std::string, int>> majority() const
    {
        const auto top = std::max_element(m_counts.begin(), m_counts.end(),
                                          [](const auto &a, const auto &b) { return a.second < b.second; });
        if (m_all < enoughRows || top == m_counts.end() || top->second * 2 <= m_all)
            return std::nullopt;
        return std::pair(top->first, static_cast<int>((top->second * 200 + m_all) / (2 * m_all)));
    }

private:
    std::map<std::string, std::size_t> m_counts;
    std::size_t m_all = 0;
};

} // namespace

void checkShares(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop)
{
    Tally lengths, questions;
    std::map<std::string, Tally> members;
    std::size_t used = 0;
    for (const std::size_t row : sampleOf(rows.rowCount())) {
        if (stop.stop_requested())
            return;
        const auto line = rows.line(row);
        const auto example = line ? parseExample(*line) : Result<Example>(tl::unexpected(line.error()));
        if (!example)
            continue;
        ++used;
        const std::size_t characters = countCodePoints(answeredIn(*example));
        constexpr std::size_t sentence = 15; // shorter ones are labels, and all labels are short
        if (characters >= sentence)
            lengths.add(std::to_string(lengthClass(characters)));
        const QuestionType type = questionTypeOf(askedIn(*example));
        type == QuestionType::Other ? questions.pass() : questions.add(nameOf(type));
        if (const auto parts = takeApart(*line))
            for (const auto &[name, value] : parts->extras)
                if (namesSource(name) && value.size() < 300)
                    members[name].add(value);
    }
    if (const auto top = lengths.majority()) {
        const int found = std::stoi(top->first);
        report.shares.push_back({Share::Of::Length, {}, {}, leastOf(found), leastOf(found + 1) - 1, top->second});
    }
    if (const auto top = questions.majority(); top && questions.kinds() > 1)
        report.shares.push_back({Share::Of::Question, {}, top->first, 0, 0, top->second});
    for (const auto &[name, tally] : members)
        // One value in all rows is a label of the whole, not a majority.
        if (const auto top = tally.majority(); top && tally.kinds() > 1 && tally.all() * 2 > used) {
            report.shares.push_back({Share::Of::Member, name, textIn(top->first), 0, 0, top->second});
        }
    if (report.shares.empty())
        return;
    std::string words;
    for (const Share &share : report.shares)
        words += (words.empty() ? "" : " ") + wordsOf(share);
    addFileIssue(report, {"imbalance", Severity::Info, {}, words});
}

} // namespace onsa
