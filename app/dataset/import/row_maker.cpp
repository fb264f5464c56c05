// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/row_maker.h"

#include "core/json_text.h"
#include "dataset/row_parts.h"

#include <algorithm>
#include <map>
#include <optional>

namespace onsa {

namespace {

using Made = tl::expected<std::string, ImportFault>;
using Extras = std::vector<std::pair<std::string, std::string>>;

tl::unexpected<ImportFault> refuse(const ImportRecord &record, std::size_t column, std::string code, std::string why)
{
    return tl::unexpected(ImportFault{record.line, column, std::move(code), std::move(why)});
}

// The texts of one row, wherever they came from.
struct Texts {
    std::string prompt, completion, system, preferred, rejected;
    bool isPreference = false;
    std::vector<RowTurn> turns; // instead of prompt and completion
    std::vector<RowTurn> before; // earlier turns of an Alpaca record
    Extras extras;
};

std::vector<RowTurn> askedIn(const Texts &texts)
{
    std::vector<RowTurn> turns;
    if (!texts.system.empty())
        turns.push_back(plainTurn("system", texts.system));
    turns.insert(turns.end(), texts.before.begin(), texts.before.end());
    if (!texts.prompt.empty() || texts.before.empty())
        turns.push_back(plainTurn("user", texts.prompt));
    return turns;
}

Made rowOf(Texts texts, RowsAs as, const ImportRecord &record)
{
    if (texts.isPreference) {
        RowParts row;
        row.shape = RowShape::Preference;
        row.turns = askedIn(texts);
        row.preferred = {plainTurn("assistant", texts.preferred)};
        row.rejected = {plainTurn("assistant", texts.rejected)};
        row.extras = std::move(texts.extras);
        return joinPreference(row);
    }
    if (!texts.turns.empty()) {
        RowParts chat;
        chat.shape = RowShape::Chat;
        chat.turns = texts.turns;
        if (as == RowsAs::Pairs && chat.isSimpleChat() && chat.systemText().empty() && chat.turns.size() == 2)
            return joinPair(chat.turns[0].content, chat.turns[1].content, texts.extras);
        return joinChat(chat.turns, texts.extras);
    }
    if (texts.prompt.empty() && texts.completion.empty())
        return refuse(record, 0, "no_text", "It has neither a prompt nor a completion.");
    if (as != RowsAs::Chats && texts.system.empty() && texts.before.empty())
        return joinPair(texts.prompt, texts.completion, texts.extras);
    std::vector<RowTurn> turns = askedIn(texts);
    turns.push_back(plainTurn("assistant", texts.completion));
    return joinChat(turns, texts.extras);
}

std::optional<std::string> textIn(std::string_view plain)
{
    if (plain.starts_with('"'))
        return stringIn(plain, {0, plain.size()});
    if (plain == "null")
        return std::string();
    if (plain.starts_with('{') || plain.starts_with('['))
        return std::nullopt;
    return std::string(plain); // a number, true, false: as it is written
}

// {"from": "human", "value": "…"}, or {"role": …, "content": …}.
tl::expected<RowTurn, ImportFault> conversationTurn(const ImportRecord &record, std::string_view json, ByteRange range)
{
    std::string role, content;
    bool hasContent = false;
    Extras others;
    for (const JsonMember &member : membersIn(json, range)) {
        const std::string_view value = member.value.in(json);
        if (member.key == "from" || member.key == "role") {
            role = stringIn(json, member.value);
        } else if (member.key == "value" || member.key == "content" || member.key == "text") {
            content = textIn(value).value_or(std::string());
            hasContent = true;
        } else {
            others.emplace_back(member.key, plainJson(value));
        }
    }
    const std::string known = roleOf(role);
    if (known.empty())
        return refuse(record, 0, "unknown_role", "Nobody knows the role \"" + role + "\" of a message.");
    if (!hasContent)
        return refuse(record, 0, "no_text", "A message has no text.");
    RowTurn turn = plainTurn(known, content);
    if (!others.empty()) { // a weight, for example
        turn.json.pop_back();
        for (const auto &[name, value] : others)
            turn.json += "," + jsonString(name) + ":" + value;
        turn.json += '}';
        turn.plain = false;
    }
    return turn;
}

Made fromShareGpt(const ImportRecord &record, const RowParts &row, RowsAs as)
{
    Texts texts;
    bool found = false;
    for (const auto &[name, value] : row.extras) {
        if (name == "conversations" || name == "conversation") {
            found = true;
            for (const ByteRange element : elementsIn(value, valueIn(value))) {
                auto turn = conversationTurn(record, value, element);
                if (!turn)
                    return tl::unexpected(turn.error());
                texts.turns.push_back(std::move(*turn));
            }
        } else if (name == "system" && value.starts_with('"')) {
            texts.system = stringIn(value, valueIn(value));
        } else {
            texts.extras.emplace_back(name, value);
        }
    }
    if (!found || texts.turns.empty())
        return refuse(record, 0, "no_turns", "It has no conversation.");
    if (!texts.system.empty() && texts.turns.front().role != "system")
        texts.turns.insert(texts.turns.begin(), plainTurn("system", texts.system));
    return rowOf(std::move(texts), as, record);
}

Made fromAlpaca(const ImportRecord &record, const RowParts &row, RowsAs as)
{
    Texts texts;
    std::string input;
    for (const auto &[name, value] : row.extras) {
        const auto text = textIn(value);
        if (name == "instruction" && text) {
            texts.prompt = *text;
        } else if (name == "input" && text) {
            input = *text;
        } else if ((name == "output" || name == "response") && text) {
            texts.completion = *text;
        } else if (name == "system" && text) {
            texts.system = *text;
        } else if (name == "history") {
            for (const ByteRange exchange : elementsIn(value, valueIn(value))) {
                const auto two = elementsIn(value, exchange);
                if (two.size() != 2)
                    return refuse(record, 0, "no_turns", "Its history is not a list of questions and answers.");
                texts.before.push_back(plainTurn("user", stringIn(value, two[0])));
                texts.before.push_back(plainTurn("assistant", stringIn(value, two[1])));
            }
        } else {
            texts.extras.emplace_back(name, value);
        }
    }
    if (!input.empty())
        texts.prompt += (texts.prompt.empty() ? "" : "\n\n") + input;
    return rowOf(std::move(texts), as, record);
}

// The messages of a preference of TRL, where the texts are conversations.
std::optional<std::vector<RowTurn>> turnsIn(std::string_view plain)
{
    const auto chat = takeApart("{\"messages\":" + std::string(plain) + "}");
    if (!chat || chat->shape != RowShape::Chat)
        return std::nullopt;
    return chat->turns;
}

} // namespace

std::string roleOf(std::string_view word)
{
    static const std::map<std::string_view, std::string_view> roles = {
        {"system", "system"},       {"developer", "developer"}, {"user", "user"},         {"human", "user"},
        {"assistant", "assistant"}, {"gpt", "assistant"},       {"chatgpt", "assistant"}, {"bot", "assistant"},
        {"ai", "assistant"},        {"model", "assistant"},     {"bing", "assistant"},    {"bard", "assistant"},
        {"tool", "tool"},           {"observation", "tool"},    {"function", "function"}, {"function_response", "tool"},
        {"prompter", "user"}};
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    const auto found = roles.find(lower);
    return found == roles.end() ? std::string() : std::string(found->second);
}

Made RowMaker::fromCells(const ImportRecord &record) const
{
    for (std::size_t i = m_settings.columns.size(); i < record.cells.size(); ++i)
        if (!record.cells[i].empty())
            return refuse(record, i + 1, "too_many_cells", "It has more cells than there are columns.");
    Texts texts;
    bool any = false;
    for (std::size_t i = 0; i < m_settings.columns.size() && i < record.cells.size(); ++i) {
        const ImportColumn &column = m_settings.columns[i];
        const std::string &cell = record.cells[i];
        any = any || !cell.empty();
        switch (column.use) {
        case ColumnUse::Prompt:
            texts.prompt = cell;
            break;
        case ColumnUse::Completion:
            texts.completion = cell;
            break;
        case ColumnUse::System:
            texts.system = cell;
            break;
        case ColumnUse::Preferred:
        case ColumnUse::Rejected:
            (column.use == ColumnUse::Preferred ? texts.preferred : texts.rejected) = cell;
            texts.isPreference = texts.isPreference || !cell.empty();
            break;
        case ColumnUse::Messages:
            if (cell.empty())
                break;
            if (auto turns = turnsIn(cell))
                texts.turns = std::move(*turns);
            else
                return refuse(record, i + 1, "bad_column", "Its messages are not a JSON list of messages.");
            break;
        case ColumnUse::Keep:
            if (!cell.empty())
                texts.extras.emplace_back(column.name, jsonString(cell));
            break;
        case ColumnUse::Ignore:
            break;
        }
    }
    if (!any)
        return refuse(record, 0, "no_text", "It is empty.");
    return rowOf(std::move(texts), m_settings.rowsAs, record);
}

Made RowMaker::fromObject(const ImportRecord &record) const
{
    const auto row = takeApart(record.json);
    if (!row)
        return refuse(record, record.column, row.error().code == "not_an_object" ? "not_an_object" : "invalid_json",
                      row.error().message);
    const RowsAs as = m_settings.rowsAs;
    // Rows of a training data set are never misunderstood, whatever stands around them.
    if (row->shape == RowShape::Pair || row->shape == RowShape::Chat) {
        const bool assigned = m_settings.shape == ImportShape::Columns;
        if (!assigned && row->shape == RowShape::Pair && as == RowsAs::Chats)
            return joinChat({plainTurn("user", row->prompt), plainTurn("assistant", row->completion)}, row->extras);
        if (!assigned && row->shape == RowShape::Chat && as == RowsAs::Pairs && row->isSimpleChat()
            && row->systemText().empty() && row->turns.size() == 2)
            return joinPair(row->turns[0].content, row->turns[1].content, row->extras);
        if (!assigned)
            return plainJson(valueIn(record.json).in(record.json));
    }
    if (row->shape == RowShape::Preference)
        return plainJson(valueIn(record.json).in(record.json));
    if (m_settings.shape == ImportShape::Alpaca)
        return fromAlpaca(record, *row, as);
    if (m_settings.shape == ImportShape::ShareGpt)
        return fromShareGpt(record, *row, as);
    if (m_settings.shape == ImportShape::Training)
        return refuse(record, record.column, "not_training",
                      "It has neither a prompt, nor messages, nor two outputs to compare.");

    Texts texts;
    RowParts preference;
    const std::string_view json = record.json;
    for (const JsonMember &member : membersIn(json, valueIn(json))) {
        const auto known = std::find_if(m_settings.columns.begin(), m_settings.columns.end(),
                                        [&](const ImportColumn &column) { return column.name == member.key; });
        const ColumnUse use = known == m_settings.columns.end() ? ColumnUse::Keep : known->use;
        const std::string value = plainJson(member.value.in(json));
        const auto text = textIn(value);
        switch (use) {
        case ColumnUse::Ignore:
            continue;
        case ColumnUse::Keep:
            texts.extras.emplace_back(member.key, value);
            continue;
        case ColumnUse::Messages:
            if (auto turns = turnsIn(value)) {
                texts.turns = std::move(*turns);
                continue;
            }
            return refuse(record, 0, "bad_column", "\"" + member.key + "\" is not a list of messages.");
        default:
            break;
        }
        if (!text) {
            // TRL writes conversations where others write texts.
            auto turns = turnsIn(value);
            if (!turns || (use != ColumnUse::Prompt && use != ColumnUse::Preferred && use != ColumnUse::Rejected))
                return refuse(record, 0, "bad_column", "\"" + member.key + "\" is not a text.");
            (use == ColumnUse::Prompt          ? preference.turns
                 : use == ColumnUse::Preferred ? preference.preferred
                                               : preference.rejected) = std::move(*turns);
            texts.isPreference = texts.isPreference || use != ColumnUse::Prompt;
            continue;
        }
        texts.isPreference = texts.isPreference || use == ColumnUse::Preferred || use == ColumnUse::Rejected;
        (use == ColumnUse::Prompt           ? texts.prompt
             : use == ColumnUse::Completion ? texts.completion
             : use == ColumnUse::System     ? texts.system
             : use == ColumnUse::Preferred  ? texts.preferred
                                            : texts.rejected) = *text;
    }
    if (texts.isPreference
        && (!preference.turns.empty() || !preference.preferred.empty() || !preference.rejected.empty())) {
        preference.shape = RowShape::Preference;
        if (preference.turns.empty())
            preference.turns = askedIn(texts);
        if (preference.preferred.empty())
            preference.preferred = {plainTurn("assistant", texts.preferred)};
        if (preference.rejected.empty())
            preference.rejected = {plainTurn("assistant", texts.rejected)};
        preference.extras = std::move(texts.extras);
        return joinPreference(preference);
    }
    return rowOf(std::move(texts), as, record);
}

Made RowMaker::make(const ImportRecord &record) const
{
    if (record.fault)
        return tl::unexpected(*record.fault);
    return record.json.empty() ? fromCells(record) : fromObject(record);
}

} // namespace onsa
