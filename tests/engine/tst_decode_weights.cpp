// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts and kernels: the plain loop is held to a double sum over the matrix as it is, the fast ones to the plain one.
#include "engine/compute/random.h"
#include "engine/generation/decode_kernels.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace onsa::engine;

namespace {

struct Shape {
    int rows, cols, inputs;
};

// Rows and columns that fill no block, odd ones, and more inputs than any kernel takes at once.
constexpr Shape shapes[] = {{1, 1, 1},    {16, 32, 1},   {17, 33, 3}, {40, 64, 2},  {100, 96, 8},
                            {64, 130, 1}, {130, 48, 15}, {5, 257, 4}, {256, 64, 1}, {33, 31, 13}};
constexpr MatrixFormat formats[] = {MatrixFormat::F32, MatrixFormat::BF16, MatrixFormat::Int8};

std::vector<float> randomValues(Random &random, std::size_t count)
{
    std::vector<float> values(count);
    for (float &value : values)
        value = static_cast<float>(random.unit() * 2 - 1);
    return values;
}

DecodeMatrix packed(MatrixFormat format, const Shape &shape, const std::vector<float> &values)
{
    const auto serial = [](int count, const std::function<void(int)> &body) {
        for (int i = 0; i < count; ++i)
            body(i);
    };
    const auto matrix = packMatrix(
        format, shape.rows, shape.cols,
        [&](int row, float *out) { std::copy_n(values.begin() + row * shape.cols, shape.cols, out); }, serial);
    REQUIRE(matrix);
    return *matrix;
}

// Inputs in the shape that the kernels want, padded with zeros.
struct TestInputs {
    std::size_t stride;
    std::vector<float> values, scales;
    std::vector<std::int8_t> quantised;
    std::vector<std::int32_t> corrections;
    int rows;

