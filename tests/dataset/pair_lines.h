// SPDX-License-Identifier: GPL-3.0-or-later
// Small files of pairs, whole and line by line.
#pragma once

#include "dataset_fixture.h"

#include <vector>

namespace onsa::test {

using Lines = std::vector<std::string>;

// "p0", "p1" … with the answer "c".
inline std::string rows(int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += pairRow("p" + std::to_string(i), "c") + "\n";
    return bytes;
}

inline std::string joined(const Lines &lines)
{
    std::string bytes;
    for (const auto &line : lines)
        bytes += line + "\n";
    return bytes;
}

} // namespace onsa::test
