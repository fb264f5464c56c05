// SPDX-License-Identifier: GPL-3.0-or-later
// The commonest rows of all read without a parser's tree and, of pairs, without a copy: a pass over a large file reads
// most rows so, and the others with readExample, which decides what is right.
#pragma once

#include "core/example.h"

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

// The same for an object with messages that have a role and a content and nothing else, both texts. Fills `chat`, whose
// memory is used again; false: what is in it means nothing.
bool readPlainChat(std::string_view line, std::string &room, Example &chat);

} // namespace onsa
