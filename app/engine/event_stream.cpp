// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/event_stream.h"

#include "core/api_json.h"
#include "core/sse.h"

#include <exception>

namespace onsa::engine {

namespace {

constexpr std::size_t mostWaiting = 256; // frames; some seconds of answers

Result<> guarded(const EventStream::Work &work, EventStream &stream, std::stop_token stop)
{
    // A thread's exception would end the program; this is the far side of route().
    try {
        return work(stream, std::move(stop));
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory, "There is not enough memory to answer.", "out_of_memory");
    } catch (const std::exception &exception) {
        return fail(ErrorKind::Internal, "The engine failed while answering: " + std::string(exception.what()));
    }
}

} // namespace

std::shared_ptr<EventStream> EventStream::start(Work work)
{
    std::shared_ptr<EventStream> stream(new EventStream);
    stream->m_worker = std::jthread([raw = stream.get(), work = std::move(work)] { raw->run(work); });
    return stream;
}

EventStream::~EventStream()
{
    m_stop.request_stop();
}

void EventStream::run(const Work &work)
{
    const auto done = guarded(work, *this, m_stop.get_token());
    const std::scoped_lock lock(m_mutex);
    if (!done) {
        if (m_began)
            m_frames.push_back(sseFrame(errorJson(done.error())));
        else
            m_error = done.error();
    } else {
        m_frames.emplace_back(sseDone);
    }
    m_ended = true;
    m_changed.notify_all();
}

bool EventStream::push(std::string frame)
{
    std::unique_lock lock(m_mutex);
    const auto stop = m_stop.get_token();
    m_changed.wait(lock, stop, [this] { return m_frames.size() < mostWaiting; });
    if (stop.stop_requested())
        return false;
    m_began = true;
    m_frames.push_back(std::move(frame));
    m_changed.notify_all();
    return true;
}

EventStream::Next EventStream::next(std::string &frame, std::chrono::milliseconds wait)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, wait, [this] { return !m_frames.empty() || m_ended; });
    if (!m_frames.empty()) {
        frame = std::move(m_frames.front());
        m_frames.pop_front();
        m_changed.notify_all();
        return Next::Frame;
    }
    return m_ended ? Next::End : Next::Nothing;
}

std::optional<Error> EventStream::waitForFirst(std::chrono::milliseconds wait, const std::function<bool()> &clientGone)
{
    const auto until = std::chrono::steady_clock::now() + wait;
    std::unique_lock lock(m_mutex);
    while (!m_began && !m_ended && std::chrono::steady_clock::now() < until) {
        m_changed.wait_for(lock, std::chrono::milliseconds(100));
        if (clientGone && clientGone())
            m_stop.request_stop();
    }
    if (m_error)
        return m_error;
    m_began = true; // the headers go out now: what fails later is an event
    return std::nullopt;
}

} // namespace onsa::engine
