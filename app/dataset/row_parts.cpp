// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_parts.h"

#include "core/example_check.h"
#include "core/json_fault.h"

#include <algorithm>
#include <optional>
#include <simdjson.h>

namespace onsa {

namespace {

namespace dom = simdjson::dom;

using Extras = std::vector<std::pair<std::string, std::string>>;

const JsonMember *find(const std::vector<JsonMember> &members, std::string_view key)
{
    const auto found = std::find_if(members.begin(), members.end(), [&](const JsonMember &m) { return m.key == key; });
    return found == members.end() ? nullptr : &*found;
}

bool isString(std::string_view json, ByteRange range)
{
    return range.first < range.last && json[range.first] == '"';
}

// A text, or text parts joined; nothing when it is something else.
std::optional<std::string> contentIn(std::string_view json, ByteRange range)
{
    if (isString(json, range))
        return stringIn(json, range);
    if (range.in(json) == "null")
        return std::string();
    if (json[range.first] != '[')
        return std::nullopt;
    std::string text;
    for (const ByteRange part : elementsIn(json, range)) {
        const auto members = membersIn(json, part);
        const JsonMember *piece = find(members, "text");
        if (!piece || !isString(json, piece->value))
            return std::nullopt;
        text += stringIn(json, piece->value);
    }
    return text;
}

RowTurn turnIn(std::string_view json, ByteRange range)
{
    RowTurn turn;
    turn.json = plainJson(range.in(json));
    const auto members = membersIn(json, range);
    const JsonMember *role = find(members, "role"), *content = find(members, "content");
    if (role)
        turn.role = stringIn(json, role->value);
    std::optional<std::string> text;
    if (content)
        text = contentIn(json, content->value);
    turn.content = text.value_or(std::string());
    turn.plain =
        members.size() == 2 && role && isString(json, role->value) && content && isString(json, content->value);
    return turn;
}

std::vector<RowTurn> turnsIn(std::string_view json, ByteRange range)
{
    std::vector<RowTurn> turns;
    for (const ByteRange element : elementsIn(json, range))
        turns.push_back(turnIn(json, element));
    return turns;
}

struct OutputNames {
    const char *preferred, *rejected;
};
constexpr OutputNames outputNames[] = {{"preferred_output", "non_preferred_output"},
                                       {"preferred_completion", "non_preferred_completion"}};

void addExtras(RowParts &row, std::string_view line, const std::vector<JsonMember> &members,
               std::initializer_list<std::string_view> own)
{
    for (const JsonMember &member : members)
        if (std::find(own.begin(), own.end(), member.key) == own.end())
            row.extras.emplace_back(member.key, plainJson(member.value.in(line)));
}

void appendExtras(std::string &out, const Extras &extras)
{
    for (const auto &[name, value] : extras) {
        if (out.size() > 1)
            out += ',';
        appendJsonString(out, name);
        out += ':';
        out += value;
    }
}

void appendTurns(std::string &out, const std::vector<RowTurn> &turns)
{
    out += '[';
    for (std::size_t i = 0; i < turns.size(); ++i) {
        if (i > 0)
            out += ',';
        out += turns[i].json;
    }
    out += ']';
}

} // namespace

bool RowParts::isSimpleChat() const
{
    const std::size_t first = !turns.empty() && turns[0].role == "system" ? 1 : 0;
    return shape == RowShape::Chat && turns.size() == first + 2 && turns[first].role == "user"
        && turns[first + 1].role == "assistant"
        && std::all_of(turns.begin(), turns.end(), [](const RowTurn &turn) { return turn.plain; });
}

bool RowParts::isSimplePreference() const
{
    const std::size_t first = !turns.empty() && turns[0].role == "system" ? 1 : 0;
    const auto isAnswer = [](const std::vector<RowTurn> &output) {
        return output.size() == 1 && output[0].plain && output[0].role == "assistant";
    };
    return shape == RowShape::Preference && !moreInput && turns.size() == first + 1 && turns[first].role == "user"
        && std::all_of(turns.begin(), turns.end(), [](const RowTurn &turn) { return turn.plain; })
        && isAnswer(preferred) && isAnswer(rejected);
}

std::string RowParts::systemText() const
{
    return !turns.empty() && turns[0].role == "system" ? turns[0].content : std::string();
}

Result<RowParts> takeApart(std::string_view line)
{
    dom::parser parser;
    dom::element root;
    const auto code = line.empty() ? simdjson::EMPTY : parser.parse(line.data(), line.size()).get(root);
    if (code != simdjson::SUCCESS) {
        const Issue fault = explainFault(line, code);
        return fail(ErrorKind::InvalidInput, fault.message, fault.id);
    }
    if (!root.is_object())
        return fail(ErrorKind::InvalidInput, "A row must be a JSON object in braces.", "not_an_object");

    RowParts row;
    const auto members = membersIn(line, valueIn(line));
    if (const JsonMember *messages = find(members, "messages"); messages && line[messages->value.first] == '[') {
        row.shape = RowShape::Chat;
        row.turns = turnsIn(line, messages->value);
        addExtras(row, line, members, {"messages"});
        return row;
    }
    for (const OutputNames &names : outputNames) {
        const JsonMember *preferred = find(members, names.preferred), *rejected = find(members, names.rejected);
        if (!preferred || !rejected)
            continue;
        row.shape = RowShape::Preference;
        row.preferred = turnsIn(line, preferred->value);
        row.rejected = turnsIn(line, rejected->value);
        if (const JsonMember *input = find(members, "input")) {
            const auto asked = membersIn(line, input->value);
            if (const JsonMember *messages = find(asked, "messages"))
                row.turns = turnsIn(line, messages->value);
            row.moreInput = asked.size() > 1;
        }
        addExtras(row, line, members, {"input", names.preferred, names.rejected});
        return row;
    }
    const JsonMember *prompt = find(members, "prompt"), *completion = find(members, "completion");
    const auto isText = [&](const JsonMember *m) { return m && isString(line, m->value); };
    if ((isText(prompt) || !prompt) && (isText(completion) || !completion) && (prompt || completion)
        && !find(members, "chosen")) {
        row.shape = RowShape::Pair;
        row.prompt = prompt ? stringIn(line, prompt->value) : std::string();
        row.completion = completion ? stringIn(line, completion->value) : std::string();
        addExtras(row, line, members, {"prompt", "completion"});
        return row;
    }
    addExtras(row, line, members, {});
    return row;
}

RowShape shapeOf(std::string_view line)
{
    const auto row = takeApart(line);
    return row ? row->shape : RowShape::Other;
}

std::string plainJson(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    appendPlainJson(out, json);
    return out;
}

std::string jsonString(std::string_view text)
{
    std::string out;
    appendJsonString(out, text);
    return out;
}

RowTurn plainTurn(std::string role, std::string content)
{
    RowTurn turn;
    turn.json = "{\"role\":" + jsonString(role) + ",\"content\":" + jsonString(content) + "}";
    turn.role = std::move(role);
    turn.content = std::move(content);
    return turn;
}

std::string joinPair(std::string_view prompt, std::string_view completion, const Extras &extras)
{
    std::string out = "{\"prompt\":" + jsonString(prompt) + ",\"completion\":" + jsonString(completion);
    appendExtras(out, extras);
    return out + "}";
}

std::string joinChat(const std::vector<RowTurn> &turns, const Extras &extras)
{
    std::string out = "{\"messages\":";
    appendTurns(out, turns);
    appendExtras(out, extras);
    return out + "}";
}

std::string joinPreference(const RowParts &row)
{
    std::string out = "{\"input\":{\"messages\":";
    appendTurns(out, row.turns);
    out += "},\"preferred_output\":";
    appendTurns(out, row.preferred);
    out += ",\"non_preferred_output\":";
    appendTurns(out, row.rejected);
    appendExtras(out, row.extras);
    return out + "}";
}

std::string joinRow(const RowParts &row, std::string_view line)
{
    switch (row.shape) {
    case RowShape::Pair:
        return joinPair(row.prompt, row.completion, row.extras);
    case RowShape::Chat:
        return joinChat(row.turns, row.extras);
    default: // the input of a preference may hold tools, too
        return plainJson(valueIn(line).in(line));
    }
}

} // namespace onsa
