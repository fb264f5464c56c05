// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chat_edit.h"

#include "core/example.h"
#include "core/json_fault.h"
#include "core/json_text.h"
#include "core/utf8.h"

#include <simdjson.h>

#include <algorithm>

namespace onsa {

namespace {

tl::unexpected<Error> refuse(std::string message, std::string code, std::string param = "messages")
{
    return fail(ErrorKind::InvalidInput, std::move(message), std::move(code), std::move(param));
}

Result<> checkJson(std::string_view json)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    const auto code = json.empty() ? simdjson::EMPTY : parser.parse(json.data(), json.size()).get(root);
    if (code == simdjson::SUCCESS)
        return {};
    const Issue fault = explainFault(json, code);
    return refuse(fault.message, fault.id, fault.field);
}

Result<std::optional<ByteRange>> memberRange(std::string_view line, ByteRange object, std::string_view key)
{
    std::optional<ByteRange> found;
    for (const JsonMember &member : membersIn(line, object)) {
        if (member.key != key)
            continue;
        if (found)
            return refuse("This row has the member \"" + std::string(key)
                              + "\" twice, so it is unclear which one to change.",
                          "duplicate_key", std::string(key));
        found = member.value;
    }
    return found;
}

Result<std::vector<ByteRange>> turnsIn(std::string_view line)
{
    if (const Result<> fine = checkJson(line); !fine)
        return tl::unexpected(fine.error());
    const auto messages = memberRange(line, valueIn(line), "messages");
    if (!messages)
        return tl::unexpected(messages.error());
    if (!*messages || line[(*messages)->first] != '[')
        return refuse("This row is not a chat.", "missing_messages");
    return elementsIn(line, **messages);
}

Result<ByteRange> turnIn(std::string_view line, int turn)
{
    const auto turns = turnsIn(line);
    if (!turns)
        return tl::unexpected(turns.error());
    if (turn < 0 || static_cast<std::size_t>(turn) >= turns->size())
        return refuse("This row has no turn number " + std::to_string(turn + 1LL) + ".", "missing_messages");
    return (*turns)[static_cast<std::size_t>(turn)];
}

std::string spliced(std::string_view line, ByteRange range, std::string_view piece)
{
    std::string out;
    out.reserve(line.size() + piece.size());
    out.append(line.substr(0, range.first)).append(piece).append(line.substr(range.last));
    return out;
}

// A value in the row's own style: one that is written in ASCII stays so.
std::string inStyleOf(std::string_view line, std::string_view json)
{
    const JsonStringStyle style = stringStyleOf(line);
    if (!style.ascii)
        return std::string(json);
    std::string out;
    for (std::size_t at = 0; at < json.size();) {
        const std::size_t bytes = codePointAt(json, at).bytes;
        if (bytes == 1) {
            out += json[at];
        } else { // stands in a string, where an escape means the same
            std::string quoted;
            appendJsonString(quoted, json.substr(at, bytes), style);
            out.append(quoted, 1, quoted.size() - 2);
        }
        at += bytes;
    }
    return out;
}

Result<std::string> withMember(std::string_view line, ByteRange object, std::string_view key, std::string_view json)
{
    const auto found = memberRange(line, object, key);
    if (!found)
        return tl::unexpected(found.error());
    std::string piece;
    ByteRange range{object.first + 1, object.first + 1};
    if (*found) {
        range = **found;
    } else {
        const JsonSpacing spacing = spacingOf(line);
        if (const auto members = membersIn(line, object); !members.empty()) {
            range = {members.back().value.last, members.back().value.last};
            piece += spacing.comma;
        }
        appendJsonString(piece, key, stringStyleOf(line));
        piece += spacing.colon;
    }
    piece += inStyleOf(line, json);
    return spliced(line, range, piece);
}

// With the comma before it, or the one behind it when it is the first.
Result<std::string> withoutMember(std::string_view line, ByteRange object, std::string_view key)
{
    const auto found = memberRange(line, object, key);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::string(line);
    const auto members = membersIn(line, object);
    std::size_t at = 0;
    while (members[at].key != key)
        ++at;
    if (at > 0)
        return spliced(line, {members[at - 1].value.last, members[at].value.last}, {});
    const std::size_t first = line.find('"', object.first);
    if (members.size() == 1)
        return spliced(line, {first, members[0].value.last}, {});
    const std::size_t comma = line.find(',', members[0].value.last);
    return spliced(line, {first, line.find('"', comma)}, {});
}

// The proof of an edit: the row is JSON and its turns are these, byte for byte.
Result<std::string> provedTurns(std::string edited, const std::vector<std::string> &expected)
{
    const auto turns = turnsIn(edited);
    bool same = turns && turns->size() == expected.size();
    for (std::size_t i = 0; same && i < expected.size(); ++i)
        same = (*turns)[i].in(edited) == expected[i];
    if (!same)
        return fail(ErrorKind::Internal, "The edit would have changed more than the one turn, so it was not made.");
    return edited;
}

std::vector<std::string> bytesOf(std::string_view line, const std::vector<ByteRange> &turns)
{
    std::vector<std::string> all;
    for (const ByteRange &turn : turns)
        all.emplace_back(turn.in(line));
    return all;
}

// The turn's bytes are replaced by what `change` makes of them; nothing else moves.
template <class Change> Result<std::string> withTurnChanged(std::string_view line, int turn, Change change)
{
    const auto range = turnIn(line, turn);
    if (!range)
        return tl::unexpected(range.error());
    if (line[range->first] != '{')
        return refuse("Turn " + std::to_string(turn + 1LL) + " is not an object.", "wrong_type");
    const Result<std::string> edited = change(*range);
    if (!edited)
        return edited;
    auto expected = bytesOf(line, *turnsIn(line));
    const std::size_t tail = line.size() - range->last;
    expected[static_cast<std::size_t>(turn)] = edited->substr(range->first, edited->size() - tail - range->first);
    return provedTurns(*edited, expected);
}

std::string spacing(std::string_view line, const std::vector<ByteRange> &turns)
{
    if (turns.size() > 1)
        return std::string(line.substr(turns[0].last, turns[1].first - turns[0].last));
    return std::string(spacingOf(line).comma);
}

Result<std::string> inserted(std::string_view line, std::vector<ByteRange> turns, std::size_t at,
                             const std::string &bytes)
{
    std::string edited;
    if (turns.empty()) {
        const std::size_t bracket = (*memberRange(line, valueIn(line), "messages"))->first;
        edited = spliced(line, {bracket + 1, bracket + 1}, bytes);
    } else if (at < turns.size()) {
        edited = spliced(line, {turns[at].first, turns[at].first}, bytes + spacing(line, turns));
    } else {
        edited = spliced(line, {turns.back().last, turns.back().last}, spacing(line, turns) + bytes);
    }
    auto expected = bytesOf(line, turns);
    expected.insert(expected.begin() + static_cast<std::ptrdiff_t>(at), bytes);
    return provedTurns(std::move(edited), expected);
}

std::string textIn(const simdjson::dom::object &object, std::string_view key)
{
    std::string_view text;
    return object.at_key(key).get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

} // namespace

Result<ChatRow> readChat(std::string_view line)
{
    const Result<Example> example = parseExample(line);
    if (!example)
        return tl::unexpected(example.error());
    const auto turns = turnsIn(line);
    if (!turns)
        return tl::unexpected(turns.error());

    ChatRow row;
    for (JsonMember &member : membersIn(line, valueIn(line)))
        if (member.key != "messages")
            row.others.push_back({std::move(member.key), std::string(member.value.in(line))});
    for (std::size_t i = 0; i < turns->size(); ++i) {
        const Message &message = example->messages[i];
        ChatTurn &turn = row.turns.emplace_back();
        turn.role = message.role;
        turn.content = message.content;
        turn.weight = message.weight;
        simdjson::dom::parser parser;
        simdjson::dom::object object;
        const std::string bytes((*turns)[i].in(line));
        if (parser.parse(bytes).get(object) != simdjson::SUCCESS)
            continue;
        turn.name = textIn(object, "name");
        turn.toolCallId = textIn(object, "tool_call_id");
        for (JsonMember &member : membersIn(line, (*turns)[i])) {
            if (member.key == "content")
                turn.contentIsText = line[member.value.first] != '[';
            else if (member.key != "role" && member.key != "weight" && member.key != "name"
                     && member.key != "tool_call_id")
                turn.others.push_back({std::move(member.key), std::string(member.value.in(line))});
        }
    }
    return row;
}

Result<std::string> withTurnMember(std::string_view line, int turn, std::string_view key, std::string_view json)
{
    const auto value = oneLineJson(json);
    if (!value)
        return value;
    return withTurnChanged(line, turn, [&](ByteRange object) { return withMember(line, object, key, *value); });
}

Result<std::string> withTurnText(std::string_view line, int turn, std::string_view key, std::string_view text)
{
    std::string json;
    appendJsonString(json, text);
    return withTurnMember(line, turn, key, json);
}

Result<std::string> withoutTurnMember(std::string_view line, int turn, std::string_view key)
{
    return withTurnChanged(line, turn, [&](ByteRange object) { return withoutMember(line, object, key); });
}

Result<std::string> withRowMember(std::string_view line, std::string_view key, std::string_view json)
{
    const auto value = oneLineJson(json);
    if (!value)
        return value;
    const auto turns = turnsIn(line);
    if (!turns)
        return tl::unexpected(turns.error());
    auto edited = withMember(line, valueIn(line), key, *value);
    return edited ? provedTurns(std::move(*edited), bytesOf(line, *turns)) : edited;
}

Result<std::string> withoutRowMember(std::string_view line, std::string_view key)
{
    const auto turns = turnsIn(line);
    if (!turns)
        return tl::unexpected(turns.error());
    auto edited = withoutMember(line, valueIn(line), key);
    return edited ? provedTurns(std::move(*edited), bytesOf(line, *turns)) : edited;
}

Result<std::string> withTurnInserted(std::string_view line, int at, std::string_view role)
{
    const auto turns = turnsIn(line);
    if (!turns)
        return tl::unexpected(turns.error());
    const JsonSpacing gaps = spacingOf(line);
    const JsonStringStyle style = stringStyleOf(line);
    std::string bytes = "{";
    appendJsonString(bytes, "role", style);
    bytes.append(gaps.colon);
    appendJsonString(bytes, role, style);
    bytes.append(gaps.comma);
    appendJsonString(bytes, "content", style);
    bytes.append(gaps.colon).append("\"\"}");
    return inserted(line, *turns, std::min(static_cast<std::size_t>(std::max(at, 0)), turns->size()), bytes);
}

Result<std::string> withTurnDuplicated(std::string_view line, int turn)
{
    const auto range = turnIn(line, turn);
    if (!range)
        return tl::unexpected(range.error());
    return inserted(line, *turnsIn(line), static_cast<std::size_t>(turn) + 1, std::string(range->in(line)));
}

Result<std::string> withoutTurn(std::string_view line, int turn)
{
    const auto range = turnIn(line, turn);
    if (!range)
        return tl::unexpected(range.error());
    const auto turns = *turnsIn(line);
    const auto at = static_cast<std::size_t>(turn);
    ByteRange gone = *range;
    if (at + 1 < turns.size())
        gone.last = turns[at + 1].first;
    else if (at > 0)
        gone.first = turns[at - 1].last;
    auto expected = bytesOf(line, turns);
    expected.erase(expected.begin() + turn);
    return provedTurns(spliced(line, gone, {}), expected);
}

// The bytes between the turns stay where they are; the turns change places.
Result<std::string> withTurnMoved(std::string_view line, int from, int to)
{
    for (const int turn : {from, to})
        if (const auto range = turnIn(line, turn); !range)
            return tl::unexpected(range.error());
    const auto turns = *turnsIn(line);
    auto expected = bytesOf(line, turns);
    std::string bytes = std::move(expected[static_cast<std::size_t>(from)]);
    expected.erase(expected.begin() + from);
    expected.insert(expected.begin() + to, std::move(bytes));

    std::string edited(line.substr(0, turns.front().first));
    for (std::size_t i = 0; i < turns.size(); ++i) {
        edited += expected[i];
        const std::size_t next = i + 1 < turns.size() ? turns[i + 1].first : line.size();
        edited += line.substr(turns[i].last, next - turns[i].last);
    }
    return provedTurns(std::move(edited), expected);
}

Result<std::string> oneLineJson(std::string_view text)
{
    if (const Result<> fine = checkJson(text); !fine)
        return tl::unexpected(fine.error());
    std::string out(text.size() + simdjson::SIMDJSON_PADDING, '\0');
    std::size_t length = 0;
    if (simdjson::minify(text.data(), text.size(), out.data(), length) != simdjson::SUCCESS)
        return refuse("This is not JSON.", "invalid_json");
    out.resize(length);
    return out;
}

} // namespace onsa
