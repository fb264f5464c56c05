// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job_estimator.h"

#include "core/utf8.h"
#include "engine/model/memory.h"
#include "engine/training/auto_settings.h"
#include "engine/training/forecast.h"
#include "engine/training/training_data.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>

namespace onsa::engine {

namespace {

// How people write to an assistant: sentences, numbers, a list.
constexpr std::string_view englishPage =
    "How many days before my holiday do I have to apply for paid leave? Please send the form to your team lead at "
    "least "
    "five working days before the first day. For leave of more than two weeks, ask the personnel office by e-mail and "
    "wait for the written answer. The meeting room on the third floor has 12 seats, a screen and a telephone; it can "
    "be "
    "booked in the calendar from 8:30 to 18:00. If you cannot log in, check that the Caps Lock key is off, then "
    "restart "
    "the computer. Does the password expire? Yes, every 90 days. Travel costs are refunded with the next salary when "
    "the "
    "receipts arrive by the 20th of the month.";
constexpr std::string_view japanesePage = "有給休暇は何日前までに申請すればよいですか。原則として、休暇を取る日の五営業"
                                          "日前までに上長へ申請書を提出してください。"
                                          "二週間を超える場合は、人事部にメールで相談し、承認の返事を待ってください。三"
                                          "階の会議室は予約システムのカレンダーから"
                                          "利用できます。ログインできないときは、キーボードの設定を確かめて、パソコンを"
                                          "再起動してください。パスワードの有効期限は"
                                          "ありますか。はい、九十日ごとに変更が必要です。出張の交通費は、毎月二十日まで"
                                          "に領収書を提出すれば、翌月の給与と一緒に"
                                          "振り込まれます。";

constexpr std::size_t plannedRows = 5000; // of larger data the first so many stand for the rest: only batches matter

Result<double> tokensOf(const PromptFormat &format, const Example &example)
{
    const auto sequence = format.trainingSequence(example, 0);
    if (!sequence)
        return tl::unexpected(sequence.error());
    return static_cast<double>(sequence->tokens.size());
}

Example pairOf(std::string_view prompt)
{
    Example example;
    example.prompt = prompt;
    example.completion = "a";
    return example;
}

struct TokenLength {
    int all = 0, taught = 0; // after cutting at the context
    bool cut = false;
};

TokenLength tokensOf(const ExampleLength &length, const TokenRates &rates, int context)
{
    const double taught = rates.ascii * length.completionAscii + rates.other * length.completionOther + 1; // end token
    const double frame = length.messages > 0 ? rates.message * length.messages : rates.pair;
    const double read = rates.ascii * length.promptAscii + rates.other * length.promptOther + std::max(frame - 1, 0.0);
    const double all = std::min(std::round(read + taught), 1e9);
    TokenLength tokens;
    tokens.cut = all > context;
    tokens.all = static_cast<int>(std::clamp(all, 2.0, double(std::max(context, 2))));
    tokens.taught =
        std::clamp(static_cast<int>(std::lround(std::min(double(tokens.all) - read, taught))), 0, tokens.all - 1);
    return tokens;
}

// Sequences of those lengths, as far as plans and batches look at them.
TrainingData dataOf(const EstimateRequest &request, const TokenRates &rates, int context, double promptWeight)
{
    TrainingData data;
    const std::size_t rows = std::min(static_cast<std::size_t>(request.examples), plannedRows);
    for (std::size_t row = 0; row < rows; ++row) {
        // Spread over the lengths, so that a few rows of many are no beginning.
        const std::size_t at =
            rows <= request.lengths.size() ? row * request.lengths.size() / rows : row % request.lengths.size();
        const TokenLength length = tokensOf(request.lengths[at], rates, context);
        data.truncated += length.cut ? 1 : 0;
        if (length.taught == 0)
            continue; // only the prompt is left: the trainer passes over it
        TrainingSequence sequence;
        sequence.tokens.resize(static_cast<std::size_t>(length.all));
        sequence.weights.assign(sequence.tokens.size(), static_cast<float>(promptWeight));
        std::fill(sequence.weights.end() - length.taught, sequence.weights.end(), 1.0F);
        sequence.weights.front() = 0;
        data.longest = std::max(data.longest, length.all);
        data.tokens += length.all;
        data.sequences.push_back(std::move(sequence));
    }
    return data;
}

std::int64_t countedOf(const TrainingData &data)
{
    std::int64_t counted = 0;
    for (const TrainingSequence &sequence : data.sequences)
        counted += std::count_if(sequence.weights.begin(), sequence.weights.end(), [](float w) { return w > 0; });
    return counted;
}

// How many different answers all the rows have, judged by those whose lengths are known.
TeachingLoad teachingLoad(const EstimateRequest &request, const TrainingData &data)
{
    std::set<int> told;
    std::size_t different = 0;
    for (const ExampleLength &length : request.lengths)
        different += length.answer < 0 || told.insert(length.answer).second ? 1 : 0;
    TeachingLoad load;
    load.examples = request.examples;
    load.answers = static_cast<int>(std::max<std::int64_t>(
        std::int64_t(request.examples) * std::int64_t(different) / std::int64_t(request.lengths.size()), 1));
    std::int64_t taught = 0;
    for (const TrainingSequence &sequence : data.sequences)
        taught += std::count(sequence.weights.begin(), sequence.weights.end(), 1.0F);
    load.answerTokens = static_cast<double>(taught) / static_cast<double>(data.sequences.size());
    return load;
}

std::map<std::string, std::string> reasonsOf(const Hyperparameters &wanted, const TeachingLoad &load)
{
    const int examples = load.examples;
    TeachingLoad oneAnswer = load;
    oneAnswer.answers = 1;
    std::map<std::string, std::string> reasons;
    if (!wanted.epochs)
        reasons["n_epochs"] = examples <= 60           ? "few_examples"
            : autoEpochs(load) > autoEpochs(oneAnswer) ? "different_answers"
            : examples <= 500                          ? "enough_examples"
                                                       : "many_examples";
    if (!wanted.batchSize)
        reasons["batch_size"] = examples <= 200 ? "few_examples" : "many_examples";
    if (!wanted.learningRateMultiplier)
        reasons["learning_rate_multiplier"] = "model_size";
    if (!wanted.promptLossWeight)
        reasons["prompt_loss_weight"] = "answers_matter";
    if (!wanted.loraRank)
        reasons["lora_rank"] = "usual";
    return reasons;
}

RunSize sizeOf(const ResolvedPlan &plan, const TrainingData &data, const EstimateRequest &request)
{
    RunSize size;
    size.steps = plan.steps;
    size.epochs = plan.epochs;
    size.rank = plan.lora.rank;
    size.precision = plan.precision;
    const double rows = std::max<double>(static_cast<double>(data.sequences.size()), 1);
    const double tokens = static_cast<double>(data.tokens) / rows;
    const double counted = static_cast<double>(countedOf(data)) / rows;
    const auto times = [&](double each, int examples) {
        return static_cast<std::int64_t>(each * examples * plan.epochs);
    };
    size.tokens = times(tokens, plan.examples);
    size.counted = times(counted, plan.examples);
    size.validationTokens = times(tokens, request.validationExamples);
    size.validationCounted = times(counted, request.validationExamples);
    return size;
}

} // namespace

Result<TokenRates> measureTokenRates(const PromptFormat &format)
{
    const auto little = tokensOf(format, pairOf("a"));
    const auto english = tokensOf(format, pairOf(englishPage));
    const auto japanese = tokensOf(format, pairOf(japanesePage));
    for (const auto *measured : {&little, &english, &japanese}) {
        if (!*measured)
            return tl::unexpected(measured->error());
    }
    TokenRates rates;
    rates.ascii = (*english - *little) / static_cast<double>(countCodePoints(englishPage));
    rates.other = (*japanese - *little) / static_cast<double>(countCodePoints(japanesePage));
    rates.pair = std::max(*little - 2, 1.0);
    rates.message = rates.pair / 2;
    Example chat;
    chat.kind = ExampleKind::Chat;
    chat.messages = {{"user", "a", {}}, {"assistant", "a", {}}};
    if (const auto turns = tokensOf(format, chat)) // a model without a template has none
        rates.message = std::max((*turns - 2) / 2, 0.5);
    return rates;
}

Result<TokenRates> JobEstimator::ratesOf(const BaseModelEntry &base, const ModelConfig &config)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_rates.find(base.folder.string());
    if (known != m_rates.end())
        return known->second;
    const auto format = PromptFormat::load(base.folder, config);
    if (!format)
        return tl::unexpected(format.error());
    auto rates = measureTokenRates(*format);
    if (rates)
        m_rates.emplace(base.folder.string(), *rates);
    return rates;
}

