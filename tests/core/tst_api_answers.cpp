// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace onsa;
using nlohmann::json;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

json parsed(const std::string &text)
{
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; }));
    return json::parse(text);
}

std::vector<std::string> keysOf(const json &object)
{
    std::vector<std::string> keys;
    for (const auto &[key, value] : object.items())
        keys.push_back(key);
    return keys;
}

FineTuneJob fullJob()
{
    FineTuneJob job;
    job.id = "ftjob-1";
    job.createdAt = 10;
    job.finishedAt = 20;
    job.estimatedFinish = 19;
    job.model = "base";
    job.fineTunedModel = "ft:base:org:日:1";
    job.status = JobStatus::Succeeded;
    job.trainingFile = "file-1";
    job.validationFile = "file-2";
    job.resultFiles = {"file-3"};
    job.hyperparameters = {3, 4, 0.5, 0.01, 8};
    job.trainedTokens = 1000;
    job.seed = 42;
    job.error = JobError{"job_error", "It failed.", ""};
    job.suffix = "日";
    job.metadata = {{"k", "v"}};
    return job;
}

Answer answer(std::string text, std::optional<std::string> reason = {})
{
    return {"cmpl-1", 5, "m", {{0, std::move(text), {}, std::move(reason)}}, {}};
}

} // namespace

TEST_CASE("a file is written with every member and read back")
{
    UploadedFile file{"file-1", 120, 10, {}, "日本.jsonl", "fine-tune", "processed", ""};
    CHECK(keysOf(parsed(toJson(file)))
          == std::vector<std::string>{"bytes", "created_at", "filename", "id", "object", "purpose", "status"});
    file.expiresAt = 99;
    file.statusDetails = "bad";
    const UploadedFile again = parseFile(toJson(file)).value();
    CHECK(again.id == file.id);
    CHECK(again.bytes == 120);
    CHECK(again.expiresAt == 99);
    CHECK(again.filename == "日本.jsonl");
    CHECK(again.statusDetails == "bad");
    CHECK(parseFile(R"({"id":"f","size_bytes":7,"created_at":"2024-05-17T17:16:50.5Z","status":null})").value().bytes
          == 7);
    CHECK(parseFile(R"({"id":"f","created_at":"2024-05-17T17:16:50.5Z"})").value().createdAt == 1715966210);
    CHECK(!parseFile("{}"));
}

TEST_CASE("a new job has every required member, null while unknown")
{
    const json job = parsed(toJson(FineTuneJob{}));
    for (const char *key : {"error", "finished_at", "fine_tuned_model", "trained_tokens", "validation_file",
                            "estimated_finish", "metadata"})
        CHECK_MESSAGE(job.at(key).is_null(), key);
    for (const char *key : {"id", "model", "training_file"})
        CHECK_MESSAGE(job.at(key).is_string(), key);
    CHECK(job.at("object") == "fine_tuning.job");
    CHECK(job.at("status") == "validating_files");
    CHECK(job.at("organization_id") == "org-local");
    CHECK(job.at("result_files") == json::array());
    CHECK(job.at("seed") == 0);
    const json automatic = {{"n_epochs", "auto"}, {"batch_size", "auto"}, {"learning_rate_multiplier", "auto"}};
    CHECK(job.at("hyperparameters") == automatic);
    CHECK(job.at("method") == json{{"type", "supervised"}, {"supervised", {{"hyperparameters", automatic}}}});
}

TEST_CASE("a finished job is read back as it was")
{
    const FineTuneJob job = fullJob();
    const FineTuneJob again = parseJob(toJson(job)).value();
    CHECK(again.id == job.id);
    CHECK(again.createdAt == 10);
    CHECK(again.finishedAt == 20);
    CHECK(again.estimatedFinish == 19);
    CHECK(again.model == job.model);
    CHECK(again.fineTunedModel == job.fineTunedModel);
    CHECK(again.status == JobStatus::Succeeded);
    CHECK(again.rawStatus == "succeeded");
    CHECK(again.trainingFile == job.trainingFile);
    CHECK(again.validationFile == job.validationFile);
    CHECK(again.resultFiles == job.resultFiles);
    CHECK(again.hyperparameters == job.hyperparameters);
    CHECK(again.trainedTokens == 1000);
    CHECK(again.seed == 42);
    REQUIRE(again.error);
    CHECK(again.error->code == "job_error");
    CHECK(parsed(toJson(job)).at("error").at("param").is_null());
    CHECK(again.suffix == "日");
    CHECK(again.metadata == job.metadata);
    CHECK(toJson(again) == toJson(job));
}

