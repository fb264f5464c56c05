// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that share a loop. Tasks come from one counter, and who calls never waits for a worker that has not taken a
// task: with a core kept busy by somebody else, waiting at a barrier costs a time slice in every loop.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace onsa::engine {

// One loop at a time, always started by the same thread.
class Pool
{
public:
    explicit Pool(int threads = 0); // 0 = as many as the computer has cores
    ~Pool();
    Pool(const Pool &) = delete;
    Pool &operator=(const Pool &) = delete;

    int threads() const { return static_cast<int>(m_workers.size()) + 1; }

    // Calls body(task, worker) for every task from 0 to count - 1 and returns when all are done. worker: 0 is the
    // caller, others 1…threads()-1. Must not throw. Results must not depend on which worker does what.
    template <class Body> void run(int count, Body &&body)
    {
        using Plain = std::remove_reference_t<Body>;
        runAll(count, const_cast<void *>(static_cast<const void *>(&body)),
               [](void *context, int task, int worker) { (*static_cast<Plain *>(context))(task, worker); });
    }

    // The same for rows, in runs of `grain`: body(begin, end, worker).
    template <class Body> void runRows(int rows, int grain, Body &&body)
    {
        run((rows + grain - 1) / grain, [&](int task, int worker) {
            const int end = (task + 1) * grain;
            body(task * grain, end < rows ? end : rows, worker);
        });
    }

private:
    using Function = void (*)(void *, int, int);

    void runAll(int count, void *context, Function function);
    void work(int worker);
    void takeTasks(int worker);

    std::vector<std::thread> m_workers;
    // Number of the loop (upper half) and its next task. A task is taken by exchanging the whole word, so that one of
    // a finished loop cannot be taken.
    alignas(64) std::atomic<std::uint64_t> m_ticket = 0;
    alignas(64) std::atomic<int> m_done = 0;
    alignas(64) std::atomic<std::uint32_t> m_loop = 0; // what sleeping workers wait on
    std::atomic<bool> m_stop = false;
    // Of the running loop; written before the ticket, unchanged until its last task is done.
    std::atomic<int> m_count = 0;
    std::atomic<void *> m_context = nullptr;
    std::atomic<Function> m_function = nullptr;
};

} // namespace onsa::engine
