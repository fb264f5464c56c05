// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/memory.h"

#include <cstdio>
#include <fstream>
#include <limits>
#include <malloc.h>

namespace onsa::engine {

namespace {

// The kilobytes of a line "Name:   123 kB", as bytes; -1 when there is none.
std::int64_t lineOf(const char *file, const std::string &name)
{
    std::ifstream stream(file);
    std::string word;
    while (stream >> word) {
        std::int64_t kilobytes = 0;
        if (word == name + ":" && stream >> kilobytes)
            return kilobytes * 1024;
    }
    return -1;
}

} // namespace

std::int64_t availableBytes()
{
    const std::int64_t bytes = lineOf("/proc/meminfo", "MemAvailable");
    return bytes < 0 ? std::numeric_limits<std::int64_t>::max() : bytes;
}

std::int64_t installedBytes()
{
    const std::int64_t bytes = lineOf("/proc/meminfo", "MemTotal");
    return bytes < 0 ? std::numeric_limits<std::int64_t>::max() : bytes;
}

std::int64_t peakResidentBytes()
{
    return lineOf("/proc/self/status", "VmHWM");
}

bool forgetPeakResident()
{
    ::malloc_trim(0); // what earlier work freed would be used again unseen
    std::ofstream stream("/proc/self/clear_refs");
    stream << '5' << std::flush; // proc(5): the peak resident set size
    return stream.good();
}

std::string inWords(std::int64_t bytes)
{
    char text[32];
    if (bytes < 1'000'000'000)
        std::snprintf(text, sizeof text, "%.0f MB", static_cast<double>(bytes) / 1e6);
    else
        std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
    return text;
}

Result<> checkMemory(std::int64_t need, const std::string &what)
{
    const std::int64_t free = availableBytes();
    if (need <= free)
        return {};
    return fail(ErrorKind::OutOfMemory,
                what + " needs about " + inWords(need) + " of memory, but only " + inWords(free)
                    + " are free. Choose a smaller base model, or close other programs.",
                "out_of_memory");
}

} // namespace onsa::engine
