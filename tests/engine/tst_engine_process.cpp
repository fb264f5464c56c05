// SPDX-License-Identifier: GPL-3.0-or-later
// The engine as the window and scripts have it: a process that is started, killed and started again.
#include "engine/child_process.h"
#include "engine/raw_http.h"
#include "engine/temp_folder.h"

#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

using namespace onsa::test;
using Json = nlohmann::json;

namespace {

struct RunningEngine {
    explicit RunningEngine(const std::filesystem::path &data, const std::vector<std::string> &more = {})
    {
        std::vector<std::string> arguments = {"serve", "--data", data.string(), "--port", "0"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        process.emplace(arguments,
                        std::vector<std::string>{"ONSA_ENGINE_KEY=secret", "ONSA_RESOURCES=" ONSA_SOURCE "/resources"});
        const auto ready = Json::parse(process->readLine(), nullptr, false);
        REQUIRE(ready.is_object());
        REQUIRE(ready.at("event") == "ready");
        port = ready.at("port");
    }
    Json json(const std::string &method, const std::string &target, const std::string &body = {},
              const std::string &headers = {}) const
    {
        RawHttp client(port);
        return Json::parse(client.ask(requestText(method, target, body, headers)).body, nullptr, false);
    }
    std::string upload(const std::string &bytes) const
    {
        const std::string body = "--X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--X\r\n"
                                 "Content-Disposition: form-data; name=\"file\"; filename=\"d\"\r\n\r\n"
            + bytes + "\r\n--X--";
        return json("POST", "/v1/files", body, "Content-Type: multipart/form-data; boundary=X\r\n").at("id");
    }
    std::vector<Json> events(const std::string &job) const // oldest first
    {
        const auto page = json("GET", "/v1/fine_tuning/jobs/" + job + "/events?limit=10000");
        std::vector<Json> list(page.at("data").rbegin(), page.at("data").rend());
        return list;
    }

    std::optional<ChildProcess> process;
    int port = 0;
};

int lastStepOf(const std::vector<Json> &events)
{
    int last = 0;
    for (const auto &event : events) {
        if (event.at("type") == "metrics")
            last = event.at("data").at("step");
    }
    return last;
}

} // namespace

TEST_CASE("engine process: it ends in order on a signal and, when asked to, with its input")
{
    const TempFolder folder;
    for (const int signal : {SIGTERM, SIGINT}) {
        RunningEngine engine(folder.path());
        engine.process->closeInput(); // without the option this means nothing
        CHECK(engine.json("GET", "/health").at("status") == "ok");
        engine.process->kill(signal);
        CHECK(engine.process->wait() == 0);
    }
    RunningEngine engine(folder.path(), {"--stop-with-stdin"});
    CHECK(engine.json("GET", "/health").at("status") == "ok");
    engine.process->closeInput();
    CHECK(engine.process->wait() == 0);
}

TEST_CASE("engine process: a second engine on the same folder says who holds it")
{
    const TempFolder folder;
    const RunningEngine first(folder.path());
    std::string out, err;
    ChildProcess second({"serve", "--data", folder.path().string(), "--no-key"});
    CHECK(second.finish(out, err) == 1);
    CHECK(out.empty());
    CHECK(err.find("process " + std::to_string(first.process->pid())) != std::string::npos);
    CHECK(err.find(folder.path().string()) != std::string::npos);
    CHECK(first.json("GET", "/health").at("status") == "ok");
}

TEST_CASE("engine process: the key is asked for, and no program that it starts can read it")
{
    const TempFolder folder;
    const RunningEngine engine(folder.path());
    RawHttp client(engine.port);
    CHECK(client.ask("GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 401);
    CHECK(engine.json("GET", "/v1/models").at("data").at(0).at("id") == "onsa-starter");
    std::string out, err;
    ChildProcess keyless({"serve", "--data", folder.path().string()}, {"ONSA_ENGINE_KEY="});
    CHECK(keyless.finish(out, err) == 1);
    CHECK(err.find("ONSA_ENGINE_KEY") != std::string::npos);
    CHECK(err.find("--no-key") != std::string::npos);
}

TEST_CASE("engine process: a job whose engine is killed goes on at the next start and succeeds")
{
    const TempFolder folder;
    std::string job;
    int before = 0;
    {
        RunningEngine engine(folder.path());
        const auto file = engine.upload(pairs(10));
        job = engine
                  .json("POST", "/v1/fine_tuning/jobs",
                        R"({"model":"onsa-starter","training_file":")" + file
                            + R"(","seed":1,"hyperparameters":{"n_epochs":12,"batch_size":5}})")
                  .at("id");
        while (before < 5) {
            before = lastStepOf(engine.events(job));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        engine.process->kill(SIGKILL);
        CHECK(engine.process->wait() == 128 + SIGKILL);
    }
    RunningEngine engine(folder.path());
    Json now;
    do {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        now = engine.json("GET", "/v1/fine_tuning/jobs/" + job);
    } while (now.at("status") == "running" || now.at("status") == "queued");
    CHECK(now.at("error") == Json());
    REQUIRE(now.at("status") == "succeeded");

    const auto events = engine.events(job);
    int step = 0, restarted = 0;
    std::int64_t time = 0;
    for (const auto &event : events) {
        CHECK(event.at("created_at") >= time);
        time = event.at("created_at");
        restarted += std::string(event.at("message")).find("restarted") != std::string::npos ? 1 : 0;
        if (event.at("type") == "metrics")
            CHECK(event.at("data").at("step") == ++step); // each once, in order
    }
    CHECK(step == 24);
    CHECK(restarted == 1);
    CHECK(events.back().at("message") == "The job has successfully completed");

    const std::string model = now.at("fine_tuned_model");
    const auto answer = engine.json("POST", "/v1/completions",
                                    R"({"model":")" + model + R"(","prompt":"What is number 3?","temperature":0})");
    CHECK(answer.at("choices").at(0).at("text").is_string());
}

TEST_CASE("engine process: a damaged database is named and not touched")
{
    const TempFolder folder;
    writeFile(folder.path() / "onsa.db", std::string(8192, 'x'));
    std::string out, err;
    ChildProcess engine({"serve", "--data", folder.path().string(), "--no-key"});
    CHECK(engine.finish(out, err) == 1);
    CHECK(err.find("damaged") != std::string::npos);
    CHECK(readFile(folder.path() / "onsa.db") == std::string(8192, 'x'));
}
