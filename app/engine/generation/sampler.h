// SPDX-License-Identifier: GPL-3.0-or-later
// Which token comes next. The same on every computer for the same logits: own random numbers, ties to the lowest id.
#pragma once

#include "core/api_types.h"
#include "engine/compute/random.h"

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace onsa::engine {

// Probabilities as the model gives them: no temperature, no penalties.
class LogProbabilities
{
public:
    explicit LogProbabilities(std::span<const float> logits);

    double of(int token) const { return static_cast<double>(m_logits[static_cast<std::size_t>(token)]) - m_logSum; }
    std::vector<std::pair<int, double>> best(int count) const; // best first

private:
    std::span<const float> m_logits;
    double m_logSum = 0;
};

class Sampler
{
public:
    // Answers of one request have different streams of random numbers by their index.
    Sampler(const Sampling &sampling, bool greedyOnly, std::uint64_t seed, int index);

    // Applies bias and penalties to the logits and takes one; -1 when they are not finite. The token counts for the
    // penalties of those to come (as OpenAI defines them: frequency times its count, presence once).
    int pick(std::span<float> logits);

private:
    int likeliest(std::span<const float> logits) const;
    int draw(std::span<const float> logits, float largest);

    double m_temperature, m_topP, m_frequencyPenalty, m_presencePenalty;
    std::map<int, double> m_bias;
    std::map<int, int> m_counts; // of the tokens of this answer
    Random m_random;
    std::vector<std::pair<double, int>> m_candidates; // weight, id
};

} // namespace onsa::engine
