// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/decode_kernels.h"

#include "engine/compute/matrix.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace onsa::engine {

namespace {

float floatOf(std::uint16_t bits)
{
    return toFloat(BFloat16{bits});
}

using BlockSums = std::array<float, blockRows>;

void write(const DecodeMatrix &w, int block, const BlockSums &sums, const OutputRows &out, int token)
{
    float *to = out.values + static_cast<std::size_t>(token) * out.stride + block * blockRows;
    const int count = std::min(blockRows, w.rows - block * blockRows);
    for (int r = 0; r < count; ++r)
        to[r] = (out.add ? to[r] : 0.0F) + sums[static_cast<std::size_t>(r)];
}

void multiplyF32(const DecodeMatrix &w, int first, int last, const InputRows &in, const OutputRows &out)
{
    const auto *values = reinterpret_cast<const float *>(w.values.get());
    for (int block = first; block < last; ++block) {
        const float *from =
            values + static_cast<std::size_t>(block) * blockRows * static_cast<std::size_t>(w.paddedCols);
        for (int t = 0; t < in.rows; ++t) {
            const float *x = in.values + static_cast<std::size_t>(t) * in.stride;
            BlockSums sums{};
            for (int k = 0; k < w.paddedCols; ++k)
                for (int r = 0; r < blockRows; ++r)
                    sums[static_cast<std::size_t>(r)] += from[k * blockRows + r] * x[k];
            write(w, block, sums, out, t);
        }
    }
}

void multiplyBf16(const DecodeMatrix &w, int first, int last, const InputRows &in, const OutputRows &out)
{
    const auto *values = reinterpret_cast<const std::uint16_t *>(w.values.get());
    for (int block = first; block < last; ++block) {
        const auto *from =
            values + static_cast<std::size_t>(block) * blockRows * static_cast<std::size_t>(w.paddedCols);
        for (int t = 0; t < in.rows; ++t) {
            const float *x = in.values + static_cast<std::size_t>(t) * in.stride;
            BlockSums sums{};
            for (int k = 0; k < w.paddedCols; ++k)
                for (int r = 0; r < blockRows; ++r)
                    sums[static_cast<std::size_t>(r)] += floatOf(from[k / 2 * 2 * blockRows + r * 2 + k % 2]) * x[k];
            write(w, block, sums, out, t);
        }
    }
}

void multiplyInt8(const DecodeMatrix &w, int first, int last, const InputRows &in, const OutputRows &out)
{
    const auto *values = reinterpret_cast<const std::uint8_t *>(w.values.get());
    const int parts = w.paddedCols / quantBlock;
    for (int block = first; block < last; ++block) {
        const std::size_t start = static_cast<std::size_t>(block) * static_cast<std::size_t>(parts);
        for (int t = 0; t < in.rows; ++t) {
            const auto row = static_cast<std::size_t>(t);
            BlockSums sums{};
            for (int part = 0; part < parts; ++part) {
                const auto at = static_cast<std::size_t>(part);
                const std::uint8_t *from = values + (start + at) * blockRows * quantBlock;
                const std::uint16_t *scales = w.scales.get() + (start + at) * blockRows;
                const std::int8_t *x = in.quantised + row * in.quantStride + at * quantBlock;
                const std::size_t scaleAt = row * (in.quantStride / quantBlock) + at;
                for (int r = 0; r < blockRows; ++r) {
                    std::int32_t sum = in.corrections[scaleAt];
                    for (int k = 0; k < quantBlock; ++k)
                        sum += from[k / 4 * 4 * blockRows + r * 4 + k % 4] * x[k];
                    sums[static_cast<std::size_t>(r)] +=
                        static_cast<float>(sum) * (floatOf(scales[r]) * in.scales[scaleAt]);
                }
            }
            write(w, block, sums, out, t);
        }
    }
}

void quantise(const float *in, int blocks, std::int8_t *out, float *scales, std::int32_t *corrections)
{
    for (int b = 0; b < blocks; ++b, in += quantBlock, out += quantBlock) {
        float largest = 0;
        for (int k = 0; k < quantBlock; ++k)
            largest = std::max(largest, std::abs(in[k]));
        const float steps = largest > smallestQuantised ? 127.0F / largest : 0.0F;
        std::int32_t sum = 0;
        for (int k = 0; k < quantBlock; ++k) {
            const float scaled = std::clamp(in[k] * steps, -127.0F, 127.0F);
            out[k] = static_cast<std::int8_t>(std::lrint(scaled));
            sum += out[k];
        }
        scales[b] = largest / 127.0F;
        corrections[b] = -128 * sum;
    }
}

float dot(const float *a, const float *b, int n)
{
    float sum = 0;
    for (int i = 0; i < n; ++i)
        sum += a[i] * b[i];
    return sum;
}

void addScaled(float *to, const float *from, float factor, int n)
{
    for (int i = 0; i < n; ++i)
        to[i] += factor * from[i];
}

float exponentials(float *values, float shift, int n)
{
    float sum = 0;
    for (int i = 0; i < n; ++i) {
        values[i] = std::exp(values[i] - shift);
        sum += values[i];
    }
    return sum;
}

void gate(float *gate, const float *up, int n)
{
    for (int i = 0; i < n; ++i)
        gate[i] = gate[i] / (1.0F + std::exp(-gate[i])) * up[i];
}

} // namespace

const DecodeKernels &plainKernels()
{
    static constexpr DecodeKernels kernels = {"plain", multiplyF32, multiplyBf16, multiplyInt8, quantise,
                                              dot,     addScaled,   exponentials, gate};
    return kernels;
}

} // namespace onsa::engine
