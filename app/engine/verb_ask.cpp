// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine ask: one answer, alone, on standard output.
#include "engine/verbs.h"

#include "engine/answering.h"

#include <iostream>
#include <memory>

namespace onsa::engine {

namespace {

struct AskOptions {
    std::string model, prompt, data;
    bool chat = false;
    Sampling sampling;
};

Result<> ask(const AskOptions &options)
{
    const auto data = DataFolder::open(dataFolderOr(options.data));
    if (!data)
        return tl::unexpected(data.error());
    const auto store = Store::open(data->database());
    if (!store)
        return tl::unexpected(store.error());
    ModelHost host;
    Answering answering(**store, *data, host, generate);
    const auto model = answering.load(modelOrFolder(data->root(), options.model));
    if (!model)
        return tl::unexpected(model.error());

    GenerateRequest request;
    request.sampling = options.sampling;
    if (options.chat) {
        auto prompt = (*model)->format->chatPrompt({{"user", options.prompt, {}}});
        if (!prompt)
            return tl::unexpected(prompt.error());
        request.prompt = std::move(*prompt);
    } else {
        request.prompt = (*model)->format->completionPrompt(options.prompt);
    }
    const auto outcome = answering.generate(
        **model, request, [](const GeneratedPiece &piece) { return bool(std::cout << piece.text << std::flush); }, {});
    if (!outcome)
        return tl::unexpected(outcome.error());
    std::cout << std::endl;
    return {};
}

} // namespace

Verb addAskVerb(CLI::App &program)
{
    auto options = std::make_shared<AskOptions>();
    auto &sampling = options->sampling;
    sampling.temperature = 0; // who asks once wants the likeliest answer
    auto *verb = program.add_subcommand("ask", "Ask a base or tuned model; prints the answer alone");
    verb->add_option("MODEL", options->model, "A name of 'models', or a Hugging Face folder")->required();
    verb->add_option("PROMPT", options->prompt, "What to ask")->required();
    verb->add_option("--temperature", sampling.temperature, "0 = always the likeliest, up to 2")
        ->check(CLI::Range(0.0, 2.0))
        ->capture_default_str();
    verb->add_option("--top-p", sampling.topP, "Only the likeliest words that make up this share, 0 to 1")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    verb->add_option("--max-tokens", sampling.maxTokens, "Longest answer (default: to the end of the context)")
        ->check(CLI::Range(1, 1 << 20));
    verb->add_option("--stop", sampling.stop, "End before this text; up to 4 times")
        ->expected(1)
        ->allow_extra_args(false);
    verb->add_option("--frequency-penalty", sampling.frequencyPenalty, "Against repetition, -2 to 2")
        ->check(CLI::Range(-2.0, 2.0));
    verb->add_option("--presence-penalty", sampling.presencePenalty, "For new words, -2 to 2")
        ->check(CLI::Range(-2.0, 2.0));
    verb->add_option("--seed", sampling.seed, "The same seed gives the same answer");
    verb->add_flag("--chat", options->chat, "Ask as a conversation instead of a prompt/completion pair");
    verb->add_option("--data", options->data, "Folder of models, files and jobs (default: in your home)");
    return [options] {
        if (options->sampling.stop.size() > 4)
            return sayError({ErrorKind::InvalidInput, "At most 4 --stop texts are allowed.", {}, {}});
        const auto answered = ask(*options);
        return answered ? 0 : sayError(answered.error());
    };
}

} // namespace onsa::engine
