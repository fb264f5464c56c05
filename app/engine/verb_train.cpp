// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine train: one training run in this process. May run beside a serving engine on the same data folder: the
// store is written once, at the end.
#include "engine/verbs.h"

#include "core/example_check.h"
#include "engine/data_folder.h"
#include "engine/ids.h"
#include "engine/jsonl_check.h"
#include "engine/model_catalog.h"
#include "engine/stop_signals.h"
#include "engine/store.h"
#include "engine/train_progress.h"

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>
#include <vector>

namespace onsa::engine {

namespace fs = std::filesystem;

namespace {

struct TrainOptions {
    std::string training, validation, base = std::string(starterModelId), data, suffix;
    std::string epochs = "auto", batchSize = "auto", learningRateMultiplier = "auto";
    std::optional<double> promptLossWeight;
    std::optional<int> rank;
    std::uint64_t seed = 0;
    bool json = false;
};

std::string autoOr(const std::string &text, double least, double most, bool whole)
{
    if (text == "auto")
        return {};
    double value = 0;
    if (!CLI::detail::lexical_cast(text, value) || !(value >= least && value <= most)
        || (whole && value != static_cast<int>(value)))
        return "must be 'auto' or a " + std::string(whole ? "whole " : "") + "number from "
            + CLI::detail::to_string(least) + " to " + CLI::detail::to_string(most);
    return {};
}

CLI::Validator autoOrNumber(double least, double most, bool whole)
{
    return CLI::Validator([=](std::string &text) { return autoOr(text, least, most, whole); }, "auto|NUMBER");
}

Hyperparameters wantedOf(const TrainOptions &options)
{
    Hyperparameters wanted;
    if (options.epochs != "auto")
        wanted.epochs = std::stoi(options.epochs);
    if (options.batchSize != "auto")
        wanted.batchSize = std::stoi(options.batchSize);
    if (options.learningRateMultiplier != "auto")
        wanted.learningRateMultiplier = std::stod(options.learningRateMultiplier);
    wanted.promptLossWeight = options.promptLossWeight;
    wanted.loraRank = options.rank;
    return wanted;
}

// Removed at the end, however this ends.
struct WorkFolder {
    fs::path path;
    ~WorkFolder()
    {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

Result<> checkFiles(const TrainOptions &options)
{
    for (const auto &name : {options.training, options.validation}) {
        if (name.empty())
            continue;
        const auto count = countExamples(name);
        if (!count) {
            auto error = count.error();
            if (error.kind == ErrorKind::InvalidInput)
                error.message = name + ": " + error.message;
            return tl::unexpected(error);
        }
        if (*count == 0)
            return fail(ErrorKind::InvalidInput, name + " has no examples.");
        if (name == options.training && *count < minimumExamples)
            std::cerr << "Note: " << name << " has only " << *count << " examples; a job of the service needs at least "
                      << minimumExamples << "." << std::endl;
    }
    return {};
}

Result<> keepModel(const DataFolder &data, const std::string &name, const BaseModelEntry &base)
{
    const auto store = Store::open(data.database());
    if (!store)
        return tl::unexpected(store.error());
    return (*store)->models().insert(
        {name, unixNow(), hostedBy(), base.id, base.folder, DataFolder::adapterOf(name), {}});
}

void sayModel(const TrainOptions &options, const std::string &name, const TrainOutcome &outcome)
{
    if (!options.json) {
        std::cout << "Tuned model: " << name << std::endl;
        return;
    }
    nlohmann::ordered_json json = {{"event", "succeeded"},
                                   {"steps", outcome.steps},
                                   {"trained_tokens", outcome.trainedTokens},
                                   {"seconds", outcome.seconds},
                                   {"model", name}};
    std::cout << json.dump() << std::endl;
}

int trainVerb(const TrainOptions &options)
{
    const auto data = DataFolder::open(dataFolderOr(options.data));
    if (!data)
        return sayError(data.error());
    if (const auto good = checkFiles(options); !good)
        return sayError(good.error());
    const auto base = findBaseModel(data->root(), modelOrFolder(data->root(), options.base));
    if (!base)
        return sayError(base.error());

    const auto name = tunedModelName(base->id, options.suffix);
    const WorkFolder work{data->work("train-" + randomWord(8))};
    TrainPlan plan;
    plan.trainingFile = options.training;
    if (!options.validation.empty())
        plan.validationFile = options.validation;
    plan.baseFolder = base->folder;
    plan.workFolder = work.path;
    plan.outputFolder = data->root() / DataFolder::adapterOf(name);
    plan.wanted = wantedOf(options);
    plan.seed = options.seed;

    prepareStopSignals();
    std::thread([kept = std::vector{work.path, plan.outputFolder}] { // lives until the program ends
        waitForStop(false);
        std::error_code ignored;
        for (const auto &folder : kept) // nothing of it is of use
            fs::remove_all(folder, ignored);
        std::cerr << std::endl << "onsa-engine: Training was stopped; nothing was kept." << std::endl;
        ::_exit(1); // a step of a large model takes too long to wait for
    })
        .detach();
    TrainProgress progress(TrainProgress::formOf(options.json));
    const auto outcome = train(plan, progress, {});
    progress.finish();
    if (!outcome) {
        std::error_code ignored;
        fs::remove_all(plan.outputFolder, ignored);
        return sayError(outcome.error());
    }
    if (const auto kept = keepModel(*data, name, *base); !kept)
        return sayError(kept.error());
    sayModel(options, name, *outcome);
    return 0;
}

} // namespace

Verb addTrainVerb(CLI::App &program)
{
    auto options = std::make_shared<TrainOptions>();
    auto *verb = program.add_subcommand("train", "Fine-tune a base model on a JSONL file of examples");
    verb->add_option("DATA", options->training, "JSONL file: prompt/completion pairs or chats, one a line")->required();
    verb->add_option("--base", options->base, "Base model: a name of 'models', or a Hugging Face folder")
        ->capture_default_str();
    verb->add_option("--valid", options->validation, "JSONL file to measure on, never trained on");
    verb->add_option("--epochs", options->epochs, "Times through the data, 1 to 50")
        ->check(autoOrNumber(1, 50, true))
        ->capture_default_str();
    verb->add_option("--batch-size", options->batchSize, "Examples a step, 1 to 256")
        ->check(autoOrNumber(1, 256, true))
        ->capture_default_str();
    verb->add_option("--learning-rate-multiplier", options->learningRateMultiplier, "How boldly to learn; 1 is usual")
        ->check(autoOrNumber(1e-6, 1e6, false))
        ->capture_default_str();
    verb->add_option("--prompt-loss-weight", options->promptLossWeight, "How much prompts count, 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    verb->add_option("--rank", options->rank, "Rank of the LoRA adapter, 1 to 256")->check(CLI::Range(1, 256));
    verb->add_option("--seed", options->seed, "The same seed gives the same model")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{2147483647}));
    verb->add_option("--suffix", options->suffix, "Becomes part of the model's name");
    verb->add_option("--data", options->data, "Folder of models, files and jobs (default: in your home)");
    verb->add_flag("--json", options->json, "One JSON line a step");
    return [options] { return trainVerb(*options); };
}

} // namespace onsa::engine
