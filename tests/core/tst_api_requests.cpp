// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace onsa;
using nlohmann::json;

namespace {

// "code@param" of the refusal.
template <class T> std::string refusal(const Result<T> &result)
{
    REQUIRE(!result);
    CHECK(httpStatusOf(result.error().kind) == 400);
    CHECK(result.error().message.ends_with("."));
    return result.error().code + "@" + result.error().param;
}

std::string jobRefusal(json changes)
{
    json body = {{"model", "m"}, {"training_file", "file-1"}};
    body.update(changes);
    return refusal(parseFineTuneRequest(body.dump()));
}

std::string completionRefusal(json changes)
{
    json body = {{"model", "m"}, {"prompt", "p"}};
    body.update(changes);
    return refusal(parseCompletionRequest(body.dump()));
}

std::string chatRefusal(json changes)
{
    json body = {{"model", "m"}, {"messages", {{{"role", "user"}, {"content", "q"}}}}};
    body.update(changes);
    return refusal(parseChatRequest(body.dump()));
}

} // namespace

TEST_CASE("a body that is no object is refused")
{
    for (const char *body : {"", "{", "nul", "\xFF", "{\"model\":1e999}"})
        CHECK(refusal(parseChatRequest(body)) == "invalid_json@");
    for (const char *body : {"[]", "1", "null", "\"x\""})
        CHECK(refusal(parseCompletionRequest(body)) == "invalid_type@");
    CHECK(refusal(parseFineTuneRequest(std::string(100'000, '['))) == "invalid_json@");
}

TEST_CASE("a job is asked for")
{
    const Result<FineTuneRequest> request = parseFineTuneRequest(
        R"({"model":"m","training_file":"file-1","validation_file":null,"suffix":"日本","seed":7.0,"metadata":{"a":"b"},"unknown":1,)"
        R"("hyperparameters":{"n_epochs":2,"batch_size":8},)"
        R"("method":{"type":"supervised","supervised":{"hyperparameters":{"n_epochs":"auto","batch_size":4,"learning_rate_multiplier":0.5,)"
        R"("prompt_loss_weight":0,"lora_rank":16}},"dpo":{"hyperparameters":{"beta":"x"}}}})");
    REQUIRE(request);
    CHECK(request->model == "m");
    CHECK(request->trainingFile == "file-1");
    CHECK(!request->validationFile);
    CHECK(request->suffix == "日本");
    CHECK(request->seed == 7);
    CHECK(request->metadata == std::map<std::string, std::string>{{"a", "b"}});
    CHECK(request->hyperparameters == Hyperparameters{2, 4, 0.5, 0.0, 16});

    const Result<FineTuneRequest> again = parseFineTuneRequest(toJson(*request));
    REQUIRE(again);
    CHECK(again->hyperparameters == request->hyperparameters);
    CHECK(again->suffix == request->suffix);
    CHECK(json::parse(toJson(FineTuneRequest{"m", "f", {}, {}, {}, {}, {}}))
          == json{{"model", "m"}, {"training_file", "f"}});
    CHECK(parseFineTuneRequest(
        R"({"model":"m","training_file":"f","hyperparameters":{"n_epochs":"auto"},"method":null,"metadata":null})"));
}

TEST_CASE("a job that cannot be is refused")
{
    CHECK(refusal(parseFineTuneRequest("{}")) == "missing_required_parameter@model");
    CHECK(refusal(parseFineTuneRequest(R"({"model":"m"})")) == "missing_required_parameter@training_file");
    CHECK(jobRefusal({{"model", 3}}) == "invalid_type@model");
    CHECK(jobRefusal({{"suffix", ""}}) == "empty_string@suffix");
    CHECK(jobRefusal({{"suffix", std::string(65, 'x')}}) == "string_above_max_length@suffix");
    CHECK(jobRefusal({{"seed", -1}}) == "integer_below_min_value@seed");
    CHECK(jobRefusal({{"seed", 2147483648}}) == "integer_above_max_value@seed");
    CHECK(jobRefusal({{"seed", 18446744073709551615ULL}}) == "integer_above_max_value@seed");
    CHECK(jobRefusal({{"seed", 1.5}}) == "invalid_type@seed");
    CHECK(jobRefusal({{"hyperparameters", 3}}) == "invalid_type@hyperparameters");
    CHECK(jobRefusal({{"hyperparameters", {{"n_epochs", 0}}}}) == "integer_below_min_value@hyperparameters.n_epochs");
    CHECK(jobRefusal({{"hyperparameters", {{"n_epochs", 51}}}}) == "integer_above_max_value@hyperparameters.n_epochs");
    CHECK(jobRefusal({{"hyperparameters", {{"n_epochs", "4"}}}}) == "invalid_type@hyperparameters.n_epochs");
    CHECK(jobRefusal({{"hyperparameters", {{"batch_size", 257}}}})
          == "integer_above_max_value@hyperparameters.batch_size");
    CHECK(jobRefusal({{"hyperparameters", {{"learning_rate_multiplier", 0}}}})
          == "decimal_below_min_value@hyperparameters.learning_rate_multiplier");
    CHECK(jobRefusal({{"hyperparameters", {{"prompt_loss_weight", 1.1}}}})
          == "decimal_above_max_value@hyperparameters.prompt_loss_weight");
    CHECK(jobRefusal({{"hyperparameters", {{"lora_rank", 0}}}}) == "integer_below_min_value@hyperparameters.lora_rank");
    CHECK(jobRefusal({{"method", {{"type", "dpo"}}}}) == "unsupported_method@method.type");
    CHECK(jobRefusal({{"method", {{"type", "reinforcement"}}}}) == "unsupported_method@method.type");
    CHECK(jobRefusal({{"method", {{"type", "magic"}}}}) == "invalid_value@method.type");
    CHECK(
        jobRefusal({{"method", {{"type", "supervised"}, {"supervised", {{"hyperparameters", {{"n_epochs", true}}}}}}}})
        == "invalid_type@method.supervised.hyperparameters.n_epochs");
    CHECK(jobRefusal({{"metadata", {{"k", 1}}}}) == "invalid_type@metadata.k");
    CHECK(jobRefusal({{"metadata", {{"k", std::string(513, 'x')}}}}) == "string_above_max_length@metadata.k");
    json many;
    for (int i = 0; i < 17; ++i)
        many[std::to_string(i)] = "x";
    CHECK(jobRefusal({{"metadata", many}}) == "object_above_max_properties@metadata");
}

TEST_CASE("prompts come as text, texts, tokens or lists of tokens")
{
    const auto prompts = [](const std::string &prompt) {
        return parseCompletionRequest(R"({"model":"m","prompt":)" + prompt + "}").value().prompts;
    };
    using Prompts = decltype(CompletionRequest::prompts);
    CHECK(prompts("\"a\"") == Prompts{"a"});
    CHECK(prompts("\"\"") == Prompts{""});
    CHECK(prompts(R"(["a","b"])") == Prompts{"a", "b"});
    CHECK(prompts("[1,2]") == Prompts{std::vector<int>{1, 2}});
    CHECK(prompts("[[1],[2,3]]") == Prompts{std::vector<int>{1}, std::vector<int>{2, 3}});
    CHECK(prompts("null") == Prompts{"<|endoftext|>"});
    for (const char *wrong : {"1", "{}", "true", "[null]", R"(["a",1])", "[1,\"a\"]", "[[1],\"a\"]", "[-1]", "[1.5]",
                              "[3000000000]", "[[]]", "[[\"a\"]]"})
        CHECK(completionRefusal({{"prompt", json::parse(wrong)}}) == "invalid_type@prompt");
    CHECK(completionRefusal({{"prompt", json::array()}}) == "empty_array@prompt");
}

TEST_CASE("a completion is asked for, and the request is written as it is read")
{
    const Result<CompletionRequest> request = parseCompletionRequest(
        R"({"model":"m","prompt":"a","max_tokens":0,"n":2.0,"best_of":3,"echo":true,"logprobs":0,"stop":"\n","temperature":0,"top_p":0.5,)"
        R"("presence_penalty":-2,"frequency_penalty":2,"logit_bias":{"50256":-100},"seed":-9,"suffix":null,"stream":false,"user":"x"})");
    REQUIRE(request);
    CHECK(request->sampling.maxTokens == 0);
    CHECK(request->sampling.n == 2);
    CHECK(request->bestOf == 3);
    CHECK(request->echo);
    CHECK(request->sampling.logprobs == 0);
    CHECK(request->sampling.stop == std::vector<std::string>{"\n"});
    CHECK(request->sampling.temperature == 0);
    CHECK(request->sampling.topP == 0.5);
    CHECK(request->sampling.logitBias == std::map<int, double>{{50256, -100}});
    CHECK(request->sampling.seed == -9);
    CHECK(
        toJson(*request)
        == R"({"model":"m","prompt":"a","temperature":0.0,"top_p":0.5,"max_tokens":0,"n":2,"stop":["\n"],"frequency_penalty":2.0,)"
           R"("presence_penalty":-2.0,"seed":-9,"logit_bias":{"50256":-100.0},"logprobs":0,"best_of":3,"echo":true})");

    const CompletionRequest usual = parseCompletionRequest(R"({"model":"m","prompt":"a"})").value();
    CHECK(!usual.sampling.maxTokens);
    CHECK(!usual.sampling.logprobs);
    CHECK(usual.sampling.temperature == 1);
    CHECK(toJson(usual) == R"({"model":"m","prompt":"a"})");

    const CompletionRequest stream =
        parseCompletionRequest(R"({"model":"m","prompt":"a","stream":true,"stream_options":{"include_usage":true}})")
            .value();
    CHECK(stream.stream);
    CHECK(stream.includeUsage);
    CHECK(toJson(stream) == R"({"model":"m","prompt":"a","stream":true,"stream_options":{"include_usage":true}})");
}

TEST_CASE("a completion that cannot be is refused")
{
    CHECK(refusal(parseCompletionRequest("{}")) == "missing_required_parameter@model");
    CHECK(completionRefusal({{"max_tokens", -1}}) == "integer_below_min_value@max_tokens");
    CHECK(completionRefusal({{"max_tokens", "9"}}) == "invalid_type@max_tokens");
    CHECK(completionRefusal({{"temperature", 2.1}}) == "decimal_above_max_value@temperature");
    CHECK(completionRefusal({{"temperature", -0.1}}) == "decimal_below_min_value@temperature");
    CHECK(completionRefusal({{"temperature", "hot"}}) == "invalid_type@temperature");
    CHECK(completionRefusal({{"top_p", 1.5}}) == "decimal_above_max_value@top_p");
    CHECK(completionRefusal({{"n", 0}}) == "integer_below_min_value@n");
    CHECK(completionRefusal({{"n", 129}}) == "integer_above_max_value@n");
    CHECK(completionRefusal({{"n", 1.5}}) == "invalid_type@n");
    CHECK(completionRefusal({{"logprobs", 6}}) == "integer_above_max_value@logprobs");
    CHECK(completionRefusal({{"logprobs", true}}) == "invalid_type@logprobs");
    CHECK(completionRefusal({{"stop", ""}}) == "empty_string@stop");
    CHECK(completionRefusal({{"stop", {"a", "b", "c", "d", "e"}}}) == "array_above_max_length@stop");
    CHECK(completionRefusal({{"stop", {1}}}) == "invalid_type@stop");
    CHECK(completionRefusal({{"suffix", "x"}}) == "unsupported_parameter@suffix");
    CHECK(completionRefusal({{"n", 3}, {"best_of", 2}}) == "invalid_parameter_combination@best_of");
    CHECK(completionRefusal({{"stream", true}, {"best_of", 2}}) == "invalid_parameter_combination@best_of");
    CHECK(completionRefusal({{"best_of", 21}}) == "integer_above_max_value@best_of");
    CHECK(completionRefusal({{"echo", 1}}) == "invalid_type@echo");
    CHECK(completionRefusal({{"stream", "yes"}}) == "invalid_type@stream");
    CHECK(completionRefusal({{"stream_options", {{"include_usage", 1}}}})
          == "invalid_type@stream_options.include_usage");
    CHECK(completionRefusal({{"logit_bias", {{"x", 1}}}}) == "invalid_value@logit_bias");
    CHECK(completionRefusal({{"logit_bias", {{"1", 101}}}}) == "invalid_value@logit_bias");
    CHECK(completionRefusal({{"frequency_penalty", 3}}) == "decimal_above_max_value@frequency_penalty");
    CHECK(parseCompletionRequest(R"({"model":"m","stop":[],"n":null,"temperature":null})"));
}

TEST_CASE("a chat is asked for, and the request is written as it is read")
{
    const Result<ChatRequest> request = parseChatRequest(
        R"({"model":"m","messages":[{"role":"developer","content":"s"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},)"
        R"({"role":"assistant","content":null,"tool_calls":[]},{"role":"tool","tool_call_id":"x","content":"r"}],)"
        R"("max_completion_tokens":5,"logprobs":true,"top_logprobs":3,"response_format":{"type":"json_object"},"tools":[],"n":1})");
    REQUIRE(request);
    CHECK(
        request->messages
        == std::vector<Message>{{"developer", "s", {}}, {"user", "ab", {}}, {"assistant", "", {}}, {"tool", "r", {}}});
    CHECK(request->sampling.maxTokens == 5);
    CHECK(request->sampling.logprobs == 3);
    CHECK(request->responseFormat == "json_object");
    const ChatRequest again = parseChatRequest(toJson(*request)).value();
    CHECK(again.messages == request->messages);
    CHECK(again.sampling.maxTokens == 5);
    CHECK(again.sampling.logprobs == 3);
    CHECK(again.responseFormat == "json_object");
    CHECK(toJson(ChatRequest{"m", {{"user", "日", {}}}, {}, "text", false, false})
          == R"({"model":"m","messages":[{"role":"user","content":"\u65e5"}]})");
    CHECK(parseChatRequest(R"({"model":"m","messages":[{"role":"user","content":"q"}],"logprobs":true})")
              .value()
              .sampling.logprobs
          == 0);
}

TEST_CASE("a chat that cannot be is refused")
{
    CHECK(refusal(parseChatRequest(R"({"model":"m"})")) == "missing_required_parameter@messages");
    CHECK(chatRefusal({{"messages", json::array()}}) == "empty_array@messages");
    CHECK(chatRefusal({{"messages", "q"}}) == "invalid_type@messages");
    CHECK(chatRefusal({{"messages", {1}}}) == "invalid_type@messages[0]");
    const auto message = [](const char *text) { return chatRefusal({{"messages", json::array({json::parse(text)})}}); };
    CHECK(message(R"({"content":"q"})") == "missing_required_parameter@messages[0].role");
    CHECK(message(R"({"role":"human","content":"q"})") == "invalid_value@messages[0].role");
    CHECK(message(R"({"role":"user"})") == "missing_required_parameter@messages[0].content");
    CHECK(message(R"({"role":"user","content":7})") == "invalid_type@messages[0].content");
    CHECK(message(R"({"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]})")
          == "unsupported_content@messages[0].content");
    CHECK(message(R"({"role":"user","content":[{"type":"text"}]})") == "invalid_type@messages[0].content");
    CHECK(chatRefusal({{"max_tokens", 1}, {"max_completion_tokens", 1}}) == "invalid_parameter_combination@max_tokens");
    CHECK(chatRefusal({{"max_tokens", 0}}) == "integer_below_min_value@max_tokens");
    CHECK(chatRefusal({{"top_logprobs", 2}}) == "invalid_parameter_combination@top_logprobs");
    CHECK(chatRefusal({{"logprobs", true}, {"top_logprobs", 21}}) == "integer_above_max_value@top_logprobs");
    CHECK(chatRefusal({{"logprobs", 5}}) == "invalid_type@logprobs");
    CHECK(chatRefusal({{"response_format", {{"type", "xml"}}}}) == "invalid_value@response_format.type");
    CHECK(chatRefusal({{"response_format", json::object()}}) == "missing_required_parameter@response_format.type");
}
