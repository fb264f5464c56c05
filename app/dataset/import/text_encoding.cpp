// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/text_encoding.h"

#include "core/utf8.h"

#include <algorithm>
#include <cerrno>
#include <iconv.h>
#include <optional>
#include <uchardet.h>
#include <utility>

namespace onsa {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF", replacement = "\xEF\xBF\xBD";

const char *nameOf(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf16Le:
        return "UTF-16LE";
    case TextEncoding::Utf16Be:
        return "UTF-16BE";
    case TextEncoding::Cp932:
        return "CP932";
    case TextEncoding::EucJp:
        return "EUC-JP-MS";
    case TextEncoding::Windows1252:
        return "WINDOWS-1252";
    default:
        return "UTF-8";
    }
}

// How Japanese a decoded sample looks: the share of full-width kana among what is not ASCII. Half-width kana count
// against it: that is what EUC-JP looks like when it is taken for CP932.
double kanaShare(std::string_view text)
{
    std::size_t kana = 0, half = 0, other = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.bytes;
        if (point.value < 0x80)
            continue;
        if (point.value >= 0x3040 && point.value <= 0x30FF)
            ++kana;
        else if (point.value >= 0xFF61 && point.value <= 0xFF9F)
            ++half;
        else
            ++other;
    }
    const std::size_t all = kana + half + other;
    return all == 0 ? 0 : (double(kana) - double(half)) / double(all);
}

struct Trial {
    TextEncoding encoding = TextEncoding::Utf8;
    std::uint64_t faults = 0;
    double kana = 0;
};

Trial tryAs(TextEncoding encoding, std::string_view sample, bool complete)
{
    TextDecoder decoder(encoding);
    std::string text;
    decoder.append(sample, text);
    if (complete)
        decoder.finish(text);
    return {encoding, decoder.faults(), kanaShare(text)};
}

std::optional<TextEncoding> secondOpinion(std::string_view sample)
{
    const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
    if (!detector || uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0)
        return std::nullopt;
    uchardet_data_end(detector.get());
    const std::string_view name = uchardet_get_charset(detector.get());
    if (name == "SHIFT_JIS" || name == "CP932")
        return TextEncoding::Cp932;
    if (name == "EUC-JP")
        return TextEncoding::EucJp;
    if (name == "WINDOWS-1252" || name.starts_with("ISO-8859-"))
        return TextEncoding::Windows1252;
    return std::nullopt;
}

// UTF-16 without a mark shows by the zero half of every Latin letter, digit, comma and line end.
std::optional<TextEncoding> unmarkedUtf16(std::string_view sample)
{
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        even += sample[i] == '\0' ? 1U : 0U;
        odd += sample[i + 1] == '\0' ? 1U : 0U;
    }
    const std::size_t units = sample.size() / 2;
    constexpr std::size_t share = 10; // a tenth: a Japanese text has its commas and line ends, too
    if (units == 0 || (even == 0) == (odd == 0) || std::max(even, odd) * share < units)
        return std::nullopt;
    return odd > 0 ? TextEncoding::Utf16Le : TextEncoding::Utf16Be;
}

// Bytes at the end that may be the start of a character: at most three.
std::size_t cutTail(std::string_view bytes)
{
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte < 0x80)
            return 0;
        if (byte >= 0xC2) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return back < length ? back : 0;
        }
    }
    return 0;
}

} // namespace

EncodingGuess guessEncoding(std::string_view sample, bool complete)
{
    if (sample.starts_with(byteOrderMark))
        return {TextEncoding::Utf8Bom, true};
    if (sample.starts_with("\xFF\xFE"))
        return {TextEncoding::Utf16Le, true};
    if (sample.starts_with("\xFE\xFF"))
        return {TextEncoding::Utf16Be, true};
    if (const auto unmarked = unmarkedUtf16(sample))
        return {*unmarked, false};
    const Trial utf8 = tryAs(TextEncoding::Utf8, sample, complete);
    if (utf8.faults == 0)
        return {TextEncoding::Utf8, true};

    const Trial cp932 = tryAs(TextEncoding::Cp932, sample, complete);
    const Trial eucJp = tryAs(TextEncoding::EucJp, sample, complete);
    const auto other = secondOpinion(sample);
    constexpr double japanese = 0.1; // half of running text is kana; tables of names and numbers have less
    if (cp932.faults == 0 && eucJp.faults == 0) {
        const bool close = std::abs(cp932.kana - eucJp.kana) < japanese;
        if (close && (other == TextEncoding::Cp932 || other == TextEncoding::EucJp))
            return {*other, false};
        return {cp932.kana >= eucJp.kana ? TextEncoding::Cp932 : TextEncoding::EucJp, !close};
    }
    if (cp932.faults == 0 || eucJp.faults == 0) {
        const Trial &read = cp932.faults == 0 ? cp932 : eucJp;
        if (read.kana < japanese && other == TextEncoding::Windows1252)
            return {TextEncoding::Windows1252, false};
        return {read.encoding, read.kana >= japanese};
    }
    // None reads all of it. A few broken bytes in much UTF-8 are still UTF-8.
    if (other == TextEncoding::Windows1252)
        return {TextEncoding::Windows1252, false};
    const Trial &best =
        std::min({utf8, cp932, eucJp}, [](const Trial &a, const Trial &b) { return a.faults < b.faults; });
    return {best.encoding, false};
}

