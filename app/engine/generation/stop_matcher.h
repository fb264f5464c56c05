// SPDX-License-Identifier: GPL-3.0-or-later
// Ends an answer at the first stop sequence, which may be spread over tokens and cut through characters. How the bytes
// are cut when they come does not matter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace onsa::engine {

class StopMatcher
{
public:
    explicit StopMatcher(std::vector<std::string> stops); // none may be empty

    // The bytes that are certain not to belong to a stop sequence. The longest end that could become one is held back.
    std::string feed(std::string_view bytes);
    bool stopped() const { return m_stopped; }
    // What was held back, when the answer ended in another way.
    std::string rest();
    std::size_t released() const { return m_released; } // bytes given out so far

private:
    std::vector<std::string> m_stops;
    std::string m_held;
    std::size_t m_released = 0;
    bool m_stopped = false;
};

} // namespace onsa::engine
