// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prepare/prepare.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>
#include <utf8proc.h>

namespace onsa {

namespace {

using Rows = std::vector<PreparedRow>;
using Text = std::string PreparedRow::*;

bool isBoundary(std::string_view text, std::size_t at)
{
    return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

std::string commonPrefix(const Rows &rows, Text field)
{
    if (rows.empty())
        return {};
    std::string_view common = rows.front().*field;
    for (const PreparedRow &row : rows) {
        const std::string &text = row.*field;
        std::size_t same = 0;
        while (same < common.size() && same < text.size() && common[same] == text[same])
            ++same;
        while (same > 0 && (!isBoundary(common, same) || !isBoundary(text, same)))
            --same;
        common = common.substr(0, same);
    }
    return std::string(common);
}

std::string commonSuffix(const Rows &rows, Text field)
{
    if (rows.empty())
        return {};
    std::string_view common = rows.front().*field;
    for (const PreparedRow &row : rows) {
        const std::string &text = row.*field;
        std::size_t same = 0;
        while (same < common.size() && same < text.size()
               && common[common.size() - 1 - same] == text[text.size() - 1 - same])
            ++same;
        while (same > 0 && !isBoundary(common, common.size() - same))
            --same;
        common = common.substr(common.size() - same);
    }
    return std::string(common);
}

bool allEqual(const Rows &rows, Text field, std::string_view text)
{
    return std::all_of(rows.begin(), rows.end(), [&](const PreparedRow &row) { return row.*field == text; });
}

bool anyContains(const Rows &rows, Text field, std::string_view piece)
{
    return std::any_of(rows.begin(), rows.end(),
                       [&](const PreparedRow &row) { return (row.*field).find(piece) != std::string::npos; });
}

// Before the end, too.
bool anyRepeats(const Rows &rows, Text field, std::string_view suffix)
{
    return std::any_of(rows.begin(), rows.end(), [&](const PreparedRow &row) {
        const std::string &text = row.*field;
        return text.size() > suffix.size()
            && text.substr(0, text.size() - suffix.size()).find(suffix) != std::string::npos;
    });
}

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text)
        out += c == '\n' ? std::string("\\n") : std::string(1, c);
    return out + "\"";
}

std::string linesOf(const std::vector<std::size_t> &lines)
{
    constexpr std::size_t shown = 10;
    std::string out;
    for (std::size_t i = 0; i < std::min(lines.size(), shown); ++i)
        out += (i ? ", " : "") + std::to_string(lines[i]);
    return lines.size() > shown ? out + " …" : out;
}

std::string counted(std::size_t count, const char *one, const char *many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

bool isLong(const PreparedRow &row)
{
    return countCodePoints(row.prompt) + countCodePoints(row.completion) > 10'000;
}

std::string keyOf(const PreparedRow &row)
{
    return std::to_string(row.prompt.size()) + ":" + row.prompt + row.completion;
}

template <class Keep> std::vector<std::size_t> dropRows(Rows &rows, Keep keep)
{
    std::vector<std::size_t> dropped;
    Rows kept;
    for (PreparedRow &row : rows) {
        if (keep(row))
            kept.push_back(std::move(row));
        else
            dropped.push_back(row.line);
    }
    rows = std::move(kept);
    return dropped;
}

std::string lowerCase(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        appendUtf8(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point.value))));
        at += point.bytes;
    }
    return out;
}

bool isMostlyUpper(const Rows &rows, Text field)
{
    std::size_t upper = 0, lower = 0;
    for (const PreparedRow &row : rows) {
        const std::string &text = row.*field;
        for (std::size_t at = 0; at < text.size();) {
            const CodePoint point = codePointAt(text, at);
            const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point.value));
            upper += category == UTF8PROC_CATEGORY_LU ? 1U : 0U;
            lower += category == UTF8PROC_CATEGORY_LL ? 1U : 0U;
            at += point.bytes;
        }
    }
    return upper * 2 > lower;
}

Result<> requireColumn(PrepareTable &table, const std::string &name, PreparePlan &plan)
{
    auto &columns = table.columns;
    if (std::find(columns.begin(), columns.end(), name) != columns.end())
        return {};
    for (std::string &column : columns) {
        if (lowerCase(column) != name)
            continue;
        plan.done.push_back("The column " + column + " is now called " + name + ".");
        column = name;
        return {};
    }
    if (std::find(columns.begin(), columns.end(), "messages") != columns.end())
        return fail(ErrorKind::Unsupported,
                    "The file holds conversations. They need no preparation of this kind; check them in Onsa.",
                    "wrong_format", name);
    return fail(ErrorKind::InvalidInput, "There is no column called " + name + ". Name one so, then try again.",
                "missing_" + name, name);
}

std::string suggestedSeparator(const Rows &rows)
{
    constexpr std::array<std::string_view, 6> options{" ->",         "\n\n###\n\n",  "\n\n===\n\n",
                                                      "\n\n---\n\n", "\n\n===>\n\n", "\n\n--->\n\n"};
    for (const std::string_view option : options) {
        if (option == " ->" && anyContains(rows, &PreparedRow::prompt, "\n"))
            continue;
        if (!anyContains(rows, &PreparedRow::prompt, option))
            return std::string(option);
    }
    return "\n\n### =>\n\n";
}

