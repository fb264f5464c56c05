// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/atomic_file.h"
#include "engine/model/base_model_loader.h"
#include "engine/model/memory.h"
#include "engine/training/auto_settings.h"
#include "engine/training/checkpoint.h"
#include "engine/training/forecast.h"
#include "engine/training/lr_schedule.h"
#include "engine/training/train_plan.h"
#include "engine/training/training_data.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <thread>

namespace onsa::engine {

namespace {

using Clock = std::chrono::steady_clock;

// At most this much work is lost when the computer goes down within a long epoch.
constexpr auto stateInterval = std::chrono::seconds(60);

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Everything that is known before the weights are read.
struct Prepared {
    ModelConfig config;
    TrainingData training;
    TrainingData validation; // may be empty
    ResolvedPlan resolved;
    BatchLimits limits;
    std::string fingerprint;
};

Result<> checkTokens(const TrainingData &data, const ModelConfig &config)
{
    for (const TrainingSequence &sequence : data.sequences) {
        for (const int token : sequence.tokens) {
            if (token < 0 || token >= config.vocabulary)
                return fail(ErrorKind::Corrupt,
                            "The tokenizer of the model knows token " + std::to_string(token)
                                + ", but the model has only " + std::to_string(config.vocabulary) + " tokens.");
        }
    }
    return {};
}

// FNV-1a of everything that decides how a run goes.
class Fingerprint
{
public:
    template <class Number> Fingerprint &operator<<(Number value)
    {
        const auto *bytes = reinterpret_cast<const unsigned char *>(&value);
        for (std::size_t i = 0; i < sizeof value; ++i)
            m_hash = (m_hash ^ bytes[i]) * 0x100000001b3U;
        return *this;
    }
    std::string text() const { return std::to_string(m_hash); }

private:
    std::uint64_t m_hash = 0xcbf29ce484222325U;
};

std::string fingerprintOf(const Prepared &run, std::uint64_t seed)
{
    const ResolvedPlan &plan = run.resolved;
    Fingerprint print;
    print << seed << plan.epochs << plan.batchSize << plan.steps << plan.learningRate << plan.promptLossWeight
          << plan.lora.rank << plan.lora.alpha << static_cast<int>(plan.precision) << run.config.vocabulary
          << run.config.hidden << run.config.layers << run.config.intermediate;
    for (const TrainingSequence &sequence : run.training.sequences) {
        for (const int token : sequence.tokens)
            print << token;
        for (const float weight : sequence.weights)
            print << weight;
    }
    return print.text();
}

Result<Prepared> prepare(const TrainPlan &plan)
{
    Prepared run;
    const auto config = loadModelConfig(plan.baseFolder / "config.json");
    if (!config)
        return tl::unexpected(config.error());
    run.config = *config;
    const auto format = PromptFormat::load(plan.baseFolder, *config);
    if (!format)
        return tl::unexpected(format.error());

    const double promptWeight = plan.wanted.promptLossWeight.value_or(autoPromptLossWeight());
    auto training = loadTrainingData(plan.trainingFile, *format, config->context, promptWeight, DataRole::Training);
    if (!training)
        return tl::unexpected(training.error());
    run.training = std::move(*training);
    if (const auto valid = checkTokens(run.training, run.config); !valid)
        return tl::unexpected(valid.error());
    if (plan.validationFile) {
        auto validation =
            loadTrainingData(*plan.validationFile, *format, config->context, promptWeight, DataRole::Validation);
        if (!validation)
            return tl::unexpected(validation.error());
        run.validation = std::move(*validation);
        if (const auto valid = checkTokens(run.validation, run.config); !valid)
            return tl::unexpected(valid.error());
    }

    ResolvedPlan &resolved = run.resolved;
    resolved.examples = static_cast<int>(run.training.sequences.size());
    resolved.validationExamples = static_cast<int>(run.validation.sequences.size());
    resolved.tokensPerEpoch = run.training.tokens;
    resolved.longestExample = run.training.longest;
    resolved.truncatedExamples = run.training.truncated;
    resolved.precision = choosePrecision(plan.precision);
    resolveSettings(plan.wanted, parametersOf(run.config), teachingLoad(run.training), resolved);

    run.limits = limitsOf(run.training, resolved.batchSize, plan.seed, resolved.epochs, maxTokensAtOnce);
    run.limits.longest = std::max(run.training.longest, run.validation.longest);
    run.limits.tokens = std::max(run.limits.tokens, run.validation.longest);
    run.fingerprint = fingerprintOf(run, plan.seed);
    return run;
}

std::int64_t countedTokens(const TrainingData &data)
{
    std::int64_t counted = 0;
    for (const TrainingSequence &sequence : data.sequences)
        counted += std::count_if(sequence.weights.begin(), sequence.weights.end(), [](float w) { return w > 0; });
    return counted;
}

RunSize sizeOf(const Prepared &run)
{
    const ResolvedPlan &plan = run.resolved;
    RunSize size;
    size.steps = plan.steps;
    size.epochs = plan.epochs;
    size.rank = plan.lora.rank;
    size.tokens = plan.epochs * run.training.tokens;
    size.counted = plan.epochs * countedTokens(run.training);
    size.validationTokens = plan.epochs * run.validation.tokens;
    size.validationCounted = plan.epochs * countedTokens(run.validation);
    size.precision = plan.precision;
    return size;
}

std::int64_t weightFileBytes(const std::filesystem::path &folder)
{
    std::int64_t bytes = 0;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".safetensors")
            bytes += static_cast<std::int64_t>(entry.file_size(error));
    }
    return bytes;
}

