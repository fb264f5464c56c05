// SPDX-License-Identifier: GPL-3.0-or-later
// The fast loops for AVX-512.
#include "engine/compute/ops_levels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,prefer-vector-width=512")
#define ONSA_LANES 16 // floats in a vector
#define ONSA_ROWS 6 // rows of a tile: as many sums as there are registers for
#define ONSA_VECTORS 4
#define ONSA_NAME "avx512"

namespace onsa::engine {

namespace {

#include "engine/compute/simd_vector.inc"

#include "engine/compute/simd_rows.inc"

#include "engine/compute/simd_attention.inc"

} // namespace

const Ops<float> &avx512Ops(float)
{
    return table<float>;
}
const Ops<BFloat16> &avx512Ops(BFloat16)
{
    return table<BFloat16>;
}

} // namespace onsa::engine

#pragma GCC pop_options
#endif
