// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens that are found in the text before anything else is done with it, such as <|im_end|>.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace onsa {

struct AddedToken {
    std::string content;
    int id = 0;
    bool special = false; // steers the model; left out of decoded text on request
    bool leftStrip = false, rightStrip = false; // takes the white space beside it
    bool singleWord = false; // only where no letter or digit touches it
};

class AddedTokens
{
public:
    AddedTokens() { m_first.fill(none); }
    void add(AddedToken token); // the content is not empty

    struct Found {
        std::size_t first = 0, last = 0; // bytes [first, last) of the text, stripped space included
        int id = 0;
    };
    // From left to right, of several at one place the longest.
    std::vector<Found> find(std::string_view text, bool withSpecial) const;
    bool empty() const { return m_tokens.empty(); }

private:
    static constexpr int none = -1;
    struct Node {
        std::vector<std::pair<char, int>> children;
        int token = none;
    };
    const AddedToken *longestAt(std::string_view text, std::size_t at, bool withSpecial) const;

    std::vector<AddedToken> m_tokens;
    std::vector<Node> m_nodes;
    std::array<int, 256> m_first{}; // node of the first byte
};

} // namespace onsa
