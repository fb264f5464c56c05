// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/width_forms.h"

#include "core/utf8.h"

#include <array>
#include <cstdlib>
#include <utf8proc.h>

namespace onsa {

namespace {

// Equivalent_Unified_Ideograph of the Unicode Character Database for U+2E80 to U+2FDF; 0 = there is none.
// NFKC knows the 214 Kangxi radicals and two of the supplement.
// clang-format off
constexpr std::array<char32_t, 352> unified{
    0, 0x5382, 0x4E5B, 0x4E5A, 0x4E59, 0x4EBB, 0x5182, 0x20628, 0x5200, 0x5202, 0x535C, 0x353E,
    0x5C0F, 0x5C0F, 0x5140, 0x5C23, 0x5C22, 0x21BC2, 0x5DF3, 0x5E7A, 0x5F51, 0x5F50, 0x5FC4, 0x5FC3,
    0x624C, 0x6535, 0, 0x65E1, 0x65E5, 0x6708, 0x6B7A, 0x6BCD, 0x6C11, 0x6C35, 0x6C3A, 0x706C,
    0x722B, 0x722B, 0x4E2C, 0x725B, 0x72AD, 0x738B, 0x24D14, 0x76EE, 0x793A, 0x793B, 0x25AD7, 0x7CF9,
    0x7E9F, 0x7F53, 0x7F52, 0x34C1, 0x5197, 0x2626B, 0x7F8A, 0x2634C, 0x2634B, 0x8002, 0x8080, 0x807F,
    0x8089, 0x26951, 0x8279, 0x8279, 0x8279, 0x864E, 0x8864, 0x8980, 0x897F, 0x89C1, 0x89D2, 0x278B2,
    0x8BA0, 0x8D1D, 0x27FB7, 0x8F66, 0x8FB6, 0x8FB6, 0x8FB6, 0x9091, 0x9485, 0x9577, 0x9578, 0x957F,
    0x95E8, 0x28E0F, 0x961D, 0x96E8, 0x9752, 0x97E6, 0x9875, 0x98CE, 0x98DE, 0x98DF, 0x2967F, 0x98E0,
    0x9963, 0x29810, 0x9A6C, 0x9AA8, 0x9B3C, 0x9C7C, 0x9E1F, 0x5364, 0x9EA6, 0x9EC4, 0x9EFE, 0x6589,
    0x9F50, 0x6B6F, 0x9F7F, 0x7ADC, 0x9F99, 0x9F9C, 0x4E80, 0x9F9F, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0x4E00, 0x4E28, 0x4E36, 0x4E3F,
    0x4E59, 0x4E85, 0x4E8C, 0x4EA0, 0x4EBA, 0x513F, 0x5165, 0x516B, 0x5182, 0x5196, 0x51AB, 0x51E0,
    0x51F5, 0x5200, 0x529B, 0x52F9, 0x5315, 0x531A, 0x5338, 0x5341, 0x535C, 0x5369, 0x5382, 0x53B6,
    0x53C8, 0x53E3, 0x56D7, 0x571F, 0x58EB, 0x5902, 0x590A, 0x5915, 0x5927, 0x5973, 0x5B50, 0x5B80,
    0x5BF8, 0x5C0F, 0x5C22, 0x5C38, 0x5C6E, 0x5C71, 0x5DDB, 0x5DE5, 0x5DF1, 0x5DFE, 0x5E72, 0x5E7A,
    0x5E7F, 0x5EF4, 0x5EFE, 0x5F0B, 0x5F13, 0x5F50, 0x5F61, 0x5F73, 0x5FC3, 0x6208, 0x6236, 0x624B,
    0x652F, 0x6534, 0x6587, 0x6597, 0x65A4, 0x65B9, 0x65E0, 0x65E5, 0x66F0, 0x6708, 0x6728, 0x6B20,
    0x6B62, 0x6B79, 0x6BB3, 0x6BCB, 0x6BD4, 0x6BDB, 0x6C0F, 0x6C14, 0x6C34, 0x706B, 0x722A, 0x7236,
    0x723B, 0x723F, 0x7247, 0x7259, 0x725B, 0x72AC, 0x7384, 0x7389, 0x74DC, 0x74E6, 0x7518, 0x751F,
    0x7528, 0x7530, 0x758B, 0x7592, 0x7676, 0x767D, 0x76AE, 0x76BF, 0x76EE, 0x77DB, 0x77E2, 0x77F3,
    0x793A, 0x79B8, 0x79BE, 0x7A74, 0x7ACB, 0x7AF9, 0x7C73, 0x7CF8, 0x7F36, 0x7F51, 0x7F8A, 0x7FBD,
    0x8001, 0x800C, 0x8012, 0x8033, 0x807F, 0x8089, 0x81E3, 0x81EA, 0x81F3, 0x81FC, 0x820C, 0x821B,
    0x821F, 0x826E, 0x8272, 0x8278, 0x864D, 0x866B, 0x8840, 0x884C, 0x8863, 0x897E, 0x898B, 0x89D2,
    0x8A00, 0x8C37, 0x8C46, 0x8C55, 0x8C78, 0x8C9D, 0x8D64, 0x8D70, 0x8DB3, 0x8EAB, 0x8ECA, 0x8F9B,
    0x8FB0, 0x8FB5, 0x9091, 0x9149, 0x91C6, 0x91CC, 0x91D1, 0x9577, 0x9580, 0x961C, 0x96B6, 0x96B9,
    0x96E8, 0x9751, 0x975E, 0x9762, 0x9769, 0x97CB, 0x97ED, 0x97F3, 0x9801, 0x98A8, 0x98DB, 0x98DF,
    0x9996, 0x9999, 0x99AC, 0x9AA8, 0x9AD8, 0x9ADF, 0x9B25, 0x9B2F, 0x9B32, 0x9B3C, 0x9B5A, 0x9CE5,
    0x9E75, 0x9E7F, 0x9EA5, 0x9EBB, 0x9EC3, 0x9ECD, 0x9ED1, 0x9EF9, 0x9EFD, 0x9F0E, 0x9F13, 0x9F20,
    0x9F3B, 0x9F4A, 0x9F52, 0x9F8D, 0x9F9C, 0x9FA0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0,
};
// clang-format on

// U+FF61 to U+FF9F.
constexpr std::u32string_view fullKana = U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテト"
                                         U"ナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

bool hasVoicedForm(char32_t kana)
{
    return (kana >= U'カ' && kana <= U'ト' && kana != U'ッ') || (kana >= U'ハ' && kana <= U'ホ') || kana == U'ウ';
}

bool hasHalfVoicedForm(char32_t kana)
{
    return kana >= U'ハ' && kana <= U'ホ';
}

template <class Change> std::string mapped(std::string_view text, Change change)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const char32_t now = change(point.value);
        if (now == point.value)
            out.append(text.substr(at, point.bytes));
        else
            appendUtf8(out, now);
        at += point.bytes;
    }
    return out;
}

} // namespace

