// SPDX-License-Identifier: GPL-3.0-or-later
// Rows cut into blocks for several threads, with progress at most 30 times a second.
#pragma once

#include "dataset/dataset_scan.h"

#include <atomic>
#include <chrono>
#include <mutex>

namespace onsa {

constexpr std::size_t scanRows = 4096; // a block; a few milliseconds of work, so a stop is heard at once

class ProgressMeter
{
public:
    ProgressMeter(const ScanProgress &progress, std::size_t rows)
        : m_progress(progress)
        , m_rows(rows)
    {
    }

    // From any thread; calls are one at a time.
    void add(std::size_t rows)
    {
        const std::size_t done = m_done += rows;
        if (!m_progress)
            return;
        const std::unique_lock lock(m_lock, std::try_to_lock);
        const auto now = std::chrono::steady_clock::now();
        if (!lock || (now - m_last < std::chrono::milliseconds(34) && done < m_rows))
            return;
        m_last = now;
        m_progress(done, m_rows);
    }

private:
    const ScanProgress &m_progress;
    const std::size_t m_rows;
    std::atomic<std::size_t> m_done = 0;
    std::mutex m_lock;
    std::chrono::steady_clock::time_point m_last;
};

} // namespace onsa
