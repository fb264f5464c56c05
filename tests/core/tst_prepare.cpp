// SPDX-License-Identifier: GPL-3.0-or-later
// The data preparation against what the old tool made of the same files.
#include "core/prepare/prepare.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace onsa;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(ONSA_TEST_DATA) / "prepare";

std::string bytesOf(const fs::path &path)
{
    std::ifstream in(path, std::ios::binary);
    REQUIRE_MESSAGE(in, path.string());
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

Result<PreparePlan> planFor(const std::string &name, const std::string &bytes, PrepareTable &table)
{
    auto read = readForPreparing(name, bytes);
    if (!read)
        return tl::unexpected(read.error());
    table = std::move(*read);
    return planPreparation(table);
}

// The rows after all offers, and whether a split was offered.
std::string prepared(const std::string &name, const std::string &bytes, SplitRows *split = nullptr)
{
    PrepareTable table;
    const auto plan = planFor(name, bytes, table);
    REQUIRE_MESSAGE(plan, (plan ? "" : plan.error().message));
    for (const Offer &offer : plan->offers) {
        applyOffer(offer, table.rows);
        if (split && offer.kind == OfferKind::Split)
            *split = splitRows(table.rows);
    }
    return printPrepared(table.rows);
}

std::string codeOf(const std::string &name, const std::string &bytes)
{
    PrepareTable table;
    const auto plan = planFor(name, bytes, table);
    return plan ? "" : plan.error().code;
}

std::string offersOf(const std::string &name, const std::string &bytes)
{
    PrepareTable table;
    std::string names;
    const auto plan = planFor(name, bytes, table);
    REQUIRE(plan);
    for (const Offer &offer : plan->offers)
        names += (names.empty() ? "" : " ") + offer.name;
    return names;
}

} // namespace

TEST_CASE("every file that the old tool changed comes out byte for byte")
{
    int files = 0;
    for (const auto &entry : fs::directory_iterator(folder)) {
        const fs::path input = entry.path();
        const std::string stem = input.stem().string();
        if (stem.find("_prepared") != std::string::npos || input.extension() == ".xlsx")
            continue;
        const fs::path expected = folder / (stem + "_prepared.jsonl");
        if (!fs::exists(expected))
            continue;
        CAPTURE(stem);
        CHECK(prepared(input.filename().string(), bytesOf(input)) == bytesOf(expected));
        ++files;
    }
    CHECK(files == 14);
    // What the spreadsheet holds is what the table holds.
    CHECK(prepared("csv_in.csv", bytesOf(folder / "csv_in.csv")) == bytesOf(folder / "xlsx_in_prepared.jsonl"));
}

TEST_CASE("a classification is split as pandas samples it")
{
    SplitRows split;
    prepared("classification.jsonl", bytesOf(folder / "classification.jsonl"), &split);
    CHECK(printPrepared(split.training) == bytesOf(folder / "classification_prepared_train.jsonl"));
    CHECK(printPrepared(split.validation) == bytesOf(folder / "classification_prepared_valid.jsonl"));
}

TEST_CASE("files that are good, and files that cannot be prepared")
{
    CHECK(offersOf("good.jsonl", bytesOf(folder / "good.jsonl")).empty());
    CHECK(offersOf("json_array.json", bytesOf(folder / "json_array.json")).empty());
    CHECK(offersOf("bom.jsonl", bytesOf(folder / "bom.jsonl")).empty()); // the old tool stopped here
    CHECK(codeOf("bad.jsonl", bytesOf(folder / "bad.jsonl")) == "invalid_json");
    CHECK(codeOf("noext", "x") == "unknown_format");
    CHECK(codeOf("a.docx", "x") == "unknown_format");
    CHECK(codeOf("xlsx_in.xlsx", "PK") == "unknown_format");
    CHECK(codeOf("identical_prompts.jsonl", bytesOf(folder / "identical_prompts.jsonl")) == "same_prompts");
    CHECK(codeOf("identical_completions.jsonl", bytesOf(folder / "identical_completions.jsonl")) == "same_completions");
    CHECK(codeOf("missing_completion.jsonl", bytesOf(folder / "missing_completion.jsonl")) == "missing_completion");
    CHECK(codeOf("chat.jsonl", R"({"messages":[]})") == "wrong_format");
    CHECK(codeOf("empty.jsonl", "") == "missing_prompt");
    CHECK(codeOf("a.jsonl", "\xFF") == "invalid_utf8");
    CHECK(codeOf("a.csv", "prompt,completion\n\"open,x\n") == "invalid_table");
    CHECK(codeOf("a.csv", "prompt,completion\na,b,c\n") == "invalid_table");
    CHECK(codeOf("a.jsonl", "{\"prompt\":\"a\",\"completion\":\"\"}\n") == "no_usable_rows");
}

TEST_CASE("null is empty, numbers are texts, names of columns may be capital")
{
    CHECK(offersOf("a.jsonl",
                   "{\"Prompt\":\"a ->\",\"completion\":null}\n{\"Prompt\":\"b ->\",\"completion\":\" 1\\n\"}\n"
                   "{\"Prompt\":\"c ->\",\"completion\":\" 2\\n\"}\n")
              .empty());
    CHECK(prepared("a.jsonl", "{\"prompt\":1,\"completion\":2}\n{\"prompt\":\"日本/x\",\"completion\":\"é\"}\n")
          == "{\"prompt\":\"1 ->\",\"completion\":\" 2\\n\"}\n{\"prompt\":\"日本\\/x ->\",\"completion\":\" é\\n\"}\n");
    CHECK(offersOf("a.tsv", "prompt\tcompletion\na\tb\nc\td\n") == "common_prompt_suffix common_completion_suffix completions_space_start");
    // The common start and end of Japanese text is cut between characters, never inside one.
    CHECK(
        prepared("a.jsonl",
                 "{\"prompt\":\"あい\",\"completion\":\" い\\n\"}\n{\"prompt\":\"いう\",\"completion\":\" う\\n\"}\n")
        == "{\"prompt\":\"あい ->\",\"completion\":\" い\\n\"}\n{\"prompt\":\"いう ->\",\"completion\":\" う\\n\"}\n");
}
