// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of a decoder that is not a matrix product, one row (or one head) at a time, and each backward beside its
// forward. T is the type of what the matrix products read: float or BFloat16; sums are in float, and so are queries,
// keys and values, because a softmax enlarges the error of its scores more than anything else does (decision 0007).
// The plain table is what anybody can check; the fast ones are the same source for several instruction sets.
#pragma once

#include "engine/compute/cpu_features.h"
#include "engine/compute/matrix.h"

#include <cstddef>

namespace onsa::engine {

// Causal attention of the query heads that share one key-value head, within one sequence.
// Row t of q, k, v is at q + t * stride; head h of the group is at q + t * stride + h * headSize.
struct AttentionShape {
    int tokens = 0;
    int headSize = 0;
    int group = 1; // query heads per key-value head
    float scale = 1; // 1 / sqrt(headSize)
    std::ptrdiff_t stride = 0; // of q, k, v
    std::ptrdiff_t outStride = 0; // of out, or of its gradient in the backward
    std::ptrdiff_t gradientStride = 0; // of dq, dk, dv
};

struct AdamwNumbers {
    float learningRate = 0, beta1 = 0.9F, beta2 = 0.999F, epsilon = 1e-8F, weightDecay = 0;
    float correction1 = 1, correction2 = 1; // 1 / (1 - beta^step)
    float gradientScale = 1; // from clipping
};

struct TokenLoss {
    float loss = 0; // nats
    bool correct = false; // the target has the largest logit
};

template <class T> struct Ops {
    const char *name = "";

    // y = x * inverse * gain with inverse = 1 / sqrt(mean(x²) + epsilon), which is returned.
    float (*rmsNorm)(const float *x, const float *gain, int width, float epsilon, T *y);
    // dx += d(rmsNorm)/dx · dy
    void (*rmsNormBackward)(const T *dy, const float *x, float inverse, const float *gain, int width, float *dx);

    // The same for one head in place: x = norm(x); and gradient = d/dx of it, `x` being what stood there before.
    float (*headNorm)(float *x, const float *gain, int width, float epsilon);
    void (*headNormBackward)(T *gradient, const float *x, float inverse, const float *gain, int width);

    // Rotates the pairs (x[i], x[half + i]) by the angle whose cosine and sine are given; turn = -1 rotates back,
    // which is its backward.
    void (*rope)(T *x, const float *cosines, const float *sines, int half, float turn);

    void (*add)(float *x, const T *y, int count); // x += y
    void (*convert)(const float *x, T *y, int count);

    // out = silu(gate) * up
    void (*swiglu)(const T *gate, const T *up, int count, T *out);
    void (*swigluBackward)(const T *gate, const T *up, const T *dOut, int count, T *dGate, T *dUp);

    // out = softmax(scale · q kᵀ, causal) v; logSums[t * group + h] is kept for the backward.
    // scratch: attentionScratch() floats.
    void (*attention)(const AttentionShape &shape, const float *q, const float *k, const float *v, T *out,
                      float *logSums, float *scratch);
    // dq, dk, dv are overwritten.
    void (*attentionBackward)(const AttentionShape &shape, const float *q, const float *k, const float *v,
                              const T *dOut, const float *logSums, T *dq, T *dk, T *dv, float *scratch);

    // Cross entropy of one token. With dLogits: (softmax - onehot) * weight. The logits are overwritten.
    TokenLoss (*crossEntropy)(float *logits, int count, int target, float weight, T *dLogits);

    void (*adamw)(const AdamwNumbers &numbers, const float *gradient, float *m, float *v, float *values, int count);
    double (*sumSquares)(const float *x, int count);

    // c = a · b, for a computer where the matrix library fails; a (m, k), b (k, n), c (m, n).
    void (*product)(int m, int n, int k, const T *a, std::ptrdiff_t strideA, const T *b, std::ptrdiff_t strideB, T *c,
                    std::ptrdiff_t strideC);
    void (*productToFloat)(int m, int n, int k, const T *a, std::ptrdiff_t strideA, const T *b, std::ptrdiff_t strideB,
                           float *c, std::ptrdiff_t strideC);
};

// Floats that attention and its backward need for sequences up to `tokens`.
std::size_t attentionScratch(int tokens, int headSize);

template <class T> const Ops<T> &plainOps();
template <class T> const Ops<T> &opsFor(CpuLevel level);

} // namespace onsa::engine
