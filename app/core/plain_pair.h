// SPDX-License-Identifier: GPL-3.0-or-later
// The commonest row of all read without a parser's tree and without a copy: a pass over a large file reads most rows
// so, and the others with readExample, which decides what is right.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onsa {

struct PairTexts {
    std::string_view prompt, completion;
};

// The texts of an object with a prompt, a completion and perhaps other texts that no format knows. Nothing when the row
// is anything else, or wrong in any way, or longer than 1 MB: then readExample says what it is. Where it gives an
// answer, readExample gives the same one without a finding. The views point into `line`, or into `room` where escapes
// had to be read.
std::optional<PairTexts> readPlainPair(std::string_view line, std::string &room);

} // namespace onsa
