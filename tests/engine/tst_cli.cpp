// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine from the command line.
#include "engine/child_process.h"
#include "engine/temp_folder.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <sys/stat.h>

using namespace onsa::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

struct Ended {
    int code = -1;
    std::string out, err;
};

Ended run(const std::vector<std::string> &arguments)
{
    Ended ended;
    ChildProcess process(arguments, {"ONSA_RESOURCES=" ONSA_SOURCE "/resources", "TERM=dumb"});
    process.closeInput();
    ended.code = process.finish(ended.out, ended.err);
    return ended;
}

std::vector<std::string> linesOf(const std::string &text)
{
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

} // namespace

TEST_CASE("command line: train, models, ask")
{
    const TempFolder folder;
    const auto data = folder.path() / "data.jsonl";
    writeFile(data, pairs(10));
    const auto home = (folder.path() / "home").string();
    const auto trained =
        run({"train", data.string(), "--epochs", "1", "--seed", "3", "--suffix", "my test", "--data", home});
    REQUIRE(trained.code == 0);
    const auto last = linesOf(trained.out).back();
    const auto model = last.substr(last.rfind(' ') + 1);
    CHECK(model.starts_with("ft:onsa-starter:local:my-test:"));
    CHECK(trained.out.find("\r") == std::string::npos); // no bar in a file
    CHECK(std::filesystem::is_empty(folder.path() / "home" / "jobs"));

    const auto models = run({"models", "--data", home});
    CHECK(models.code == 0);
    CHECK(models.out.find("onsa-starter") != std::string::npos);
    CHECK(models.out.find(model) != std::string::npos);

    for (const auto &name : {std::string("onsa-starter"), model}) {
        const auto answer = run({"ask", name, "What is number 3?", "--max-tokens", "8", "--data", home});
        CHECK(answer.code == 0);
        CHECK(answer.err.empty());
        CHECK(answer.out.ends_with("\n"));
        CHECK(run({"ask", name, "What is number 3?", "--max-tokens", "8", "--data", home}).out == answer.out);
    }
    CHECK(run({"ask", model, "hi", "--chat", "--temperature", "1", "--seed", "1", "--data", home}).code == 0);
}

TEST_CASE("command line: a folder that stands here is a model by its bare name")
{
    const TempFolder folder;
    fs::copy(fs::path(ONSA_SOURCE) / "resources/starter/onsa-starter", folder.path() / "mine");
    const auto home = (folder.path() / "home").string();
    const fs::path before = fs::current_path();
    fs::current_path(folder.path()); // the engine starts in it
    const auto answer = run({"ask", "mine", "hi", "--max-tokens", "4", "--data", home});
    const auto none = run({"ask", "yours", "hi", "--data", home});
    fs::current_path(before);
    CHECK(answer.code == 0);
    CHECK(none.err.find("'yours' does not exist") != std::string::npos);
}

TEST_CASE("command line: one JSON line a step")
{
    const TempFolder folder;
    writeFile(folder.path() / "d.jsonl", pairs(10));
    const auto trained = run({"train", (folder.path() / "d.jsonl").string(), "--epochs", "2", "--batch-size", "5",
                              "--json", "--data", folder.path().string()});
    REQUIRE(trained.code == 0);
    std::vector<std::string> events;
    for (const auto &line : linesOf(trained.out)) {
        const auto json = Json::parse(line, nullptr, false);
        REQUIRE(json.is_object());
        events.push_back(json.at("event"));
    }
    CHECK(events == std::vector<std::string>{"planned", "step", "step", "step", "step", "succeeded"});
}

