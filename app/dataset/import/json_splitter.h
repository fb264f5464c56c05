// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a JSON file of any size into its values: the elements of one array, or objects one after another, however they
// are spread over lines. It counts brackets and strings and judges nothing; what it cuts is parsed afterwards.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace onsa {

struct JsonPiece {
    std::string text; // UTF-8, from the first to the last character of the value
    std::size_t line = 1, column = 1; // where it starts; columns are bytes, from 1
    bool cut = false; // the text ended inside it, or it is longer than maxJsonPiece
};

constexpr std::size_t maxJsonPiece = 64U << 20U; // bytes; a longer value is no training example

class JsonSplitter
{
public:
    using Visitor = std::function<bool(JsonPiece &piece)>; // false: nothing more is read
    bool feed(std::string_view bytes, const Visitor &visit);
    bool finish(const Visitor &visit);

private:
    bool take(char c, const Visitor &visit);
    bool giveOut(const Visitor &visit, bool cut);
    void begin(char c);

    JsonPiece m_piece;
    std::size_t m_line = 1, m_column = 0; // of the last character
    std::size_t m_depth = 0; // of open brackets inside the value
    bool m_inValue = false, m_inString = false, m_escaped = false;
    bool m_array = false; // the bracket around all has been seen
    bool m_stopped = false;
};

} // namespace onsa
