// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/pool.h"

#include <algorithm>

namespace onsa::engine {

namespace {

// Some ten microseconds: about the time between two loops of a training step, not a time slice.
constexpr int spins = 400;
constexpr std::uint64_t closed = 0x7fffffff; // a ticket beyond every task

void relax()
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

} // namespace

Pool::Pool(int threads)
{
    const int wanted = threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency());
    const int workers = std::clamp(wanted, 1, 256) - 1;
    m_workers.reserve(static_cast<std::size_t>(workers));
    for (int i = 1; i <= workers; ++i)
        m_workers.emplace_back([this, i] { work(i); });
}

Pool::~Pool()
{
    m_stop = true;
    m_loop.fetch_add(1);
    m_loop.notify_all();
    for (std::thread &worker : m_workers)
        worker.join();
}

void Pool::runAll(int count, void *context, Function function)
{
    if (count <= 0)
        return;
    if (count == 1 || m_workers.empty()) {
        for (int task = 0; task < count; ++task)
            function(context, task, 0);
        return;
    }
    const std::uint32_t loop = m_loop.load() + 1;
    // Closed first: a worker that still holds the last ticket of the loop before must not take it for one of this.
    // All in one total order (sequentially consistent), which is what makes that so.
    m_ticket = closed;
    m_count = count;
    m_context = context;
    m_function = function;
    m_done = 0;
    m_ticket = std::uint64_t(loop) << 32U;
    m_loop = loop;
    m_loop.notify_all(); // no system call when nobody sleeps

    takeTasks(0);
    int waited = 0;
    for (int done = m_done.load(std::memory_order_acquire); done < count;
         done = m_done.load(std::memory_order_acquire)) {
        if (++waited < spins)
            relax();
        else
            m_done.wait(done, std::memory_order_acquire); // a worker that has a task was put aside by the system
    }
}

void Pool::takeTasks(int worker)
{
    std::uint64_t ticket = m_ticket;
    for (;;) {
        const int task = static_cast<int>(ticket & 0x7fffffffU);
        const int count = m_count;
        void *const context = m_context;
        const Function function = m_function;
        if (task >= count)
            return;
        // Succeeds only while this loop is running, and then the three values above are its own.
        if (!m_ticket.compare_exchange_weak(ticket, ticket + 1))
            continue;
        function(context, task, worker);
        if (m_done.fetch_add(1, std::memory_order_acq_rel) + 1 == count)
            m_done.notify_one();
        ticket = m_ticket;
    }
}

void Pool::work(int worker)
{
    std::uint32_t seen = 0;
    for (;;) {
        for (int i = 0; i < spins && m_loop.load(std::memory_order_acquire) == seen; ++i)
            relax();
        m_loop.wait(seen, std::memory_order_acquire);
        if (m_stop)
            return;
        seen = m_loop.load(std::memory_order_acquire);
        takeTasks(worker);
    }
}

} // namespace onsa::engine
