// SPDX-License-Identifier: GPL-3.0-or-later
// A thread that does what there is to do, then sleeps until it is woken.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace onsa::engine {

class WorkLoop
{
public:
    // `step` returns false when there was nothing to do.
    explicit WorkLoop(std::function<bool(std::stop_token)> step);
    ~WorkLoop() { stop(); }

    void wake(); // any thread
    void stop(); // asks `step` to end by its token, and waits

private:
    void run(const std::stop_token &stop);

    std::function<bool(std::stop_token)> m_step;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_woken = true;
    std::jthread m_thread; // last: starts when all else is there
};

} // namespace onsa::engine
