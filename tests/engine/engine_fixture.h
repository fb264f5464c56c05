// SPDX-License-Identifier: GPL-3.0-or-later
// The whole service in this process, on a free port and a new folder, with a trainer and a generator of the test's own.
#pragma once

#include "engine/raw_http.h"
#include "engine/routes/routes.h"
#include "engine/temp_folder.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace onsa::test {

using Json = nlohmann::json;

// Ten lines that train nothing: `steps` steps, a checkpoint in the middle, an adapter folder at the end.
inline Result<engine::TrainOutcome> fakeTrain(const engine::TrainPlan &plan, engine::TrainObserver &observer,
                                              const std::stop_token &stop, int steps = 6)
{
    engine::ResolvedPlan resolved;
    resolved.epochs = 2, resolved.batchSize = 4, resolved.steps = steps, resolved.lora.rank = 8;
    observer.planned(resolved);
    for (int step = 1; step <= steps; ++step) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, "stopped");
        engine::StepReport report;
        report.metrics.step = step, report.metrics.totalSteps = steps, report.metrics.trainLoss = 1.0 / step;
        observer.stepDone(report);
        if (step == steps / 2) {
            const auto folder = plan.workFolder / "checkpoint-1";
            std::filesystem::create_directories(folder);
            writeFile(folder / "adapter_config.json", "{}");
            observer.checkpointSaved({1, report.metrics, folder});
        }
    }
    std::filesystem::create_directories(plan.outputFolder);
    writeFile(plan.outputFolder / "adapter_config.json", "{}");
    return engine::TrainOutcome{.trainedTokens = 1234,
                                .steps = steps,
                                .finalTrainLoss = {},
                                .finalValidLoss = {},
                                .seconds = 0,
                                .size = {},
                                .peakBytes = {}};
}

// A base model without weights, with the starter's tokenizer.
inline Result<engine::LoadedBase> fakeBase(const std::filesystem::path &folder)
{
    const auto config = engine::loadModelConfig(folder / "config.json");
    if (!config)
        return tl::unexpected(config.error());
    auto format = engine::PromptFormat::load(folder, *config);
    if (!format)
        return tl::unexpected(format.error());
    auto base = std::make_shared<engine::BaseModel>();
    base->config = *config;
    return engine::LoadedBase{base, nullptr, std::make_shared<const engine::PromptFormat>(std::move(*format)), 1};
}

// Answers each prompt with the words "one two three", n times, piece by piece.
inline Result<engine::GenerateOutcome> fakeGenerate(const engine::LoadedModel &, const engine::GenerateRequest &request,
                                                    const engine::PieceFunction &onPiece, const std::stop_token &)
{
    engine::GenerateOutcome outcome;
    outcome.usage.promptTokens = static_cast<int>(request.prompt.size());
    const int most = request.sampling.maxTokens.value_or(3);
    for (int token = 0; token < std::min(most, 3); ++token) {
        for (int index = 0; index < request.sampling.n; ++index) {
            static const char *const words[] = {"one ", "two ", "three"};
            engine::GeneratedPiece piece{index, words[token], {token}, {}, {}};
            if (request.sampling.logprobs)
                piece.logprobs.push_back({words[token], -0.5 * index - 0.1, {}, 4 * token});
            if (token + 1 == std::min(most, 3))
                piece.finishReason = most <= 3 ? "length" : "stop";
            ++outcome.usage.completionTokens;
            if (!onPiece(piece))
                return fail(ErrorKind::Cancelled, "the client is gone");
        }
    }
    if (request.echoLogprobs)
        outcome.promptLogprobs.resize(request.prompt.size());
    return outcome;
}

inline std::filesystem::path starterFolder()
{
    return std::filesystem::path(ONSA_SOURCE) / "resources" / "starter" / "onsa-starter";
}

// Members die in the opposite order: server, runner, store, folder.
struct Engine {
    explicit Engine(engine::TrainFunction train = {}, engine::GenerateFunction generate = fakeGenerate,
                    engine::HttpOptions http = {0, "secret"})
        : data(*engine::DataFolder::open(folder.path()))
        , store(*engine::Store::open(data.database()))
        , host(0, fakeBase)
        , answering(*store, data, host, std::move(generate))
        , speeds(*store, [](engine::Precision) { return 100.0; })
        , estimator(speeds)
        , server(std::move(http))
    {
        ::setenv("ONSA_RESOURCES", (std::filesystem::path(ONSA_SOURCE) / "resources").c_str(), 1);
        if (!train)
            train = [](const auto &plan, auto &observer, const auto &stop) { return fakeTrain(plan, observer, stop); };
        runner = *engine::JobRunner::start(
            *store, data, [this](const std::string &name) { return answering.findBase(name); }, std::move(train),
            &speeds);
        engine::addHealthRoute(server);
        engine::addFileRoutes(server, *store, data);
        engine::addJobRoutes(server, *store, data, *runner, answering);
        engine::addEstimateRoute(server, *store, answering, estimator);
        engine::addModelRoutes(server, *store, data, answering);
        engine::addCompletionRoutes(server, answering);
        engine::addChatRoutes(server, answering);
        port = *server.start();
    }
    ~Engine() { server.stop(); }

    HttpAnswer ask(const std::string &method, const std::string &target, const std::string &body = {},
                   const std::string &headers = {}) const
    {
        RawHttp client(port);
        return client.ask(requestText(method, target, body, headers));
    }
    Json json(const std::string &method, const std::string &target, const std::string &body = {}) const
    {
        return Json::parse(ask(method, target, body).body, nullptr, false);
    }
    HttpAnswer upload(const std::string &bytes, const std::string &purpose = "fine-tune",
                      const std::string &filename = "data.jsonl") const
    {
        const std::string body = "--X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose
            + "\r\n--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n--X--\r\n";
        return ask("POST", "/v1/files", body, "Content-Type: multipart/form-data; boundary=X\r\n");
    }
    std::string uploadId(const std::string &bytes) const { return Json::parse(upload(bytes).body).at("id"); }
    // A new job on ten pairs; `more` are further members, each with a comma before it.
    Json newJob(const std::string &more = {}) const
    {
        return json("POST", "/v1/fine_tuning/jobs",
                    R"({"model":"onsa-starter","training_file":")" + uploadId(pairs(10)) + "\"" + more + "}");
    }
    Json job(const std::string &id) const { return json("GET", "/v1/fine_tuning/jobs/" + id); }
    // Waits until the job has that state, or one it cannot leave.
    Json waitFor(const std::string &id, const std::string &status) const
    {
        while (true) {
            auto now = job(id);
            const std::string word = now.value("status", "gone");
            if (word == status || word == "succeeded" || word == "failed" || word == "cancelled" || word == "gone")
                return now;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    // Messages of the events, oldest first.
    std::vector<std::string> messages(const std::string &id) const
    {
        const auto page = json("GET", "/v1/fine_tuning/jobs/" + id + "/events?limit=1000");
        std::vector<std::string> texts;
        for (auto event = page.at("data").rbegin(); event != page.at("data").rend(); ++event)
            texts.push_back(event->at("message"));
        return texts;
    }

    TempFolder folder;
    engine::DataFolder data;
    std::unique_ptr<engine::Store> store;
    engine::ModelHost host;
    engine::Answering answering;
    engine::TrainingSpeeds speeds;
    engine::JobEstimator estimator;
    std::unique_ptr<engine::JobRunner> runner;
    engine::HttpServer server;
    int port = 0;
};

} // namespace onsa::test
