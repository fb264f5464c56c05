// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api_json.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace onsa;
using nlohmann::json;

namespace {

constexpr ErrorKind everyKind[] = {ErrorKind::InvalidInput, ErrorKind::NotFound,    ErrorKind::Conflict,
                                   ErrorKind::Unauthorized, ErrorKind::RateLimited, ErrorKind::Timeout,
                                   ErrorKind::Network,      ErrorKind::Cancelled,   ErrorKind::Io,
                                   ErrorKind::DiskFull,     ErrorKind::Corrupt,     ErrorKind::Unsupported,
                                   ErrorKind::OutOfMemory,  ErrorKind::Internal};

} // namespace

TEST_CASE("every kind of error crosses the wire and comes back")
{
    for (const ErrorKind kind : everyKind) {
        CAPTURE(static_cast<int>(kind));
        for (const Error &error : {Error{kind, "It failed: 日本.", "a_code", "messages[2].role"},
                                   Error{kind, "No more is known.", "", ""}}) {
            const std::string body = errorJson(error);
            CHECK(parseError(httpStatusOf(kind), body) == error);
            const json inner = json::parse(body).at("error");
            for (const char *key : {"message", "type", "param", "code"})
                CHECK(inner.contains(key));
            CHECK(inner.at("code").is_null() == error.code.empty());
            CHECK(inner.at("type")
                  == (httpStatusOf(kind) >= 500            ? "server_error"
                          : kind == ErrorKind::RateLimited ? "requests"
                                                           : "invalid_request_error"));
        }
        // Clients retry 409 for ever, and the oldest one knows no 422.
        CHECK(httpStatusOf(kind) != 409);
        CHECK(httpStatusOf(kind) != 422);
        CHECK(httpStatusOf(kind) >= 400);
    }
    CHECK(httpStatusOf(ErrorKind::Unauthorized) == 401);
    CHECK(httpStatusOf(ErrorKind::NotFound) == 404);
    CHECK(httpStatusOf(ErrorKind::RateLimited) == 429);
    CHECK(httpStatusOf(ErrorKind::DiskFull) == 507);
}

TEST_CASE("the statuses of other servers have a kind")
{
    const auto kindOf = [](int status) { return parseError(status, R"({"error":{"message":"x"}})").kind; };
    CHECK(kindOf(400) == ErrorKind::InvalidInput);
    CHECK(kindOf(413) == ErrorKind::InvalidInput);
    CHECK(kindOf(422) == ErrorKind::InvalidInput);
    CHECK(kindOf(401) == ErrorKind::Unauthorized);
    CHECK(kindOf(403) == ErrorKind::Unauthorized);
    CHECK(kindOf(404) == ErrorKind::NotFound);
    CHECK(kindOf(408) == ErrorKind::Timeout);
    CHECK(kindOf(409) == ErrorKind::Conflict);
    CHECK(kindOf(429) == ErrorKind::RateLimited);
    CHECK(kindOf(500) == ErrorKind::Internal);
    CHECK(kindOf(503) == ErrorKind::Network);
    CHECK(kindOf(529) == ErrorKind::Internal);
}

TEST_CASE("the shapes of other servers are read")
{
    const auto read = [](const char *body) {
        const Error error = parseError(400, body);
        return error.message + "|" + error.code + "|" + error.param;
    };
    CHECK(read(R"({"error":{"message":"a","code":"c","param":"p"}})") == "a|c|p");
    CHECK(read(R"({"error":{"message":"a","code":400,"type":"x"}})") == "a|400|");
    CHECK(read(R"({"error":"plain"})") == "plain||");
    CHECK(read(R"({"object":"error","message":"m","code":"1300","param":null})") == "m|1300|");
    CHECK(read(R"({"detail":"d"})") == "d||");
    CHECK(read(R"({"detail":[{"loc":["body"],"msg":"a"},{"msg":"b"},{}]})") == "a; b||");
    CHECK(read(R"({"code":5,"message":"m","details":[]})") == "m|5|");
    CHECK(read("<html><head><title>502 Bad Gateway</title></head><body>x</body></html>") == "502 Bad Gateway||");
    CHECK(read("upstream timed out") == "upstream timed out||");
    for (const char *empty :
         {"", "{}", "[]", "null", "<p>no title</p>", "  ", R"({"error":null})", R"({"error":{"message":7}})"})
        CHECK(read(empty) == "The server answered with status 400 and no explanation.||");
}

TEST_CASE("no key and no endless text reaches the window")
{
    CHECK(parseError(401, R"({"error":{"message":"Incorrect API key: sk-abcdefghijklmnop. Ask-ed again."}})").message
          == "Incorrect API key: sk-…. Ask-ed again.");
    const std::string longText(100'000, 'x');
    CHECK(parseError(500, json{{"error", longText}}.dump()).message.size() < 3000);
    CHECK(parseError(500, longText).message == "The server answered with status 500 and no explanation.");
    CHECK(parseError(500, "\xFF\xFE").message == "The server answered with status 500 and no explanation.");
}
