// SPDX-License-Identifier: GPL-3.0-or-later
// The fast loops against the plain ones on random shapes, for every instruction set of this computer; and every
// backward against differences of its forward.
#include "engine/compute/ops.h"
#include "engine/compute/random.h"

#include <cmath>
#include <doctest/doctest.h>
#include <functional>

using namespace onsa::engine;

namespace {

template <class T> std::vector<T> randomValues(Random &random, int count, double size = 1)
{
    std::vector<T> values(static_cast<std::size_t>(count));
    for (T &value : values)
        value = fromFloat<T>(static_cast<float>((2 * random.unit() - 1) * size));
    return values;
}

template <class T> double distance(const std::vector<T> &a, const std::vector<T> &b)
{
    double difference = 0, size = 1e-20;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double d = double(toFloat(a[i])) - double(toFloat(b[i]));
        difference += d * d;
        size += double(toFloat(b[i])) * double(toFloat(b[i]));
    }
    return std::sqrt(difference / size);
}

// Everything that one table computes from the same random input, as lists of numbers.
template <class T> std::vector<std::vector<float>> resultsOf(const Ops<T> &ops, std::uint64_t seed)
{
    Random random(seed);
    std::vector<std::vector<float>> results;
    const auto keep = [&](const auto &values) {
        std::vector<float> floats;
        for (const auto value : values)
            floats.push_back(toFloat(value));
        results.push_back(std::move(floats));
    };
    const int width = 2 + static_cast<int>(random.below(150));
    const auto x = randomValues<float>(random, width, 2);
    const auto gain = randomValues<float>(random, width);
    const auto dy = randomValues<T>(random, width);
    std::vector<T> y(static_cast<std::size_t>(width));
    const float inverse = ops.rmsNorm(x.data(), gain.data(), width, 1e-5F, y.data());
    keep(y);
    auto dx = randomValues<float>(random, width);
    ops.rmsNormBackward(dy.data(), x.data(), inverse, gain.data(), width, dx.data());
    keep(dx);
    auto head = randomValues<float>(random, width, 3);
    const auto before = head;
    const float headInverse = ops.headNorm(head.data(), gain.data(), width, 1e-6F);
    keep(head);
    auto headGradient = dy;
    ops.headNormBackward(headGradient.data(), before.data(), headInverse, gain.data(), width);
    keep(headGradient);

    auto turned = randomValues<T>(random, 2 * width);
    const auto cosines = randomValues<float>(random, width);
    const auto sines = randomValues<float>(random, width);
    ops.rope(turned.data(), cosines.data(), sines.data(), width, 1);
    keep(turned);
    auto sum = x;
    ops.add(sum.data(), dy.data(), width);
    keep(sum);
    ops.convert(x.data(), y.data(), width);
    keep(y);
    const auto gate = randomValues<T>(random, width, 12);
    const auto up = randomValues<T>(random, width);
    ops.swiglu(gate.data(), up.data(), width, y.data());
    keep(y);
    std::vector<T> dGate(y.size()), dUp(y.size());
    ops.swigluBackward(gate.data(), up.data(), dy.data(), width, dGate.data(), dUp.data());
    keep(dGate);
    keep(dUp);

    AttentionShape shape;
    shape.tokens = 1 + static_cast<int>(random.below(70));
    shape.headSize = 2 * (1 + static_cast<int>(random.below(40)));
    shape.group = 1 + static_cast<int>(random.below(3));
    shape.scale = 1 / std::sqrt(static_cast<float>(shape.headSize));
    shape.stride = (shape.group + 2) * shape.headSize + 3;
    shape.outStride = shape.group * shape.headSize + 5;
    shape.gradientStride = shape.stride + 2;
    const auto qkv = randomValues<float>(random, static_cast<int>(shape.tokens * shape.stride), 2);
    const float *k = qkv.data() + shape.group * shape.headSize;
    std::vector<T> out(static_cast<std::size_t>(shape.tokens * shape.outStride));
    std::vector<float> logSums(static_cast<std::size_t>(shape.tokens * shape.group));
    std::vector<float> scratch(attentionScratch(shape.tokens, shape.headSize));
    ops.attention(shape, qkv.data(), k, k + shape.headSize, out.data(), logSums.data(), scratch.data());
    keep(out);
    keep(logSums);
    const auto dOut = randomValues<T>(random, static_cast<int>(out.size()));
    std::vector<T> gradient(static_cast<std::size_t>(shape.tokens * shape.gradientStride));
    T *dk = gradient.data() + shape.group * shape.headSize;
    ops.attentionBackward(shape, qkv.data(), k, k + shape.headSize, dOut.data(), logSums.data(), gradient.data(), dk,
                          dk + shape.headSize, scratch.data());
    keep(gradient);

    auto logits = randomValues<float>(random, width, 8);
    const TokenLoss loss = ops.crossEntropy(logits.data(), width, width / 2, 0.7F, y.data());
    keep(y);
    keep(std::vector<float>{loss.loss, loss.correct ? 1.0F : 0.0F});
    AdamwNumbers numbers;
    numbers.learningRate = 0.01F;
    numbers.weightDecay = 0.1F;
    auto m = randomValues<float>(random, width);
    auto v = m;
    for (float &value : v)
        value *= value;
    auto values = x;
    ops.adamw(numbers, gain.data(), m.data(), v.data(), values.data(), width);
    keep(values);
    keep(m);
    keep(v);
    keep(std::vector<float>{static_cast<float>(ops.sumSquares(x.data(), width))});

    const int rows = 1 + static_cast<int>(random.below(20));
    const int inner = 1 + static_cast<int>(random.below(40));
    const auto a = randomValues<T>(random, rows * inner);
    const auto b = randomValues<T>(random, inner * width);
    std::vector<T> c(static_cast<std::size_t>(rows * width));
    std::vector<float> d(c.size());
    ops.product(rows, width, inner, a.data(), inner, b.data(), width, c.data(), width);
    keep(c);
    ops.productToFloat(rows, width, inner, a.data(), inner, b.data(), width, d.data(), width);
    keep(d);
    return results;
}

