// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stop_signals.h"

#include "engine/data_folder.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace onsa::engine {

namespace {

sigset_t stopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

void prepareStopSignals()
{
    std::signal(SIGPIPE, SIG_IGN); // a client or a reader of our output that is gone is an error code, not the end
    const auto signals = stopSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void waitForStop(bool withInput)
{
    const auto signals = stopSignals();
    const Descriptor source(::signalfd(-1, &signals, SFD_CLOEXEC));
    std::array<pollfd, 2> entries = {pollfd{source.number(), POLLIN, 0}, pollfd{STDIN_FILENO, POLLIN, 0}};
    const nfds_t watched = withInput ? 2 : 1;
    while (true) {
        const int ready = ::poll(entries.data(), watched, -1);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0 || entries[0].revents != 0)
            return;
        std::array<char, 256> ignored{};
        if (withInput && entries[1].revents != 0 && ::read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0)
            return;
    }
}

} // namespace onsa::engine
