// SPDX-License-Identifier: GPL-3.0-or-later
// POST /v1/fine_tuning/jobs/estimate, and what GET /v1/models says about base models.
#include "core/job_estimate.h"
#include "engine/compute/cpu_features.h"
#include "engine/engine_fixture.h"
#include "engine/model_card.h"

#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::test;

namespace {

const std::string path = "/v1/fine_tuning/jobs/estimate";

std::string body(const std::string &more = {}, const std::string &lengths = "[[30,0,60,0,0]]")
{
    return R"({"model":"onsa-starter","examples":48,"lengths":)" + lengths + more + "}";
}

} // namespace

TEST_CASE("estimate: says what auto chooses and why, steps, memory and time")
{
    const Engine engine;
    const auto estimate = engine.json("POST", path, body(R"(,"validation_examples":5)"));
    CHECK(estimate.at("object") == "fine_tuning.job.estimate");
    CHECK(estimate.at("model") == "onsa-starter");
    CHECK(estimate.at("hyperparameters").at("n_epochs") == 30);
    CHECK(estimate.at("hyperparameters").at("batch_size") == 4);
    CHECK(estimate.at("reasons").at("n_epochs") == "few_examples");
    CHECK(estimate.at("reasons").at("learning_rate_multiplier") == "model_size");
    CHECK(estimate.at("steps") == 30 * 12);
    CHECK(estimate.at("fits") == true);
    CHECK(estimate.at("peak_memory_bytes") > 20'000'000);
    CHECK(estimate.at("available_memory_bytes") > estimate.at("peak_memory_bytes"));
    CHECK(estimate.at("installed_memory_bytes") >= estimate.at("available_memory_bytes"));
    CHECK(estimate.at("estimated_seconds") > 0);
    CHECK(estimate.at("estimated_seconds_from") == "measurement");
}

TEST_CASE("estimate: what was chosen is not explained; more of everything takes more")
{
    const Engine engine;
    const auto auto_ = engine.json("POST", path, body());
    const auto chosen =
        engine.json("POST", path, body(R"(,"hyperparameters":{"n_epochs":50,"batch_size":32,"lora_rank":128})"));
    CHECK(chosen.at("hyperparameters").at("n_epochs") == 50);
    CHECK_FALSE(chosen.at("reasons").contains("n_epochs"));
    CHECK(chosen.at("steps") == 50 * 2);
    CHECK(chosen.at("peak_memory_bytes") > auto_.at("peak_memory_bytes"));
    CHECK(chosen.at("trained_tokens") > auto_.at("trained_tokens"));
    const auto longer = engine.json("POST", path, body({}, "[[300,0,600,0,0]]"));
    CHECK(longer.at("estimated_seconds") > auto_.at("estimated_seconds"));
    CHECK(longer.at("longest_example") > auto_.at("longest_example"));
}

TEST_CASE("estimate: rows beyond the context are counted and cut; prompts that fill it are refused")
{
    const Engine engine;
    const auto cut = engine.json("POST", path, body({}, "[[30,0,60,0,0],[30,0,100000,0,0]]"));
    CHECK(cut.at("truncated_examples") == 24);
    CHECK(cut.at("longest_example") == 512);
    const auto refused = engine.ask("POST", path, body({}, "[[100000,0,5,0,0]]"));
    CHECK(refused.status == 400);
    CHECK(Json::parse(refused.body).at("error").at("param") == "lengths");
}

TEST_CASE("estimate: bad requests are refused by name")
{
    const Engine engine;
    struct Bad {
        std::string body, param;
    };
    for (const Bad &bad : {
             Bad{"{", ""},
             Bad{R"({"examples":4,"lengths":[[1,1,1,1,0]]})", "model"},
             Bad{R"({"model":"nobody","examples":4,"lengths":[[1,1,1,1,0]]})", "model"},
             Bad{R"({"model":"onsa-starter","lengths":[[1,1,1,1,0]]})", "examples"},
             Bad{R"({"model":"onsa-starter","examples":0,"lengths":[[1,1,1,1,0]]})", "examples"},
             Bad{R"({"model":"onsa-starter","examples":99999999999999,"lengths":[[1,1,1,1,0]]})", "examples"},
             Bad{R"({"model":"onsa-starter","examples":4})", "lengths"},
             Bad{R"({"model":"onsa-starter","examples":4,"lengths":[]})", "lengths"},
             Bad{R"({"model":"onsa-starter","examples":4,"lengths":[[1,1,1,1,0,-2]]})", "lengths[0]"},
             Bad{body({}, "[[1,1,1,1]]"), "lengths[0]"},
             Bad{body({}, "[[1,1,1,1,0],[1,-1,1,1,0]]"), "lengths[1]"},
             Bad{body({}, "[[1,1,1,1.5,0]]"), "lengths[0]"},
             Bad{body({}, "[[1,1,1,99999999999999,0]]"), "lengths[0]"},
             Bad{body(R"(,"hyperparameters":{"n_epochs":51})"), "hyperparameters.n_epochs"},
             Bad{body(R"(,"validation_examples":-1)"), "validation_examples"},
         }) {
        CAPTURE(bad.body);
        const auto answer = engine.ask("POST", path, bad.body);
        CHECK(answer.status == 400);
        const auto error = Json::parse(answer.body).at("error");
        if (!bad.param.empty())
            CHECK(error.at("param") == bad.param);
    }
    std::string many = "[[1,1,1,1,0]";
    for (int i = 0; i < 1000; ++i)
        many += ",[1,1,1,1,0]";
    CHECK(engine.ask("POST", path, body({}, many + "]")).status == 400);
}

