// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/split_pattern.h"

#include "core/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstdint>
#include <optional>
#include <string>

namespace onsa {

namespace {

// PCRE2's own default; about 0.1 s. Patterns come with foreign models and may backtrack without end.
constexpr std::uint32_t matchLimit = 10'000'000;
constexpr std::uint32_t heapLimitKib = 256U << 10U;
constexpr std::size_t longestPattern = 64U << 10U;

constexpr std::string_view space =
    R"(\x09-\x0d\x20\x85\xa0\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000})";
constexpr std::string_view notSpace =
    R"(\x00-\x08\x0e-\x1f\x21-\x{84}\x{86}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e})"
    R"(\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{d7ff}\x{e000}-\x{10ffff})";

template <auto release> struct Release {
    template <class T> void operator()(T *thing) const { release(thing); }
};
using MatchData = std::unique_ptr<pcre2_match_data, Release<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Release<pcre2_match_context_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Release<pcre2_compile_context_free>>;

// The next match at or after `at`; its first byte is `npos` when there is none, and nothing came of it when it took
// too many steps.
struct Match {
    std::size_t first = std::string_view::npos, last = 0;
};

std::optional<Match> nextMatch(const pcre2_code *code, std::string_view text, std::size_t at, pcre2_match_data *data,
                               pcre2_match_context *context)
{
    const auto *subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    for (std::size_t start = at; start <= text.size();) {
        int rc = pcre2_match(code, subject, text.size(), start, PCRE2_NO_UTF_CHECK, data, context);
        if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
            rc = pcre2_match(code, subject, text.size(), start, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context);
        if (rc == PCRE2_ERROR_NOMATCH)
            return Match{};
        if (rc < 0)
            return std::nullopt;
        const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(data);
        const Match match{offsets[0], offsets[1]};
        if (match.first >= at && match.last > match.first && match.last <= text.size())
            return match;
        if (start >= text.size())
            return Match{};
        // An empty match splits nothing: look on from the next character.
        start += codePointAt(text, start).bytes;
    }
    return Match{};
}

std::size_t windowEnd(std::string_view text, std::size_t at)
{
    if (text.size() - at <= SplitPattern::windowBytes)
        return text.size();
    std::size_t end = at + SplitPattern::windowBytes;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return end;
}

} // namespace

struct SplitPattern::Code {
    std::unique_ptr<pcre2_code, Release<pcre2_code_free>> compiled;
};

SplitPattern::SplitPattern(std::unique_ptr<const Code> code)
    : m_code(std::move(code))
{
}
SplitPattern::SplitPattern(SplitPattern &&) noexcept = default;
SplitPattern &SplitPattern::operator=(SplitPattern &&) noexcept = default;
SplitPattern::~SplitPattern() = default;

Result<SplitPattern> SplitPattern::compile(std::string_view regex)
{
    const CompileContext context(pcre2_compile_context_create(nullptr));
    if (!context)
        return fail(ErrorKind::OutOfMemory, "There is not enough memory for the tokenizer's pattern.");
    pcre2_set_max_pattern_length(context.get(), longestPattern);

    const std::string translated = translateRegex(regex);
    int code = 0;
    PCRE2_SIZE place = 0;
    auto compiled = std::make_unique<Code>();
    compiled->compiled.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                                           PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &code, &place,
                                           context.get()));
    if (!compiled->compiled) {
        PCRE2_UCHAR reason[256] = {};
        pcre2_get_error_message(code, reason, sizeof reason);
        return fail(ErrorKind::Unsupported,
                    "The tokenizer's pattern is not understood: " + std::string(reinterpret_cast<const char *>(reason))
                        + ".",
                    {}, "pre_tokenizer");
    }
    // Without the compiler (some kernels forbid it) the interpreter does the same, slower.
    pcre2_jit_compile(compiled->compiled.get(), PCRE2_JIT_COMPLETE);
    return SplitPattern(std::move(compiled));
}

Result<SplitPattern> SplitPattern::literal(std::string_view text)
{
    std::string regex;
    for (const char c : text) {
        const bool plain = static_cast<unsigned char>(c) > 0x7F || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z');
        if (c == '\0')
            regex += "\\x{0}";
        else if (!plain)
            regex += '\\';
        if (c != '\0')
            regex += c;
    }
    return compile(regex);
}

std::vector<PatternSpan> SplitPattern::spans(std::string_view text) const
{
    std::vector<PatternSpan> spans;
    const MatchData data(pcre2_match_data_create(1, nullptr));
    const MatchContext context(pcre2_match_context_create(nullptr));
    if (text.empty())
        return spans;
    if (!data || !context)
        return {{0, text.size(), false}};
    pcre2_set_match_limit(context.get(), matchLimit);
    pcre2_set_heap_limit(context.get(), heapLimitKib);

    std::size_t at = 0;
    while (at < text.size()) {
        std::optional<Match> match = nextMatch(m_code->compiled.get(), text, at, data.get(), context.get());
        if (!match) {
            // Too many steps over the whole text; what comes next alone may do, and else it is one piece.
            const std::size_t end = windowEnd(text, at);
            match = end == text.size()
                ? std::nullopt
                : nextMatch(m_code->compiled.get(), text.substr(0, end), at, data.get(), context.get());
            if (!match || match->first == std::string_view::npos) {
                spans.push_back({at, end, false});
                at = end;
                continue;
            }
        }
        if (match->first == std::string_view::npos) {
            spans.push_back({at, text.size(), false});
            break;
        }
        if (match->first > at)
            spans.push_back({at, match->first, false});
        spans.push_back({match->first, match->last, true});
        at = match->last;
    }
    return spans;
}

std::string translateRegex(std::string_view regex)
{
    std::string out;
    bool inClass = false;
    for (std::size_t i = 0; i < regex.size(); ++i) {
        const char c = regex[i];
        if (c == '\\' && i + 1 < regex.size()) {
            const char kind = regex[++i];
            if (kind != 's' && kind != 'S') {
                out += c;
                out += kind;
            } else if (inClass) {
                out.append(kind == 's' ? space : notSpace);
            } else {
                out.append(kind == 's' ? "[" : "[^").append(space).append("]");
            }
            continue;
        }
        if (!inClass && c == '[') {
            inClass = true;
            out += c;
            if (i + 1 < regex.size() && regex[i + 1] == '^')
                out += regex[++i];
            // A bracket right after the opening one is a member of the class.
            if (i + 1 < regex.size() && regex[i + 1] == ']')
                out += regex[++i];
            continue;
        }
        inClass = inClass && c != ']';
        out += c;
    }
    return out;
}

} // namespace onsa
