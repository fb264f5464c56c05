// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/ops.h"

#include "engine/compute/ops_levels.h"

namespace onsa::engine {

namespace {

template <class T> const Ops<T> &choose([[maybe_unused]] CpuLevel level)
{
#if defined(__x86_64__)
    if (level >= CpuLevel::Avx512)
        return avx512Ops(T());
    if (level == CpuLevel::Avx2)
        return avx2Ops(T());
#endif
    return portableOps(T());
}

} // namespace

template <> const Ops<float> &opsFor(CpuLevel level)
{
    return choose<float>(level);
}
template <> const Ops<BFloat16> &opsFor(CpuLevel level)
{
    return choose<BFloat16>(level);
}

} // namespace onsa::engine
