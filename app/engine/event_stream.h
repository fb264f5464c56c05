// SPDX-License-Identifier: GPL-3.0-or-later
// Server-sent events between the thread that makes them and the thread that sends them. The maker is stopped when the
// client is gone; it waits when the client reads slowly.
#pragma once

#include "core/result.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace onsa::engine {

class EventStream
{
public:
    // Runs in a thread of its own; pushes frames. An error before the first frame becomes the HTTP error, a later one
    // the last event.
    using Work = std::function<Result<>(EventStream &stream, std::stop_token stop)>;
    static std::shared_ptr<EventStream> start(Work work);
    ~EventStream(); // stops the work and waits for it

    bool push(std::string frame); // of `work`; false = the client is gone

    // Of the sending thread.
    enum class Next { Frame, Nothing, End };
    Next next(std::string &frame, std::chrono::milliseconds wait);
    // Until something is to be sent, or the work failed before (then the error), or the time is over.
    std::optional<Error> waitForFirst(std::chrono::milliseconds wait, const std::function<bool()> &clientGone);
    void stop() { m_stop.request_stop(); }

private:
    EventStream() = default;
    void run(const Work &work);

    std::stop_source m_stop; // not the thread's own: the thread may run before `m_worker` is assigned
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::string> m_frames;
    bool m_began = false; // a frame was pushed, or the headers went out
    bool m_ended = false;
    std::optional<Error> m_error; // before the first frame
    std::jthread m_worker; // last: it is joined before the rest goes
};

} // namespace onsa::engine
