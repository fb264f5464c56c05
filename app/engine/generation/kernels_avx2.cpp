// SPDX-License-Identifier: GPL-3.0-or-later
// 256-bit kernels: a block of 16 outputs is two registers. As in the wider kernels, every sum runs over the columns
// from front to back, whatever is multiplied together.
#include "engine/generation/decode_kernels.h"

#include <algorithm>
#include <immintrin.h>

// Compiled for the instructions of this file alone; callers ask avx2Kernels() first.
#define ONSA_AVX2 __attribute__((target("avx2,fma")))

namespace onsa::engine {

namespace {

struct Group {
    const DecodeMatrix &w;
    const InputRows &in;
    const OutputRows &out;
    int block = 0, row = 0;
};

template <int Rows> struct BlockSums {
    __m256 low[Rows], high[Rows]; // outputs 0 … 7 and 8 … 15
};

template <int Rows> ONSA_AVX2 inline void clear(BlockSums<Rows> &sums)
{
    for (int t = 0; t < Rows; ++t)
        sums.low[t] = sums.high[t] = _mm256_setzero_ps();
}

template <int Rows> ONSA_AVX2 inline void store(const Group &g, const BlockSums<Rows> &sums)
{
    const int first = g.block * blockRows;
    const int count = std::min(blockRows, g.w.rows - first);
    for (int t = 0; t < Rows; ++t) {
        alignas(32) float block[blockRows];
        _mm256_store_ps(block, sums.low[t]);
        _mm256_store_ps(block + 8, sums.high[t]);
        float *to = g.out.values + static_cast<std::size_t>(g.row + t) * g.out.stride + first;
        for (int r = 0; r < count; ++r)
            to[r] = (g.out.add ? to[r] : 0.0F) + block[r];
    }
}

struct F32 {
    template <int Rows> ONSA_AVX2 static void run(const Group &g)
    {
        const auto cols = static_cast<std::size_t>(g.w.paddedCols);
        const float *w =
            reinterpret_cast<const float *>(g.w.values.get()) + static_cast<std::size_t>(g.block) * blockRows * cols;
        const float *x = g.in.values + static_cast<std::size_t>(g.row) * g.in.stride;
        BlockSums<Rows> sums;
        clear(sums);
        for (std::size_t k = 0; k < cols; ++k, w += blockRows) {
            const __m256 low = _mm256_load_ps(w), high = _mm256_load_ps(w + 8);
            for (int t = 0; t < Rows; ++t) {
                const __m256 value = _mm256_set1_ps(x[static_cast<std::size_t>(t) * g.in.stride + k]);
                sums.low[t] = _mm256_fmadd_ps(low, value, sums.low[t]);
                sums.high[t] = _mm256_fmadd_ps(high, value, sums.high[t]);
            }
        }
        store(g, sums);
    }
};

struct Bf16 {
    template <int Rows> ONSA_AVX2 static void run(const Group &g)
    {
        const auto cols = static_cast<std::size_t>(g.w.paddedCols);
        const auto *w = reinterpret_cast<const std::uint16_t *>(g.w.values.get())
            + static_cast<std::size_t>(g.block) * blockRows * cols;
        const float *x = g.in.values + static_cast<std::size_t>(g.row) * g.in.stride;
        const __m256i upper = _mm256_set1_epi32(static_cast<int>(0xFFFF0000U));
        BlockSums<Rows> sums;
        clear(sums);
        for (std::size_t k = 0; k < cols; k += 2, w += 2 * blockRows) {
            const __m256i a = _mm256_load_si256(reinterpret_cast<const __m256i *>(w));
            const __m256i b = _mm256_load_si256(reinterpret_cast<const __m256i *>(w + blockRows));
            const __m256 lowEven = _mm256_castsi256_ps(_mm256_slli_epi32(a, 16));
            const __m256 lowOdd = _mm256_castsi256_ps(_mm256_and_si256(a, upper));
            const __m256 highEven = _mm256_castsi256_ps(_mm256_slli_epi32(b, 16));
            const __m256 highOdd = _mm256_castsi256_ps(_mm256_and_si256(b, upper));
            for (int t = 0; t < Rows; ++t) {
                const float *at = x + static_cast<std::size_t>(t) * g.in.stride + k;
                const __m256 even = _mm256_set1_ps(at[0]), odd = _mm256_set1_ps(at[1]);
                sums.low[t] = _mm256_fmadd_ps(lowOdd, odd, _mm256_fmadd_ps(lowEven, even, sums.low[t]));
                sums.high[t] = _mm256_fmadd_ps(highOdd, odd, _mm256_fmadd_ps(highEven, even, sums.high[t]));
            }
        }
        store(g, sums);
    }
};

// 8 outputs of 4 columns each: |w| as unsigned times x with the sign of w. Weights and inputs lie in -127 … 127, so the
// sum of two products (at most 32258) cannot overflow 16 bits.
ONSA_AVX2 inline __m256i multiplyAdd(__m256i sum, const std::uint8_t *from, __m256i x)
{
    const __m256i w = _mm256_xor_si256(_mm256_load_si256(reinterpret_cast<const __m256i *>(from)),
                                       _mm256_set1_epi8(static_cast<char>(0x80)));
    const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

ONSA_AVX2 inline __m256 scalesAt(const std::uint16_t *scales)
{
    const __m128i bits = _mm_load_si128(reinterpret_cast<const __m128i *>(scales));
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16));
}

struct Int8 {
    template <int Rows> ONSA_AVX2 static void run(const Group &g)
    {
        const auto parts = static_cast<std::size_t>(g.w.paddedCols / quantBlock);
        const std::size_t first = static_cast<std::size_t>(g.block) * parts;
        const auto *w = reinterpret_cast<const std::uint8_t *>(g.w.values.get()) + first * blockRows * quantBlock;
        const std::uint16_t *scales = g.w.scales.get() + first * blockRows;
        const std::size_t inParts = g.in.quantStride / quantBlock;
        BlockSums<Rows> sums;
        clear(sums);
        for (std::size_t part = 0; part < parts; ++part, w += blockRows * quantBlock, scales += blockRows) {
            const __m256 lowScale = scalesAt(scales), highScale = scalesAt(scales + 8);
            for (int t = 0; t < Rows; ++t) {
                const auto token = static_cast<std::size_t>(g.row + t);
                const auto *x = reinterpret_cast<const std::int32_t *>(g.in.quantised + token * g.in.quantStride
                                                                       + part * quantBlock);
                __m256i low = _mm256_setzero_si256(), high = low;
                for (int i = 0; i < 8; ++i) {
                    const __m256i four = _mm256_set1_epi32(x[i]);
                    low = multiplyAdd(low, w + i * 64, four);
                    high = multiplyAdd(high, w + i * 64 + 32, four);
                }
                const __m256 scale = _mm256_set1_ps(g.in.scales[token * inParts + part]);
                sums.low[t] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(low), _mm256_mul_ps(lowScale, scale), sums.low[t]);
                sums.high[t] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(high), _mm256_mul_ps(highScale, scale), sums.high[t]);
            }
        }
        store(g, sums);
    }
};

