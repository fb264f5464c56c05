// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/find_text.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace onsa {

namespace {

constexpr std::uint32_t matchLimit = 2'000'000; // a fraction of a second a text; "(a+)+$" would take years

bool isKatakana(char32_t c)
{
    return (c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE;
}

char *putThree(char *out, char32_t c)
{
    *out++ = static_cast<char>(0xE0U | (c >> 12U));
    *out++ = static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
    *out++ = static_cast<char>(0x80U | (c & 0x3FU));
    return out;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Folds text that is ASCII, kana, common ideographs and what stands between them in Japanese, each character for
// itself; false = ask utf8proc. No text grows.
bool foldQuickly(std::string_view text, std::string &out)
{
    out.resize(text.size());
    char *to = out.data();
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at < end) {
        const auto byte = static_cast<unsigned char>(*at);
        if (byte < 0x80) {
            *to++ = lower(*at++);
            continue;
        }
        const bool isPart = end - at >= 3 && (static_cast<unsigned char>(at[1]) & 0xC0U) == 0x80
            && (static_cast<unsigned char>(at[2]) & 0xC0U) == 0x80;
        if (!isPart || byte < 0xE2 || byte > 0xEF)
            return false;
        const char32_t c = ((byte & 0x0FU) << 12U) | ((static_cast<unsigned char>(at[1]) & 0x3FU) << 6U)
            | (static_cast<unsigned char>(at[2]) & 0x3FU);
        if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x3001 && c <= 0x3011)
            || (c >= 0x2018 && c <= 0x201D && c != 0x201B) || c == 0x301C || c == 0x30FB || c == 0x30FC) {
            to = std::copy_n(at, 3, to);
        } else if (c >= 0x30A1 && c <= 0x30FA) {
            to = putThree(to, isKatakana(c) ? c - 0x60 : c);
        } else if (c >= 0xFF01 && c <= 0xFF5E) { // full width
            *to++ = lower(static_cast<char>(c - 0xFEE0));
        } else if (c == 0x3000) {
            *to++ = ' ';
        } else if (c == 0x2026) {
            to = std::fill_n(to, 3, '.');
        } else {
            return false;
        }
        at += 3;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    return true;
}

bool contains(std::string_view text, std::string_view wanted)
{
    // Not find(): it looks for the first byte, and half of all Japanese bytes are the same one.
    return ::memmem(text.data(), text.size(), wanted.data(), wanted.size()) != nullptr;
}

std::uint32_t packed(unsigned char lead, unsigned char next, unsigned char third)
{
    return static_cast<std::uint32_t>(lead << 16U | next << 8U | third);
}

// Whether there is one of these characters of three bytes, or one that may become such a one in another way: beside
// ASCII, kana, ideographs and full- and half-width forms nearly everything may.
bool hasWideOrOdd(std::string_view line, const std::vector<std::uint32_t> &wide, bool ideograph)
{
    const auto *at = reinterpret_cast<const unsigned char *>(line.data());
    const auto *const end = at + line.size();
    while (at < end) {
        std::uint64_t eight = 0;
        if (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080U) == 0)) {
            at += 8; // ASCII
            continue;
        }
        const unsigned char lead = *at;
        if (lead < 0x80) {
            ++at;
            continue;
        }
        if (end - at < 3 || lead < 0xC2 || lead >= 0xF0)
            return true;
        const unsigned char next = at[1], third = at[2];
        if (lead == 0xE3) {
            const bool joined = (next == 0x82 && third >= 0x99 && third <= 0x9F) || (next == 0x83 && third == 0xBF);
            const bool number = next == 0x80 && third >= 0xB8 && third <= 0xBA;
            if (next >= 0x84 || (ideograph ? number : joined))
                return true;
        } else if (lead == 0xEF) {
            if (next < 0xBC)
                return true;
        } else if (lead == 0xE2) {
            if (ideograph ? next >= 0xBA : next != 0x80)
                return true;
        } else if (lead < 0xE2 || lead >= 0xEA) {
            if (!ideograph)
                return true;
            at += lead < 0xE0 ? 2 : 3;
            continue;
        }
        const std::uint32_t character = packed(lead, next, third);
        for (const std::uint32_t one : wide) {
            if (one == character)
                return true;
        }
        at += 3;
    }
    return false;
}

// A \u or \/ : the bytes are not the text.
bool hasEscapedText(std::string_view line)
{
    for (std::size_t at = 0; (at = line.find('\\', at)) != std::string_view::npos; at += 2) {
        if (at + 1 < line.size() && (line[at + 1] == 'u' || line[at + 1] == '/'))
            return true;
    }
    return false;
}

int toHiragana(int c, void *)
{
    return isKatakana(static_cast<char32_t>(c)) ? c - 0x60 : c;
}

} // namespace

std::string foldText(std::string_view text)
{
    std::string folded;
    if (foldQuickly(text, folded))
        return folded;
    // Twice, because the callback sees characters before half-width kana and their voice marks are composed.
    constexpr auto fold =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    constexpr auto plain = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const auto map = [](std::string_view in, utf8proc_option_t options, utf8proc_custom_func each, std::string &out) {
        utf8proc_uint8_t *mapped = nullptr;
        const auto length =
            utf8proc_map_custom(reinterpret_cast<const utf8proc_uint8_t *>(in.data()),
                                static_cast<utf8proc_ssize_t>(in.size()), &mapped, options, each, nullptr);
        if (length >= 0)
            out.assign(reinterpret_cast<char *>(mapped), static_cast<std::size_t>(length));
        std::free(mapped);
        return length >= 0;
    };
    std::string composed;
    if (!map(text, fold, nullptr, composed) || !map(composed, plain, toHiragana, folded))
        return std::string(text); // not UTF-8: compared byte by byte
    return folded;
}

