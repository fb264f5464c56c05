// SPDX-License-Identifier: GPL-3.0-or-later
// One loop over blocks on a few threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stop_token>
#include <thread>
#include <vector>

namespace onsa {

// Calls body(i, scratch) once for every i below `count`, in any order; `scratch` belongs to the thread. Returns when
// all are done or the stop was heard. More than 8 threads only wait for the memory.
template <class Scratch, class Body> void parallelFor(std::size_t count, const std::stop_token &stop, Body &&body)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        Scratch scratch;
        for (std::size_t i = next++; i < count && !stop.stop_requested(); i = next++)
            body(i, scratch);
    };
    const std::size_t threads =
        std::min<std::size_t>({count, 8, std::max<std::size_t>(1, std::thread::hardware_concurrency())});
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < threads; ++t)
        others.emplace_back(work);
    work();
}

} // namespace onsa
