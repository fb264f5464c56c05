// SPDX-License-Identifier: GPL-3.0-or-later
// A regular expression of a tokenizer.json (Oniguruma's dialect) run by PCRE2.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace onsa {

// A stretch of text that the pattern matched, or that lies between two matches.
struct PatternSpan {
    std::size_t first = 0, last = 0; // bytes [first, last), never empty
    bool isMatch = false;
};

// Immutable; any thread may use it.
class SplitPattern
{
public:
    // Errors: Unsupported, with what PCRE2 said.
    static Result<SplitPattern> compile(std::string_view regex);
    static Result<SplitPattern> literal(std::string_view text); // finds exactly this text

    SplitPattern(SplitPattern &&) noexcept;
    SplitPattern &operator=(SplitPattern &&) noexcept;
    ~SplitPattern();

    // Spans that cover `text` (valid UTF-8) without a gap. Never fails: a stretch whose matching would take more
    // steps than matchLimit is given back in pieces of at most windowBytes.
    std::vector<PatternSpan> spans(std::string_view text) const;
    static constexpr std::size_t windowBytes = 64U << 10U;

private:
    struct Code;
    explicit SplitPattern(std::unique_ptr<const Code> code);
    std::unique_ptr<const Code> m_code;
};

// PCRE2's \s has U+180E besides Unicode's White_Space; this writes \s and \S out as what Oniguruma means.
std::string translateRegex(std::string_view regex);

} // namespace onsa