TEST_CASE("command line: what is wrong is one sentence, and the exit code says whose fault it is")
{
    const TempFolder folder;
    const auto home = folder.path().string();
    const auto file = [&](const char *name, const std::string &bytes) {
        writeFile(folder.path() / name, bytes);
        return (folder.path() / name).string();
    };
    const std::string pipe = home + "/pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    // The starter with another config.json, or less of its weights.
    const auto model = [&](const char *name, const Json &changes, std::uintmax_t weightBytes) {
        const fs::path starter = fs::path(ONSA_SOURCE) / "resources/starter/onsa-starter";
        const fs::path copy = folder.path() / name;
        fs::create_directory(copy);
        for (const auto &entry : fs::directory_iterator(starter))
            writeFile(copy / entry.path().filename(), readFile(entry.path()));
        auto config = Json::parse(readFile(copy / "config.json"));
        config.update(changes);
        writeFile(copy / "config.json", config.dump());
        if (weightBytes == 0)
            fs::remove(copy / "model.safetensors");
        else
            fs::resize_file(copy / "model.safetensors", weightBytes);
        return copy.string();
    };
    const auto whole = fs::file_size(fs::path(ONSA_SOURCE) / "resources/starter/onsa-starter/model.safetensors");
    const auto halfModel = model("half", Json::object(), 0);
    const auto cutModel = model("cut", Json::object(), whole / 2);
    const auto otherModel =
        model("other", {{"architectures", {"GPTNeoXForCausalLM"}}, {"model_type", "gpt_neox"}}, whole);
    const auto hugeModel =
        model("huge", {{"hidden_size", 8192}, {"num_attention_heads", 64}, {"num_hidden_layers", 1000}}, whole);
    struct Row {
        const char *name;
        std::vector<std::string> arguments;
        int code;
        const char *text;
    };
    for (const Row &row : std::vector<Row>{
             {"no verb", {}, 2, "subcommand"},
             {"unknown verb", {"fly"}, 2, ""},
             {"unknown option", {"models", "--fly"}, 2, "--fly"},
             {"no data", {"train"}, 2, "DATA"},
             {"epochs", {"train", "x", "--epochs", "0"}, 2, "--epochs"},
             {"epochs in words", {"train", "x", "--epochs", "two"}, 2, "--epochs"},
             {"half a batch", {"train", "x", "--batch-size", "1.5"}, 2, "--batch-size"},
             {"port", {"serve", "--port", "70000"}, 2, "--port"},
             {"a file that is not there", {"train", "/no/such.jsonl", "--data", home}, 1, "/no/such.jsonl"},
             {"an empty file", {"train", file("empty", ""), "--data", home}, 1, "no examples"},
             {"a bad line", {"train", file("bad", pairs(3) + "{\n"), "--data", home}, 1, "Line 4"},
             {"no UTF-8", {"train", file("latin", pairs(3) + "{\"prompt\":\"\xE9\"}\n"), "--data", home}, 1, "Line 4"},
             {"a bad validation file",
              {"train", file("good", pairs(10)), "--valid", file("bad-validation", "[]\n"), "--data", home},
              1,
              "Line 1"},
             {"unknown base", {"train", file("good", pairs(10)), "--base", "gpt-9", "--data", home}, 1, "gpt-9"},
             {"a folder without a model",
              {"train", file("good", pairs(10)), "--base", home, "--data", home},
              1,
              "has no config.json"},
             {"a model without its weights",
              {"train", file("good", pairs(10)), "--base", halfModel, "--data", home},
              1,
              "has no model.safetensors"},
             {"a model whose weights were cut off",
              {"train", file("good", pairs(10)), "--base", cutModel, "--data", home},
              1,
              "Copy the file again"},
             {"a model of a kind that is not known",
              {"train", file("good", pairs(10)), "--base", otherModel, "--data", home},
              1,
              otherModel.c_str()},
             {"a model that no memory holds",
              {"train", file("good", pairs(10)), "--base", hugeModel, "--data", home},
              1,
              "Choose a smaller base model"},
             {"a folder for a file", {"train", home, "--data", home}, 1, "is not a file"},
             {"a pipe for a file", {"train", pipe, "--data", home}, 1, "is not a file"},
             {"unknown model", {"ask", "ft:none", "hi", "--data", home}, 1, "ft:none"},
             {"temperature", {"ask", "onsa-starter", "hi", "--temperature", "3"}, 2, "--temperature"},
             {"a data folder that is a file", {"models", "--data", file("file", "")}, 1, "file"},
         }) {
        CAPTURE(row.name);
        const auto ended = run(row.arguments);
        CHECK(ended.code == row.code);
        CAPTURE(ended.err);
        CHECK(ended.err.find(row.text) != std::string::npos);
        CHECK(ended.out.empty());
        if (row.code == 1)
            CHECK(linesOf(ended.err).size() == 1);
    }
}
