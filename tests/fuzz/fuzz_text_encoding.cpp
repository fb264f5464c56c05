// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes in any encoding become UTF-8, the same wherever the pieces end; and every guess is one of ours.
#include "dataset/import/text_encoding.h"

#include "core/utf8.h"

#include <cstdlib>

using namespace onsa;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    const std::size_t cut = std::size_t(data[0]) % (bytes.size() + 1);
    for (const TextEncoding encoding : allEncodings) {
        std::string whole, pieces;
        TextDecoder one(encoding), two(encoding);
        one.append(bytes, whole);
        one.finish(whole);
        two.append(bytes.substr(0, cut), pieces);
        two.append(bytes.substr(cut), pieces);
        two.finish(pieces);
        if (whole != pieces || one.faults() != two.faults() || !isUtf8(whole))
            std::abort();
    }
    const EncodingGuess guess = guessEncoding(bytes, true);
    if (int(guess.encoding) < 0 || int(guess.encoding) > int(TextEncoding::Windows1252))
        std::abort();
    return 0;
}