TEST_CASE("jobs of other servers are read")
{
    const FineTuneJob azure =
        parseJob(
            R"({"id":"j","status":"pending","organisation_id":"x","error":{"code":null,"message":null},"created_at":1.0})")
            .value();
    CHECK(azure.status == JobStatus::Queued);
    CHECK(azure.rawStatus == "pending");
    CHECK(azure.organizationId == "x");
    CHECK(!azure.error);
    const FineTuneJob together =
        parseJob(R"({"id":"j","status":"completed","model_output_name":"a/b","created_at":"2024-01-01T00:00:00Z"})")
            .value();
    CHECK(together.status == JobStatus::Succeeded);
    CHECK(together.fineTunedModel == "a/b");
    CHECK(together.createdAt == 1704067200);
    const FineTuneJob mistral =
        parseJob(
            R"({"id":"j","status":"FAILED_VALIDATION","training_files":["f1"],"validation_files":[{"file_id":"f2"}],"error":"no"})")
            .value();
    CHECK(mistral.status == JobStatus::Failed);
    CHECK(mistral.trainingFile == "f1");
    CHECK(mistral.validationFile == "f2");
    CHECK(mistral.error->message == "no");
    const FineTuneJob strange =
        parseJob(
            R"({"id":"j","status":"dreaming","hyperparameters":{"n_epochs":-1,"batch_size":null},"result_files":[{"id":"r"},7]})")
            .value();
    CHECK(strange.status == JobStatus::Unknown);
    CHECK(strange.rawStatus == "dreaming");
    CHECK(strange.hyperparameters == Hyperparameters{});
    CHECK(strange.resultFiles == std::vector<std::string>{"r"});
    CHECK(!parseJob("{}"));
    CHECK(!parseJob("[]"));
}

TEST_CASE("the words of every status come back")
{
    for (const JobStatus status : {JobStatus::ValidatingFiles, JobStatus::Queued, JobStatus::Running, JobStatus::Paused,
                                   JobStatus::Succeeded, JobStatus::Failed, JobStatus::Cancelled, JobStatus::Unknown})
        CHECK(jobStatusOf(wordOf(status)) == status);
    CHECK(wordOf(JobStatus::ValidatingFiles) == "validating_files");
    CHECK(jobStatusOf("JOB_STATE_COMPLETED") == JobStatus::Succeeded);
    CHECK(jobStatusOf("cancel_requested") == JobStatus::Running);
    CHECK(jobStatusOf("") == JobStatus::Unknown);
}

