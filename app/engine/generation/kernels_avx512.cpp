// SPDX-License-Identifier: GPL-3.0-or-later
// 512-bit kernels. A group of `Blocks` weight blocks is multiplied with `Rows` inputs at once: one input at a time
// needs several blocks to hide the latency of the multiply-add, several inputs need each weight to be read only once.
// Every sum runs over the columns from front to back, whatever the group.
#include "engine/generation/decode_kernels.h"

#include <algorithm>
// GCC 12's own header warns about values that it leaves undefined on purpose (GCC bug 105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <immintrin.h>

// Compiled for the instructions of this file alone; callers ask avx512Kernels() first.
#define ONSA_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma")))

namespace onsa::engine {

namespace {

constexpr int ahead = 2048; // bytes; far enough to hide memory at the pace of one core

// Where the inputs and outputs of one group begin.
struct Group {
    const DecodeMatrix &w;
    const InputRows &in;
    const OutputRows &out;
    int block = 0, row = 0;
};

template <int Blocks, int Rows> ONSA_AVX512 inline void store(const Group &g, const __m512 (&sums)[Blocks][Rows])
{
    for (int b = 0; b < Blocks; ++b) {
        const int first = (g.block + b) * blockRows;
        const int count = std::min(blockRows, g.w.rows - first);
        const auto mask = static_cast<__mmask16>((1U << static_cast<unsigned>(count)) - 1U);
        for (int t = 0; t < Rows; ++t) {
            float *to = g.out.values + static_cast<std::size_t>(g.row + t) * g.out.stride + first;
            __m512 sum = sums[b][t];
            if (g.out.add)
                sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(mask, to));
            _mm512_mask_storeu_ps(to, mask, sum);
        }
    }
}

struct F32 {
    template <int Blocks, int Rows> ONSA_AVX512 static void run(const Group &g)
    {
        const auto cols = static_cast<std::size_t>(g.w.paddedCols);
        const float *w =
            reinterpret_cast<const float *>(g.w.values.get()) + static_cast<std::size_t>(g.block) * blockRows * cols;
        const float *x = g.in.values + static_cast<std::size_t>(g.row) * g.in.stride;
        __m512 sums[Blocks][Rows];
        for (int b = 0; b < Blocks; ++b)
            for (int t = 0; t < Rows; ++t)
                sums[b][t] = _mm512_setzero_ps();
        for (std::size_t k = 0; k < cols; ++k) {
            for (int b = 0; b < Blocks; ++b) {
                const float *from = w + (static_cast<std::size_t>(b) * cols + k) * blockRows;
                _mm_prefetch(reinterpret_cast<const char *>(from) + ahead, _MM_HINT_T0);
                const __m512 weight = _mm512_load_ps(from);
                for (int t = 0; t < Rows; ++t)
                    sums[b][t] = _mm512_fmadd_ps(
                        weight, _mm512_set1_ps(x[static_cast<std::size_t>(t) * g.in.stride + k]), sums[b][t]);
            }
        }
        store<Blocks, Rows>(g, sums);
    }
};

struct Bf16 {
    template <int Blocks, int Rows> ONSA_AVX512 static void run(const Group &g)
    {
        const auto cols = static_cast<std::size_t>(g.w.paddedCols);
        const auto *w = reinterpret_cast<const std::uint16_t *>(g.w.values.get())
            + static_cast<std::size_t>(g.block) * blockRows * cols;
        const float *x = g.in.values + static_cast<std::size_t>(g.row) * g.in.stride;
        const __m512i high = _mm512_set1_epi32(static_cast<int>(0xFFFF0000U));
        __m512 sums[Blocks][Rows];
        for (int b = 0; b < Blocks; ++b)
            for (int t = 0; t < Rows; ++t)
                sums[b][t] = _mm512_setzero_ps();
        for (std::size_t k = 0; k < cols; k += 2) {
            for (int b = 0; b < Blocks; ++b) {
                const auto *from = w + (static_cast<std::size_t>(b) * cols + k) * blockRows;
                _mm_prefetch(reinterpret_cast<const char *>(from) + ahead, _MM_HINT_T0);
                const __m512i pair = _mm512_load_si512(from);
                const __m512 even = _mm512_castsi512_ps(_mm512_slli_epi32(pair, 16));
                const __m512 odd = _mm512_castsi512_ps(_mm512_and_si512(pair, high));
                for (int t = 0; t < Rows; ++t) {
                    const float *at = x + static_cast<std::size_t>(t) * g.in.stride + k;
                    sums[b][t] = _mm512_fmadd_ps(even, _mm512_set1_ps(at[0]), sums[b][t]);
                    sums[b][t] = _mm512_fmadd_ps(odd, _mm512_set1_ps(at[1]), sums[b][t]);
                }
            }
        }
        store<Blocks, Rows>(g, sums);
    }
};

struct Int8 {
    template <int Blocks, int Rows> ONSA_AVX512 static void run(const Group &g)
    {
        const auto parts = static_cast<std::size_t>(g.w.paddedCols / quantBlock);
        const std::size_t first = static_cast<std::size_t>(g.block) * parts;
        const auto *w = reinterpret_cast<const std::uint8_t *>(g.w.values.get()) + first * blockRows * quantBlock;
        const std::uint16_t *scales = g.w.scales.get() + first * blockRows;
        const auto row = static_cast<std::size_t>(g.row);
        const std::size_t inParts = g.in.quantStride / quantBlock;
        __m512 sums[Blocks][Rows];
        for (int b = 0; b < Blocks; ++b)
            for (int t = 0; t < Rows; ++t)
                sums[b][t] = _mm512_setzero_ps();
        for (std::size_t part = 0; part < parts; ++part) {
            for (int b = 0; b < Blocks; ++b) {
                const std::size_t at = static_cast<std::size_t>(b) * parts + part;
                const std::uint8_t *from = w + at * blockRows * quantBlock;
                __m512i weights[8];
                for (int i = 0; i < 8; ++i) {
                    _mm_prefetch(reinterpret_cast<const char *>(from) + ahead + i * 64, _MM_HINT_T0);
                    weights[i] = _mm512_load_si512(from + i * 64);
                }
                const __m512 scale = _mm512_castsi512_ps(
                    _mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_load_si256(
                                          reinterpret_cast<const __m256i *>(scales + at * blockRows))),
                                      16));
                for (int t = 0; t < Rows; ++t) {
                    const std::size_t token = row + static_cast<std::size_t>(t);
                    const auto *x = reinterpret_cast<const std::int32_t *>(g.in.quantised + token * g.in.quantStride
                                                                           + part * quantBlock);
                    const std::size_t scaleAt = token * inParts + part;
                    // Two chains of integer sums; integers do not care about their order.
                    __m512i even = _mm512_set1_epi32(g.in.corrections[scaleAt]);
                    __m512i odd = _mm512_setzero_si512();
                    for (int i = 0; i < 8; i += 2) {
                        even = _mm512_dpbusd_epi32(even, weights[i], _mm512_set1_epi32(x[i]));
                        odd = _mm512_dpbusd_epi32(odd, weights[i + 1], _mm512_set1_epi32(x[i + 1]));
                    }
                    const __m512 sum = _mm512_cvtepi32_ps(_mm512_add_epi32(even, odd));
                    const __m512 both = _mm512_mul_ps(scale, _mm512_set1_ps(g.in.scales[scaleAt]));
                    sums[b][t] = _mm512_fmadd_ps(sum, both, sums[b][t]);
                }
            }
        }
        store<Blocks, Rows>(g, sums);
    }
};

