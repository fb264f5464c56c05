// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine as a process of its own: its pipes, its end.
#pragma once

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace onsa::test {

class ChildProcess
{
public:
    // `environment`: "NAME=value" beside what this process has.
    explicit ChildProcess(std::vector<std::string> arguments, const std::vector<std::string> &environment = {})
    {
        std::array<int, 2> in{}, out{}, err{};
        if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0
            || ::pipe2(err.data(), O_CLOEXEC) != 0)
            std::abort();
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(in[0], STDIN_FILENO);
            ::dup2(out[1], STDOUT_FILENO);
            ::dup2(err[1], STDERR_FILENO);
            for (const auto &pair : environment)
                ::setenv(pair.substr(0, pair.find('=')).c_str(), pair.substr(pair.find('=') + 1).c_str(), 1);
            arguments.insert(arguments.begin(), ONSA_ENGINE_PROGRAM);
            std::vector<char *> raw;
            for (auto &argument : arguments)
                raw.push_back(argument.data());
            raw.push_back(nullptr);
            ::execv(raw[0], raw.data());
            ::_exit(127);
        }
        ::close(in[0]), ::close(out[1]), ::close(err[1]);
        m_in = in[1], m_out = out[0], m_err = err[0];
    }
    ~ChildProcess()
    {
        closeInput();
        kill(SIGKILL);
        wait();
        ::close(m_out), ::close(m_err);
    }
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    pid_t pid() const { return m_pid; }
    void kill(int signal) const
    {
        if (!m_ended)
            ::kill(m_pid, signal);
    }
    void closeInput()
    {
        if (m_in >= 0)
            ::close(m_in);
        m_in = -1;
    }
    // The exit code; 128 + signal when it was killed.
    int wait()
    {
        int status = 0;
        if (!m_ended && ::waitpid(m_pid, &status, 0) == m_pid) {
            m_ended = true;
            m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        return m_code;
    }
    std::string readLine() // of stdout; empty at the end
    {
        std::string line;
        char c = 0;
        while (::read(m_out, &c, 1) == 1 && c != '\n')
            line += c;
        return line;
    }
    // Reads both to their end, then waits.
    int finish(std::string &out, std::string &err)
    {
        std::array<pollfd, 2> pipes = {pollfd{m_out, POLLIN, 0}, pollfd{m_err, POLLIN, 0}};
        std::array<std::string *, 2> texts = {&out, &err};
        while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
            ::poll(pipes.data(), pipes.size(), -1);
            for (std::size_t i = 0; i < pipes.size(); ++i) {
                if (pipes[i].fd < 0 || pipes[i].revents == 0)
                    continue;
                char block[4096];
                const auto got = ::read(pipes[i].fd, block, sizeof block);
                if (got > 0)
                    texts[i]->append(block, static_cast<std::size_t>(got));
                else
                    pipes[i].fd = -1;
            }
        }
        return wait();
    }

private:
    pid_t m_pid = -1;
    int m_in = -1, m_out = -1, m_err = -1;
    bool m_ended = false;
    int m_code = -1;
};

} // namespace onsa::test
