// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of each instruction set; the argument only says the type. Only for ops*.cpp.
#pragma once

#include "engine/compute/ops.h"

namespace onsa::engine {

const Ops<float> &portableOps(float);
const Ops<BFloat16> &portableOps(BFloat16);
const Ops<float> &avx2Ops(float);
const Ops<BFloat16> &avx2Ops(BFloat16);
const Ops<float> &avx512Ops(float);
const Ops<BFloat16> &avx512Ops(BFloat16);

} // namespace onsa::engine
