// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/find_text.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <utf8proc.h>

#include <cstdlib>

namespace onsa {

namespace {

constexpr std::uint32_t matchLimit = 2'000'000; // a fraction of a second a text; "(a+)+$" would take years

bool isKatakana(char32_t c)
{
    return (c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE;
}

// Folds text that is ASCII, kana or common ideographs, where NFKC changes nothing but case; false = ask utf8proc.
bool foldQuickly(std::string_view text, std::string &out)
{
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            out.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[i]);
            ++i;
            continue;
        }
        if (byte < 0xE3 || byte > 0xE9 || i + 2 >= text.size())
            return false;
        const char32_t c = ((byte & 0x0FU) << 12U) | ((static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6U)
            | (static_cast<unsigned char>(text[i + 2]) & 0x3FU);
        const bool isPlain = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC) || c == 0x3001 || c == 0x3002
            || c == 0x300C || c == 0x300D || (c >= 0x4E00 && c <= 0x9FFF);
        if (!isPlain)
            return false;
        if (isKatakana(c)) {
            const char32_t hiragana = c - 0x60;
            out.push_back(static_cast<char>(0xE0U | (hiragana >> 12U)));
            out.push_back(static_cast<char>(0x80U | ((hiragana >> 6U) & 0x3FU)));
            out.push_back(static_cast<char>(0x80U | (hiragana & 0x3FU)));
        } else {
            out.append(text.substr(i, 3));
        }
        i += 3;
    }
    return true;
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

Result<bool> TextFinder::matches(std::string_view text) const
{
    if (!m_options.regex)
        return m_options.exact ? text.find(m_wanted) != std::string_view::npos
                               : foldText(text).find(m_wanted) != std::string::npos;

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
