// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/export/export_format.h"

#include <algorithm>

namespace onsa {

namespace {

void appendMember(std::string &out, std::string_view name, std::string_view json)
{
    out += out.size() > 1 ? "," : "";
    appendJsonString(out, name);
    out += ':';
    out += json;
}

void appendExtras(std::string &out, const RowParts &row)
{
    for (const auto &[name, value] : row.extras)
        appendMember(out, name, value);
}

bool allPlain(const std::vector<RowTurn> &turns)
{
    return std::all_of(turns.begin(), turns.end(), [](const RowTurn &turn) { return turn.plain; });
}

std::optional<std::string> printAlpaca(const RowParts &row)
{
    std::string out = "{";
    if (row.shape == RowShape::Pair) {
        appendMember(out, "instruction", jsonString(row.prompt));
        appendMember(out, "input", "\"\"");
        appendMember(out, "output", jsonString(row.completion));
    } else if (row.shape == RowShape::Chat && allPlain(row.turns)) {
        const std::size_t first = row.turns.empty() || row.turns[0].role != "system" ? 0 : 1;
        const std::size_t spoken = row.turns.size() - first;
        if (spoken == 0 || spoken % 2 != 0)
            return std::nullopt;
        std::string history;
        for (std::size_t i = first; i < row.turns.size(); i += 2) {
            if (row.turns[i].role != "user" || row.turns[i + 1].role != "assistant")
                return std::nullopt;
            if (i + 2 < row.turns.size())
                history += (history.empty() ? "[[" : ",[") + jsonString(row.turns[i].content) + ","
                    + jsonString(row.turns[i + 1].content) + "]";
        }
        appendMember(out, "instruction", jsonString(row.turns[row.turns.size() - 2].content));
        appendMember(out, "input", "\"\"");
        appendMember(out, "output", jsonString(row.turns.back().content));
        if (first == 1)
            appendMember(out, "system", jsonString(row.turns[0].content));
        if (!history.empty())
            appendMember(out, "history", history + "]");
    } else {
        return std::nullopt;
    }
    appendExtras(out, row);
    return out + "}";
}

std::string_view shareGptRole(std::string_view role)
{
    return role == "user" ? "human" : role == "assistant" ? "gpt" : role == "tool" ? "observation" : role;
}

std::optional<std::string> printShareGpt(const RowParts &row)
{
    std::string turns;
    const auto add = [&](const std::string &turn) { turns += (turns.empty() ? "[" : ",") + turn; };
    if (row.shape == RowShape::Pair) {
        add("{\"from\":\"human\",\"value\":" + jsonString(row.prompt) + "}");
        add("{\"from\":\"gpt\",\"value\":" + jsonString(row.completion) + "}");
    } else if (row.shape == RowShape::Chat && !row.turns.empty()) {
        for (const RowTurn &turn : row.turns) {
            std::string printed = "{\"from\":" + jsonString(shareGptRole(turn.role));
            bool hasText = false;
            for (const JsonMember &member : membersIn(turn.json, valueIn(turn.json))) {
                const std::string_view value = member.value.in(turn.json);
                if (member.key == "role" || member.key == "from" || member.key == "value")
                    continue;
                hasText = hasText || (member.key == "content" && value.starts_with('"'));
                appendMember(printed, member.key == "content" ? "value" : member.key, value);
            }
            if (!hasText)
                return std::nullopt; // tool calls alone
            add(printed + "}");
        }
    } else {
        return std::nullopt;
    }
    std::string out = "{";
    appendMember(out, "conversations", turns + "]");
    appendExtras(out, row);
    return out + "}";
}

std::optional<std::string> printPreference(const RowParts &row)
{
    if (row.shape != RowShape::Preference || row.moreInput || row.turns.empty() || row.preferred.empty()
        || row.rejected.empty())
        return std::nullopt;
    std::string out = "{";
    const bool plain = row.isSimplePreference() && row.turns.size() == 1;
    const auto add = [&](std::string_view name, const std::vector<RowTurn> &turns) {
        if (plain)
            return appendMember(out, name, jsonString(turns[0].content));
        std::string list;
        for (const RowTurn &turn : turns)
            list += (list.empty() ? "[" : ",") + turn.json;
        appendMember(out, name, list + "]");
    };
    add("prompt", row.turns);
    add("chosen", row.preferred);
    add("rejected", row.rejected);
    appendExtras(out, row);
    return out + "}";
}

std::optional<std::string> printChat(const RowParts &row)
{
    if (row.shape == RowShape::Pair)
        return joinChat({plainTurn("user", row.prompt), plainTurn("assistant", row.completion)}, row.extras);
    return row.shape == RowShape::Chat ? std::optional(joinChat(row.turns, row.extras)) : std::nullopt;
}

std::string messagesOf(const RowParts &row)
{
    std::string list;
    for (const RowTurn &turn : row.turns)
        list += (list.empty() ? "[" : ",") + turn.json;
    return list.empty() ? "[]" : list + "]";
}

} // namespace

bool isTable(ExportFormat format)
{
    return format == ExportFormat::Csv || format == ExportFormat::ExcelCsv || format == ExportFormat::Tsv
        || format == ExportFormat::Xlsx;
}

const char *extensionOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::JsonLines:
    case ExportFormat::Chat:
    case ExportFormat::Preference:
        return ".jsonl";
    case ExportFormat::Csv:
    case ExportFormat::ExcelCsv:
        return ".csv";
    case ExportFormat::Tsv:
        return ".tsv";
    case ExportFormat::Xlsx:
        return ".xlsx";
    case ExportFormat::Text:
        return ".txt";
    default:
        return ".json";
    }
}

