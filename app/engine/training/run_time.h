// SPDX-License-Identifier: GPL-3.0-or-later
// How long a run will take, from how much it computes and how fast this computer multiplies. Finished runs correct it
// (TrainingSpeeds). Why so: app/decisions/0005.
#pragma once

#include "engine/compute/gemm.h"
#include "engine/model/config.h"
#include "engine/training/train_plan.h"

#include <cstdint>

namespace onsa::engine {

// Operations of the products: frozen weights 4 a value and token (forward, gradient of the input), an adapter's 6;
// the last layer for counted tokens only.
double trainingOperations(const ModelConfig &config, int rank, double tokens, double counted);
double validationOperations(const ModelConfig &config, int rank, double tokens, double counted); // forward only

// Billions of operations a second of a large product with all threads of the pool; takes about a tenth of a second.
double measureProduct(Gemm &gemm, Precision precision);
double measureProduct(Precision precision); // with as many threads as there are cores

// Seconds from reading the weights to the written adapter. `modelBytes`: of the weights as they are stored;
// `gigaflops`: what measureProduct said.
double runSeconds(const ModelConfig &config, std::int64_t modelBytes, const RunSize &size, double gigaflops);

} // namespace onsa::engine