template <class Kernel, int Blocks> ONSA_AVX512 void allRows(const Group &start)
{
    Group g = start;
    const int rows = g.in.rows;
    for (; g.row + 8 <= rows; g.row += 8)
        Kernel::template run<Blocks, 8>(g);
    for (; g.row + 4 <= rows; g.row += 4)
        Kernel::template run<Blocks, 4>(g);
    for (; g.row + 2 <= rows; g.row += 2)
        Kernel::template run<Blocks, 2>(g);
    for (; g.row < rows; ++g.row)
        Kernel::template run<Blocks, 1>(g);
}

template <class Kernel>
ONSA_AVX512 void multiply(const DecodeMatrix &w, int first, int last, const InputRows &in, const OutputRows &out)
{
    Group g{w, in, out, first, 0};
    for (; in.rows == 1 && g.block + 4 <= last; g.block += 4)
        Kernel::template run<4, 1>(g);
    for (; g.block + 2 <= last; g.block += 2)
        allRows<Kernel, 2>(g);
    for (; g.block < last; ++g.block)
        allRows<Kernel, 1>(g);
}

ONSA_AVX512 void quantise(const float *in, int blocks, std::int8_t *out, float *scales, std::int32_t *corrections)
{
    for (int b = 0; b < blocks; ++b, in += quantBlock, out += quantBlock) {
        const __m512 low = _mm512_loadu_ps(in), high = _mm512_loadu_ps(in + 16);
        const float largest = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(low), _mm512_abs_ps(high)));
        const __m512 steps = _mm512_set1_ps(largest > smallestQuantised ? 127.0F / largest : 0.0F);
        const __m512 most = _mm512_set1_ps(127.0F), least = _mm512_set1_ps(-127.0F);
        const auto rounded = [&](__m512 x) ONSA_AVX512 {
            return _mm512_cvtps_epi32(_mm512_max_ps(_mm512_min_ps(_mm512_mul_ps(x, steps), most), least));
        };
        const __m512i a = rounded(low), c = rounded(high);
        _mm_storeu_si128(reinterpret_cast<__m128i *>(out), _mm512_cvtepi32_epi8(a));
        _mm_storeu_si128(reinterpret_cast<__m128i *>(out + 16), _mm512_cvtepi32_epi8(c));
        scales[b] = largest / 127.0F;
        corrections[b] = -128 * _mm512_reduce_add_epi32(_mm512_add_epi32(a, c));
    }
}

