// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_sample.h"

#include <numeric>
#include <xxhash.h>

namespace onsa {

std::vector<std::size_t> sampleOf(std::size_t rows, std::size_t most)
{
    std::vector<std::size_t> sample(rows < most ? rows : most);
    if (rows <= most) {
        std::iota(sample.begin(), sample.end(), std::size_t{0});
        return sample;
    }
    for (std::size_t i = 0; i < most; ++i) {
        const std::size_t first = i * rows / most, next = (i + 1) * rows / most;
        sample[i] = first + XXH3_64bits(&i, sizeof i) % (next - first);
    }
    return sample;
}

} // namespace onsa
