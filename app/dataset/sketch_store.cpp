// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/sketch_store.h"

#include "dataset/temporary_file.h"

#include <algorithm>
#include <sys/mman.h>

namespace onsa {

namespace {

constexpr std::size_t bitCount = 240, memoryBytes = 16U << 20U;
constexpr unsigned countShift = 48;
constexpr std::uint64_t lastBits = (std::uint64_t{1} << countShift) - 1, shortMark = std::uint64_t{1} << 63U,
                        mostPieces = 0x7FFF; // more are not counted

std::size_t piecesIn(const Sketch &sketch)
{
    return (sketch.bits[3] >> countShift) & mostPieces;
}

struct Apart {
    unsigned first = 0, second = 0; // bits that one has alone
};

ONSA_WIDE Apart compare(const Sketch &a, const Sketch &b)
{
    Apart apart;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::uint64_t mask = i == 3 ? lastBits : ~std::uint64_t{0};
        apart.first += static_cast<unsigned>(__builtin_popcountll(a.bits[i] & ~b.bits[i] & mask));
        apart.second += static_cast<unsigned>(__builtin_popcountll(b.bits[i] & ~a.bits[i] & mask));
    }
    return apart;
}

} // namespace

Sketch sketchOf(const Pieces &pieces)
{
    Sketch sketch;
    for (const std::uint32_t hash : pieces.hashes) {
        const auto bit = static_cast<std::size_t>((std::uint64_t{hash} * bitCount) >> 32U);
        sketch.bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    sketch.bits[3] |= std::min<std::uint64_t>(pieces.hashes.size(), mostPieces) << countShift;
    if (pieces.characters < shortText)
        sketch.bits[3] |= shortMark;
    return sketch;
}

bool isShort(const Sketch &sketch)
{
    return (sketch.bits[3] & shortMark) != 0;
}

bool mayBeAlike(const Sketch &a, const Sketch &b, double least)
{
    const std::size_t inA = piecesIn(a), inB = piecesIn(b);
    if (inA == mostPieces || inB == mostPieces)
        return true;
    const Apart apart = compare(a, b);
    if (apart.first > inA || apart.second > inB)
        return false;
    const auto both = static_cast<double>(std::min(inA - apart.first, inB - apart.second));
    constexpr double rounding = 1e-9;
    return both >= (least - rounding) * (both + apart.first + apart.second);
}

void Unmap::operator()(void *memory) const
{
    munmap(memory, bytes);
}

Result<SketchStore> SketchStore::create(std::size_t rows)
{
    SketchStore store;
    const std::size_t bytes = rows * sizeof(Sketch);
    if (bytes <= memoryBytes) {
        store.m_memory.resize(rows);
        store.m_sketches = store.m_memory.data();
        return store;
    }
    store.m_file.reset(temporaryFile(bytes));
    if (!store.m_file)
        return temporaryFileFault("made");
    // Read alone: a full disk is an error of write(), not a signal.
    void *mapped = mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fileno(store.m_file.get()), 0);
    if (mapped == MAP_FAILED)
        return temporaryFileFault("read");
    store.m_mapped = {mapped, Unmap{bytes}};
    store.m_sketches = static_cast<const Sketch *>(mapped);
    return store;
}

Result<> SketchStore::write(std::size_t first, std::span<const Sketch> sketches)
{
    if (!m_file) {
        std::copy(sketches.begin(), sketches.end(), m_memory.begin() + static_cast<std::ptrdiff_t>(first));
        return {};
    }
    if (!writeAt(m_file.get(), sketches.data(), sketches.size_bytes(), first * sizeof(Sketch)))
        return temporaryFileFault("written");
    return {};
}

} // namespace onsa
