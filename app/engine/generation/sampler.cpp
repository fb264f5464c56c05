// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/generation/sampler.h"

#include <algorithm>
#include <cmath>

namespace onsa::engine {

namespace {

// e^-30 is 1e-13: all the tokens below that together are never drawn in practice.
constexpr double negligible = -30;

std::uint64_t streamOf(std::uint64_t seed, int index)
{
    // Mixed twice, because streams of SplitMix64 from near seeds are parts of each other.
    Random first(seed ^ (static_cast<std::uint64_t>(index) + 1) * 0xd1342543de82ef95U);
    return first.bits();
}

} // namespace

LogProbabilities::LogProbabilities(std::span<const float> logits)
    : m_logits(logits)
{
    const double largest = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - largest);
    m_logSum = largest + std::log(sum);
}

std::vector<std::pair<int, double>> LogProbabilities::best(int count) const
{
    if (count <= 0)
        return {};
    std::vector<int> ids(m_logits.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        ids[i] = static_cast<int>(i);
    const auto wanted = std::min(ids.size(), static_cast<std::size_t>(count));
    std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(wanted), ids.end(), [this](int a, int b) {
        const float x = m_logits[static_cast<std::size_t>(a)], y = m_logits[static_cast<std::size_t>(b)];
        return x != y ? x > y : a < b;
    });
    std::vector<std::pair<int, double>> out;
    for (std::size_t i = 0; i < wanted; ++i)
        out.emplace_back(ids[i], of(ids[i]));
    return out;
}

Sampler::Sampler(const Sampling &sampling, bool greedyOnly, std::uint64_t seed, int index)
    : m_temperature(greedyOnly ? 0 : sampling.temperature)
    , m_topP(sampling.topP)
    , m_frequencyPenalty(sampling.frequencyPenalty)
    , m_presencePenalty(sampling.presencePenalty)
    , m_bias(sampling.logitBias)
    , m_random(streamOf(seed, index))
{
}

int Sampler::pick(std::span<float> logits)
{
    const auto known = [&](int id) { return id >= 0 && static_cast<std::size_t>(id) < logits.size(); };
    for (const auto &[id, bias] : m_bias) {
        if (known(id))
            logits[static_cast<std::size_t>(id)] += static_cast<float>(bias);
    }
    for (const auto &[id, count] : m_counts)
        logits[static_cast<std::size_t>(id)] -= static_cast<float>(m_frequencyPenalty * count + m_presencePenalty);

    // A NaN anywhere makes the sum one; it would lose every comparison and go unseen.
    float sum = 0;
    for (const float logit : logits)
        sum += logit * 1e-10F;
    if (logits.empty() || !std::isfinite(sum))
        return -1;
    const int best = likeliest(logits);
    const int picked = m_temperature > 0 ? draw(logits, logits[static_cast<std::size_t>(best)]) : best;
    ++m_counts[picked];
    return picked;
}

int Sampler::likeliest(std::span<const float> logits) const
{
    return static_cast<int>(std::max_element(logits.begin(), logits.end()) - logits.begin()); // the first of equals
}

int Sampler::draw(std::span<const float> logits, float largest)
{
    m_candidates.clear();
    double total = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double exponent = (static_cast<double>(logits[i]) - static_cast<double>(largest)) / m_temperature;
        if (exponent < negligible)
            continue;
        const double weight = std::exp(exponent);
        m_candidates.emplace_back(weight, static_cast<int>(i));
        total += weight;
    }
    if (m_topP < 1) {
        // The smallest set of likeliest tokens that together reach topP; one at least.
        std::sort(m_candidates.begin(), m_candidates.end(), [](const auto &a, const auto &b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        double kept = 0;
        std::size_t count = 0;
        while (count < m_candidates.size() && (count == 0 || kept < m_topP * total))
            kept += m_candidates[count++].first;
        m_candidates.resize(count);
        total = kept;
    }
    double at = m_random.unit() * total;
    for (const auto &[weight, id] : m_candidates) {
        at -= weight;
        if (at < 0)
            return id;
    }
    return m_candidates.back().second; // rounding of the sums
}

} // namespace onsa::engine