void TextFinder::FreeCode::operator()(pcre2_real_code_8 *code) const
{
    pcre2_code_free(code);
}

Result<TextFinder> TextFinder::create(const FindOptions &options)
{
    TextFinder finder;
    finder.m_options = options;
    if (!options.regex) {
        finder.m_wanted = options.exact ? options.text : foldText(options.text);
        finder.chooseAnchor();
        return finder;
    }
    int error = 0;
    PCRE2_SIZE offset = 0;
    const std::uint32_t flags =
        PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE | (options.exact ? 0 : PCRE2_CASELESS);
    pcre2_code *code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(options.text.data()), options.text.size(), flags,
                                     &error, &offset, nullptr);
    if (code == nullptr) {
        PCRE2_UCHAR message[256] = {};
        pcre2_get_error_message(error, message, sizeof message);
        return fail(ErrorKind::InvalidInput,
                    "The pattern is not complete at character " + std::to_string(offset + 1) + ": "
                        + reinterpret_cast<const char *>(message) + ".",
                    "invalid_pattern", "text");
    }
    finder.m_code = std::shared_ptr<pcre2_real_code_8>(code, FreeCode());
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // without it matching is slower, not wrong
    return finder;
}

void TextFinder::chooseAnchor()
{
    // What is escaped in JSON, or may be, does not stand in the line as it is.
    const auto isEscaped = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '/';
    };
    if (m_wanted.empty() || std::any_of(m_wanted.begin(), m_wanted.end(), isEscaped))
        return;
    if (m_options.exact) {
        m_hasAnchor = true;
        return;
    }
    const auto bytesOf = [](utf8proc_int32_t c) {
        utf8proc_uint8_t bytes[4];
        return std::string(reinterpret_cast<char *>(bytes), static_cast<std::size_t>(utf8proc_encode_char(c, bytes)));
    };
    // The rarest kind of character there is in it.
    const auto kindOf = [](utf8proc_int32_t c) {
        if (c >= 0x4E00 && c <= 0x9FFF)
            return 3;
        if (c >= 0x3041 && c <= 0x3096)
            return 2;
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? 1 : 0;
    };
    utf8proc_int32_t anchor = 0;
    for (std::size_t at = 0; at < m_wanted.size();) {
        utf8proc_int32_t c = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t *>(m_wanted.data() + at),
                                             static_cast<utf8proc_ssize_t>(m_wanted.size() - at), &c);
        if (length <= 0)
            return; // not UTF-8
        at += static_cast<std::size_t>(length);
        if (kindOf(c) > kindOf(anchor))
            anchor = c;
    }
    if (kindOf(anchor) == 0)
        return;
    m_ideograph = kindOf(anchor) == 3;
    const std::string folded = bytesOf(anchor);
    const auto add = [this](const std::string &form) {
        const auto byte = [&form](std::size_t i) { return static_cast<unsigned char>(form[i]); };
        if (form.size() == 1)
            m_ascii += form;
        else
            m_wide.push_back(packed(byte(0), byte(1), byte(2))); // all of them have three
    };
    m_hasAnchor = true;
    add(folded);
    if (m_ideograph)
        return;
    // Half-width kana have their voice marks behind them: what begins such a pair.
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_decompose_char(anchor, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    const std::string plain = bytesOf(parts[0]);
    const auto addRange = [&](utf8proc_int32_t first, utf8proc_int32_t last) {
        for (utf8proc_int32_t c = first; c <= last; ++c) {
            const std::string form = bytesOf(c), becomes = foldText(form);
            if (form != folded && (becomes == folded || (c >= 0xFF61 && becomes == plain)))
                add(form);
        }
    };
    addRange('A', 'Z');
    addRange(0x30A1, 0x30FA);
    addRange(0xFF01, 0xFF9D);
}

bool TextFinder::mayMatch(std::string_view line) const
{
    if (!m_hasAnchor)
        return true;
    if (m_options.exact)
        return contains(line, m_wanted) || hasEscapedText(line);
    const auto isThere = [line](char c) { return line.find(c) != std::string_view::npos; };
    return std::any_of(m_ascii.begin(), m_ascii.end(), isThere) || hasWideOrOdd(line, m_wide, m_ideograph)
        || hasEscapedText(line);
}

Result<bool> TextFinder::matches(std::string_view text) const
{
    if (!m_options.regex)
        return contains(m_options.exact ? text : std::string_view(foldText(text)), m_wanted);

    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(pcre2_match_data_create(1, nullptr),
                                                                                   &pcre2_match_data_free);
    const std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)> limits(
        pcre2_match_context_create(nullptr), &pcre2_match_context_free);
    pcre2_set_match_limit(limits.get(), matchLimit);
    const int found = pcre2_match(m_code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0,
                                  data.get(), limits.get());
    if (found >= 0 || found == PCRE2_ERROR_NOMATCH)
        return found >= 0;
    return fail(ErrorKind::InvalidInput, "The pattern takes too long. Make it simpler, for example with fewer + and *.",
                "pattern_too_slow", "text");
}

} // namespace onsa
