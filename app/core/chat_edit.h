// SPDX-License-Identifier: GPL-3.0-or-later
// A chat row with all that its turns carry, and edits of the turns as splices: every byte of the row that an edit does
// not mean stays as it was, and the result is proved before it counts.
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct JsonValueMember {
    std::string key;
    std::string json; // the value as the row writes it
};
struct ChatTurn {
    std::string role;
    std::string content; // list parts are joined; empty when null
    bool contentIsText = true; // false: a list of parts, which an edit of the text turns into one text
    std::optional<int> weight; // 0 or 1
    std::string name; // empty = none
    std::string toolCallId; // empty = none
    std::vector<JsonValueMember> others; // tool_calls, function_call and what we do not know
};
struct ChatRow {
    std::vector<ChatTurn> turns;
    std::vector<JsonValueMember> others; // of the row: tools, parallel_tool_calls, …
};
// Errors: InvalidInput when the line is no chat; as parseExample.
Result<ChatRow> readChat(std::string_view line);

// All: InvalidInput when there is no such turn, when `json` is not one JSON value, or when the row has the key twice.
// `turn` counts from 0. A member that is missing is appended.
Result<std::string> withTurnMember(std::string_view line, int turn, std::string_view key, std::string_view json);
Result<std::string> withoutTurnMember(std::string_view line, int turn, std::string_view key);
Result<std::string> withRowMember(std::string_view line, std::string_view key, std::string_view json);
Result<std::string> withoutRowMember(std::string_view line, std::string_view key);
Result<std::string> withTurnText(std::string_view line, int turn, std::string_view key, std::string_view text);

Result<std::string> withTurnInserted(std::string_view line, int at, std::string_view role); // with an empty text
Result<std::string> withTurnDuplicated(std::string_view line, int turn); // the copy comes after it
Result<std::string> withoutTurn(std::string_view line, int turn);
Result<std::string> withTurnMoved(std::string_view line, int from, int to); // `to`: its index afterwards

// For reading and editing a value as text: indented, escapes of letters as the letters; and back on one line, the
// numbers and escapes as typed. Errors of the second: InvalidInput, saying where the text stops being JSON.
std::string indentedJson(std::string_view json);
Result<std::string> oneLineJson(std::string_view text);

// One line a call for people: `find_order(id: 12)`. Empty when the value is no list of calls.
std::vector<std::string> toolCallWords(std::string_view toolCallsJson);
// The same of the tools that a row offers: `find_order(id, date)`.
std::vector<std::string> toolWords(std::string_view toolsJson);

} // namespace onsa
