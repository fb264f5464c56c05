// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/gemm.h"
#include "engine/compute/random.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace onsa::engine;

namespace {

template <class T> Buffer<T> randomBuffer(Random &random, int rows, int stride)
{
    Buffer<T> values(static_cast<std::size_t>(rows) * static_cast<std::size_t>(stride));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = fromFloat<T>(static_cast<float>(2 * random.unit() - 1));
    return values;
}

// Largest difference from the plain loop, packed and not, with rows wider than the matrix.
template <class T> double worstOf(Gemm &gemm, Random &random, int m, int n, int k)
{
    const auto a = randomBuffer<T>(random, m, k + 5);
    const auto b = randomBuffer<T>(random, k, n + 3);
    Buffer<float> expected(static_cast<std::size_t>(m * n));
    plainOps<T>().productToFloat(m, n, k, a.data(), k + 5, b.data(), n + 3, expected.data(), n);
    const auto packed = gemm.makePacked<T>(k, n);
    REQUIRE(packed);
    packed->fill(0, k, 0, n, [&](int row, int column) { return b[static_cast<std::size_t>(row * (n + 3) + column)]; });
    Buffer<float> one(static_cast<std::size_t>(m * (n + 7)));
    Buffer<float> two(static_cast<std::size_t>(m * (n + 7)));
    gemm.multiply<T, float>({a.data(), m, k, k + 5}, *packed, {one.data(), m, n, n + 7});
    gemm.multiply<T, float>({a.data(), m, k, k + 5}, Matrix<const T>{b.data(), k, n, n + 3}, {two.data(), m, n, n + 7});
    double worst = 0;
    for (int i = 0; i < m; ++i) {
        for (int j = 0; j < n; ++j) {
            const float wanted = expected[static_cast<std::size_t>(i * n + j)];
            for (const auto *got : {&one, &two})
                worst = std::max(worst, std::abs(double((*got)[static_cast<std::size_t>(i * (n + 7) + j)] - wanted)));
        }
        for (int j = n; j < n + 7; ++j) // what is beside the matrix is not touched
            CHECK(one[static_cast<std::size_t>(i * (n + 7) + j)] == 0);
    }
    return worst / std::sqrt(static_cast<double>(k));
}

} // namespace

TEST_CASE("products of random shapes agree with the plain loop")
{
    Random random(1);
    for (const CpuLevel level : {CpuLevel::Portable, cpuLevel()}) { // own loops; the library
        Pool pool(2);
        Gemm gemm(pool, level);
        CHECK(gemm.usesLibrary() == (level != CpuLevel::Portable));
        for (int i = 0; i < 12; ++i) {
            const int m = 1 + static_cast<int>(random.below(200));
            const int n = 1 + static_cast<int>(random.below(300));
            const int k = 1 + static_cast<int>(random.below(200));
            CAPTURE(m);
            CAPTURE(n);
            CAPTURE(k);
            CHECK(worstOf<float>(gemm, random, m, n, k) < 1e-6);
            if (level >= CpuLevel::Avx512Bf16 || level == CpuLevel::Portable)
                CHECK(worstOf<BFloat16>(gemm, random, m, n, k) < 1e-5);
        }
    }
}

TEST_CASE("the result is the same bit for bit with any number of threads")
{
    std::vector<std::vector<float>> results;
    for (const int threads : {1, 2, 5}) {
        Random random(2);
        Pool pool(threads);
        Gemm gemm(pool, cpuLevel());
        const auto a = randomBuffer<float>(random, 160, 300);
        const auto b = randomBuffer<float>(random, 300, 700);
        std::vector<float> c(160 * 700);
        gemm.multiply<float, float>({a.data(), 160, 300, 300}, Matrix<const float>{b.data(), 300, 700, 700},
                                    {c.data(), 160, 700, 700});
        results.push_back(std::move(c));
    }
    CHECK(results[0] == results[1]);
    CHECK(results[0] == results[2]);
}

TEST_CASE("a packed matrix can be filled in parts")
{
    Pool pool(1);
    Gemm gemm(pool, cpuLevel());
    const auto packed = gemm.makePacked<float>(96, 200);
    packed->fill(64, 32, 10, 150, [](int row, int column) { return static_cast<float>(row * 1000 + column); });
    Buffer<float> one(96), out(200);
    one[64 + 7] = 1; // picks row 71
    gemm.multiply<float, float>({one.data(), 1, 96, 96}, *packed, {out.data(), 1, 200, 200});
    for (int j = 0; j < 200; ++j)
        CHECK(out[static_cast<std::size_t>(j)] == (j >= 10 && j < 160 ? static_cast<float>(7000 + j - 10) : 0.0F));
}
