// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine_fixture.h"

#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::test;

namespace {

const std::string jobs = "/v1/fine_tuning/jobs";

} // namespace

TEST_CASE("jobs: a new job has every member of the API")
{
    const Engine engine;
    const auto job = engine.newJob(R"(,"seed":42,"suffix":"s","metadata":{"k":"v"})");
    CHECK(job.at("object") == "fine_tuning.job");
    CHECK(std::string(job.at("id")).starts_with("ftjob-"));
    CHECK(job.at("model") == "onsa-starter");
    CHECK(job.at("organization_id") == "org-local");
    CHECK(job.at("seed") == 42);
    CHECK(job.at("user_provided_suffix") == "s");
    CHECK(job.at("metadata") == Json{{"k", "v"}});
    CHECK(job.at("result_files") == Json::array());
    for (const char *member : {"error", "finished_at", "fine_tuned_model", "trained_tokens", "validation_file"}) {
        CAPTURE(member);
        CHECK(job.at(member).is_null());
    }
}

TEST_CASE("jobs: lists have pages and filters; the oldest events can be reached")
{
    const Engine engine;
    const std::string a = engine.newJob(R"(,"metadata":{"k":"a"})").at("id");
    const std::string b = engine.newJob(R"(,"metadata":{"k":"b"})").at("id");
    const std::string c = engine.newJob().at("id");
    for (const auto &id : {a, b, c})
        CHECK(engine.waitFor(id, "succeeded").at("status") == "succeeded");
    auto page = engine.json("GET", jobs + "?limit=2");
    CHECK(page.at("has_more") == true);
    CHECK(page.at("data").at(0).at("id") == c);
    page = engine.json("GET", jobs + "?limit=2&after=" + b);
    CHECK(page.at("has_more") == false);
    CHECK(page.at("data").at(0).at("id") == a);
    CHECK(engine.json("GET", jobs + "?metadata%5Bk%5D=b").at("data").at(0).at("id") == b);
    CHECK(engine.json("GET", jobs + "?metadata=null").at("data").at(0).at("id") == c);

    std::vector<Json> events;
    std::string after;
    while (true) {
        page = engine.json("GET", jobs + "/" + a + "/events?limit=2" + (after.empty() ? "" : "&after=" + after));
        for (const auto &event : page.at("data"))
            events.push_back(event);
        if (!page.at("has_more"))
            break;
        after = events.back().at("id");
    }
    CHECK(events.size() == engine.messages(a).size());
    CHECK(events.front().at("message") == "The job has successfully completed");
    CHECK(events.back().at("message") == "Created fine-tuning job: " + a);
    const auto metrics =
        std::find_if(events.begin(), events.end(), [](const Json &e) { return e.at("type") == "metrics"; });
    REQUIRE(metrics != events.end());
    CHECK(metrics->at("data").at("step") == 6);
    CHECK(metrics->at("data").at("total_steps") == 6);
    CHECK(metrics->at("data").contains("train_loss"));

    page = engine.json("GET", jobs + "/" + a + "/checkpoints");
    CHECK(page.at("data").size() == 1);
    CHECK(page.at("first_id") == page.at("data").at(0).at("id"));
    CHECK(page.at("data").at(0).at("step_number") == 3);
    CHECK(page.at("data").at(0).at("fine_tuning_job_id") == a);
}

TEST_CASE("jobs: the same idempotency key is the same job")
{
    const Engine engine;
    const auto body = R"({"model":"onsa-starter","training_file":")" + engine.uploadId(pairs(10)) + "\"}";
    const auto make = [&](const std::string &key) {
        return Json::parse(engine.ask("POST", jobs, body, "Idempotency-Key: " + key + "\r\n").body).at("id");
    };
    CHECK(make("one") == make("one"));
    CHECK(make("one") != make("two"));
}