TEST_CASE("estimate: the longest numbers neither overflow nor take long")
{
    const Engine engine;
    const auto answer = engine.json(
        "POST", path,
        R"({"model":"onsa-starter","examples":10000000,"validation_examples":10000000,"lengths":[[5,5,1073741824,1073741824,2]]})");
    CHECK(answer.at("truncated_examples") == 10'000'000);
    CHECK(answer.at("estimated_seconds") > 1e6);
    CHECK(answer.at("trained_tokens") > 0);
}

TEST_CASE("estimate: finished jobs correct the time, and the job says what it took")
{
    const Engine engine([](const auto &plan, auto &observer, const auto &stop) {
        auto outcome = fakeTrain(plan, observer, stop);
        if (outcome) {
            outcome->seconds = 1000;
            outcome->size = engine::RunSize{60, 2, 16, 20'000, 10'000, 0, 0, engine::Precision::F32};
            if (engine::cpuLevel() >= engine::CpuLevel::Avx512Bf16)
                outcome->size->precision = engine::Precision::BF16;
            outcome->peakBytes = 123'000'000;
        }
        return outcome;
    });
    const double before = engine.json("POST", path, body()).at("estimated_seconds");
    const auto job = engine.waitFor(engine.newJob().at("id"), "succeeded");
    CHECK(job.at("training_seconds") == 1000);
    CHECK(job.at("peak_memory_bytes") == 123'000'000);
    // The row comes just after the job's end.
    Json after;
    do
        after = engine.json("POST", path, body());
    while (after.at("estimated_seconds_from") == "measurement");
    CHECK(after.at("estimated_seconds_from") == "earlier_jobs");
    CHECK(after.at("estimated_seconds") > 10 * before);
}

TEST_CASE("models: a base model says how large it is, a tuned one only whose it is")
{
    const Engine engine;
    const auto model = engine.json("GET", "/v1/models/onsa-starter");
    CHECK(model.at("context_length") == 512);
    CHECK(model.at("parameters") == 6'294'784);
    CHECK(model.at("bytes") > 12'000'000);
    CHECK(model.at("languages") == Json({"ja", "en"}));
    CHECK(model.at("license") == "GPL-3.0-or-later");
    const std::string tuned = engine.waitFor(engine.newJob().at("id"), "succeeded").at("fine_tuned_model");
    CHECK_FALSE(engine.json("GET", "/v1/models/" + tuned).contains("parameters"));
}

TEST_CASE("model cards: what the first block says, and nothing that is no card")
{
    using engine::parseModelCard;
    const auto card =
        parseModelCard("---\r\nlicense: apache-2.0\r\nlanguage:\r\n- en\r\n- \"ja\"\r\ntags:\r\n- llama\r\n"
                       "---\r\nlicense: mit\n");
    CHECK(card.license == "apache-2.0");
    CHECK(card.languages == std::vector<std::string>{"en", "ja"});
    CHECK(parseModelCard("---\nlanguage: [en, fr]\n---\n").languages == std::vector<std::string>{"en", "fr"});
    CHECK(parseModelCard("---\nlanguage: en\n").languages == std::vector<std::string>{"en"});
    for (const char *none : {"", "---", "# A model\nlicense: mit\n", "---\nlicense:\n  - \n---", "---\nlicense: <b>\n",
                             "\xff\xfe---\nlicense: mit"}) {
        CAPTURE(none);
        CHECK(parseModelCard(none).license.empty());
    }
}