template <class T> void compareLevels(double tolerance)
{
    for (const CpuLevel level : cpuLevels()) {
        for (std::uint64_t seed = 1; seed <= 25; ++seed) {
            const auto expected = resultsOf(plainOps<T>(), seed);
            const auto got = resultsOf(opsFor<T>(level), seed);
            REQUIRE(got.size() == expected.size());
            for (std::size_t i = 0; i < got.size(); ++i) {
                CAPTURE(nameOf(level));
                CAPTURE(seed);
                CAPTURE(i);
                CHECK(distance(got[i], expected[i]) < tolerance);
            }
        }
    }
}

// Gradient of sum(weights · outputs(x)) by central differences.
std::vector<float> differences(std::vector<float> x, const std::vector<float> &weights,
                               const std::function<std::vector<float>(const std::vector<float> &)> &outputs)
{
    std::vector<float> gradient(x.size());
    const auto total = [&] {
        double sum = 0;
        const auto values = outputs(x);
        for (std::size_t i = 0; i < values.size(); ++i)
            sum += double(values[i]) * double(weights[i]);
        return sum;
    };
    constexpr float step = 1e-2F;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const float kept = x[i];
        x[i] = kept + step;
        const double above = total();
        x[i] = kept - step;
        gradient[i] = static_cast<float>((above - total()) / (2 * double(step)));
        x[i] = kept;
    }
    return gradient;
}

const Ops<float> &plain = plainOps<float>();

} // namespace

TEST_CASE("fast loops agree with the plain ones in float")
{
    compareLevels<float>(2e-6);
}
TEST_CASE("fast loops agree with the plain ones in bf16")
{
    compareLevels<BFloat16>(4e-3);
}

TEST_CASE("a float becomes the nearest bf16, and a NaN stays one")
{
    CHECK(toFloat(fromFloat<BFloat16>(1.0F)) == 1.0F);
    CHECK(toFloat(fromFloat<BFloat16>(1.00390625F)) == 1.0F); // half way: to even
    CHECK(toFloat(fromFloat<BFloat16>(1.0117188F)) == 1.015625F);
    CHECK(std::isnan(toFloat(fromFloat<BFloat16>(std::nanf("")))));
    CHECK(std::isinf(toFloat(fromFloat<BFloat16>(INFINITY))));
}