template <class Kernel>
ONSA_AVX2 void multiply(const DecodeMatrix &w, int first, int last, const InputRows &in, const OutputRows &out)
{
    for (int block = first; block < last; ++block) {
        Group g{w, in, out, block, 0};
        for (; g.row + 4 <= in.rows; g.row += 4)
            Kernel::template run<4>(g);
        for (; g.row < in.rows; ++g.row)
            Kernel::template run<1>(g);
    }
}

ONSA_AVX2 inline float sumOf(__m256 v)
{
    __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    four = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(four, _mm_movehdup_ps(four)));
}

ONSA_AVX2 void quantise(const float *in, int blocks, std::int8_t *out, float *scales, std::int32_t *corrections)
{
    const __m256 sign = _mm256_set1_ps(-0.0F);
    for (int b = 0; b < blocks; ++b, in += quantBlock, out += quantBlock) {
        __m256 most = _mm256_setzero_ps();
        for (int i = 0; i < quantBlock; i += 8)
            most = _mm256_max_ps(most, _mm256_andnot_ps(sign, _mm256_loadu_ps(in + i)));
        alignas(32) float lanes[8];
        _mm256_store_ps(lanes, most);
        const float largest = *std::max_element(lanes, lanes + 8);
        const __m256 steps = _mm256_set1_ps(largest > smallestQuantised ? 127.0F / largest : 0.0F);
        std::int32_t sum = 0;
        for (int i = 0; i < quantBlock; i += 8) {
            const __m256 scaled = _mm256_mul_ps(_mm256_loadu_ps(in + i), steps);
            const __m256 bounded =
                _mm256_max_ps(_mm256_min_ps(scaled, _mm256_set1_ps(127.0F)), _mm256_set1_ps(-127.0F));
            alignas(32) std::int32_t whole[8];
            _mm256_store_si256(reinterpret_cast<__m256i *>(whole), _mm256_cvtps_epi32(bounded));
            for (int k = 0; k < 8; ++k) {
                out[i + k] = static_cast<std::int8_t>(whole[k]);
                sum += out[i + k];
            }
        }
        scales[b] = largest / 127.0F;
        corrections[b] = -128 * sum;
    }
}

ONSA_AVX2 float dot(const float *a, const float *b, int n)
{
    __m256 sum = _mm256_setzero_ps();
    int i = 0;
    for (; i + 8 <= n; i += 8)
        sum = _mm256_fmadd_ps(_mm256_loadu_ps(a + i), _mm256_loadu_ps(b + i), sum);
    float total = sumOf(sum);
    for (; i < n; ++i)
        total += a[i] * b[i];
    return total;
}

ONSA_AVX2 void addScaled(float *to, const float *from, float factor, int n)
{
    const __m256 f = _mm256_set1_ps(factor);
    int i = 0;
    for (; i + 8 <= n; i += 8)
        _mm256_storeu_ps(to + i, _mm256_fmadd_ps(f, _mm256_loadu_ps(from + i), _mm256_loadu_ps(to + i)));
    for (; i < n; ++i)
        to[i] += factor * from[i];
}

bool usable()
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

} // namespace

const DecodeKernels *avx2Kernels()
{
    // Exponentials are a small part of the work: the plain ones do.
    static const DecodeKernels kernels = {"avx2",
                                          multiply<F32>,
                                          multiply<Bf16>,
                                          multiply<Int8>,
                                          quantise,
                                          dot,
                                          addScaled,
                                          plainKernels().exponentials,
                                          plainKernels().gate};
    return usable() ? &kernels : nullptr;
}

} // namespace onsa::engine