std::vector<std::string> ExportColumns::header() const
{
    std::vector<std::string> names;
    if (system)
        names.emplace_back("system");
    if (pairs || preference)
        names.emplace_back("prompt");
    if (pairs)
        names.emplace_back("completion");
    if (preference) {
        names.emplace_back("chosen");
        names.emplace_back("rejected");
    }
    if (messages)
        names.emplace_back("messages");
    names.insert(names.end(), extras.begin(), extras.end());
    return names;
}

std::optional<std::string> printObject(const RowParts &row, std::string_view line, ExportFormat format)
{
    switch (format) {
    case ExportFormat::Chat:
        return printChat(row);
    case ExportFormat::Preference:
        return printPreference(row);
    case ExportFormat::Alpaca:
        return printAlpaca(row);
    case ExportFormat::ShareGpt:
        return printShareGpt(row);
    default:
        return joinRow(row, line);
    }
}

std::optional<std::vector<std::string>> printCells(const RowParts &row, const ExportColumns &columns)
{
    std::string system, prompt, completion, chosen, rejected, messages;
    switch (row.shape) {
    case RowShape::Pair:
        prompt = row.prompt;
        completion = row.completion;
        break;
    case RowShape::Chat:
        if (columns.messages) {
            messages = messagesOf(row);
            break;
        }
        if (!row.isSimpleChat())
            return std::nullopt;
        system = row.systemText();
        prompt = row.turns[row.turns.size() - 2].content;
        completion = row.turns.back().content;
        break;
    case RowShape::Preference:
        if (!row.isSimplePreference())
            return std::nullopt;
        system = row.systemText();
        prompt = row.turns.back().content;
        chosen = row.preferred[0].content;
        rejected = row.rejected[0].content;
        break;
    case RowShape::Other:
        return std::nullopt;
    }
    std::vector<std::string> cells;
    if (columns.system)
        cells.push_back(std::move(system));
    if (columns.pairs || columns.preference)
        cells.push_back(std::move(prompt));
    if (columns.pairs)
        cells.push_back(std::move(completion));
    if (columns.preference) {
        cells.push_back(std::move(chosen));
        cells.push_back(std::move(rejected));
    }
    if (columns.messages)
        cells.push_back(std::move(messages));
    for (const std::string &name : columns.extras) {
        const auto found =
            std::find_if(row.extras.begin(), row.extras.end(), [&](const auto &extra) { return extra.first == name; });
        if (found == row.extras.end())
            cells.emplace_back();
        else if (found->second.starts_with('"'))
            cells.push_back(stringIn(found->second, valueIn(found->second)));
        else
            cells.push_back(found->second);
    }
    return cells;
}

std::optional<std::string> printText(const RowParts &row)
{
    std::string text;
    if (row.shape == RowShape::Pair)
        text = row.completion;
    else if (row.isSimpleChat())
        text = row.turns.back().content;
    else
        return std::nullopt;
    // A line with nothing on it would part the text in two.
    if (text.find('\r') != std::string::npos)
        return std::nullopt;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (std::string_view(text).substr(at, end - at).find_first_not_of(" \t") == std::string_view::npos)
            return std::nullopt;
        at = end + 1;
    }
    return text;
}

std::set<ExportLoss> lossesOf(const RowParts &row, ExportFormat format, const ExportColumns &columns)
{
    std::set<ExportLoss> losses;
    const bool isChat = row.shape == RowShape::Chat;
    if (row.shape == RowShape::Pair && (format == ExportFormat::Chat || format == ExportFormat::ShareGpt))
        losses.insert(ExportLoss::PairsBecomeChats);
    const bool shortChat = isChat && row.isSimpleChat() && row.systemText().empty();
    if (shortChat && (format == ExportFormat::Alpaca || (isTable(format) && !columns.messages)))
        losses.insert(ExportLoss::ChatsBecomePairs);
    if (format == ExportFormat::Text) {
        const std::string &prompt =
            isChat && row.turns.size() > 1 ? row.turns[row.turns.size() - 2].content : row.prompt;
        if (isChat)
            losses.insert(ExportLoss::ChatsBecomePairs);
        if (!prompt.empty() || !row.systemText().empty())
            losses.insert(ExportLoss::PromptsAreLost);
        if (!row.extras.empty())
            losses.insert(ExportLoss::MembersAreLost);
    }
    if (!isTable(format))
        return losses;
    for (const auto &[name, value] : row.extras) {
        if (std::find(columns.extras.begin(), columns.extras.end(), name) == columns.extras.end())
            losses.insert(ExportLoss::MembersAreLost);
        else if (!value.starts_with('"'))
            losses.insert(ExportLoss::ValuesBecomeTexts);
        else if (value == "\"\"")
            losses.insert(ExportLoss::EmptyMembersVanish);
    }
    return losses;
}

std::size_t utf16Units(std::string_view text)
{
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xC0U) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

} // namespace onsa
