// SPDX-License-Identifier: GPL-3.0-or-later
// checkBoilerplate: sentences that are frequent in a sample are counted in all rows.
#include "dataset/boilerplate.h"

#include "core/checks/comparison_form.h"
#include "core/utf8.h"
#include "dataset/data_set_rules.h"
#include "dataset/near_duplicates.h"
#include "dataset/parallel.h"
#include "dataset/row_sample.h"
#include "dataset/scan_progress.h"

#include <algorithm>
#include <unordered_map>

namespace onsa {

namespace {

// Where one of a row's answers begins or ends with a sentence.
struct Edge {
    std::string form;
    std::string field;
    TextPart part;
    bool atEnd = false;

    bool operator<(const Edge &other) const { return std::tie(form, atEnd) < std::tie(other.form, other.atEnd); }
    bool operator==(const Edge &other) const { return form == other.form && atEnd == other.atEnd; }
};

// Each sentence of the row once. Shorter ones ("Yes.") are answers, and an answer of one sentence is the answer.
std::vector<Edge> edgesOf(std::string_view line)
{
    constexpr std::size_t shortest = 6; // characters of the comparison form
    std::vector<Edge> edges;
    const auto example = parseExample(line);
    if (!example)
        return edges;
    forEachAnswer(*example, [&](const std::string &field, const std::string &text) {
        const auto sentences = sentencesOf(text);
        if (sentences.size() < 2)
            return;
        for (const bool atEnd : {false, true}) {
            const TextPart part = atEnd ? sentences.back() : sentences.front();
            std::string form = cmp(std::string_view(text).substr(part.first, part.last - part.first));
            if (countCodePoints(form) >= shortest)
                edges.push_back({std::move(form), field, part, atEnd});
        }
    });
    std::stable_sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
}

using Counts = std::unordered_map<std::string, std::size_t>; // form, and '^' or '$' behind it

std::string keyOf(const Edge &edge)
{
    return edge.form + (edge.atEnd ? '$' : '^');
}

// Half of what makes a sentence frequent is enough to be counted: a sample of 4096 does not miss it.
Counts frequentInSample(const DatasetSnapshot &rows, const std::stop_token &stop)
{
    Counts counts;
    const auto sample = sampleOf(rows.rowCount());
    for (const std::size_t row : sample) {
        if (stop.stop_requested())
            return {};
        if (const auto line = rows.line(row))
            for (const Edge &edge : edgesOf(*line))
                ++counts[keyOf(edge)];
    }
    std::erase_if(counts, [&](const auto &entry) { return entry.second * boilerplateParts * 2 <= sample.size(); });
    for (auto &[key, count] : counts)
        count = 0;
    return counts;
}

struct Found {
    std::size_t row = 0;
    Edge edge;
};

} // namespace

void forEachAnswer(const Example &example,
                   const std::function<void(const std::string &field, const std::string &text)> &visit)
{
    if (example.kind == ExampleKind::Pair)
        return visit("completion", example.completion);
    if (example.kind == ExampleKind::Preference) {
        if (!example.chosen.empty())
            visit("chosen", example.chosen.back().content);
        if (!example.rejected.empty())
            visit("rejected", example.rejected.back().content);
        return;
    }
    for (std::size_t i = 0; i < example.messages.size(); ++i)
        if (example.messages[i].role == "assistant")
            visit("messages[" + std::to_string(i) + "].content", example.messages[i].content);
}

std::optional<FixedRow> withoutBoilerplate(std::string_view line, const SentenceForms &forms)
{
    const auto example = parseExample(line);
    if (!example)
        return std::nullopt;
    std::string now(line);
    forEachAnswer(*example, [&](const std::string &name, const std::string &text) {
        const auto field = textFieldOf(name);
        const std::string shorter = withoutSentences(text, forms);
        if (!field || shorter == text)
            return;
        if (auto edited = replaceText(now, *field, shorter))
            now = std::move(*edited);
    });
    return now == line ? std::nullopt : std::optional(FixedRow{std::move(now)});
}

void checkBoilerplate(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop)
{
    const Counts candidates = frequentInSample(rows, stop);
    if (candidates.empty())
        return;
    const std::size_t count = rows.rowCount();
    std::vector<std::vector<Found>> blocks((count + scanRows - 1) / scanRows);
    parallelFor<int>(blocks.size(), stop, [&](std::size_t block, int &) {
        const std::size_t first = block * scanRows;
        std::ignore =
            rows.forEachLine(first, std::min(count, first + scanRows), [&](std::size_t row, std::string_view line) {
                for (Edge &edge : edgesOf(line))
                    if (candidates.contains(keyOf(edge)))
                        blocks[block].push_back({row, std::move(edge)});
                return !stop.stop_requested();
            });
    });
    if (stop.stop_requested())
        return;
    Counts all;
    for (const auto &block : blocks)
        for (const Found &found : block)
            ++all[keyOf(found.edge)];
    std::vector<std::pair<RowId, Issue>> issues;
    SentenceForms forms;
    for (const auto &block : blocks)
        for (const Found &found : block) {
            const std::size_t often = all[keyOf(found.edge)];
            if (often < boilerplateRows || often * boilerplateParts <= report.usableRows)
                continue;
            forms.insert(found.edge.form);
            issues.emplace_back(rows.rowId(found.row),
                                Issue{"boilerplate", Severity::Warning, found.edge.field,
                                      std::string("The answer ") + (found.edge.atEnd ? "ends" : "begins")
                                          + " with a sentence that " + std::to_string(often) + " rows have.",
                                      found.edge.part.first, found.edge.part.last, Fix::StripBoilerplate});
        }
    if (issues.empty())
        return;
    addFindings(report, std::move(issues));
    report.kinds["boilerplate"].texts.assign(forms.begin(), forms.end());
}

} // namespace onsa
