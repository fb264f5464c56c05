// SPDX-License-Identifier: GPL-3.0-or-later
// A test program that starts itself again and kills itself there.
#pragma once

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace onsa::tests {

// This program again, as another process. Not by QProcess: it starts it with clone() in our own memory, and the thread
// sanitizer then takes us for the child and stops watching.
class OwnChild
{
public:
    explicit OwnChild(const std::vector<std::string> &arguments)
    {
        std::array<int, 2> ends = {-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return;
        m_output = ends[0];
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        std::string program = QCoreApplication::applicationFilePath().toStdString();
        std::vector<std::string> own = arguments;
        std::vector<char *> words = {program.data()};
        for (std::string &word : own)
            words.push_back(word.data());
        words.push_back(nullptr);
        if (::posix_spawn(&m_pid, program.c_str(), &actions, nullptr, words.data(), environ) != 0)
            m_pid = -1;
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
    }
    ~OwnChild()
    {
        kill();
        ::close(m_output);
    }
    OwnChild(const OwnChild &) = delete;
    OwnChild &operator=(const OwnChild &) = delete;

    // Adds what it wrote next; false at the end.
    bool read(QByteArray &output) const
    {
        std::array<char, 4096> bytes;
        const auto count = ::read(m_output, bytes.data(), bytes.size());
        output.append(bytes.data(), std::max<qsizetype>(count, 0));
        return count > 0;
    }
    // Returns when it is gone, and with it its locks.
    void kill()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }

private:
    pid_t m_pid = -1;
    int m_output = -1;
};

} // namespace onsa::tests