    TestInputs(const DecodeKernels &kernels, const Shape &shape, const std::vector<float> &raw)
        : stride(static_cast<std::size_t>((shape.cols + 31) / 32 * 32))
        , values(stride * static_cast<std::size_t>(shape.inputs))
        , scales(values.size() / 32)
        , quantised(values.size())
        , corrections(values.size() / 32)
        , rows(shape.inputs)
    {
        for (int t = 0; t < rows; ++t)
            std::copy_n(raw.begin() + t * shape.cols, shape.cols, values.begin() + t * static_cast<int>(stride));
        kernels.quantise(values.data(), static_cast<int>(scales.size()), quantised.data(), scales.data(),
                         corrections.data());
    }
    InputRows view(int first, int count) const
    {
        const auto at = static_cast<std::size_t>(first) * stride;
        return {count,
                values.data() + at,
                stride,
                quantised.data() + at,
                stride,
                scales.data() + at / 32,
                corrections.data() + at / 32};
    }
};

std::vector<float> multiplied(const DecodeKernels &kernels, const DecodeMatrix &w, const TestInputs &in, bool add)
{
    std::vector<float> out(static_cast<std::size_t>(w.rows * in.rows) + 16, 0.5F); // 16 that nobody may touch
    kernels.multiply(w.format)(w, 0, w.blocks(), in.view(0, in.rows),
                               {out.data(), static_cast<std::size_t>(w.rows), add});
    for (std::size_t i = out.size() - 16; i < out.size(); ++i)
        CHECK(out[i] == 0.5F);
    out.resize(out.size() - 16);
    return out;
}

double worstDifference(const std::vector<float> &a, const std::vector<float> &b)
{
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        worst = std::max(worst, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return worst;
}

} // namespace

TEST_CASE("A packed matrix gives its rows back")
{
    Random random(1);
    for (const Shape &shape : shapes) {
        const auto values = randomValues(random, static_cast<std::size_t>(shape.rows * shape.cols));
        for (const MatrixFormat format : formats) {
            const auto matrix = packed(format, shape, values);
            // bf16 keeps 8 bits; int8 steps are at most 1/127 of the largest, which here is below 1, and rounded up
            const double bound = format == MatrixFormat::F32 ? 0 : format == MatrixFormat::BF16 ? 0.002 : 0.5 / 126;
            std::vector<float> row(static_cast<std::size_t>(shape.cols));
            for (int r = 0; r < shape.rows; ++r) {
                matrix.rowAsFloat(r, row.data());
                const auto at = values.begin() + r * shape.cols;
                REQUIRE(worstDifference(row, {at, at + shape.cols}) <= bound);
            }
        }
    }
}

TEST_CASE("The plain product is the product of what was packed")
{
    Random random(2);
    for (const Shape &shape : shapes) {
        const auto values = randomValues(random, static_cast<std::size_t>(shape.rows * shape.cols));
        const auto raw = randomValues(random, static_cast<std::size_t>(shape.inputs * shape.cols));
        const TestInputs inputs(plainKernels(), shape, raw);
        for (const MatrixFormat format : formats) {
            const auto matrix = packed(format, shape, values);
            const auto out = multiplied(plainKernels(), matrix, inputs, false);
            // Inputs in 8 bits are off by at most half a step of 1/127 each.
            const double bound = format == MatrixFormat::Int8 ? shape.cols * 0.5 / 127 + 1e-3 : shape.cols * 1e-5;
            std::vector<float> row(static_cast<std::size_t>(shape.cols));
            for (int r = 0; r < shape.rows; ++r) {
                matrix.rowAsFloat(r, row.data());
                for (int t = 0; t < shape.inputs; ++t) {
                    double sum = 0;
                    for (int k = 0; k < shape.cols; ++k)
                        sum += static_cast<double>(row[static_cast<std::size_t>(k)])
                            * static_cast<double>(raw[static_cast<std::size_t>(t * shape.cols + k)]);
                    REQUIRE(std::abs(static_cast<double>(out[static_cast<std::size_t>(t * shape.rows + r)]) - sum)
                            <= bound);
                }
            }
        }
    }
}

TEST_CASE("Every instruction set computes the same")
{
    for (const DecodeKernels *kernels : availableKernels()) {
        CAPTURE(kernels->name);
        Random random(3);
        for (const Shape &shape : shapes) {
            CAPTURE(shape.rows);
            CAPTURE(shape.cols);
            const auto values = randomValues(random, static_cast<std::size_t>(shape.rows * shape.cols));
            const auto raw = randomValues(random, static_cast<std::size_t>(shape.inputs * shape.cols));
            const TestInputs plain(plainKernels(), shape, raw), fast(*kernels, shape, raw);
            REQUIRE(fast.quantised == plain.quantised);
            REQUIRE(fast.corrections == plain.corrections);
            REQUIRE(worstDifference(fast.scales, plain.scales) == 0);
            for (const MatrixFormat format : formats) {
                const auto matrix = packed(format, shape, values);
                for (const bool add : {false, true}) {
                    const auto expected = multiplied(plainKernels(), matrix, plain, add);
                    REQUIRE(worstDifference(multiplied(*kernels, matrix, fast, add), expected)
                            < shape.cols * 2e-6 + 1e-6);
                }
            }
        }
    }
}

TEST_CASE("What comes out for an input does not depend on its neighbours")
{
    const Shape shape{80, 96, 15};
    Random random(4);
    const auto values = randomValues(random, static_cast<std::size_t>(shape.rows * shape.cols));
    const auto raw = randomValues(random, static_cast<std::size_t>(shape.inputs * shape.cols));
    for (const DecodeKernels *kernels : availableKernels()) {
        CAPTURE(kernels->name);
        const TestInputs inputs(*kernels, shape, raw);
        for (const MatrixFormat format : formats) {
            const auto matrix = packed(format, shape, values);
            const auto together = multiplied(*kernels, matrix, inputs, false);
            for (int t = 0; t < shape.inputs; ++t) {
                std::vector<float> alone(static_cast<std::size_t>(shape.rows));
                // in two parts, as two threads would do it
                kernels->multiply(format)(matrix, 0, 3, inputs.view(t, 1), {alone.data(), 80, false});
                kernels->multiply(format)(matrix, 3, 5, inputs.view(t, 1), {alone.data(), 80, false});
                REQUIRE(std::equal(alone.begin(), alone.end(), together.begin() + t * shape.rows)); // to the last bit
            }
        }
    }
}

TEST_CASE("The small loops agree with the plain ones")
{
    Random random(5);
    for (const DecodeKernels *kernels : availableKernels()) {
        CAPTURE(kernels->name);
        for (const int n : {1, 7, 16, 64, 100, 257}) {
            auto a = randomValues(random, static_cast<std::size_t>(n));
            const auto b = randomValues(random, static_cast<std::size_t>(n));
            CHECK(kernels->dot(a.data(), b.data(), n)
                  == doctest::Approx(plainKernels().dot(a.data(), b.data(), n)).epsilon(1e-4));
            for (float &x : a)
                x *= 50; // far out in both directions
            auto c = a, d = a;
            kernels->addScaled(c.data(), b.data(), 0.5F, n);
            plainKernels().addScaled(d.data(), b.data(), 0.5F, n);
            CHECK(worstDifference(c, d) < 1e-5);
            c = d = a;
            kernels->gate(c.data(), b.data(), n);
            plainKernels().gate(d.data(), b.data(), n);
            CHECK(worstDifference(c, d) < 1e-5);
            c = d = a;
            const float sum = kernels->exponentials(c.data(), 50, n);
            CHECK(sum == doctest::Approx(plainKernels().exponentials(d.data(), 50, n)).epsilon(1e-5));
            CHECK(worstDifference(c, d) < 1e-5);
        }
    }
}

TEST_CASE("Zeros, tiny and huge values survive eight bits")
{
    const Shape shape{3, 32, 1};
    std::vector<float> values(96, 0.0F);
    for (std::size_t i = 32; i < 64; ++i)
        values[i] = 1e-36F;
    for (std::size_t i = 64; i < 96; ++i)
        values[i] = i % 2 == 0 ? 3e30F : -3e30F;
    const auto matrix = packed(MatrixFormat::Int8, shape, values);
    std::vector<float> row(32);
    for (int r = 0; r < 3; ++r) {
        matrix.rowAsFloat(r, row.data());
        const float want = values[static_cast<std::size_t>(r) * 32];
        CHECK(row[0] == doctest::Approx(want).epsilon(0.01));
        CHECK(std::isfinite(row[0]));
    }
    for (const DecodeKernels *kernels : availableKernels()) {
        const TestInputs zero(*kernels, shape, std::vector<float>(32, 0.0F));
        CHECK(multiplied(*kernels, matrix, zero, false) == std::vector<float>{0, 0, 0});
        const TestInputs tiny(*kernels, shape, std::vector<float>(32, 1e-38F));
        for (const float value : multiplied(*kernels, matrix, tiny, false))
            CHECK(std::isfinite(value));
    }
}
