// SPDX-License-Identifier: GPL-3.0-or-later
// The request for completions. Bounds: openai/openai-openapi, CreateCompletionRequest.
#include "core/api_json.h"
#include "core/api_json_sampling.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace onsa {

namespace {

constexpr std::size_t mostPrompts = 2048; // the bound that the API has for lists of inputs

// Token numbers, or nothing when something else is in the list.
std::optional<std::vector<int>> tokensOf(const Json &list)
{
    std::vector<int> tokens;
    for (const Json &item : list) {
        if (!item.is_number_unsigned()
            || item.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<int>::max()))
            return std::nullopt;
        tokens.push_back(item.get<int>());
    }
    return tokens;
}

void readPrompts(RequestFields &fields, CompletionRequest &out)
{
    const Json *prompt = fields.given("prompt");
    if (!prompt) {
        out.prompts.emplace_back("<|endoftext|>"); // what the API takes: the start of a new document
        return;
    }
    const auto wrong = [&] {
        fields.refuse("prompt", "invalid_type",
                      "prompt must be a text, a list of texts, or one or more lists of token numbers.");
    };
    if (prompt->is_string()) {
        out.prompts.emplace_back(prompt->get<std::string>());
        return;
    }
    if (!prompt->is_array())
        return wrong();
    if (prompt->empty())
        return fields.refuse("prompt", "empty_array", "prompt must not be an empty list.");
    if (prompt->front().is_number()) {
        std::optional<std::vector<int>> tokens = tokensOf(*prompt);
        if (!tokens)
            return wrong();
        out.prompts.emplace_back(std::move(*tokens));
        return;
    }
    if (prompt->size() > mostPrompts)
        return fields.refuse("prompt", "array_above_max_length",
                             "prompt must have at most " + std::to_string(mostPrompts) + " entries.");
    for (const Json &item : *prompt) {
        if (item.type() != prompt->front().type())
            return wrong();
        if (item.is_string()) {
            out.prompts.emplace_back(item.get<std::string>());
            continue;
        }
        std::optional<std::vector<int>> tokens = item.is_array() && !item.empty() ? tokensOf(item) : std::nullopt;
        if (!tokens)
            return wrong();
        out.prompts.emplace_back(std::move(*tokens));
    }
}

void readBestOf(RequestFields &fields, CompletionRequest &out)
{
    const std::optional<std::int64_t> best = fields.integer("best_of", 0, 20);
    if (!best)
        return;
    out.bestOf = static_cast<int>(*best);
    if (*best < out.sampling.n)
        fields.refuse("best_of", "invalid_parameter_combination", "best_of must not be smaller than n.");
    else if (*best > 1 && out.stream)
        fields.refuse("best_of", "invalid_parameter_combination", "best_of cannot be used with stream.");
}

} // namespace

Result<CompletionRequest> parseCompletionRequest(std::string_view body)
{
    const Result<Json> json = parseObject(body, "request");
    if (!json)
        return tl::unexpected(json.error());

    CompletionRequest request;
    RequestFields fields(*json);
    request.model = fields.requiredText("model");
    readPrompts(fields, request);
    readSampling(fields, request.sampling);
    if (const auto limit = fields.integer("max_tokens", 0, std::numeric_limits<int>::max()))
        request.sampling.maxTokens = static_cast<int>(*limit);
    if (const auto top = fields.integer("logprobs", 0, 5))
        request.sampling.logprobs = static_cast<int>(*top);
    readStreaming(fields, request.stream, request.includeUsage);
    readBestOf(fields, request);
    request.echo = fields.flag("echo").value_or(false);
    if (const std::optional<std::string> suffix = fields.text("suffix"); suffix && !suffix->empty())
        fields.refuse("suffix", "unsupported_parameter", "This server cannot insert text before a suffix.",
                      ErrorKind::Unsupported);
    if (fields.error())
        return tl::unexpected(*fields.error());
    return request;
}

std::string toJson(const CompletionRequest &request)
{
    OrderedJson json;
    json["model"] = request.model;
    OrderedJson prompts = OrderedJson::array();
    for (const auto &prompt : request.prompts)
        std::visit([&](const auto &value) { prompts.push_back(value); }, prompt);
    // One prompt stands without a list around it: some servers know no other form.
    json["prompt"] = prompts.size() == 1 ? prompts.front() : prompts;
    writeSampling(request.sampling, json);
    if (request.sampling.logprobs)
        json["logprobs"] = *request.sampling.logprobs;
    if (request.bestOf)
        json["best_of"] = *request.bestOf;
    if (request.echo)
        json["echo"] = true;
    writeStreaming(request.stream, request.includeUsage, json);
    return dumpAscii(json);
}

} // namespace onsa