char32_t unifiedIdeograph(char32_t c)
{
    return c >= 0x2E80 && c <= 0x2FDF && unified[c - 0x2E80] != 0 ? unified[c - 0x2E80] : c;
}

std::string withoutRadicals(std::string_view text)
{
    return mapped(text, unifiedIdeograph);
}

std::string halfWidthAscii(std::string_view text)
{
    return mapped(text, [](char32_t c) {
        const bool letter =
            (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
        return letter ? c - 0xFEE0 : c;
    });
}

std::string fullWidthAscii(std::string_view text)
{
    return mapped(text, [](char32_t c) {
        const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return letter ? c + 0xFEE0 : c;
    });
}

std::string fullWidthKana(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.bytes;
        if (point.value < 0xFF61 || point.value > 0xFF9F) {
            out.append(text.substr(at - point.bytes, point.bytes));
            continue;
        }
        char32_t kana = fullKana[point.value - 0xFF61];
        const char32_t mark = at < text.size() ? codePointAt(text, at).value : 0;
        if (mark == 0xFF9E && hasVoicedForm(kana)) {
            kana = kana == U'ウ' ? U'ヴ' : kana + 1;
            at += 3;
        } else if (mark == 0xFF9F && hasHalfVoicedForm(kana)) {
            kana += 2;
            at += 3;
        }
        appendUtf8(out, kana);
    }
    return out;
}

std::string composed(std::string_view text)
{
    std::string out;
    const auto flush = [&out](std::string_view piece) {
        utf8proc_uint8_t *made = nullptr;
        const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t *>(piece.data()),
                                         static_cast<utf8proc_ssize_t>(piece.size()), &made,
                                         static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
        if (length < 0)
            out.append(piece);
        else
            out.append(reinterpret_cast<const char *>(made), static_cast<std::size_t>(length));
        std::free(made); // the library's contract
    };
    // NFC would replace the compatibility ideographs: the composition stops before each and goes on behind it.
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if ((point.value >= 0xF900 && point.value <= 0xFAFF) || (point.value >= 0x2F800 && point.value <= 0x2FA1F)) {
            flush(text.substr(begin, at - begin));
            out.append(text.substr(at, point.bytes));
            begin = at + point.bytes;
        }
        at += point.bytes;
    }
    flush(text.substr(begin));
    return out;
}

} // namespace onsa
