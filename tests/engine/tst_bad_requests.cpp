// SPDX-License-Identifier: GPL-3.0-or-later
// Every route with every kind of wrong body, id and query: a 4xx in the API's form, and an engine that goes on.
#include "engine/engine_fixture.h"

#include <doctest/doctest.h>

using namespace onsa::test;

namespace {

struct Route {
    const char *method, *path;
};

const std::vector<Route> bodyRoutes = {{"POST", "/v1/fine_tuning/jobs"},
                                       {"POST", "/v1/completions"},
                                       {"POST", "/v1/chat/completions"},
                                       {"POST", "/v1/files"}};
const std::vector<Route> idRoutes = {{"GET", "/v1/files/ID"},
                                     {"DELETE", "/v1/files/ID"},
                                     {"GET", "/v1/files/ID/content"},
                                     {"GET", "/v1/fine_tuning/jobs/ID"},
                                     {"DELETE", "/v1/fine_tuning/jobs/ID"},
                                     {"POST", "/v1/fine_tuning/jobs/ID/cancel"},
                                     {"POST", "/v1/fine_tuning/jobs/ID/pause"},
                                     {"POST", "/v1/fine_tuning/jobs/ID/resume"},
                                     {"GET", "/v1/fine_tuning/jobs/ID/events"},
                                     {"GET", "/v1/fine_tuning/jobs/ID/checkpoints"},
                                     {"GET", "/v1/models/ID"},
                                     {"DELETE", "/v1/models/ID"}};

void checkRefused(const HttpAnswer &answer, int least, int most)
{
    CHECK(answer.status >= least);
    CHECK(answer.status <= most);
    CHECK(answer.status != 409); // official clients send it again for ever
    CHECK(answer.status != 422); // openai-python 0.28 does not know it
    const auto json = Json::parse(answer.body, nullptr, false);
    REQUIRE(json.is_object());
    for (const char *member : {"message", "type", "param", "code"})
        CHECK(json.at("error").contains(member));
}

} // namespace

TEST_CASE("bad requests: bodies")
{
    const Engine engine;
    const std::vector<std::string> bodies = {"",
                                             "{",
                                             "null",
                                             "[]",
                                             "1",
                                             "\"text\"",
                                             "{}",
                                             std::string("{\"model\":\"a\0b\"}", 15),
                                             "{\"model\":\"\xFF\xFE\"}",
                                             "\xEF\xBB\xBF{}",
                                             R"({"model":1})",
                                             R"({"model":"onsa-starter"})",
                                             R"({"model":"onsa-starter","prompt":{}})",
                                             R"({"model":"onsa-starter","prompt":[1,"a"]})",
                                             R"({"model":"onsa-starter","prompt":[[]]})",
                                             R"({"model":"onsa-starter","prompt":"a","messages":"hi"})",
                                             R"({"model":"onsa-starter","messages":[]})",
                                             R"({"model":"onsa-starter","messages":[{"role":"nobody","content":"a"}]})",
                                             R"({"model":"onsa-starter","training_file":7})",
                                             R"({"model":"onsa-starter","training_file":"../../etc/passwd"})",
                                             std::string(20000, '['),
                                             R"({"model":")" + std::string(100000, 'x') + "\"}"};
    for (const auto &route : bodyRoutes) {
        for (const auto &body : bodies) {
            CAPTURE(route.path);
            CAPTURE(body.substr(0, 60));
            // What one route refuses another may take: a prompt without messages is a completion.
            const auto answer = engine.ask(route.method, route.path, body, "Content-Type: application/json\r\n");
            if (answer.status != 200)
                checkRefused(answer, 400, 404);
        }
    }
    CHECK(engine.ask("GET", "/health").status == 200);
}

TEST_CASE("bad requests: numbers out of their bounds")
{
    const Engine engine;
    const std::vector<std::string> members = {R"("n":0)",
                                              R"("n":129)",
                                              R"("n":1.5)",
                                              R"("n":"2")",
                                              R"("temperature":2.1)",
                                              R"("temperature":-1)",
                                              R"("temperature":"hot")",
                                              R"("top_p":1.1)",
                                              R"("max_tokens":-1)",
                                              R"("max_tokens":1e30)",
                                              R"("stop":"")",
                                              R"("stop":["a","b","c","d","e"])",
                                              R"("presence_penalty":3)",
                                              R"("frequency_penalty":-3)",
                                              R"("logit_bias":{"a":1})",
                                              R"("logit_bias":{"1":101})",
                                              R"("seed":"x")",
                                              R"("stream":"yes")"};
    for (const auto &member : members) {
        CAPTURE(member);
        checkRefused(engine.ask("POST", "/v1/completions", R"({"model":"onsa-starter","prompt":"a",)" + member + "}"),
                     400, 400);
        checkRefused(
            engine.ask("POST", "/v1/chat/completions",
                       R"({"model":"onsa-starter","messages":[{"role":"user","content":"a"}],)" + member + "}"),
            400, 400);
    }
}

TEST_CASE("bad requests: ids that are not there, and hostile ones")
{
    const Engine engine;
    writeFile(engine.folder.path() / "outside", "secret");
    for (const auto &route : idRoutes) {
        for (const std::string id : {"none", "..%2Foutside", "%2E%2E", "..", "a'%20OR%20'1'='1", "%00", "%FF", "%",
                                     "%E6%97%A5", "x%0d%0aSet-Cookie:%20a"}) {
            CAPTURE(route.path);
            CAPTURE(id);
            std::string path = route.path;
            path.replace(path.find("ID"), 2, id);
            const auto answer = engine.ask(route.method, path);
            checkRefused(answer, 400, 405);
            CHECK_FALSE(answer.has("secret"));
            CHECK(answer.headers.count("set-cookie") == 0);
        }
    }
}

TEST_CASE("bad requests: queries")
{
    const Engine engine;
    const std::string job = engine.newJob().at("id");
    engine.waitFor(job, "succeeded");
    for (const std::string &path :
         {std::string("/v1/files"), std::string("/v1/fine_tuning/jobs"), "/v1/fine_tuning/jobs/" + job + "/events",
          "/v1/fine_tuning/jobs/" + job + "/checkpoints"}) {
        for (const char *query :
             {"limit=0", "limit=-1", "limit=x", "limit=99999999999999999999", "limit=1.5", "after=none"}) {
            CAPTURE(path);
            CAPTURE(query);
            const auto answer = engine.ask("GET", path + "?" + query);
            checkRefused(answer, 400, 400);
            CHECK(Json::parse(answer.body).at("error").at("param")
                  == std::string(query).substr(0, std::string(query).find('=')));
        }
        CHECK(engine.ask("GET", path + "?unknown=1&&=&limit=").status == 200);
    }
    CHECK(engine.ask("GET", "/v1/files?order=up").status == 400);
}
