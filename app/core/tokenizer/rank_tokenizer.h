// SPDX-License-Identifier: GPL-3.0-or-later
// The tokenizers of OpenAI's hosted models, for counting: byte pair encoding by the rank of what is joined.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace onsa {

enum class RankEncoding {
    O200k, // gpt-4o, gpt-4.1, gpt-5 and their kin
    Cl100k // gpt-4, gpt-3.5-turbo, babbage-002, davinci-002
};

// Immutable after loading; any thread may use it.
class RankTokenizer
{
public:
    // `file` holds the tokens in the order of their rank: a line "ONSARANK1", then a length byte and the bytes of each;
    // length 0 = there is no token of this rank. Errors: Io, Corrupt.
    static Result<RankTokenizer> load(const std::filesystem::path &file, RankEncoding encoding);
    static Result<RankTokenizer> parse(std::string_view bytes, RankEncoding encoding);

    RankTokenizer(RankTokenizer &&) noexcept;
    RankTokenizer &operator=(RankTokenizer &&) noexcept;
    ~RankTokenizer();

    // Special tokens in the text are text like any other. Text that is not UTF-8 is repaired first.
    std::vector<int> encode(std::string_view text) const;
    int size() const; // highest rank + 1

private:
    struct Data;
    explicit RankTokenizer(std::unique_ptr<const Data> data);
    std::unique_ptr<const Data> m_data;
};

} // namespace onsa
