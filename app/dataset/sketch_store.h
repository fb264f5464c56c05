// SPDX-License-Identifier: GPL-3.0-or-later
// A few bits about the pieces of every row that prove of most pairs, without reading them, that they are not alike.
#pragma once

#include "core/result.h"
#include "dataset/text_similarity.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <vector>

namespace onsa {

// 240 bits, one of them set by every piece, and how many pieces there are at most.
struct Sketch {
    std::uint64_t bits[4] = {}; // of the last the lower 48
};
Sketch sketchOf(const Pieces &pieces);
// False only when jaccard(a, b) is less than `least`: every bit that one of them has alone is a piece that it has
// alone.
bool mayBeAlike(const Sketch &a, const Sketch &b, double least);
bool isShort(const Sketch &sketch); // of a text that edit distance decides on

struct Unmap {
    std::size_t bytes = 0;
    void operator()(void *memory) const;
};

// One for every row: in memory, or for many rows in a temporary file that is mapped, so that it counts as the system's
// cache.
class SketchStore
{
public:
    static Result<SketchStore> create(std::size_t rows);

    // Of rows [first, first + sketches.size()). From any thread, also over earlier ones.
    Result<> write(std::size_t first, std::span<const Sketch> sketches);
    const Sketch &of(std::size_t row) const { return m_sketches[row]; }

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    std::vector<Sketch> m_memory;
    std::unique_ptr<std::FILE, Close> m_file;
    std::unique_ptr<void, Unmap> m_mapped;
    const Sketch *m_sketches = nullptr;
};

} // namespace onsa