std::string suggestedEnding(const Rows &rows)
{
    constexpr std::array<std::string_view, 9> options{"\n", ".", " END", "***", "+++", "&&&", "$$$", "@@@", "%%%"};
    for (const std::string_view option : options)
        if (!anyContains(rows, &PreparedRow::completion, option))
            return std::string(option);
    return " [END]";
}

// What a common ending says; shared by prompts and completions.
void noteSuffix(const Rows &rows, Text field, const std::string &suffix, const char *name, PreparePlan &plan)
{
    std::string note = std::string("All ") + name + "s end with " + quoted(suffix) + ".";
    if (countCodePoints(suffix) > 10)
        note += " That is long for an ending.";
    if (anyRepeats(rows, field, suffix))
        note += std::string(" Some ") + name + "s have it in the middle, too; choose one that stands only at the end.";
    plan.notes.push_back(note);
}

Result<> planPrompts(const Rows &rows, PreparePlan &plan)
{
    if (plan.task != TaskKind::OpenEnded) {
        const std::string suffix = commonSuffix(rows, &PreparedRow::prompt);
        if (allEqual(rows, &PreparedRow::prompt, suffix))
            return fail(ErrorKind::InvalidInput,
                        "All prompts are the same. Leave them empty to learn the completions alone, or make them "
                        "different.",
                        "same_prompts", "prompt");
        if (!suffix.empty())
            noteSuffix(rows, &PreparedRow::prompt, suffix, "prompt", plan);
        else
            plan.offers.push_back({OfferKind::PromptSuffix, "common_prompt_suffix",
                                   "The prompts have no common ending that shows where the answer starts: add "
                                       + quoted(suggestedSeparator(rows)) + " to every prompt",
                                   suggestedSeparator(rows)});
    }
    const std::string prefix = commonPrefix(rows, &PreparedRow::prompt);
    if (prefix.empty() || allEqual(rows, &PreparedRow::prompt, prefix))
        return {};
    plan.notes.push_back("All prompts start with " + quoted(prefix) + ". A tuned model needs no instructions.");
    if (countCodePoints(prefix) > 12)
        plan.offers.push_back({OfferKind::PromptPrefix, "common_prompt_prefix",
                               "Cut " + quoted(prefix) + " from the start of every prompt", prefix});
    return {};
}

Result<> planCompletions(const Rows &rows, PreparePlan &plan)
{
    const std::string prefix = commonPrefix(rows, &PreparedRow::completion);
    if (countCodePoints(prefix) >= 5 && !allEqual(rows, &PreparedRow::completion, prefix))
        plan.offers.push_back({OfferKind::CompletionPrefix, "common_completion_prefix",
                               "All completions start with " + quoted(prefix) + ": cut it from every completion",
                               prefix});
    if (plan.task == TaskKind::Conditional) {
        const std::string suffix = commonSuffix(rows, &PreparedRow::completion);
        if (allEqual(rows, &PreparedRow::completion, suffix))
            return fail(ErrorKind::InvalidInput, "All completions are the same. There is nothing to learn.",
                        "same_completions", "completion");
        if (!suffix.empty())
            noteSuffix(rows, &PreparedRow::completion, suffix, "completion", plan);
        else
            plan.offers.push_back({OfferKind::CompletionSuffix, "common_completion_suffix",
                                   "The completions have no common ending that shows where to stop: add "
                                       + quoted(suggestedEnding(rows)) + " to every completion",
                                   suggestedEnding(rows)});
    }
    const bool spaced =
        std::all_of(rows.begin(), rows.end(), [](const PreparedRow &row) { return row.completion.starts_with(' '); });
    if (!spaced)
        plan.offers.push_back({OfferKind::CompletionSpace, "completions_space_start",
                               "Start every completion with a space, which cuts it into better tokens", " "});
    return {};
}

} // namespace

TaskKind taskKindOf(const Rows &rows)
{
    if (std::all_of(rows.begin(), rows.end(), [](const PreparedRow &row) { return row.prompt.empty(); }))
        return TaskKind::OpenEnded;
    std::unordered_set<std::string_view> answers;
    for (const PreparedRow &row : rows)
        answers.insert(row.completion);
    return answers.size() * 3 < rows.size() ? TaskKind::Classification : TaskKind::Conditional;
}

