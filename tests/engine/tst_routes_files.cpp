// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine_fixture.h"

#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::test;

TEST_CASE("files: what was uploaded comes back byte for byte")
{
    const Engine engine;
    const std::string bytes =
        "\xEF\xBB\xBF{\"prompt\":\"é\",\"completion\":\" ok\"}\r\n{\"a\":1}"; // mark, CRLF, no last end
    const auto file = Json::parse(engine.upload(bytes, "fine-tune", "dir/été 日本.jsonl").body);
    CHECK(file.at("object") == "file");
    CHECK(std::string(file.at("id")).starts_with("file-"));
    CHECK(file.at("bytes") == bytes.size());
    CHECK(file.at("filename") == "été 日本.jsonl");
    CHECK(file.at("purpose") == "fine-tune");
    CHECK(file.at("status") == "processed");
    CHECK_FALSE(file.contains("status_details"));
    const std::string id = file.at("id");
    CHECK(engine.json("GET", "/v1/files/" + id) == file);
    auto content = engine.ask("GET", "/v1/files/" + id + "/content");
    CHECK(content.body == bytes);
    CHECK(content.headers["content-type"] == "application/octet-stream");
    CHECK(content.headers["content-disposition"]
          == "attachment; filename*=UTF-8''%C3%A9t%C3%A9%20%E6%97%A5%E6%9C%AC.jsonl");

    CHECK(engine.json("DELETE", "/v1/files/" + id) == Json{{"id", id}, {"object", "file"}, {"deleted", true}});
    CHECK(engine.ask("GET", "/v1/files/" + id).status == 404);
    CHECK(engine.ask("GET", "/v1/files/" + id + "/content").status == 404);
    CHECK(engine.ask("DELETE", "/v1/files/" + id).status == 404);
    CHECK(std::filesystem::is_empty(engine.data.root() / "files"));
}

TEST_CASE("files: lists have pages, a purpose and an order")
{
    const Engine engine;
    CHECK(engine.json("GET", "/v1/files")
          == Json{{"object", "list"}, {"data", Json::array()}, {"has_more", false}, {"first_id", ""}, {"last_id", ""}});
    const auto a = engine.uploadId("{}\n"), b = engine.uploadId("{}\n");
    const std::string c = Json::parse(engine.upload("anything", "user_data").body).at("id");
    auto page = engine.json("GET", "/v1/files?limit=2");
    CHECK(page.at("data").at(0).at("id") == c);
    CHECK(page.at("has_more") == true);
    CHECK(page.at("last_id") == b);
    page = engine.json("GET", "/v1/files?limit=2&after=" + b);
    CHECK(page.at("data").size() == 1);
    CHECK(page.at("first_id") == a);
    CHECK(engine.json("GET", "/v1/files?purpose=user_data").at("data").size() == 1);
    CHECK(engine.json("GET", "/v1/files?order=asc").at("first_id") == a);
}

TEST_CASE("files: other clients' forms")
{
    const Engine engine;
    const auto form = [&](const std::string &type, const std::string &body) {
        return engine.ask("POST", "/v1/files", body, "Content-Type: " + type + "\r\n");
    };
    // undici: no line end behind the closing boundary; node streams: the file first
    const std::string fileFirst =
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n{}\n\r\n"
        "--X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--X--";
    CHECK(form("multipart/form-data; boundary=X; charset=utf-8", fileFirst).status == 200);
    // in chunks, without a length
    RawHttp client(engine.port);
    std::string chunked = "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\n"
                          "Content-Type: multipart/form-data; boundary=X\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < fileFirst.size(); at += 7) {
        const auto piece = fileFirst.substr(at, 7);
        chunked += std::to_string(piece.size()) + "\r\n" + piece + "\r\n";
    }
    CHECK(client.ask(chunked + "0\r\n\r\n").status == 200);
    const auto expiring =
        form("multipart/form-data; boundary=X",
             "--X\r\nContent-Disposition: form-data; name=\"expires_after[seconds]\"\r\n\r\n3600\r\n" + fileFirst);
    const auto file = Json::parse(expiring.body);
    CHECK(file.at("expires_at") == static_cast<std::int64_t>(file.at("created_at")) + 3600);
}

TEST_CASE("files: forms that are wrong are refused in words, and leave nothing")
{
    const Engine engine;
    struct Row {
        const char *name;
        HttpAnswer answer;
        const char *text;
    };
    const std::string file = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n{}\n\r\n";
    const std::string purpose = "--X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n";
    const auto form = [&](const std::string &body, const std::string &type = "multipart/form-data; boundary=X") {
        return engine.ask("POST", "/v1/files", body, "Content-Type: " + type + "\r\n");
    };
    for (const Row &row : std::vector<Row>{
             {"no purpose", form(file + "--X--"), "'purpose' is a required property"},
             {"no file", form(purpose + "--X--"), "'file' is a required property"},
             {"two files", form(purpose + file + file + "--X--"), "more than one file"},
             {"unknown purpose", engine.upload("{}", "party"), "is not one of"},
             {"cut off", form(purpose + file), "cut off"},
             {"JSON instead", form("{}", "application/json"), "multipart/form-data"},
             {"no boundary", form("{}", "multipart/form-data"), "boundary"},
             {"no body", engine.ask("POST", "/v1/files"), "multipart/form-data"},
             {"long field",
              form("--X\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + std::string(10000, 'x')
                   + "\r\n--X--"),
              "too long"},
             {"empty file", engine.upload(""), "The file is empty"},
             {"only blank lines", engine.upload("\n\r\n \n"), "The file is empty"},
             {"not JSON", engine.upload("{\"a\":1}\n\n{\"a\":}\n"), "Line 3 is not valid JSON"},
             {"not UTF-8", engine.upload("{}\n{\"a\":\"\xE9\"}\n"), "Line 2 is not valid UTF-8"},
             {"expiry",
              form("--X\r\nContent-Disposition: form-data; name=\"expires_after[seconds]\"\r\n\r\n1\r\n" + purpose
                   + file + "--X--"),
              "expires_after[seconds]"},
         }) {
        CAPTURE(row.name);
        CHECK(row.answer.status == 400);
        CHECK(row.answer.has("invalid_request_error"));
        CHECK(row.answer.has(row.text));
    }
    CHECK(std::filesystem::is_empty(engine.data.root() / "files"));
    CHECK(engine.json("GET", "/v1/files").at("data").empty());
}

TEST_CASE("files: an upload that breaks off leaves nothing")
{
    const Engine engine;
    {
        RawHttp client(engine.port);
        client.send(
            "POST /v1/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\nContent-Length: 5000\r\n"
            "Content-Type: multipart/form-data; boundary=X\r\n\r\n--X\r\nContent-Disposition: form-data; "
            "name=\"file\"; filename=\"f\"\r\n\r\nabc");
    }
    while (!std::filesystem::is_empty(engine.data.root() / "files"))
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    CHECK(engine.json("GET", "/v1/files").at("data").empty());
}
