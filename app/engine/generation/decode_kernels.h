// SPDX-License-Identifier: GPL-3.0-or-later
// The inner loops of generation, for each instruction set: the plain ones that anybody can check, and the fast ones
// that tests hold to them. The result for one row of input depends on that row alone and not on how many are worked on
// together: that makes answers independent of n, of threads and of the length of a prompt's pieces.
#pragma once

#include "engine/generation/decode_matrix.h"

#include <cstdint>
#include <vector>

namespace onsa::engine {

// Inputs of a product, one row a token. The quantised form is there for Int8 matrices only.
struct InputRows {
    int rows = 0;
    const float *values = nullptr; // (rows, stride), zeros from the matrix's cols to its paddedCols
    std::size_t stride = 0;
    const std::int8_t *quantised = nullptr; // (rows, quantStride)
    std::size_t quantStride = 0; // a multiple of quantBlock
    const float *scales = nullptr; // (rows, quantStride / quantBlock)
    const std::int32_t *corrections =
        nullptr; // -128 times the sum of each quantised block, for the + 128 of the weights
};

struct OutputRows {
    float *values = nullptr; // (rows, stride)
    std::size_t stride = 0;
    bool add = false; // to what is there
};

// out[t][r] = sum over k of w[r][k] · in[t][k], for the blocks [first, last) of w.
using MultiplyFunction = void (*)(const DecodeMatrix &w, int first, int last, const InputRows &in,
                                  const OutputRows &out);

// Blocks of inputs below this are zero; 127 / largest must stay finite.
constexpr float smallestQuantised = 1e-30F;

struct DecodeKernels {
    const char *name = "";
    MultiplyFunction multiplyF32 = nullptr, multiplyBf16 = nullptr, multiplyInt8 = nullptr;
    // Each block of 32 values gets a scale of its own: largest / 127.
    void (*quantise)(const float *in, int blocks, std::int8_t *out, float *scales, std::int32_t *corrections) = nullptr;
    float (*dot)(const float *a, const float *b, int n) = nullptr;
    void (*addScaled)(float *to, const float *from, float factor, int n) = nullptr; // to += factor · from
    float (*exponentials)(float *values, float shift, int n) = nullptr; // e^(values - shift) in place; their sum
    void (*gate)(float *gate, const float *up, int n) = nullptr; // gate = silu(gate) · up

    MultiplyFunction multiply(MatrixFormat format) const
    {
        return format == MatrixFormat::F32 ? multiplyF32 : format == MatrixFormat::BF16 ? multiplyBf16 : multiplyInt8;
    }
};

const DecodeKernels &plainKernels();
const DecodeKernels *avx2Kernels(); // null where the processor or the system cannot
const DecodeKernels *avx512Kernels();

std::vector<const DecodeKernels *> availableKernels(); // plain first, fastest last
const DecodeKernels &fastestKernels(); // of those that ONSA_CPU allows (compute/cpu_features.h)

} // namespace onsa::engine
