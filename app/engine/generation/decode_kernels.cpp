// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/decode_kernels.h"

#include "engine/compute/cpu_features.h"

namespace onsa::engine {

std::vector<const DecodeKernels *> availableKernels()
{
    std::vector<const DecodeKernels *> found = {&plainKernels()};
    for (const auto *kernels : {avx2Kernels(), avx512Kernels()}) {
        if (kernels != nullptr)
            found.push_back(kernels);
    }
    return found;
}

const DecodeKernels &fastestKernels()
{
    const CpuLevel level = cpuLevel();
    if (const auto *kernels = avx512Kernels(); kernels != nullptr && level >= CpuLevel::Avx512)
        return *kernels;
    if (const auto *kernels = avx2Kernels(); kernels != nullptr && level >= CpuLevel::Avx2)
        return *kernels;
    return plainKernels();
}

} // namespace onsa::engine
