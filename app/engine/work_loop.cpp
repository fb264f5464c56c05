// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/work_loop.h"

namespace onsa::engine {

WorkLoop::WorkLoop(std::function<bool(std::stop_token)> step)
    : m_step(std::move(step))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

void WorkLoop::wake()
{
    const std::scoped_lock lock(m_mutex);
    m_woken = true;
    m_changed.notify_all();
}

void WorkLoop::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void WorkLoop::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, stop, [this] { return m_woken; });
            m_woken = false;
        }
        while (!stop.stop_requested() && m_step(stop)) { }
    }
}

} // namespace onsa::engine
