// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/bpe.h"

#include <algorithm>

namespace onsa {

namespace {

std::uint64_t keyOf(int left, int right)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32U | static_cast<std::uint32_t>(right);
}

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// The word as a linked list, so that joining two symbols costs nothing but the links.
struct Symbol {
    int id = 0;
    std::size_t previous = nowhere, next = nowhere;
};

// A pair that may be joined. It is stale when its symbols have been joined with others meanwhile.
struct Candidate {
    int rank = 0;
    std::size_t at = 0;
    int left = 0, right = 0, merged = 0;

    // For a heap whose top is the lowest rank and, of equal ranks, the leftmost.
    bool operator<(const Candidate &other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
};

} // namespace

void Bpe::addMerge(int left, int right, int rank, int merged)
{
    m_merges.try_emplace(keyOf(left, right), Merge{rank, merged});
}

void Bpe::setUnknown(int id, bool fuse)
{
    m_unknown = id;
    m_fuseUnknown = fuse;
}

const Bpe::Merge *Bpe::mergeOf(int left, int right) const
{
    const auto known = m_merges.find(keyOf(left, right));
    return known == m_merges.end() ? nullptr : &known->second;
}

std::vector<int> Bpe::bytesToIds(std::string_view word) const
{
    std::vector<int> ids;
    ids.reserve(word.size());
    bool lastUnknown = false;
    for (const char c : word) {
        const int id = m_byteIds[static_cast<unsigned char>(c)];
        if (id != none)
            ids.push_back(id);
        else if (m_unknown && !(m_fuseUnknown && lastUnknown))
            ids.push_back(*m_unknown);
        lastUnknown = id == none;
    }
    return ids;
}

void Bpe::encode(std::string_view word, std::vector<int> &ids) const
{
    if (!m_whole.empty()) {
        if (const auto whole = m_whole.find(std::string(word)); whole != m_whole.end()) {
            ids.push_back(whole->second);
            return;
        }
    }

    const std::vector<int> bytes = bytesToIds(word);
    std::vector<Symbol> symbols(bytes.size());
    std::vector<Candidate> heap;
    const auto offer = [&](std::size_t at) {
        if (at == nowhere || symbols[at].next == nowhere)
            return;
        const int left = symbols[at].id, right = symbols[symbols[at].next].id;
        if (const Merge *merge = mergeOf(left, right)) {
            heap.push_back({merge->rank, at, left, right, merge->id});
            std::push_heap(heap.begin(), heap.end());
        }
    };

    for (std::size_t i = 0; i < symbols.size(); ++i)
        symbols[i] = {bytes[i], i == 0 ? nowhere : i - 1, i + 1 == symbols.size() ? nowhere : i + 1};
    for (std::size_t i = 0; i < symbols.size(); ++i)
        offer(i);

    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end());
        const Candidate best = heap.back();
        heap.pop_back();
        Symbol &left = symbols[best.at];
        if (left.id != best.left || left.next == nowhere || symbols[left.next].id != best.right)
            continue;
        Symbol &right = symbols[left.next];
        left.id = best.merged;
        left.next = right.next;
        right.id = none; // makes every candidate that starts here stale
        if (left.next != nowhere)
            symbols[left.next].previous = best.at;
        offer(left.previous);
        offer(best.at);
    }
    for (std::size_t at = symbols.empty() ? nowhere : 0; at != nowhere; at = symbols[at].next)
        ids.push_back(symbols[at].id);
}

} // namespace onsa
