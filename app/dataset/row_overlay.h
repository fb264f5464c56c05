// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of rows that differ from the file. Sharded, so that a snapshot shares it and the next edit copies little.
#pragma once

#include "dataset/edit_op.h"

#include <array>
#include <bitset>
#include <memory>
#include <string>
#include <unordered_map>

namespace onsa {

class RowOverlay
{
public:
    const RowBytes &find(RowId id) const
    {
        static const RowBytes none;
        const auto &shard = m_shards[id % shards];
        if (!shard)
            return none;
        const auto found = shard->find(id);
        return found == shard->end() ? none : found->second;
    }

    // Returns what was there.
    RowBytes exchange(RowId id, RowBytes bytes)
    {
        const std::size_t s = id % shards;
        if (!m_shards[s] || !m_own[s]) {
            m_shards[s] = m_shards[s] ? std::make_shared<Shard>(*m_shards[s]) : std::make_shared<Shard>();
            m_own[s] = true;
        }
        auto &shard = *m_shards[s];
        const auto found = shard.find(id);
        RowBytes before = found == shard.end() ? nullptr : found->second;
        if (bytes)
            shard[id] = std::move(bytes);
        else if (found != shard.end())
            shard.erase(found);
        return before;
    }

    // Every id that has other bytes in `other`, by what they point to.
    template <class Visit> void forEachDifference(const RowOverlay &other, Visit &&visit) const
    {
        static const Shard none;
        for (std::size_t s = 0; s < shards; ++s) {
            if (m_shards[s] == other.m_shards[s])
                continue;
            const Shard &ours = m_shards[s] ? *m_shards[s] : none;
            const Shard &theirs = other.m_shards[s] ? *other.m_shards[s] : none;
            for (const auto &[id, bytes] : ours) {
                if (const auto found = theirs.find(id); found == theirs.end() || found->second != bytes)
                    visit(id);
            }
            for (const auto &[id, bytes] : theirs) {
                if (!ours.contains(id))
                    visit(id);
            }
        }
    }

    // A copy for another thread; from now on every shard is copied before it is written. The use count of a shared
    // pointer would not order the readers' last look before our write.
    RowOverlay share()
    {
        m_own.reset();
        return *this;
    }

private:
    static constexpr std::size_t shards = 1024; // a million edits: a thousand entries to copy
    using Shard = std::unordered_map<RowId, RowBytes>;

    std::array<std::shared_ptr<Shard>, shards> m_shards;
    std::bitset<shards> m_own;
};

} // namespace onsa
