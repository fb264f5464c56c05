// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine_fixture.h"

#include <atomic>
#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::test;

namespace {

// The JSON of each event; the last must be [DONE].
std::vector<Json> eventsOf(const std::string &body)
{
    std::vector<Json> events;
    std::size_t at = 0;
    while (at < body.size()) {
        const auto end = body.find("\n\n", at);
        REQUIRE(end != std::string::npos);
        REQUIRE(body.compare(at, 6, "data: ") == 0);
        const auto data = body.substr(at + 6, end - at - 6);
        at = end + 2;
        if (data == "[DONE]") {
            CHECK(at == body.size());
            return events;
        }
        events.push_back(Json::parse(data));
    }
    FAIL("no [DONE]");
    return events;
}

const char *const completions = "/v1/completions";
const char *const chat = "/v1/chat/completions";

} // namespace

TEST_CASE("completions: prompts times n choices, numbered through")
{
    const Engine engine;
    const auto answer =
        engine.json("POST", completions, R"({"model":"onsa-starter","prompt":["a","b"],"n":2,"max_tokens":3})");
    CHECK(answer.at("object") == "text_completion");
    CHECK(std::string(answer.at("id")).starts_with("cmpl-"));
    CHECK(answer.at("model") == "onsa-starter");
    REQUIRE(answer.at("choices").size() == 4);
    for (int i = 0; i < 4; ++i) {
        CHECK(answer.at("choices").at(static_cast<std::size_t>(i)).at("index") == i);
        CHECK(answer.at("choices").at(static_cast<std::size_t>(i)).at("text") == "one two three");
    }
    CHECK(answer.at("usage").at("completion_tokens") == 12);
}

TEST_CASE("completions: sixteen tokens unless said otherwise, token prompts as they are")
{
    std::vector<engine::GenerateRequest> seen;
    const Engine engine({}, [&](const auto &model, const auto &request, const auto &onPiece, const auto &stop) {
        seen.push_back(request);
        return fakeGenerate(model, request, onPiece, stop);
    });
    CHECK(engine.ask("POST", completions, R"({"model":"onsa-starter","prompt":[[5,6,7],[8]]})").status == 200);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].prompt == std::vector<int>{5, 6, 7});
    CHECK(seen[1].prompt == std::vector<int>{8});
    CHECK(seen[0].sampling.maxTokens == 16);
    CHECK(engine.ask("POST", completions, R"({"model":"onsa-starter","prompt":""})").status == 200);
    CHECK_FALSE(seen[2].prompt.empty());
    CHECK(engine.ask("POST", chat, R"({"model":"onsa-starter","messages":[{"role":"user","content":"hi"}]})").status
          == 200);
    CHECK_FALSE(seen[3].sampling.maxTokens);
}

TEST_CASE("completions: echo, log probabilities and best_of")
{
    const Engine engine;
    auto answer = engine.json("POST", completions, R"({"model":"onsa-starter","prompt":"Hé ","echo":true})");
    CHECK(answer.at("choices").at(0).at("text") == "Hé one two three");
    answer = engine.json("POST", completions, R"({"model":"onsa-starter","prompt":[11,12],"echo":true,"logprobs":0})");
    const auto &told = answer.at("choices").at(0).at("logprobs");
    CHECK(told.at("tokens").size() == 5); // two of the prompt, three of the answer
    answer = engine.json("POST", completions, R"({"model":"onsa-starter","prompt":"a","n":2,"best_of":4})");
    CHECK(answer.at("choices").size() == 2);
    CHECK(answer.at("choices").at(0).at("logprobs").is_null());
    CHECK(answer.at("usage").at("completion_tokens") == 12); // all candidates count
    answer = engine.json("POST", completions, R"({"model":"onsa-starter","prompt":"a","best_of":3,"logprobs":1})");
    CHECK(answer.at("choices").at(0).at("logprobs").at("token_logprobs").at(0)
          == doctest::Approx(-0.1)); // the best of them
}

TEST_CASE("completions: a stream has the same text in pieces")
{
    const Engine engine;
    const auto answer = engine.ask(
        "POST", completions,
        R"({"model":"onsa-starter","prompt":["a","b"],"n":2,"echo":true,"stream":true,"stream_options":{"include_usage":true}})");
    CHECK(answer.status == 200);
    const auto events = eventsOf(answer.body);
    std::map<int, std::string> texts;
    std::map<int, int> endings;
    for (const auto &event : events) {
        CHECK(event.at("id") == events.front().at("id"));
        CHECK(event.contains("usage"));
        for (const auto &choice : event.at("choices")) {
            texts[choice.at("index")] += std::string(choice.at("text"));
            endings[choice.at("index")] += choice.at("finish_reason").is_null() ? 0 : 1;
        }
    }
    CHECK(texts
          == std::map<int, std::string>{
              {0, "aone two three"}, {1, "aone two three"}, {2, "bone two three"}, {3, "bone two three"}});
    CHECK(endings == std::map<int, int>{{0, 1}, {1, 1}, {2, 1}, {3, 1}});
    CHECK(events.back().at("choices").empty());
    CHECK(events.back().at("usage").at("completion_tokens") == 12);
    CHECK(events.front().at("usage").is_null());
    // not asked for: no usage at all
    for (const auto &event :
         eventsOf(engine.ask("POST", completions, R"({"model":"onsa-starter","prompt":"a","stream":true})").body))
        CHECK_FALSE(event.contains("usage"));
}

