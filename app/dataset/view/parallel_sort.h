// SPDX-License-Identifier: GPL-3.0-or-later
// A sort on a few threads, in place.
#pragma once

#include <algorithm>
#include <span>
#include <thread>

namespace onsa {

// `before` is a strict order of all items: no two are equal, so the result is the same on any number of threads.
template <class Item, class Before> void parallelSort(std::span<Item> items, Before before, unsigned threads = 0)
{
    constexpr std::size_t worthAThread = 1 << 16;
    if (threads == 0)
        threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    if (threads == 1 || items.size() < 2 * worthAThread)
        return std::sort(items.begin(), items.end(), before);
    const std::size_t half = items.size() / 2;
    std::nth_element(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(half), items.end(), before);
    const std::jthread other([=] { parallelSort(items.subspan(half), before, threads - threads / 2); });
    parallelSort(items.first(half), before, threads / 2);
}

} // namespace onsa
