// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_keys.h"

#include <algorithm>
#include <xxhash.h>

namespace onsa {

namespace {

RowKey keyOf(std::string_view text)
{
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    return {hash.high64, hash.low64};
}

std::size_t answerIndex(const Example &example)
{
    const auto last = std::find_if(example.messages.rbegin(), example.messages.rend(),
                                   [](const Message &m) { return m.role == "assistant"; });
    return last == example.messages.rend() ? example.messages.size()
                                           : static_cast<std::size_t>(example.messages.rend() - last) - 1;
}

} // namespace

std::string promptOf(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return example.prompt;
    const std::size_t answer = answerIndex(example);
    if (answer == 1 && example.messages[0].role == "user")
        return example.messages[0].content;
    std::string asked;
    for (std::size_t i = 0; i < answer; ++i) {
        asked.append(example.messages[i].role).push_back('\0');
        asked.append(example.messages[i].content).push_back('\0');
    }
    return asked;
}

ExampleKeys keysOf(const PairTexts &pair)
{
    return {keyOf(pair.prompt), keyOf(pair.completion)};
}

ExampleKeys keysOf(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return keysOf(PairTexts{example.prompt, example.completion});
    const std::size_t answer = answerIndex(example);
    return {keyOf(promptOf(example)),
            keyOf(answer < example.messages.size() ? std::string_view(example.messages[answer].content) : "")};
}

} // namespace onsa
