// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a text contains what the user looks for.
#pragma once

#include "dataset/dataset_scan.h"

#include <memory>

struct pcre2_real_code_8;

namespace onsa {

// The form in which texts are compared: NFKC, no case, katakana as hiragana. Never written anywhere.
std::string foldText(std::string_view text);

// Immutable; one for all threads.
class TextFinder
{
public:
    static Result<TextFinder> create(const FindOptions &options);
    // InvalidInput when the pattern takes too long on this text.
    Result<bool> matches(std::string_view text) const;
    // False: no text of this line of JSON matches. Looks at the bytes alone, many times faster than reading them.
    bool mayMatch(std::string_view line) const;

private:
    struct FreeCode {
        void operator()(pcre2_real_code_8 *code) const;
    };

    void chooseAnchor();

    FindOptions m_options;
    std::string m_wanted; // folded
    std::shared_ptr<pcre2_real_code_8> m_code;
    // A character of the folded text, as it may stand in a line; without one every line is read. Other ways to write
    // it are in the odd characters.
    bool m_hasAnchor = false;
    std::string m_ascii; // of one byte each
    std::vector<std::uint32_t> m_wide; // of three bytes
    bool m_ideograph = false; // the anchor is one
};

} // namespace onsa