struct TextDecoder::Converter {
    explicit Converter(TextEncoding encoding)
        : handle(iconv_open("UTF-8", nameOf(encoding)))
    {
    }
    ~Converter()
    {
        if (isOpen())
            iconv_close(handle);
    }
    Converter(const Converter &) = delete;
    Converter &operator=(const Converter &) = delete;
    bool isOpen() const { return handle != reinterpret_cast<iconv_t>(-1); }

    iconv_t handle;
};

TextDecoder::TextDecoder(TextEncoding encoding)
    : m_encoding(encoding)
{
    if (encoding != TextEncoding::Utf8 && encoding != TextEncoding::Utf8Bom)
        m_converter = std::make_unique<Converter>(encoding);
}

TextDecoder::~TextDecoder() = default;
TextDecoder::TextDecoder(TextDecoder &&) noexcept = default;
TextDecoder &TextDecoder::operator=(TextDecoder &&) noexcept = default;

void TextDecoder::takeUtf8(std::string_view bytes, std::string &out)
{
    m_rest = bytes.substr(bytes.size() - cutTail(bytes));
    bytes.remove_suffix(m_rest.size());
    if (isUtf8(bytes)) {
        out.append(bytes);
        return;
    }
    for (std::size_t at = 0; at < bytes.size();) {
        const CodePoint point = codePointAt(bytes, at);
        const bool broken = point.value == 0xFFFD && point.bytes == 1;
        m_faults += broken ? 1U : 0U;
        out.append(broken ? replacement : bytes.substr(at, point.bytes));
        at += point.bytes;
    }
}

void TextDecoder::convert(std::string_view bytes, std::string &out)
{
    char *from = const_cast<char *>(bytes.data()); // iconv does not write through it
    std::size_t left = bytes.size();
    char buffer[16384];
    while (left > 0) {
        char *to = buffer;
        std::size_t room = sizeof buffer;
        const std::size_t done = iconv(m_converter->handle, &from, &left, &to, &room);
        const int code = done == static_cast<std::size_t>(-1) ? errno : 0;
        out.append(buffer, static_cast<std::size_t>(to - buffer));
        if (code == EINVAL) { // a character whose end has not come
            m_rest.assign(from, left);
            return;
        }
        if (code == EILSEQ) {
            ++m_faults;
            out.append(replacement);
            const bool twoBytes = m_encoding == TextEncoding::Utf16Le || m_encoding == TextEncoding::Utf16Be;
            const std::size_t skipped = std::min<std::size_t>(left, twoBytes ? 2 : 1);
            from += skipped;
            left -= skipped;
        }
    }
}

void TextDecoder::append(std::string_view bytes, std::string &out)
{
    std::string joined;
    if (!m_rest.empty()) {
        joined = std::exchange(m_rest, {});
        joined.append(bytes);
        bytes = joined;
    }
    const std::size_t before = out.size();
    if (!m_converter)
        takeUtf8(bytes, out);
    else if (m_converter->isOpen())
        convert(bytes, out);
    else
        m_faults += bytes.size(); // the C library lacks the table; nothing can be read
    if (m_atStart && out.size() > before) {
        m_atStart = false;
        if (std::string_view(out).substr(before).starts_with(byteOrderMark))
            out.erase(before, byteOrderMark.size());
    }
}

void TextDecoder::finish(std::string &out)
{
    if (m_rest.empty())
        return;
    ++m_faults;
    m_rest.clear();
    out.append(replacement);
}

} // namespace onsa