TEST_CASE("events and checkpoints carry the numbers that were measured")
{
    JobEvent event{"ftevent-1", 3,
                   "info",      "Step 2/9: training loss=0.15",
                   "metrics",   StepMetrics{2, 9, 0.15, 0.9, notANumber, infinite, {}, {}}};
    const json data = parsed(toJson(event)).at("data");
    CHECK(data == json{{"step", 2}, {"total_steps", 9}, {"train_loss", 0.15}, {"train_mean_token_accuracy", 0.9}});
    const Page<JobEvent> events =
        parseEventList(toJsonList(Page<JobEvent>{{event, {"ftevent-0", 1, "warn", "é", "message", {}}}, true})).value();
    CHECK(events.hasMore);
    REQUIRE(events.data.size() == 2);
    CHECK(events.data[0].metrics->step == 2);
    CHECK(events.data[0].metrics->totalSteps == 9);
    CHECK(events.data[0].metrics->trainLoss == 0.15);
    CHECK(!events.data[0].metrics->validLoss);
    CHECK(!events.data[1].metrics);
    CHECK(events.data[1].message == "é");
    CHECK(parseEventList(R"({"data":[{"object":"fine-tune-event","level":"warning","message":"m","created_at":1}]})")
              .value()
              .data[0]
              .level
          == "warn");

    const Checkpoint checkpoint{"ftckpt_1", 4, "ftjob-1", "ft:m:ckpt-step-7",
                                StepMetrics{7, 0, 0.5, {}, 0.6, {}, 0.7, 0.8}};
    const json written = parsed(toJson(checkpoint));
    CHECK(written.at("step_number") == 7);
    CHECK(written.at("metrics")
          == json{{"step", 7},
                  {"train_loss", 0.5},
                  {"valid_loss", 0.6},
                  {"full_valid_loss", 0.7},
                  {"full_valid_mean_token_accuracy", 0.8}});
    const Checkpoint again =
        parseCheckpointList(toJsonList(Page<Checkpoint>{{checkpoint}, false}, ListStyle::WithIds)).value().data.at(0);
    CHECK(again.jobId == "ftjob-1");
    CHECK(again.model == checkpoint.model);
    CHECK(again.metrics.step == 7);
    CHECK(again.metrics.fullValidAccuracy == 0.8);
}

TEST_CASE("lists, empty, strange and broken")
{
    CHECK(toJsonList(Page<UploadedFile>{}, ListStyle::WithIds)
          == R"({"object":"list","data":[],"first_id":"","last_id":"","has_more":false})");
    CHECK(toJsonList(Page<Model>{}) == R"({"object":"list","data":[],"has_more":false})");
    CHECK(parseModelList(R"({"data":[{"id":"a"},{"name":"no id"},7,{"id":"b"}]})").value().data.size() == 2);
    CHECK(parseModelList(R"([{"id":"a"}])").value().data.size() == 1);
    CHECK(parseJobList(R"({"data":null})").value().data.empty());
    for (const char *broken : {"", "{}", "7", "{\"data\":{}}", "<html>"})
        CHECK(parseFileList(broken).error().kind == ErrorKind::InvalidInput);
    CHECK(toJsonDeleted("file-é", "file") == R"({"id":"file-\u00e9","object":"file","deleted":true})");
    const Model model{"a", 1, "me", "", ""};
    CHECK(toJson(model) == R"({"id":"a","object":"model","created":1,"owned_by":"me","root":"a","parent":null})");
    CHECK(parseModel(toJson(Model{"a", 1, "me", "r", "p"})).value().parent == "p");
}

TEST_CASE("a whole completion")
{
    Answer whole = answer("é", "stop");
    whole.usage = Usage{3, 4};
    CHECK(
        completionJson(whole)
        == R"({"id":"cmpl-1","object":"text_completion","created":5,"model":"m","choices":[{"text":"\u00e9","index":0,"logprobs":null,"finish_reason":"stop"}],)"
           R"("usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}})");
    const Answer again = parseCompletion(completionJson(whole)).value();
    CHECK(again.choices.at(0).text == "é");
    CHECK(again.choices.at(0).finishReason == "stop");
    CHECK(again.usage->promptTokens == 3);
    CHECK(parsed(completionJson(answer("\xE3"))).at("choices")[0].at("text") == "\uFFFD");
}

TEST_CASE("a whole chat answer")
{
    Answer whole = answer("é", "length");
    whole.usage = Usage{3, 4};
    CHECK(
        chatJson(whole)
        == R"({"id":"cmpl-1","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"\u00e9","refusal":null},)"
           R"("logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}})");
    const Answer again = parseChat(chatJson(whole)).value();
    CHECK(again.choices.at(0).text == "é");
    CHECK(again.usage->completionTokens == 4);
}

