// SPDX-License-Identifier: GPL-3.0-or-later
// A row taken apart for writing it in another form: what kind it is, its texts, and the members that belong to no kind.
#pragma once

#include "core/json_text.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class RowShape { Pair, Chat, Preference, Other };

// One message of a conversation.
struct RowTurn {
    std::string role;
    std::string content; // text parts joined
    std::string json; // the whole message, plain JSON
    bool plain = true; // nothing but a role and a text: any format can hold it
};

struct RowParts {
    RowShape shape = RowShape::Other;
    std::string prompt, completion; // Pair
    std::vector<RowTurn> turns; // Chat; of a Preference: what was asked
    std::vector<RowTurn> preferred, rejected; // Preference
    bool moreInput = false; // Preference: the input holds more than messages, tools for example
    std::vector<std::pair<std::string, std::string>> extras; // name, plain JSON: members that belong to no shape

    // A question, perhaps after instructions, and its answer.
    bool isSimpleChat() const;
    bool isSimplePreference() const; // such a question, and two plain answers
    std::string systemText() const; // of the first turn, "" when it gives no instructions
};

// Any JSON object; InvalidInput says why a line is none. A row with `messages` is a chat, one with two outputs a
// preference, one with a prompt or a completion a pair.
Result<RowParts> takeApart(std::string_view line);
RowShape shapeOf(std::string_view line); // without the texts; Other when it is no object

// Compact JSON, keys in the order of the guides, then the extras in theirs; UTF-8 without needless escapes.
std::string joinPair(std::string_view prompt, std::string_view completion,
                     const std::vector<std::pair<std::string, std::string>> &extras);
std::string joinChat(const std::vector<RowTurn> &turns, const std::vector<std::pair<std::string, std::string>> &extras);
std::string joinPreference(const RowParts &row);
std::string joinRow(const RowParts &row, std::string_view line); // as it is, plain

RowTurn plainTurn(std::string role, std::string content);
std::string plainJson(std::string_view json);
std::string jsonString(std::string_view text);

} // namespace onsa
