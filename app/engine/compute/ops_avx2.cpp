// SPDX-License-Identifier: GPL-3.0-or-later
// The fast loops for AVX2 with FMA.
#include "engine/compute/ops_levels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#define ONSA_LANES 8 // floats in a vector
#define ONSA_ROWS 4 // rows of a tile: as many sums as there are registers for
#define ONSA_VECTORS 2
#define ONSA_NAME "avx2"

namespace onsa::engine {

namespace {

#include "engine/compute/simd_vector.inc"

#include "engine/compute/simd_rows.inc"

#include "engine/compute/simd_attention.inc"

} // namespace

const Ops<float> &avx2Ops(float)
{
    return table<float>;
}
const Ops<BFloat16> &avx2Ops(BFloat16)
{
    return table<BFloat16>;
}

} // namespace onsa::engine

#pragma GCC pop_options
#endif
