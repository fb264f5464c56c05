// SPDX-License-Identifier: GPL-3.0-or-later
// What bytes of foreign text mean: guessing the encoding, and turning a stream of any size into UTF-8.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

// CP932 with the characters of IBM and NEC (①㈱髙﨑), as Windows writes "Shift_JIS"; EUC-JP with the same ones.
enum class TextEncoding { Utf8, Utf8Bom, Utf16Le, Utf16Be, Cp932, EucJp, Windows1252 };

constexpr TextEncoding allEncodings[] = {TextEncoding::Utf8,       TextEncoding::Utf8Bom, TextEncoding::Utf16Le,
                                         TextEncoding::Utf16Be,    TextEncoding::Cp932,   TextEncoding::EucJp,
                                         TextEncoding::Windows1252};

struct EncodingGuess {
    TextEncoding encoding = TextEncoding::Utf8;
    bool sure = true; // false: other encodings read the bytes just as well, or none reads all of them
};
// Byte order mark, then strict UTF-8, then strict Japanese encodings by their share of kana, with uchardet as the
// second opinion. `complete`: the sample is the whole text, so its last character is not cut.
EncodingGuess guessEncoding(std::string_view sample, bool complete);

// Bytes to UTF-8, in any pieces. A byte order mark is dropped; bytes that mean nothing become U+FFFD and are counted.
class TextDecoder
{
public:
    explicit TextDecoder(TextEncoding encoding);
    ~TextDecoder();
    TextDecoder(TextDecoder &&) noexcept;
    TextDecoder &operator=(TextDecoder &&) noexcept;

    void append(std::string_view bytes, std::string &out);
    void finish(std::string &out);
    std::uint64_t faults() const { return m_faults; }

private:
    struct Converter;

    void convert(std::string_view bytes, std::string &out);
    void takeUtf8(std::string_view bytes, std::string &out);

    TextEncoding m_encoding;
    std::unique_ptr<Converter> m_converter; // null for UTF-8
    std::string m_rest; // the start of a character whose end has not come
    std::uint64_t m_faults = 0;
    bool m_atStart = true;
};

} // namespace onsa