ONSA_AVX512 float dot(const float *a, const float *b, int n)
{
    __m512 sum = _mm512_setzero_ps();
    int i = 0;
    for (; i + 16 <= n; i += 16)
        sum = _mm512_fmadd_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i), sum);
    float total = _mm512_reduce_add_ps(sum);
    for (; i < n; ++i)
        total += a[i] * b[i];
    return total;
}

ONSA_AVX512 void addScaled(float *to, const float *from, float factor, int n)
{
    const __m512 f = _mm512_set1_ps(factor);
    int i = 0;
    for (; i + 16 <= n; i += 16)
        _mm512_storeu_ps(to + i, _mm512_fmadd_ps(f, _mm512_loadu_ps(from + i), _mm512_loadu_ps(to + i)));
    for (; i < n; ++i)
        to[i] += factor * from[i];
}

// e^x to about 1e-7 (Cephes' expf: x = n ln 2 + r, a polynomial for e^r).
ONSA_AVX512 inline __m512 exponential(__m512 x)
{
    x = _mm512_max_ps(_mm512_min_ps(x, _mm512_set1_ps(88.0F)), _mm512_set1_ps(-87.0F));
    const __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504F)), 8);
    __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375F), x);
    r = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4F), r);
    __m512 p = _mm512_set1_ps(1.9875691500e-4F);
    for (const float c : {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F})
        p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(c));
    p = _mm512_fmadd_ps(p, _mm512_mul_ps(r, r), _mm512_add_ps(r, _mm512_set1_ps(1.0F)));
    return _mm512_scalef_ps(p, n);
}

ONSA_AVX512 float exponentials(float *values, float shift, int n)
{
    const __m512 minus = _mm512_set1_ps(shift);
    __m512 sum = _mm512_setzero_ps();
    for (int i = 0; i < n; i += 16) {
        const auto mask = static_cast<__mmask16>((1U << static_cast<unsigned>(std::min(16, n - i))) - 1U);
        const __m512 e = exponential(_mm512_sub_ps(_mm512_maskz_loadu_ps(mask, values + i), minus));
        _mm512_mask_storeu_ps(values + i, mask, e);
        sum = _mm512_mask_add_ps(sum, mask, sum, e);
    }
    return _mm512_reduce_add_ps(sum);
}

ONSA_AVX512 void gate(float *gate, const float *up, int n)
{
    const __m512 one = _mm512_set1_ps(1.0F);
    for (int i = 0; i < n; i += 16) {
        const auto mask = static_cast<__mmask16>((1U << static_cast<unsigned>(std::min(16, n - i))) - 1U);
        const __m512 g = _mm512_maskz_loadu_ps(mask, gate + i);
        const __m512 sum = _mm512_add_ps(one, exponential(_mm512_sub_ps(_mm512_setzero_ps(), g)));
        const __m512 silu = _mm512_div_ps(g, sum);
        _mm512_mask_storeu_ps(gate + i, mask, _mm512_mul_ps(silu, _mm512_maskz_loadu_ps(mask, up + i)));
    }
}

bool usable()
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("fma");
}

} // namespace

const DecodeKernels *avx512Kernels()
{
    static constexpr DecodeKernels kernels = {
        "avx512-vnni", multiply<F32>, multiply<Bf16>, multiply<Int8>, quantise, dot, addScaled, exponentials, gate};
    return usable() ? &kernels : nullptr;
}

} // namespace onsa::engine
