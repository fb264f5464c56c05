// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/training_data.h"

#include "core/example_check.h"
#include "engine/compute/random.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <set>

namespace onsa::engine {

namespace {

constexpr std::size_t maxLineBytes = 64U << 20U;

// A place in the file, for errors.
class Place
{
public:
    Place(DataRole role)
        : m_code(role == DataRole::Training ? "invalid_training_file" : "invalid_validation_file")
        , m_name(role == DataRole::Training ? "training" : "validation")
    {
    }

    tl::unexpected<Error> error(std::int64_t line, const std::string &what) const
    {
        const std::string place = "line " + std::to_string(line);
        return fail(ErrorKind::InvalidInput, "The " + m_name + " file has a mistake in " + place + ": " + what, m_code,
                    place);
    }
    tl::unexpected<Error> error(const std::string &what) const
    {
        return fail(ErrorKind::InvalidInput, "The " + m_name + " file " + what, m_code);
    }

private:
    std::string m_code, m_name;
};

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

Result<TrainingSequence> sequenceOf(std::string_view line, const PromptFormat &format, double promptLossWeight)
{
    for (const Issue &issue : checkLine(line)) {
        if (issue.severity == Severity::Error)
            return fail(ErrorKind::InvalidInput, issue.message);
    }
    const auto example = parseExample(line);
    if (!example)
        return tl::unexpected(example.error());
    return format.trainingSequence(*example, promptLossWeight);
}

// Cuts at the context. True when something was cut.
bool cut(TrainingSequence &sequence, int context)
{
    const auto limit = static_cast<std::size_t>(context);
    if (sequence.tokens.size() <= limit)
        return false;
    sequence.tokens.resize(limit);
    sequence.weights.resize(limit);
    return true;
}

// The tokens that are taught in full, in order.
std::vector<int> answerOf(const TrainingSequence &sequence)
{
    std::vector<int> answer;
    for (std::size_t i = 0; i < sequence.tokens.size(); ++i) {
        if (sequence.weights[i] >= 1)
            answer.push_back(sequence.tokens[i]);
    }
    return answer;
}

bool teachesAnything(const TrainingSequence &sequence)
{
    return std::any_of(sequence.weights.begin(), sequence.weights.end(), [](float weight) { return weight >= 1; });
}

} // namespace

Result<TrainingData> loadTrainingData(const std::filesystem::path &file, const PromptFormat &format, int context,
                                      double promptLossWeight, DataRole role)
{
    const Place place(role);
    std::error_code status;
    if (!std::filesystem::exists(file, status))
        return fail(ErrorKind::NotFound, "There is no file " + file.string() + ".");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return fail(ErrorKind::Io, "Could not open " + file.string() + ".");

    TrainingData data;
    std::string line;
    std::int64_t number = 0;
    while (std::getline(stream, line)) {
        ++number;
        if (number == 1 && line.starts_with("\xEF\xBB\xBF")) // byte order mark
            line.erase(0, 3);
        if (line.size() > maxLineBytes)
            return place.error(number, "the line is too long.");
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (isBlank(line))
            continue;
        auto sequence = sequenceOf(line, format, promptLossWeight);
        if (!sequence)
            return place.error(number, sequence.error().message);
        data.truncated += cut(*sequence, context) ? 1 : 0;
        if (!teachesAnything(*sequence))
            continue;
        data.longest = std::max(data.longest, static_cast<int>(sequence->tokens.size()));
        data.tokens += std::ssize(sequence->tokens);
        data.sequences.push_back(std::move(*sequence));
    }
    if (stream.bad())
        return fail(ErrorKind::Io, "Could not read " + file.string() + ".");
    if (!data.sequences.empty())
        return data;
    if (data.truncated > 0)
        return place.error("has only examples whose prompt alone is longer than the " + std::to_string(context)
                           + " tokens that this model can read. Shorten the prompts or choose another model.");
    return place.error("has no examples.");
}

TeachingLoad teachingLoad(const TrainingData &data)
{
    TeachingLoad load;
    std::set<std::vector<int>> answers;
    double tokens = 0;
    for (const TrainingSequence &sequence : data.sequences) {
        auto answer = answerOf(sequence);
        tokens += static_cast<double>(answer.size());
        answers.insert(std::move(answer));
    }
    load.examples = static_cast<int>(data.sequences.size());
    load.answers = static_cast<int>(answers.size());
    load.answerTokens = tokens / std::max(load.examples, 1);
    return load;
}

std::vector<std::vector<int>> batchesOf(int rows, int batchSize, std::uint64_t seed, int epoch)
{
    std::vector<int> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0);
    Random random(seed * 0x9e3779b97f4a7c15U + static_cast<std::uint64_t>(epoch) + 1);
    random.shuffle(order);
    std::vector<std::vector<int>> batches;
    for (std::size_t first = 0; first < order.size(); first += static_cast<std::size_t>(batchSize)) {
        const std::size_t last = std::min(order.size(), first + static_cast<std::size_t>(batchSize));
        batches.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(first),
                             order.begin() + static_cast<std::ptrdiff_t>(last));
    }
    return batches;
}

std::vector<PackedBatch> packBatches(const TrainingData &data, const std::vector<int> &rows, int maxTokens)
{
    std::vector<PackedBatch> batches;
    for (const int row : rows) {
        const TrainingSequence &sequence = data.sequences[static_cast<std::size_t>(row)];
        if (batches.empty() || batches.back().size() + static_cast<int>(sequence.tokens.size()) > maxTokens)
            batches.emplace_back();
        batches.back().append(sequence.tokens, sequence.weights);
    }
    return batches;
}

BatchLimits limitsOf(const TrainingData &data, int batchSize, std::uint64_t seed, int epochs, int maxTokens)
{
    std::vector<int> counted(data.sequences.size());
    for (std::size_t i = 0; i < counted.size(); ++i)
        counted[i] = static_cast<int>(std::count_if(data.sequences[i].weights.begin(), data.sequences[i].weights.end(),
                                                    [](float weight) { return weight > 0; }));
    BatchLimits limits;
    limits.longest = data.longest;
    for (int epoch = 0; epoch < epochs; ++epoch) {
        for (const auto &batch : batchesOf(static_cast<int>(data.sequences.size()), batchSize, seed, epoch)) {
            int tokens = 0, weighted = 0;
            for (const int row : batch) {
                const int size = static_cast<int>(data.sequences[static_cast<std::size_t>(row)].tokens.size());
                if (tokens > 0 && tokens + size > maxTokens)
                    tokens = weighted = 0; // a new part of the step begins
                tokens += size;
                weighted += counted[static_cast<std::size_t>(row)];
                limits.tokens = std::max(limits.tokens, tokens);
                limits.counted = std::max(limits.counted, weighted);
            }
        }
    }
    return limits;
}

} // namespace onsa::engine
