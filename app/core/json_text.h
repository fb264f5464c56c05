// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as bytes: writing a string the way its surroundings are written, and finding where values stand.
// For text that simdjson has accepted; on other text the answers mean nothing, but every call ends in bounds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct JsonStringStyle {
    bool ascii = false; // everything above U+007F as \u escapes
    bool upperHex = false; // \u00E9 instead of \u00e9
};
// Appends `text` in quotes. Bytes that are not UTF-8 become U+FFFD.
void appendJsonString(std::string &out, std::string_view text, JsonStringStyle style = {});
// ASCII only if the row has no byte above 127 and writes such characters as escapes.
JsonStringStyle stringStyleOf(std::string_view json);

struct ByteRange {
    std::size_t first = 0, last = 0; // [first, last)

    std::string_view in(std::string_view text) const { return text.substr(first, last - first); }
};
struct JsonMember {
    std::string key; // unescaped
    ByteRange value;
};
// The range of the outermost value, without the white space around it.
ByteRange valueIn(std::string_view json);
// Of the object or array that `range` holds; nothing when it is something else.
std::vector<JsonMember> membersIn(std::string_view json, ByteRange range);
std::vector<ByteRange> elementsIn(std::string_view json, ByteRange range);

// The text of the string that `range` holds; nothing of anything else.
std::string stringIn(std::string_view json, ByteRange range);
// The same value without white space between its tokens and with no more escapes than JSON needs; numbers keep every
// digit.
void appendPlainJson(std::string &out, std::string_view json);

// What stands between key and value and between members in the row: ": " and ", ", or without the space.
struct JsonSpacing {
    std::string_view colon = ":", comma = ",";
};
JsonSpacing spacingOf(std::string_view json);

} // namespace onsa