TEST_CASE("the pieces of a stream")
{
    const auto delta = [](const std::string &chunk) { return parsed(chunk).at("choices").at(0).at("delta").dump(); };
    CHECK(delta(chatChunkJson(answer(""), false, true)) == R"({"content":"","role":"assistant"})");
    CHECK(delta(chatChunkJson(answer("x"), false, false)) == R"({"content":"x"})");
    CHECK(delta(chatChunkJson(answer("", "stop"), false, false)) == "{}");
    CHECK(parsed(chatChunkJson(answer("x"), false, false)).at("choices")[0].at("finish_reason").is_null());
    CHECK(!parsed(chatChunkJson(answer("x"), false, false)).contains("usage"));
    CHECK(parsed(chatChunkJson(answer("x"), true, false)).at("usage").is_null());
    CHECK(parsed(completionChunkJson(answer("x"), true)).at("usage").is_null());
    CHECK(parsed(completionChunkJson(answer("x"), false)).at("choices")[0].at("finish_reason").is_null());

    const Answer last{"c", 1, "m", {}, Usage{1, 2}};
    CHECK(parsed(chatChunkJson(last, true, false)).at("choices") == json::array());
    CHECK(parsed(chatChunkJson(last, true, false)).at("usage").at("total_tokens") == 3);
    CHECK(parseChat(chatChunkJson(last, true, false)).value().usage->completionTokens == 2);
    CHECK(parseChat(chatChunkJson(answer("日"), false, false)).value().choices.at(0).text == "日");
    CHECK(parseCompletion(completionChunkJson(answer("日", "stop"), false)).value().choices.at(0).finishReason
          == "stop");
}

TEST_CASE("answers of other servers are read")
{
    CHECK(parseChat(R"({"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}]})")
              .value()
              .choices[0]
              .text
          == "ab");
    CHECK(parseChat(R"({"choices":[{"delta":{"content":null}},{"delta":{}},7]})").value().choices.size() == 2);
    CHECK(parseChat(R"({"choices":[],"usage":null})").value().choices.empty());
    CHECK(parseChat(R"({"error":{"message":"out of memory","type":"server_error"}})").error().message
          == "out of memory");
    CHECK(!parseChat("{}"));
    CHECK(!parseChat("[DONE]"));
    CHECK(!parseCompletion(R"({"choices":7})"));
}

TEST_CASE("log-probabilities of tokens that are no whole characters")
{
    Answer whole = answer("x", "stop");
    whole.choices[0].logprobs = {{"\xE3\x81", -0.5, {{"\xE3\x81", -0.5}, {"a", -infinite}}, 0},
                                 {"b", -1, {{"b", -1}, {"c", -2}}, 1}};
    for (const bool chat : {false, true}) {
        const Answer again = chat ? parseChat(chatJson(whole)).value() : parseCompletion(completionJson(whole)).value();
        const std::vector<TokenLogprob> &tokens = again.choices.at(0).logprobs;
        REQUIRE(tokens.size() == 2);
        CHECK(tokens[0].token == "\xE3\x81");
        CHECK(tokens[0].logprob == -0.5);
        CHECK(tokens[0].top == std::vector<std::pair<std::string, double>>{{"\xE3\x81", -0.5}, {"a", -9999}});
        CHECK(tokens[1].token == "b");
        CHECK(tokens[1].top.at(1).first == "c");
    }
    const json logprobs = parsed(completionJson(whole)).at("choices")[0].at("logprobs");
    CHECK(logprobs.at("tokens") == json{"bytes:\\xe3\\x81", "b"});
    CHECK(logprobs.at("text_offset") == json{0, 1});

    // The first token of an echoed prompt has no probability; without alternatives there is no list of them.
    whole.choices[0].logprobs = {{"a", notANumber, {}, 0}, {"b", -1, {}, 1}};
    const json echoed = parsed(completionJson(whole)).at("choices")[0].at("logprobs");
    CHECK(echoed.at("token_logprobs") == json{nullptr, -1.0});
    CHECK(echoed.at("top_logprobs").is_null());
    CHECK(std::isnan(parseCompletion(completionJson(whole)).value().choices[0].logprobs.at(0).logprob));
    CHECK(parsed(chatJson(whole)).at("choices")[0].at("logprobs").at("content")[0].at("logprob") == -9999.0);
}
