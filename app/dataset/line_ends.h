// SPDX-License-Identifier: GPL-3.0-or-later
// How the lines of a file end, and how they shall end when it is saved. The default keeps every byte.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <stop_token>

namespace onsa {

class RowSource;

struct LineEnds {
    std::size_t crlf = 0; // lines that end with CR LF
    std::size_t lf = 0; // with LF alone
    bool open = false; // the last line has no end
};

struct LineForm {
    bool unify = false; // LF everywhere
    bool closeLast = false;

    bool isAsItIs() const { return !unify && !closeLast; }
    bool operator==(const LineForm &) const = default;
};

// One pass at the speed of the disk. `lines` as the index counts them.
Result<LineEnds> readLineEnds(const RowSource &source, std::size_t lines, const std::stop_token &stop);

} // namespace onsa
