// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/cpu_features.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <thread>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace onsa::engine {

namespace {

constexpr CpuLevel allLevels[] = {CpuLevel::Portable, CpuLevel::Avx2, CpuLevel::Avx512, CpuLevel::Avx512Bf16};

#if defined(__x86_64__)
bool hasBf16Products()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a >> 5U & 1U) != 0;
}

bool hasTiles() // AMX with bf16
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (d >> 22U & 1U) != 0;
}

CpuLevel detect()
{
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return CpuLevel::Portable;
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512dq")
        || !__builtin_cpu_supports("avx512vl"))
        return CpuLevel::Avx2;
    return hasBf16Products() ? CpuLevel::Avx512Bf16 : CpuLevel::Avx512;
}
#else
bool hasTiles()
{
    return false;
}
CpuLevel detect()
{
    return CpuLevel::Portable;
}
#endif

} // namespace

CpuLevel cpuLevel()
{
    const CpuLevel found = detect();
    const char *wanted = std::getenv("ONSA_CPU");
    if (!wanted)
        return found;
    for (const CpuLevel level : allLevels) {
        if (std::string_view(wanted) == nameOf(level))
            return std::min(level, found);
    }
    return found;
}

std::vector<CpuLevel> cpuLevels()
{
    std::vector<CpuLevel> levels;
    for (const CpuLevel level : allLevels) {
        if (level <= detect())
            levels.push_back(level);
    }
    return levels;
}

const char *nameOf(CpuLevel level)
{
    switch (level) {
    case CpuLevel::Portable:
        return "portable";
    case CpuLevel::Avx2:
        return "avx2";
    case CpuLevel::Avx512:
        return "avx512";
    case CpuLevel::Avx512Bf16:
        return "avx512bf16";
    }
    return "";
}

std::string cpuDescription()
{
    std::string text = nameOf(cpuLevel());
    if (hasTiles() && cpuLevel() == CpuLevel::Avx512Bf16)
        text += ", amx";
    return text + ", " + std::to_string(std::max(1U, std::thread::hardware_concurrency())) + " cores";
}

} // namespace onsa::engine