template <class T> class Run
{
public:
    Run(const TrainPlan &plan, Prepared prepared, TrainObserver &observer, std::stop_token stop)
        : m_plan(plan)
        , m_run(std::move(prepared))
        , m_observer(observer)
        , m_stop(std::move(stop))
        , m_pool(plan.threads)
        , m_gemm(m_pool, cpuLevel())
    {
    }

    Result<TrainOutcome> train()
    {
        if (const auto ready = start(); !ready)
            return tl::unexpected(ready.error());
        const ResolvedPlan &resolved = m_run.resolved;
        const LrSchedule schedule{resolved.learningRate, resolved.steps, resolved.warmupSteps, Decay::Cosine};
        const int perEpoch = resolved.steps / resolved.epochs;
        auto lastSaved = Clock::now();
        while (m_state.step < resolved.steps) {
            const int epoch = m_state.step / perEpoch;
            const auto batches = batchesOf(resolved.examples, resolved.batchSize, m_plan.seed, epoch);
            for (int i = m_state.step % perEpoch; i < perEpoch; ++i) {
                if (m_stop.stop_requested())
                    return stopHere();
                const bool last = i + 1 == perEpoch;
                if (const auto done = step(batches[static_cast<std::size_t>(i)], schedule, epoch + 1, last); !done)
                    return tl::unexpected(done.error());
                if (!last && Clock::now() - lastSaved > stateInterval) {
                    if (const auto saved = save(); !saved)
                        return tl::unexpected(saved.error());
                    lastSaved = Clock::now();
                }
            }
            lastSaved = Clock::now();
        }
        return finish();
    }

private:
    Result<> start()
    {
        auto model = readBaseModel(m_plan.baseFolder);
        if (!model)
            return tl::unexpected(model.error());
        auto weights = DecoderWeights<T>::create(m_gemm, **model, m_run.resolved.lora.rank);
        if (!weights)
            return tl::unexpected(weights.error());
        model->reset();
        m_decoder = std::make_unique<Decoder<T>>(m_gemm, std::move(*weights));
        if (const auto reserved = m_decoder->reserve(m_run.limits); !reserved)
            return reserved;

        m_adapter = newAdapter(m_run.config, m_run.resolved.lora, m_plan.seed);
        m_optimizer = std::make_unique<Optimizer>(m_adapter, OptimizerOptions());
        m_gradients = makeGradients(m_adapter);
        m_state.fingerprint = m_run.fingerprint;
        const auto found = loadState(m_plan.workFolder, m_run.fingerprint, m_adapter, *m_optimizer);
        if (!found)
            return tl::unexpected(found.error());
        if (*found)
            m_state = **found;
        m_decoder->useAdapter(m_adapter);
        m_run.resolved.resumedAtStep = m_state.step;
        m_observer.planned(m_run.resolved);
        return {};
    }

    Result<> step(const std::vector<int> &rows, const LrSchedule &schedule, int epoch, bool endsEpoch)
    {
        const auto begin = Clock::now();
        const auto parts = packBatches(m_run.training, rows, maxTokensAtOnce);
        double weight = 0;
        std::int64_t tokens = 0;
        for (const PackedBatch &part : parts) {
            weight += part.totalWeight();
            tokens += part.size();
        }
        LossSums sums;
        for (std::size_t i = 0; i < parts.size(); ++i)
            sums += m_decoder->lossAndGradients(parts[i], m_gradients, weight, i > 0);
        const double rate = schedule.at(m_state.step);
        const double norm = m_optimizer->step(m_pool, m_gemm.level(), m_gradients, rate, m_adapter);
        if (!std::isfinite(norm) || !std::isfinite(sums.loss))
            return fail(ErrorKind::InvalidInput,
                        "The training became unstable at step " + std::to_string(m_state.step + 1)
                            + ". A smaller learning rate multiplier helps.",
                        "training_unstable");
        m_decoder->useAdapter(m_adapter);
        ++m_state.step;
        m_state.trainedTokens += tokens;
        m_state.epochLoss += sums;

        StepReport report;
        report.metrics.step = m_state.step;
        report.metrics.totalSteps = schedule.steps;
        report.metrics.trainLoss = sums.mean();
        report.metrics.trainAccuracy = sums.accuracy();
        report.epoch = epoch;
        report.learningRate = rate;
        report.gradientNorm = norm;
        report.tokensPerSecond = static_cast<double>(tokens) / std::max(1e-9, secondsSince(begin));
        report.trainedTokens = m_state.trainedTokens;
        if (!endsEpoch) {
            m_observer.stepDone(report);
            return {};
        }
        return endEpoch(report, epoch);
    }

    Result<> endEpoch(StepReport report, int epoch)
    {
        if (const auto validation = validate()) {
            report.metrics.validLoss = report.metrics.fullValidLoss = validation->mean();
            report.metrics.validAccuracy = report.metrics.fullValidAccuracy = validation->accuracy();
        }
        m_observer.stepDone(report);
        m_lastEpoch = m_state.epochLoss;
        if (const auto saved = saveEpoch(m_plan.workFolder, epoch, m_adapter); !saved)
            return saved;
        m_state.epochLoss = {};
        m_lastMetrics = report.metrics;
        m_observer.checkpointSaved({epoch, report.metrics, epochFolder(m_plan.workFolder, epoch)});
        if (m_state.step < report.metrics.totalSteps) // the end writes its own
            return save();
        return {};
    }

    // Nothing without validation rows.
    std::optional<LossSums> validate()
    {
        const TrainingData &data = m_run.validation;
        if (data.sequences.empty())
            return std::nullopt;
        std::vector<int> rows(data.sequences.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = static_cast<int>(i);
        LossSums sums;
        for (const PackedBatch &batch : packBatches(data, rows, m_run.limits.tokens))
            sums += m_decoder->loss(batch);
        return sums;
    }

    Result<> save()
    {
        m_observer.savingState();
        return saveState(m_plan.workFolder, m_state, m_adapter, *m_optimizer);
    }

    Result<TrainOutcome> stopHere()
    {
        if (const auto saved = save(); !saved)
            return tl::unexpected(saved.error());
        return fail(ErrorKind::Cancelled, "The training was stopped at step " + std::to_string(m_state.step) + ".");
    }

    Result<TrainOutcome> finish()
    {
        if (const auto saved = saveAdapter(m_adapter, m_plan.outputFolder); !saved)
            return tl::unexpected(saved.error());
        if (const auto saved = save(); !saved)
            return tl::unexpected(saved.error());
        TrainOutcome outcome;
        outcome.trainedTokens = m_state.trainedTokens;
        outcome.steps = m_state.step;
        if (m_lastEpoch.weight > 0)
            outcome.finalTrainLoss = m_lastEpoch.mean();
        if (m_lastMetrics.fullValidLoss)
            outcome.finalValidLoss = m_lastMetrics.fullValidLoss;
        else if (const auto validation = validate()) // resumed after the last step
            outcome.finalValidLoss = validation->mean();
        outcome.seconds = secondsSince(m_begin);
        if (m_run.resolved.resumedAtStep == 0) {
            outcome.size = sizeOf(m_run);
            outcome.peakBytes = m_memory.peak();
        }
        return outcome;
    }

    const TrainPlan &m_plan;
    Prepared m_run;
    TrainObserver &m_observer;
    std::stop_token m_stop;
    Clock::time_point m_begin = Clock::now();
    PeakMemory m_memory;
    Pool m_pool;
    Gemm m_gemm;
    std::unique_ptr<Decoder<T>> m_decoder;
    Adapter m_adapter;
    AdapterGradients m_gradients;
    std::unique_ptr<Optimizer> m_optimizer;
    RunState m_state;
    LossSums m_lastEpoch;
    StepMetrics m_lastMetrics;
};

} // namespace

Result<TrainOutcome> train(const TrainPlan &plan, TrainObserver &observer, std::stop_token stop)
{
    auto prepared = prepare(plan);
    if (!prepared)
        return tl::unexpected(prepared.error());
    ResolvedPlan &resolved = prepared->resolved;
    const int threads =
        plan.threads > 0 ? plan.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    resolved.peakBytes = forecastPeak(prepared->config, weightFileBytes(plan.baseFolder), resolved.lora.rank,
                                      prepared->limits, resolved.precision, threads);
    if (const auto enough = checkMemory(resolved.peakBytes, "This training"); !enough)
        return tl::unexpected(enough.error());
    if (resolved.precision == Precision::BF16)
        return Run<BFloat16>(plan, std::move(*prepared), observer, std::move(stop)).train();
    return Run<float>(plan, std::move(*prepared), observer, std::move(stop)).train();
}

} // namespace onsa::engine
