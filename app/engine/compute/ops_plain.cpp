// SPDX-License-Identifier: GPL-3.0-or-later
// The loops as one would write them on paper.
#include "engine/compute/ops.h"

#include <cmath>
#include <vector>

namespace onsa::engine {

namespace {

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

float inverseNorm(const float *x, int width, float epsilon)
{
    double sum = 0;
    for (int i = 0; i < width; ++i)
        sum += double(x[i]) * double(x[i]);
    return static_cast<float>(1.0 / std::sqrt(sum / width + double(epsilon)));
}

template <class T> float rmsNorm(const float *x, const float *gain, int width, float epsilon, T *y)
{
    const float inverse = inverseNorm(x, width, epsilon);
    for (int i = 0; i < width; ++i)
        y[i] = fromFloat<T>(x[i] * inverse * gain[i]);
    return inverse;
}

// With n = x · r, r = (mean(x²) + ε)^-½: dx = r · g dy - x · r³ · mean(g dy x)
template <class T> float normSlope(const T *dy, const float *x, float inverse, const float *gain, int width)
{
    double sum = 0;
    for (int i = 0; i < width; ++i)
        sum += double(toFloat(dy[i])) * double(gain[i]) * double(x[i]);
    return static_cast<float>(sum / width * double(inverse) * double(inverse) * double(inverse));
}

template <class T>
void rmsNormBackward(const T *dy, const float *x, float inverse, const float *gain, int width, float *dx)
{
    const float slope = normSlope(dy, x, inverse, gain, width);
    for (int i = 0; i < width; ++i)
        dx[i] += inverse * gain[i] * toFloat(dy[i]) - x[i] * slope;
}

float headNorm(float *x, const float *gain, int width, float epsilon)
{
    return rmsNorm(x, gain, width, epsilon, x);
}

template <class T> void headNormBackward(T *gradient, const float *x, float inverse, const float *gain, int width)
{
    const float slope = normSlope(gradient, x, inverse, gain, width);
    for (int i = 0; i < width; ++i)
        gradient[i] = fromFloat<T>(inverse * gain[i] * toFloat(gradient[i]) - x[i] * slope);
}

template <class T> void rope(T *x, const float *cosines, const float *sines, int half, float turn)
{
    for (int i = 0; i < half; ++i) {
        const float a = toFloat(x[i]);
        const float b = toFloat(x[half + i]);
        x[i] = fromFloat<T>(a * cosines[i] - b * sines[i] * turn);
        x[half + i] = fromFloat<T>(b * cosines[i] + a * sines[i] * turn);
    }
}

template <class T> void add(float *x, const T *y, int count)
{
    for (int i = 0; i < count; ++i)
        x[i] += toFloat(y[i]);
}

template <class T> void convert(const float *x, T *y, int count)
{
    for (int i = 0; i < count; ++i)
        y[i] = fromFloat<T>(x[i]);
}

float sigmoid(float x)
{
    return 1.0F / (1.0F + std::exp(-x));
}

template <class T> void swiglu(const T *gate, const T *up, int count, T *out)
{
    for (int i = 0; i < count; ++i)
        out[i] = fromFloat<T>(toFloat(gate[i]) * sigmoid(toFloat(gate[i])) * toFloat(up[i]));
}

template <class T> void swigluBackward(const T *gate, const T *up, const T *dOut, int count, T *dGate, T *dUp)
{
    for (int i = 0; i < count; ++i) {
        const float g = toFloat(gate[i]);
        const float u = toFloat(up[i]);
        const float d = toFloat(dOut[i]);
        const float s = sigmoid(g);
        dUp[i] = fromFloat<T>(d * g * s);
        dGate[i] = fromFloat<T>(d * u * s * (1.0F + g * (1.0F - s)));
    }
}

template <class A> float dot(const A *a, const float *b, int count)
{
    double sum = 0;
    for (int i = 0; i < count; ++i)
        sum += double(toFloat(a[i])) * double(b[i]);
    return static_cast<float>(sum);
}

template <class T>
void attention(const AttentionShape &shape, const float *q, const float *k, const float *v, T *out, float *logSums,
               float *)
{
    std::vector<double> weights(at(shape.tokens)), sums(at(shape.headSize));
    for (int t = 0; t < shape.tokens; ++t) {
        for (int h = 0; h < shape.group; ++h) {
            const float *query = q + t * shape.stride + h * shape.headSize;
            double total = 0;
            for (int j = 0; j <= t; ++j) // scores stay small enough here to need no maximum taken off
                total += weights[at(j)] =
                    std::exp(double(shape.scale) * double(dot(query, k + j * shape.stride, shape.headSize)));
            logSums[t * shape.group + h] = static_cast<float>(std::log(total));
            sums.assign(sums.size(), 0.0);
            for (int j = 0; j <= t; ++j) {
                for (int i = 0; i < shape.headSize; ++i)
                    sums[at(i)] += weights[at(j)] / total * double(v[j * shape.stride + i]);
            }
            for (int i = 0; i < shape.headSize; ++i)
                out[t * shape.outStride + h * shape.headSize + i] = fromFloat<T>(static_cast<float>(sums[at(i)]));
        }
    }
}

// p = softmax(s), out = p v:  dv = pᵀ dOut;  ds = p ∘ (dOut vᵀ - dOut·out);  dq = scale ds k;  dk = scale dsᵀ q
template <class T>
void attentionBackward(const AttentionShape &shape, const float *q, const float *k, const float *v, const T *dOut,
                       const float *logSums, T *dq, T *dk, T *dv, float *)
{
    const std::size_t size = at(shape.tokens) * at(shape.headSize);
    std::vector<double> sumK(size), sumV(size), sumQ(at(shape.headSize)), p(at(shape.tokens)), dp(at(shape.tokens));
    for (int t = 0; t < shape.tokens; ++t) {
        for (int h = 0; h < shape.group; ++h) {
            const float *query = q + t * shape.stride + h * shape.headSize;
            const T *gradient = dOut + t * shape.outStride + h * shape.headSize;
            double mean = 0;
            for (int j = 0; j <= t; ++j) {
                p[at(j)] = std::exp(double(shape.scale) * double(dot(query, k + j * shape.stride, shape.headSize))
                                    - double(logSums[t * shape.group + h]));
                dp[at(j)] = double(dot(gradient, v + j * shape.stride, shape.headSize));
                mean += p[at(j)] * dp[at(j)];
            }
            sumQ.assign(sumQ.size(), 0.0);
            for (int j = 0; j <= t; ++j) {
                const double ds = p[at(j)] * (dp[at(j)] - mean) * double(shape.scale);
                for (int i = 0; i < shape.headSize; ++i) {
                    sumQ[at(i)] += ds * double(k[j * shape.stride + i]);
                    sumK[at(j) * at(shape.headSize) + at(i)] += ds * double(query[i]);
                    sumV[at(j) * at(shape.headSize) + at(i)] += p[at(j)] * double(toFloat(gradient[i]));
                }
            }
            for (int i = 0; i < shape.headSize; ++i)
                dq[t * shape.gradientStride + h * shape.headSize + i] = fromFloat<T>(static_cast<float>(sumQ[at(i)]));
        }
    }
    for (int j = 0; j < shape.tokens; ++j) {
        for (int i = 0; i < shape.headSize; ++i) {
            const std::size_t from = at(j) * at(shape.headSize) + at(i);
            dk[j * shape.gradientStride + i] = fromFloat<T>(static_cast<float>(sumK[from]));
            dv[j * shape.gradientStride + i] = fromFloat<T>(static_cast<float>(sumV[from]));
        }
    }
}

template <class T> TokenLoss crossEntropy(float *logits, int count, int target, float weight, T *dLogits)
{
    int best = 0;
    for (int i = 1; i < count; ++i) {
        if (logits[i] > logits[best])
            best = i;
    }
    double total = 0;
    for (int i = 0; i < count; ++i)
        total += std::exp(double(logits[i]) - double(logits[best]));
    const double logSum = double(logits[best]) + std::log(total);
    for (int i = 0; i < count && dLogits; ++i) {
        const double share = std::exp(double(logits[i]) - logSum) - (i == target ? 1.0 : 0.0);
        dLogits[i] = fromFloat<T>(static_cast<float>(share * double(weight)));
    }
    return {static_cast<float>(logSum - double(logits[target])), best == target};
}

void adamw(const AdamwNumbers &n, const float *gradient, float *m, float *v, float *values, int count)
{
    for (int i = 0; i < count; ++i) {
        const float g = gradient[i] * n.gradientScale;
        m[i] = n.beta1 * m[i] + (1 - n.beta1) * g;
        v[i] = n.beta2 * v[i] + (1 - n.beta2) * g * g;
        const float step = m[i] * n.correction1 / (std::sqrt(v[i] * n.correction2) + n.epsilon);
        values[i] -= n.learningRate * (step + n.weightDecay * values[i]);
    }
}

double sumSquares(const float *x, int count)
{
    double sum = 0;
    for (int i = 0; i < count; ++i)
        sum += double(x[i]) * double(x[i]);
    return sum;
}

template <class T, class U>
void product(int m, int n, int k, const T *a, std::ptrdiff_t strideA, const T *b, std::ptrdiff_t strideB, U *c,
             std::ptrdiff_t strideC)
{
    for (int i = 0; i < m; ++i) {
        for (int j = 0; j < n; ++j) {
            double sum = 0;
            for (int l = 0; l < k; ++l)
                sum += double(toFloat(a[i * strideA + l])) * double(toFloat(b[l * strideB + j]));
            c[i * strideC + j] = fromFloat<U>(static_cast<float>(sum));
        }
    }
}

template <class T>
constexpr Ops<T> table = {
    "plain",         rmsNorm<T>, rmsNormBackward<T>, headNorm,          headNormBackward<T>, rope<T>,
    add<T>,          convert<T>, swiglu<T>,          swigluBackward<T>, attention<T>,        attentionBackward<T>,
    crossEntropy<T>, adamw,      sumSquares,         product<T, T>,     product<T, float>};

} // namespace

std::size_t attentionScratch(int tokens, int headSize)
{
    const std::size_t length = at(roundUp(tokens, 16) + 64);
    const std::size_t width = at(roundUp(headSize, 16));
    // Transposed and plain keys and values, gradients of both: 6; a block of 48 rows: scores and their gradients,
    // queries, outputs, gradients.
    return 6 * length * width + 2 * 48 * length + 4 * 48 * width;
}

template <> const Ops<float> &plainOps()
{
    return table<float>;
}
template <> const Ops<BFloat16> &plainOps()
{
    return table<BFloat16>;
}

} // namespace onsa::engine
