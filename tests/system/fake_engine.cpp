// SPDX-License-Identifier: GPL-3.0-or-later
// Behaves like onsa-engine, well or badly. FAKE_ENGINE names the behaviour, FAKE_ENGINE_PORT the port of the ready
// line; the folder of --data gets a line for each start in the file "starts".
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

namespace {

std::string valueOf(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

int countStart(const std::string &folder, int argc, char **argv)
{
    const std::string file = folder + "/starts";
    int before = 0;
    std::string line;
    for (std::ifstream in(file); std::getline(in, line);)
        ++before;
    std::ofstream out(file, std::ios::app);
    out << valueOf("ONSA_ENGINE_KEY");
    for (int i = 1; i < argc; ++i)
        out << ' ' << argv[i];
    out << '\n';
    return before + 1;
}

void sayReady()
{
    const std::string port = valueOf("FAKE_ENGINE_PORT");
    std::cout << R"({"event":"ready","port":)" << (port.empty() ? "4711" : port) << "}" << std::endl;
}

// The orderly end: the window closes our input.
int untilEndOfInput()
{
    char c = 0;
    while (::read(STDIN_FILENO, &c, 1) > 0) { }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    std::string folder = ".";
    for (int i = 1; i + 1 < argc; ++i) {
        if (std::string(argv[i]) == "--data")
            folder = argv[i + 1];
    }
    const int start = countStart(folder, argc, argv);
    const std::string behaviour = valueOf("FAKE_ENGINE");
    if (behaviour == "dies") {
        std::cerr << "model store is broken\n";
        return 3;
    }
    if (behaviour == "locked") {
        std::cerr << "Another onsa-engine (process 7) already serves " << folder << ".\n";
        return 1;
    }
    if (behaviour == "hangs")
        return untilEndOfInput();
    if (behaviour == "dies-once" && start == 1) {
        sayReady();
        std::raise(SIGKILL);
    }
    if (behaviour == "stubborn") {
        std::signal(SIGTERM, SIG_IGN);
        sayReady();
        for (;;)
            ::pause();
    }
    if (behaviour == "polite-to-term") {
        sayReady();
        for (;;)
            ::pause();
    }
    if (behaviour == "talks") {
        for (int i = 1; i <= 60; ++i)
            std::cerr << "line " << i << "\n";
        std::cerr << "Authorization: Bearer secret-of-" << valueOf("ONSA_ENGINE_KEY") << "\nsk-abc123 \xff end\n";
        std::cout << "not json\n{\"event\":\"other\"}\n{\"event\":\"ready\",\"port\":70000}\n";
    }
    sayReady();
    return untilEndOfInput();
}
