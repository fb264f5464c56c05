// SPDX-License-Identifier: GPL-3.0-or-later
// Documents that are being closed in the pool hold their locks until that is done: who opens one afterwards waits.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>

namespace onsa {

// Numbers rise in the order in which closings are handed to the pool, and the pool begins in that order: an opening
// that waits for earlier numbers alone never waits for work behind itself.
class ClosingDocuments
{
public:
    static ClosingDocuments &ours()
    {
        static ClosingDocuments closings;
        return closings;
    }
    std::uint64_t begin()
    {
        const std::scoped_lock lock(m_lock);
        m_open.insert(++m_last);
        return m_last;
    }
    void end(std::uint64_t number)
    {
        {
            const std::scoped_lock lock(m_lock);
            m_open.erase(number);
        }
        m_ended.notify_all();
    }
    std::uint64_t last() const
    {
        const std::scoped_lock lock(m_lock);
        return m_last;
    }
    void waitUpTo(std::uint64_t number)
    {
        std::unique_lock lock(m_lock);
        m_ended.wait(lock, [&] { return m_open.empty() || *m_open.begin() > number; });
    }

private:
    mutable std::mutex m_lock;
    std::condition_variable m_ended;
    std::set<std::uint64_t> m_open;
    std::uint64_t m_last = 0;
};

} // namespace onsa
