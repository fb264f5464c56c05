// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http_send.h"

#include "core/api_json.h"
#include "engine/data_folder.h"
#include "engine/event_stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <unistd.h>

namespace onsa::engine {

using namespace std::chrono_literals;

namespace {

void sendFile(const Reply &reply, httplib::Response &response)
{
    auto file = std::make_shared<Descriptor>(::open(reply.file.c_str(), O_RDONLY | O_CLOEXEC));
    const auto size = file->isOpen() ? ::lseek(file->number(), 0, SEEK_END) : -1;
    if (size < 0) {
        const auto error = fileError(errno, "Could not read", reply.file);
        response.status = 500;
        response.set_content(errorJson(error), "application/json");
        return;
    }
    if (size == 0)
        return response.set_content("", reply.contentType);
    response.set_content_provider(static_cast<std::size_t>(size), reply.contentType,
                                  [file](std::size_t offset, std::size_t length, httplib::DataSink &sink) {
                                      std::array<char, 65536> block{};
                                      const auto got =
                                          ::pread(file->number(), block.data(), std::min(length, block.size()),
                                                  static_cast<off_t>(offset));
                                      return got > 0 && sink.write(block.data(), static_cast<std::size_t>(got));
                                  });
}

void sendEvents(const Reply &reply, httplib::Response &response)
{
    auto events = reply.events;
    auto quiet = std::make_shared<std::chrono::milliseconds>(0ms);
    response.set_chunked_content_provider(reply.contentType, [events, quiet](std::size_t, httplib::DataSink &sink) {
        std::string frame;
        switch (events->next(frame, 200ms)) {
        case EventStream::Next::Frame:
            *quiet = 0ms;
            break;
        case EventStream::Next::End:
            sink.done();
            return true;
        case EventStream::Next::Nothing:
            *quiet += 200ms;
            if (*quiet < 10s) {
                if (sink.is_writable())
                    return true;
                events->stop();
                return false;
            }
            *quiet = 0ms;
            frame = ": ping\n\n"; // proxies and clients give up on a silent connection
        }
        if (sink.write(frame.data(), frame.size()) && sink.is_writable())
            return true;
        events->stop(); // the client is gone
        return false;
    });
}

} // namespace

void send(const Reply &reply, httplib::Response &response)
{
    response.status = reply.status;
    for (const auto &[name, value] : reply.headers)
        response.set_header(name, value);
    if (reply.events)
        return sendEvents(reply, response);
    if (!reply.file.empty())
        return sendFile(reply, response);
    response.set_content(reply.body, reply.contentType);
}

} // namespace onsa::engine