Result<JobEstimate> JobEstimator::estimate(const BaseModelEntry &base, const EstimateRequest &request)
{
    const auto config = loadModelConfig(base.folder / "config.json");
    if (!config)
        return tl::unexpected(config.error());
    const auto rates = ratesOf(base, *config);
    if (!rates)
        return tl::unexpected(rates.error());

    const double promptWeight = request.hyperparameters.promptLossWeight.value_or(autoPromptLossWeight());
    const TrainingData data = dataOf(request, *rates, config->context, promptWeight);
    if (data.sequences.empty())
        return fail(ErrorKind::InvalidInput,
                    "All prompts alone are longer than the " + std::to_string(config->context)
                        + " tokens that this model can read.",
                    "context_length_exceeded", "lengths");
    ResolvedPlan plan;
    plan.precision = choosePrecision(Precision::Auto);
    plan.examples = request.examples;
    const TeachingLoad load = teachingLoad(request, data);
    resolveSettings(request.hyperparameters, parametersOf(*config), load, plan);
    // Enough rounds to meet an unlucky mixture; more cost time and find hardly more.
    BatchLimits limits = limitsOf(data, plan.batchSize, 0, std::min(plan.epochs, 10), maxTokensAtOnce);
    limits.longest = data.longest;

    JobEstimate estimate;
    estimate.model = base.id;
    estimate.hyperparameters = {plan.epochs, plan.batchSize, plan.learningRateMultiplier, plan.promptLossWeight,
                                plan.lora.rank};
    estimate.reasons = reasonsOf(request.hyperparameters, load);
    estimate.steps = plan.steps;
    const RunSize size = sizeOf(plan, data, request);
    estimate.trainedTokens = size.tokens;
    estimate.longestExample = data.longest;
    estimate.truncatedExamples =
        static_cast<int>(std::int64_t(data.truncated) * request.examples
                         / std::max<std::int64_t>(std::min<std::int64_t>(request.examples, plannedRows), 1));
    const int threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    estimate.peakMemoryBytes = forecastPeak(*config, base.bytes, plan.lora.rank, limits, plan.precision, threads);
    estimate.availableMemoryBytes = availableBytes();
    estimate.installedMemoryBytes = installedBytes();
    estimate.fits = estimate.peakMemoryBytes <= estimate.availableMemoryBytes;
    const auto time = m_speeds.forecast(base, *config, size);
    if (!time)
        return tl::unexpected(time.error());
    estimate.seconds = time->seconds;
    estimate.secondsFrom = time->from;
    return estimate;
}

} // namespace onsa::engine
