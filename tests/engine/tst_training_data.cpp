// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/training_data.h"
#include "temp_folder.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;
using onsa::test::TempFolder;
using onsa::test::writeFile;

namespace {

const std::filesystem::path starter = ONSA_SOURCE "/resources/starter/onsa-starter";

struct Loader {
    ModelConfig config = *loadModelConfig(starter / "config.json");
    Result<PromptFormat> format = PromptFormat::load(starter, config);
    TempFolder folder;

    Result<TrainingData> load(const std::string &text, int context = 512, DataRole role = DataRole::Training)
    {
        writeFile(folder.path() / "data.jsonl", text);
        return loadTrainingData(folder.path() / "data.jsonl", *format, context, 0.1, role);
    }
};

const std::string good = R"({"prompt": "How are you?", "completion": "Fine."})"
                         "\n";

} // namespace

TEST_CASE("pairs and chats become sequences, blank lines and a byte order mark are skipped")
{
    Loader loader;
    const auto data =
        loader.load("\xEF\xBB\xBF" + good + "\r\n  \n"
                    + R"({"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Ho"}]})");
    REQUIRE(data);
    REQUIRE(data->sequences.size() == 2);
    CHECK(data->truncated == 0);
    for (const TrainingSequence &sequence : data->sequences) {
        REQUIRE(sequence.tokens.size() == sequence.weights.size());
        CHECK(sequence.weights.front() == 0);
        CHECK(sequence.weights.back() == 1); // the end of the answer is learned
        CHECK(std::count(sequence.weights.begin(), sequence.weights.end(), 0.1F) > 0);
    }
}

TEST_CASE("a mistake is found with its line")
{
    Loader loader;
    for (const char *line : {"{\"prompt\": 1, \"completion\": \"x\"}", "{", "[]", "{\"prompt\":\"\\ud800\"}",
                             "\xff\xfe", "{\"prompt\":\"a\",\"completion\":\"\"}"}) {
        const auto data = loader.load(good + good + line + "\n" + good);
        CAPTURE(line);
        REQUIRE(!data);
        CHECK(data.error().kind == ErrorKind::InvalidInput);
        CHECK(data.error().code == "invalid_training_file");
        CHECK(data.error().param == "line 3");
    }
    CHECK(loader.load("{", 512, DataRole::Validation).error().code == "invalid_validation_file");
    CHECK(loader.load("").error().code == "invalid_training_file");
    CHECK(loader.load("\n\n").error().code == "invalid_training_file");
    CHECK(loadTrainingData("/nonexistent", *loader.format, 512, 0, DataRole::Training).error().kind
          == ErrorKind::NotFound);
}

TEST_CASE("long examples are cut at the context; those with nothing left to learn are left out")
{
    Loader loader;
    const std::string longAnswer = "{\"prompt\":\"a\",\"completion\":\"" + std::string(3000, 'x') + "\"}\n";
    const std::string longPrompt = "{\"prompt\":\"" + std::string(9000, 'x') + "\",\"completion\":\"a\"}\n";
    const auto data = loader.load(good + longAnswer + longPrompt, 64);
    REQUIRE(data);
    CHECK(data->sequences.size() == 2);
    CHECK(data->truncated == 2);
    CHECK(data->longest == 64);
    const auto nothing = loader.load(longPrompt + longPrompt, 64);
    REQUIRE(!nothing);
    CHECK(nothing.error().message.find("64 tokens") != std::string::npos);
}

TEST_CASE("every epoch shows every row once, in another order, the same for the same seed")
{
    const auto one = batchesOf(10, 4, 1, 0);
    REQUIRE(one.size() == 3);
    CHECK(one[2].size() == 2);
    std::vector<int> seen;
    for (const auto &batch : one)
        seen.insert(seen.end(), batch.begin(), batch.end());
    std::sort(seen.begin(), seen.end());
    CHECK(seen == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(one == batchesOf(10, 4, 1, 0));
    CHECK(one != batchesOf(10, 4, 1, 1));
    CHECK(one != batchesOf(10, 4, 2, 0));
}

TEST_CASE("large steps are computed in parts, and the limits are those of the largest part")
{
    TrainingData data;
    for (int i = 0; i < 9; ++i) {
        data.sequences.push_back({std::vector<int>(static_cast<std::size_t>(10 + i)),
                                  std::vector<float>(static_cast<std::size_t>(10 + i), 1.0F)});
        data.longest = 10 + i;
    }
    int largest = 0, parts = 0;
    for (int epoch = 0; epoch < 3; ++epoch) {
        for (const auto &rows : batchesOf(9, 4, 5, epoch)) {
            const auto batches = packBatches(data, rows, 30);
            parts = std::max(parts, static_cast<int>(batches.size()));
            int tokens = 0, expected = 0;
            for (const PackedBatch &batch : batches) {
                CHECK((batch.size() <= 30 || batch.starts.size() == 1));
                largest = std::max(largest, batch.size());
                tokens += batch.size();
            }
            for (const int row : rows)
                expected += 10 + row;
            CHECK(tokens == expected);
        }
    }
    CHECK(parts > 1);
    CHECK(limitsOf(data, 4, 5, 3, 30).tokens == largest);
}
