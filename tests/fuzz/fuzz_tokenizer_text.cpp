// SPDX-License-Identifier: GPL-3.0-or-later
// Any text through the tokenizers of the test data: valid UTF-8 comes back as it was where nothing is normalized.
#include "core/tokenizer/tokenizer.h"
#include "core/utf8.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>

using namespace onsa;

namespace {

Tokenizer loaded(const char *family)
{
    Result<Tokenizer> tokenizer =
        Tokenizer::load(std::filesystem::path(ONSA_SOURCE) / "tests/data/tokenizer" / family / "tokenizer.json");
    if (!tokenizer)
        std::abort();
    return std::move(*tokenizer);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Tokenizer gpt2 = loaded("gpt2"), llama3 = loaded("llama3"), qwen2 = loaded("qwen2"),
                           all = loaded("behaviours");
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const std::string repaired = repairUtf8(text);
    for (const Tokenizer *tokenizer : {&gpt2, &llama3}) {
        // Without the tokens that swallow the space beside them.
        const bool plain =
            repaired.find("[MASK]") == std::string::npos && repaired.find("<special>") == std::string::npos;
        if (tokenizer->decode(tokenizer->encode(text)) != repaired && plain)
            std::abort();
        for (const int id : tokenizer->encode(text, SpecialTokens::AsText))
            if (tokenizer->isSpecial(id))
                std::abort();
    }
    for (const Tokenizer *tokenizer : {&qwen2, &all})
        if (!isUtf8(tokenizer->decode(tokenizer->encode(text))))
            std::abort();
    return 0;
}