TEST_CASE("backward of the norms is the slope of their forward")
{
    Random random(3);
    const int width = 24;
    const auto x = randomValues<float>(random, width);
    const auto gain = randomValues<float>(random, width);
    const auto weights = randomValues<float>(random, width);
    const auto outputs = [&](const std::vector<float> &from) {
        std::vector<float> y(from.size());
        plain.rmsNorm(from.data(), gain.data(), width, 1e-5F, y.data());
        return y;
    };
    std::vector<float> y(static_cast<std::size_t>(width)), dx(y.size());
    const float inverse = plain.rmsNorm(x.data(), gain.data(), width, 1e-5F, y.data());
    plain.rmsNormBackward(weights.data(), x.data(), inverse, gain.data(), width, dx.data());
    CHECK(distance(dx, differences(x, weights, outputs)) < 1e-3);
    auto gradient = weights;
    plain.headNormBackward(gradient.data(), x.data(), inverse, gain.data(), width);
    CHECK(distance(gradient, dx) < 1e-6);
}

TEST_CASE("rotating back undoes the rotation and is its backward")
{
    Random random(4);
    const auto x = randomValues<float>(random, 32);
    std::vector<float> cosines(16), sines(16);
    for (std::size_t i = 0; i < 16; ++i) {
        cosines[i] = std::cos(static_cast<float>(i));
        sines[i] = std::sin(static_cast<float>(i));
    }
    auto turned = x;
    plain.rope(turned.data(), cosines.data(), sines.data(), 16, 1);
    CHECK(distance(turned, x) > 0.1);
    plain.rope(turned.data(), cosines.data(), sines.data(), 16, -1);
    CHECK(distance(turned, x) < 1e-6);
    const auto weights = randomValues<float>(random, 32);
    auto gradient = weights;
    plain.rope(gradient.data(), cosines.data(), sines.data(), 16, -1);
    CHECK(distance(gradient,
                   differences(x, weights,
                               [&](std::vector<float> y) {
                                   plain.rope(y.data(), cosines.data(), sines.data(), 16, 1);
                                   return y;
                               }))
          < 1e-3);
}

TEST_CASE("backward of SwiGLU is the slope of its forward")
{
    Random random(5);
    const int count = 20;
    const auto x = randomValues<float>(random, 2 * count, 2); // gate, then up
    const auto weights = randomValues<float>(random, count);
    std::vector<float> gradient(x.size());
    plain.swigluBackward(x.data(), x.data() + count, weights.data(), count, gradient.data(), gradient.data() + count);
    CHECK(distance(gradient,
                   differences(x, weights,
                               [&](const std::vector<float> &from) {
                                   std::vector<float> y(static_cast<std::size_t>(count));
                                   plain.swiglu(from.data(), from.data() + count, count, y.data());
                                   return y;
                               }))
          < 1e-3);
}

TEST_CASE("backward of attention is the slope of its forward")
{
    Random random(6);
    const AttentionShape shape{6, 4, 2, 0.5F, 16, 8, 16};
    const auto x = randomValues<float>(random, 6 * 16);
    const auto weights = randomValues<float>(random, 6 * 8);
    std::vector<float> logSums(12), scratch(attentionScratch(6, 4)), gradient(x.size());
    const auto outputs = [&](const std::vector<float> &from) {
        std::vector<float> out(weights.size());
        plain.attention(shape, from.data(), from.data() + 8, from.data() + 12, out.data(), logSums.data(),
                        scratch.data());
        return out;
    };
    const auto expected = differences(x, weights, outputs);
    outputs(x);
    plain.attentionBackward(shape, x.data(), x.data() + 8, x.data() + 12, weights.data(), logSums.data(),
                            gradient.data(), gradient.data() + 8, gradient.data() + 12, scratch.data());
    CHECK(distance(gradient, expected) < 1e-3);
}

TEST_CASE("the gradient of cross entropy is the slope of the loss")
{
    Random random(7);
    const int count = 30;
    const auto x = randomValues<float>(random, count, 2);
    std::vector<float> gradient(x.size());
    auto logits = x;
    plain.crossEntropy(logits.data(), count, 11, 0.25F, gradient.data());
    CHECK(
        distance(gradient,
                 differences(x, {0.25F},
                             [&](std::vector<float> from) {
                                 return std::vector<float>{
                                     plain.crossEntropy(from.data(), count, 11, 1, static_cast<float *>(nullptr)).loss};
                             }))
        < 1e-3);
}
