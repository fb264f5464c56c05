// SPDX-License-Identifier: GPL-3.0-or-later
// Which instructions this computer has, asked at run time.
#pragma once

#include <string>
#include <vector>

namespace onsa::engine {

// Each level includes those before it. ONSA_CPU=portable|avx2|avx512|avx512bf16 lowers what is used (for tests).
enum class CpuLevel {
    Portable, // what every processor of the architecture has
    Avx2, // with FMA
    Avx512, // F, BW, DQ, VL
    Avx512Bf16 // products of bf16; also means that bf16 is worth using
};

CpuLevel cpuLevel();
std::vector<CpuLevel> cpuLevels(); // all that can run here, lowest first; ONSA_CPU has no influence
const char *nameOf(CpuLevel level);
std::string cpuDescription(); // e.g. "avx512bf16, amx, 2 cores"

} // namespace onsa::engine
