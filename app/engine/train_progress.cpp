// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train_progress.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace onsa::engine {

using namespace std::chrono;

namespace {

constexpr int barWidth = 24; // characters
constexpr auto redrawEvery = milliseconds(100);

std::string minutes(double seconds)
{
    std::array<char, 32> text{};
    const auto whole = static_cast<long>(seconds + 0.5);
    std::snprintf(text.data(), text.size(), "%ld:%02ld", whole / 60, whole % 60);
    return text.data();
}

std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f", value);
    return text.data();
}

void put(nlohmann::ordered_json &json, const char *name, const std::optional<double> &value)
{
    if (value)
        json[name] = *value;
}

} // namespace

std::string jsonOf(const ResolvedPlan &plan)
{
    const nlohmann::ordered_json json = {
        {"event", "planned"},
        {"examples", plan.examples},
        {"validation_examples", plan.validationExamples},
        {"n_epochs", plan.epochs},
        {"batch_size", plan.batchSize},
        {"total_steps", plan.steps},
        {"learning_rate", plan.learningRate},
        {"learning_rate_multiplier", plan.learningRateMultiplier},
        {"prompt_loss_weight", plan.promptLossWeight},
        {"lora_rank", plan.lora.rank},
        {"tokens_per_epoch", plan.tokensPerEpoch},
        {"longest_example", plan.longestExample},
        {"truncated_examples", plan.truncatedExamples},
        {"peak_bytes", plan.peakBytes},
        {"precision", plan.precision == Precision::BF16 ? "bf16" : "f32"},
    };
    return json.dump();
}

std::string jsonOf(const StepReport &report)
{
    const auto &metrics = report.metrics;
    nlohmann::ordered_json json = {{"event", "step"},
                                   {"step", metrics.step},
                                   {"total_steps", metrics.totalSteps},
                                   {"epoch", report.epoch},
                                   {"learning_rate", report.learningRate},
                                   {"gradient_norm", report.gradientNorm},
                                   {"tokens_per_second", report.tokensPerSecond},
                                   {"trained_tokens", report.trainedTokens}};
    put(json, "train_loss", metrics.trainLoss);
    put(json, "train_mean_token_accuracy", metrics.trainAccuracy);
    put(json, "valid_loss", metrics.validLoss);
    put(json, "valid_mean_token_accuracy", metrics.validAccuracy);
    put(json, "full_valid_loss", metrics.fullValidLoss);
    put(json, "full_valid_mean_token_accuracy", metrics.fullValidAccuracy);
    return json.dump();
}

TrainProgress::Form TrainProgress::formOf(bool json)
{
    if (json)
        return Form::Json;
    const char *terminal = std::getenv("TERM");
    const bool clever = terminal != nullptr && terminal[0] != '\0' && std::strcmp(terminal, "dumb") != 0;
    return clever && ::isatty(STDERR_FILENO) != 0 ? Form::Bar : Form::Lines;
}

void TrainProgress::planned(const ResolvedPlan &plan)
{
    m_plan = plan;
    m_start = steady_clock::now();
    if (m_form == Form::Json) {
        out() << jsonOf(plan) << std::endl;
        return;
    }
    out() << plan.examples << " examples, " << plan.epochs << " epochs of "
          << (plan.epochs > 0 ? plan.steps / plan.epochs : 0) << " steps, batch size " << plan.batchSize
          << ", learning rate " << plan.learningRate << ", LoRA rank " << plan.lora.rank << std::endl;
    if (plan.truncatedExamples > 0)
        out() << "Note: " << plan.truncatedExamples << " examples are longer than the model's context and are cut."
              << std::endl;
}

void TrainProgress::stepDone(const StepReport &report)
{
    const bool last = report.metrics.step == report.metrics.totalSteps;
    const int perEpoch = std::max(1, m_plan.epochs > 0 ? report.metrics.totalSteps / m_plan.epochs : 1);
    switch (m_form) {
    case Form::Json:
        out() << jsonOf(report) << std::endl;
        return;
    case Form::Lines:
        if (last || report.metrics.step % perEpoch == 0)
            out() << barLine(report) << std::endl;
        return;
    case Form::Bar:
        if (!last && steady_clock::now() - m_lastDrawn < redrawEvery)
            return;
        m_lastDrawn = steady_clock::now();
        auto line = barLine(report);
        const auto length = line.size();
        line.append(m_drawn > length ? m_drawn - length : 0, ' '); // over the rest of a longer line
        m_drawn = length;
        out() << '\r' << line << std::flush;
    }
}

void TrainProgress::finish()
{
    if (m_form == Form::Bar && m_drawn > 0)
        out() << std::endl;
    m_drawn = 0;
}

std::ostream &TrainProgress::out() const
{
    return m_form == Form::Bar ? std::cerr : std::cout;
}

std::string TrainProgress::barLine(const StepReport &report) const
{
    const auto &metrics = report.metrics;
    const int full = metrics.totalSteps > 0 ? barWidth * metrics.step / metrics.totalSteps : 0;
    std::string line = "Epoch " + std::to_string(report.epoch) + "/" + std::to_string(m_plan.epochs);
    if (m_form == Form::Bar)
        line += " [" + std::string(static_cast<std::size_t>(full), '#')
            + std::string(static_cast<std::size_t>(barWidth - full), '.') + "]";
    line += " step " + std::to_string(metrics.step) + "/" + std::to_string(metrics.totalSteps);
    if (metrics.trainLoss)
        line += " loss " + number(*metrics.trainLoss);
    const auto valid = metrics.fullValidLoss ? metrics.fullValidLoss : metrics.validLoss;
    if (valid)
        line += " validation " + number(*valid);
    return line + " " + timeLeft(report);
}

std::string TrainProgress::timeLeft(const StepReport &report) const
{
    const int done = report.metrics.step - m_plan.resumedAtStep;
    const double elapsed = duration<double>(steady_clock::now() - m_start).count();
    if (report.metrics.step >= report.metrics.totalSteps || done <= 0)
        return minutes(elapsed) + " in all";
    return minutes(elapsed / done * (report.metrics.totalSteps - report.metrics.step)) + " left";
}

} // namespace onsa::engine
