// SPDX-License-Identifier: GPL-3.0-or-later
// Lets whole characters through: a token may hold a part of one.
#pragma once

#include <string>
#include <string_view>

namespace onsa::engine {

class Utf8Hold
{
public:
    // Complete characters; bytes that can not become one are U+FFFD, one for each longest broken sequence (Unicode 15,
    // section 3.9). The result does not depend on how the bytes are cut.
    std::string feed(std::string_view bytes);
    // U+FFFD when a character was begun and not ended.
    std::string rest();
    std::size_t held() const { return m_held.size(); } // bytes of a character that is not complete yet

private:
    void take(char byte, std::string &out);

    std::string m_held; // the beginning of a valid character
};

} // namespace onsa::engine