TEST_CASE("jobs: what can be known at once is refused at once")
{
    const Engine engine;
    const auto training = engine.uploadId(pairs(10));
    const std::string other = Json::parse(engine.upload("x", "user_data").body).at("id");
    const auto body = [&](const std::string &model, const std::string &file, const std::string &more = {}) {
        return R"({"model":")" + model + R"(","training_file":")" + file + "\"" + more + "}";
    };
    struct Row {
        const char *name;
        std::string body;
        const char *param;
    };
    for (const Row &row : std::vector<Row>{
             {"unknown model", body("gpt-9", training), "model"},
             {"a folder that is not there", body("/no/such/folder", training), "model"},
             {"unknown file", body("onsa-starter", "file-x"), "training_file"},
             {"wrong purpose", body("onsa-starter", other), "training_file"},
             {"unknown validation file", body("onsa-starter", training, R"(,"validation_file":"file-x")"),
              "validation_file"},
             {"too many epochs", body("onsa-starter", training, R"(,"hyperparameters":{"n_epochs":51})"), ""},
             {"no model", R"({"training_file":")" + training + "\"}", "model"},
             {"no file", R"({"model":"onsa-starter"})", "training_file"},
             {"no JSON", "{", ""},
             {"an array", "[]", ""},
             {"nothing", "", ""},
         }) {
        CAPTURE(row.name);
        const auto answer = engine.ask("POST", jobs, row.body);
        CHECK(answer.status == 400);
        const auto error = Json::parse(answer.body).at("error");
        CHECK(error.at("type") == "invalid_request_error");
        if (*row.param != '\0')
            CHECK(error.at("param") == row.param);
    }
    CHECK(engine.json("GET", jobs).at("data").empty());
}

TEST_CASE("jobs: a finished job can be deleted, with or without its model")
{
    const Engine engine;
    const std::string first = engine.newJob().at("id"), second = engine.newJob().at("id");
    const std::string kept = engine.waitFor(first, "succeeded").at("fine_tuned_model");
    const auto done = engine.waitFor(second, "succeeded");
    const std::string gone = done.at("fine_tuned_model"), result = done.at("result_files").at(0);
    CHECK(engine.json("DELETE", jobs + "/" + first)
          == Json{{"id", first}, {"object", "fine_tuning.job"}, {"deleted", true}});
    CHECK(engine.ask("GET", jobs + "/" + first).status == 404);
    CHECK(engine.ask("GET", jobs + "/" + first + "/events").status == 404);
    CHECK(engine.ask("GET", "/v1/models/" + kept).status == 200);
    CHECK(engine.ask("DELETE", jobs + "/" + second + "?model=true").status == 200);
    CHECK(engine.ask("GET", "/v1/models/" + gone).status == 404);
    CHECK(engine.ask("GET", "/v1/models/" + gone + ":ckpt-step-3").status == 404);
    CHECK(engine.ask("GET", "/v1/files/" + result).status == 404);
    CHECK_FALSE(std::filesystem::exists(engine.data.root() / engine::DataFolder::adapterOf(gone)));
}

TEST_CASE("models: bases and tuned models are listed; only tuned ones can be deleted")
{
    const Engine engine;
    const std::string model = engine.waitFor(engine.newJob().at("id"), "succeeded").at("fine_tuned_model");
    const auto list = engine.json("GET", "/v1/models");
    std::vector<std::string> ids;
    for (const auto &entry : list.at("data"))
        ids.push_back(entry.at("id"));
    CHECK(ids == std::vector<std::string>{"onsa-starter", model + ":ckpt-step-3", model});
    std::string escaped = model;
    for (auto at = escaped.find(':'); at != std::string::npos; at = escaped.find(':'))
        escaped.replace(at, 1, "%3A");
    CHECK(engine.json("GET", "/v1/models/" + escaped).at("id") == model);
    CHECK(engine.ask("DELETE", "/v1/models/onsa-starter").status == 403);
    CHECK(engine.json("DELETE", "/v1/models/" + escaped).at("deleted") == true);
    CHECK(engine.ask("GET", "/v1/models/" + model).status == 404);
    CHECK(engine.ask("GET", "/v1/models/" + model + ":ckpt-step-3").status
          == 200); // the checkpoint has its own weights
    const auto error = engine.json("GET", "/v1/models/nope%2Fx").at("error");
    CHECK(error.at("code") == "model_not_found");
    CHECK(error.at("param") == "model");
}
