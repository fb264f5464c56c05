// SPDX-License-Identifier: GPL-3.0-or-later
// The fast loops for every processor.
#include "engine/compute/ops_levels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define ONSA_LANES 4 // floats in a vector
#define ONSA_ROWS 3 // rows of a tile: as many sums as there are registers for
#define ONSA_VECTORS 2
#define ONSA_NAME "portable"

namespace onsa::engine {

namespace {

#include "engine/compute/simd_vector.inc"

#include "engine/compute/simd_rows.inc"

#include "engine/compute/simd_attention.inc"

} // namespace

const Ops<float> &portableOps(float)
{
    return table<float>;
}
const Ops<BFloat16> &portableOps(BFloat16)
{
    return table<BFloat16>;
}

} // namespace onsa::engine
