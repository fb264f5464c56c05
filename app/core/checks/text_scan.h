// SPDX-License-Identifier: GPL-3.0-or-later
// profileOf and findPhrases in one pass, for looking at every row of a large file.
#pragma once

#include "core/checks/phrases.h"
#include "core/checks/text_profile.h"

namespace onsa {

struct TextScan {
    TextProfile profile;
    std::vector<Phrase> phrases;
};

// The very same as the two plain functions say. Any bytes; `scan` is overwritten, so that its memory is used again.
void scanText(std::string_view text, TextScan &scan);
// The profile alone.
void scanProfile(std::string_view text, TextProfile &profile);

} // namespace onsa