TEST_CASE("chat: whole and as a stream")
{
    const Engine engine;
    const std::string messages = R"("messages":[{"role":"system","content":"s"},{"role":"user","content":"hi"}])";
    const auto answer = engine.json("POST", chat, R"({"model":"onsa-starter","n":2,)" + messages + "}");
    CHECK(answer.at("object") == "chat.completion");
    REQUIRE(answer.at("choices").size() == 2);
    CHECK(answer.at("choices").at(1).at("message").at("role") == "assistant");
    CHECK(answer.at("choices").at(1).at("message").at("content") == "one two three");
    CHECK(answer.at("choices").at(1).at("message").at("refusal").is_null());

    const auto events =
        eventsOf(engine.ask("POST", chat, R"({"model":"onsa-starter","n":2,"stream":true,)" + messages + "}").body);
    std::map<int, std::vector<Json>> choices;
    for (const auto &event : events) {
        CHECK(event.at("object") == "chat.completion.chunk");
        for (const auto &choice : event.at("choices"))
            choices[choice.at("index")].push_back(choice);
    }
    for (const int index : {0, 1}) {
        const auto &pieces = choices.at(index);
        CHECK(pieces.front().at("delta") == Json{{"role", "assistant"}, {"content", ""}});
        CHECK(pieces.back().at("delta") == Json::object());
        CHECK(pieces.back().at("finish_reason") == "length");
        std::string text;
        for (const auto &piece : pieces)
            text += piece.at("delta").value("content", "");
        CHECK(text == "one two three");
    }
}

TEST_CASE("answers: what is wrong is said before any event")
{
    const Engine engine({},
                        [](const auto &model, const auto &request, const auto &onPiece,
                           const auto &stop) -> Result<engine::GenerateOutcome> {
                            if (request.prompt.size() > 3 && request.prompt[0] == 9)
                                return fail(ErrorKind::InvalidInput, "too long", "context_length_exceeded", "prompt");
                            return fakeGenerate(model, request, onPiece, stop);
                        });
    struct Row {
        const char *name, *path;
        std::string body;
        int status;
        const char *text;
    };
    for (
        const Row &row : std::vector<Row>{
            {"unknown model", completions, R"({"model":"m","prompt":"a"})", 404, "model_not_found"},
            {"unknown model in a stream", chat,
             R"({"model":"m","stream":true,"messages":[{"role":"user","content":"a"}]})", 404, "model_not_found"},
            {"no model", completions, R"({"prompt":"a"})", 400, "model"},
            {"no messages", chat, R"({"model":"onsa-starter"})", 400, "messages"},
            {"token that is not there", completions, R"({"model":"onsa-starter","prompt":[99999999]})", 400,
             "vocabulary"},
            {"negative token", completions, R"({"model":"onsa-starter","prompt":[-1]})", 400, "prompt"},
            {"best_of below n", completions, R"({"model":"onsa-starter","prompt":"a","n":3,"best_of":2})", 400,
             "best_of"},
            {"best_of in a stream", completions, R"({"model":"onsa-starter","prompt":"a","best_of":2,"stream":true})",
             400, "best_of"},
            {"too long", completions, R"({"model":"onsa-starter","prompt":[9,9,9,9]})", 400, "context_length_exceeded"},
            {"too long in a stream", completions, R"({"model":"onsa-starter","prompt":[9,9,9,9],"stream":true})", 400,
             "context_length_exceeded"},
            {"JSON answers", chat,
             R"({"model":"onsa-starter","response_format":{"type":"json_object"},"messages":[{"role":"user","content":"a"}]})",
             400, "response_format"},
            {"no JSON", chat, "{", 400, "error"},
            {"not UTF-8", completions, "{\"model\":\"\xFF\"}", 400, "error"},
            {"GET", completions, "", 405, "method_not_supported"},
        }) {
        CAPTURE(row.name);
        const auto answer = engine.ask(row.status == 405 ? "GET" : "POST", row.path, row.body);
        CHECK(answer.status == row.status);
        CHECK(answer.headers.at("content-type") == "application/json");
        CHECK(answer.has(row.text));
    }
}

TEST_CASE("answers: generation ends when the client is gone")
{
    std::atomic<int> cancelled = 0;
    const Engine engine(
        {}, [&](const auto &, const auto &, const auto &onPiece, const auto &) -> Result<engine::GenerateOutcome> {
            while (onPiece({0, "x ", {1}, {}, {}}))
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            ++cancelled;
            return fail(ErrorKind::Cancelled, "the client is gone");
        });
    for (const char *stream : {"true", "false"}) {
        RawHttp client(engine.port);
        client.send(requestText("POST", completions,
                                R"({"model":"onsa-starter","prompt":"a","stream":)" + std::string(stream) + "}"));
        if (std::string(stream) == "true")
            CHECK(client.readHead().status == 200);
    }
    while (cancelled < 2)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}