Result<PreparePlan> planPreparation(PrepareTable &table)
{
    PreparePlan plan;
    plan.done = table.done;
    Rows &rows = table.rows;
    plan.notes.push_back("The file has " + counted(rows.size(), "example", "examples") + "."
                         + (rows.size() < 100 ? " A few hundred are better; quality grows with every doubling." : ""));
    for (const char *name : {"prompt", "completion"})
        if (const auto there = requireColumn(table, name, plan); !there)
            return tl::unexpected(there.error());
    std::string others;
    for (const std::string &column : table.columns)
        if (column != "prompt" && column != "completion")
            others += (others.empty() ? "" : ", ") + column;
    if (!others.empty())
        plan.done.push_back("Columns that are not trained on are left out: " + others + ".");
    if (const auto empty = dropRows(rows, [](const PreparedRow &row) { return !row.completion.empty(); });
        !empty.empty())
        plan.done.push_back("Rows with an empty completion are left out: line " + linesOf(empty) + ".");
    if (rows.empty())
        return fail(ErrorKind::InvalidInput, "There is no example with a completion in the file.", "no_usable_rows");

    plan.task = taskKindOf(rows);
    if (plan.task == TaskKind::Classification)
        plan.notes.emplace_back("The completions are few and repeat: this looks like a classification. A small model "
                                "is enough, and some rows should be kept back to measure it.");
    std::unordered_set<std::string> known;
    std::vector<std::size_t> twice, tooLong;
    for (const PreparedRow &row : rows) {
        if (!known.insert(keyOf(row)).second)
            twice.push_back(row.line);
        if (isLong(row))
            tooLong.push_back(row.line);
    }
    if (!twice.empty())
        plan.offers.push_back(
            {OfferKind::DuplicatedRows,
             "duplicated_rows",
             "Leave out " + counted(twice.size(), "row", "rows") + " that are there before: line " + linesOf(twice),
             {}});
    if (plan.task != TaskKind::OpenEnded && !tooLong.empty())
        plan.offers.push_back({OfferKind::LongExamples,
                               "long_examples",
                               "Leave out " + counted(tooLong.size(), "row", "rows")
                                   + " of more than 10,000 characters, which would be cut: line " + linesOf(tooLong),
                               {}});
    for (const auto &[field, kind, name] :
         {std::tuple(&PreparedRow::prompt, OfferKind::LowerCasePrompt, "prompt"),
          std::tuple(&PreparedRow::completion, OfferKind::LowerCaseCompletion, "completion")})
        if (isMostlyUpper(rows, field))
            plan.offers.push_back({kind,
                                   std::string("lower_case_") + name,
                                   std::string("Write the ") + name + "s in lower case; models read capitals less well",
                                   {}});
    if (const auto planned = planPrompts(rows, plan); !planned)
        return tl::unexpected(planned.error());
    if (const auto planned = planCompletions(rows, plan); !planned)
        return tl::unexpected(planned.error());
    if (plan.task == TaskKind::Classification)
        plan.offers.push_back(
            {OfferKind::Split, "train_valid_split", "Split into a file to train on and a file to measure with", {}});
    return plan;
}

void applyOffer(const Offer &offer, Rows &rows)
{
    switch (offer.kind) {
    case OfferKind::DuplicatedRows: {
        std::unordered_set<std::string> known;
        dropRows(rows, [&](const PreparedRow &row) { return known.insert(keyOf(row)).second; });
        break;
    }
    case OfferKind::LongExamples:
        dropRows(rows, [](const PreparedRow &row) { return !isLong(row); });
        break;
    case OfferKind::LowerCasePrompt:
        for (PreparedRow &row : rows)
            row.prompt = lowerCase(row.prompt);
        break;
    case OfferKind::LowerCaseCompletion:
        for (PreparedRow &row : rows)
            row.completion = lowerCase(row.completion);
        break;
    case OfferKind::PromptSuffix:
        for (PreparedRow &row : rows)
            row.prompt += offer.value;
        break;
    case OfferKind::PromptPrefix:
        // As long as the prefix was, whatever stands there by now: lower case may have come before.
        for (PreparedRow &row : rows)
            row.prompt.erase(0, std::min(offer.value.size(), row.prompt.size()));
        break;
    case OfferKind::CompletionPrefix:
        for (PreparedRow &row : rows) {
            row.completion.erase(0, std::min(offer.value.size(), row.completion.size()));
            if (offer.value.starts_with(' '))
                row.completion.insert(0, " ");
        }
        break;
    case OfferKind::CompletionSuffix:
        for (PreparedRow &row : rows)
            row.completion += offer.value;
        break;
    case OfferKind::CompletionSpace:
        for (PreparedRow &row : rows)
            if (!row.completion.starts_with(' '))
                row.completion.insert(0, " ");
        break;
    case OfferKind::Split:
        break;
    }
}

std::vector<std::string> adviceAfter(const Rows &rows, const PreparePlan &plan, bool split)
{
    std::vector<std::string> advice;
    const std::string separator = commonSuffix(rows, &PreparedRow::prompt);
    const std::string ending = commonSuffix(rows, &PreparedRow::completion);
    if (plan.task != TaskKind::OpenEnded && !separator.empty())
        advice.push_back("End every prompt with " + quoted(separator) + " when you ask the tuned model.");
    if (plan.task == TaskKind::Conditional && !ending.empty())
        advice.push_back("Give " + quoted(ending) + " as the stop text, so that the answer ends where it should.");
    if (split) {
        std::set<std::string_view> classes;
        for (const PreparedRow &row : rows)
            classes.insert(row.completion);
        advice.push_back("There are " + std::to_string(classes.size())
                         + " different answers; give that number as classification_n_classes.");
    }
    return advice;
}

} // namespace onsa
