// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and values of the tokens that were read. The answers to one prompt share the prompt's part.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace onsa::engine {

// Keys (rotated) and values in float, per layer (count, width), where width = kvHeads · headSize.
struct KvRows {
    int count = 0;
    std::size_t width = 0;
    std::vector<std::vector<float>> keys, values; // [layer]

    KvRows(int layers, int kvWidth)
        : width(static_cast<std::size_t>(kvWidth))
        , keys(static_cast<std::size_t>(layers))
        , values(static_cast<std::size_t>(layers))
    {
    }

    void extend(int rows)
    {
        count += rows;
        for (auto *side : {&keys, &values})
            for (auto &layer : *side)
                layer.resize(static_cast<std::size_t>(count) * width);
    }
};

struct KvSequence {
    std::shared_ptr<const KvRows> prompt; // may be null
    KvRows own; // what comes after it

    int promptCount() const { return prompt ? prompt->count : 0; }
    int count() const { return promptCount() + own.count; }
};

} // namespace onsa::engine
