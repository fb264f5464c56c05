// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer.json of any bytes; what loads must encode and decode without harm.
#include "core/tokenizer/tokenizer.h"

#include <cstdint>

using namespace onsa;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Result<Tokenizer> tokenizer = Tokenizer::parse({reinterpret_cast<const char *>(data), size});
    if (!tokenizer)
        return 0;
    for (const char *text : {"", "Hello  world\n", "日本語 <|im_end|>", "aaaaaaaaaaaaaaaa", "\xFF\xE3\x81"})
        static_cast<void>(tokenizer->decode(tokenizer->encode(text)));
    return 0;
}
