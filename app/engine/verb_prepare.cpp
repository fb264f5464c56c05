// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine prepare: a file made ready for training, for scripts that used the old preparation tool.
#include "engine/verbs.h"

#include "core/prepare/prepare.h"
#include "engine/data_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>

namespace onsa::engine {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string input, output, accept = "all";
};

Result<std::string> readWhole(const fs::path &path)
{
    std::error_code status;
    if (!fs::is_regular_file(path, status))
        return fail(ErrorKind::NotFound, "There is no file " + path.string() + ".", "not_found");
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    if (in)
        bytes << in.rdbuf();
    if (!in || in.bad())
        return tl::unexpected(fileError(errno, "Could not read", path));
    return std::move(bytes).str();
}

// Beside the file and then in its place: a full disk leaves what was there.
Result<> writeWhole(const fs::path &path, const std::string &bytes)
{
    const fs::path part = path.string() + ".part";
    {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        out << bytes;
        out.flush();
        if (!out) {
            const Error error = fileError(errno, "Could not write", path);
            std::error_code ignored;
            fs::remove(part, ignored);
            return tl::unexpected(error);
        }
    }
    std::error_code moved;
    fs::rename(part, path, moved);
    if (moved)
        return tl::unexpected(fileError(moved.value(), "Could not write", path));
    return {};
}

// As the old tool named its files: NAME_prepared.jsonl, NAME_prepared (1).jsonl …
fs::path freeName(const fs::path &input, bool split)
{
    for (int number = 0;; ++number) {
        const std::string again = number == 0 ? "" : " (" + std::to_string(number) + ")";
        fs::path name = input.parent_path() / (input.stem().string() + "_prepared" + again + ".jsonl");
        std::error_code status;
        const fs::path first = split ? name.parent_path() / (name.stem().string() + "_train.jsonl") : name;
        if (!fs::exists(first, status))
            return name;
    }
}

fs::path partName(const fs::path &output, const char *part)
{
    return output.parent_path() / (output.stem().string() + part + output.extension().string());
}

Result<std::set<std::string>> acceptedNames(const std::string &accept, const PreparePlan &plan)
{
    static const std::set<std::string> known{
        "duplicated_rows",         "long_examples",        "lower_case_prompt",        "lower_case_completion",
        "common_prompt_suffix",    "common_prompt_prefix", "common_completion_prefix", "common_completion_suffix",
        "completions_space_start", "train_valid_split"};
    std::set<std::string> names;
    if (accept == "all")
        for (const Offer &offer : plan.offers)
            names.insert(offer.name);
    if (accept == "all" || accept == "none")
        return names;
    std::istringstream list(accept);
    for (std::string name; std::getline(list, name, ',');) {
        if (!known.contains(name)) {
            std::string all;
            for (const std::string &one : known)
                all += (all.empty() ? "" : ", ") + one;
            return fail(ErrorKind::InvalidInput, "There is no fix called " + name + ". The names are: " + all + ".",
                        "unknown_fix", "--accept");
        }
        names.insert(name);
    }
    return names;
}

void say(const char *mark, const std::vector<std::string> &sentences)
{
    for (const std::string &sentence : sentences)
        std::cout << mark << sentence << '\n';
}

Result<> write(const std::vector<PreparedRow> &rows, const fs::path &output)
{
    if (const auto written = writeWhole(output, printPrepared(rows)); !written)
        return written;
    std::cout << "Wrote " << rows.size() << " examples to " << output.string() << ".\n";
    return {};
}

Result<> prepare(const Options &options)
{
    const auto bytes = readWhole(options.input);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto table = readForPreparing(fs::path(options.input).filename().string(), *bytes);
    if (!table)
        return tl::unexpected(table.error());
    const auto plan = planPreparation(*table);
    if (!plan)
        return tl::unexpected(plan.error());
    const auto accepted = acceptedNames(options.accept, *plan);
    if (!accepted)
        return tl::unexpected(accepted.error());

    say("- ", plan->notes);
    say("* ", plan->done);
    bool split = false;
    for (const Offer &offer : plan->offers) {
        const bool yes = accepted->contains(offer.name);
        std::cout << (yes ? "+ " : "? ") << offer.text << (yes ? "." : " (not done).") << " [" << offer.name << "]\n";
        if (!yes)
            continue;
        applyOffer(offer, table->rows);
        split = split || offer.kind == OfferKind::Split;
    }
    const fs::path output = options.output.empty() ? freeName(options.input, split) : fs::path(options.output);
    std::error_code status;
    if (fs::equivalent(options.input, output, status))
        return fail(ErrorKind::InvalidInput, "The result would replace the file it comes from. Choose another name.",
                    "same_file", "--output");
    if (!split) {
        if (const auto written = write(table->rows, output); !written)
            return written;
    } else {
        const SplitRows parts = splitRows(table->rows);
        for (const auto &[rows, part] : {std::pair(&parts.training, "_train"), std::pair(&parts.validation, "_valid")})
            if (const auto written = write(*rows, partName(output, part)); !written)
                return written;
    }
    say("- ", adviceAfter(table->rows, *plan, split));
    return {};
}

} // namespace

Verb addPrepareVerb(CLI::App &program)
{
    auto options = std::make_shared<Options>();
    auto *verb = program.add_subcommand("prepare", "Check a file of prompts and completions and make it ready");
    verb->add_option("INPUT", options->input, "csv, tsv, txt, json or jsonl")->required();
    verb->add_option("--accept", options->accept,
                     "Which fixes to make: all, none, or names with commas (default: all)");
    verb->add_option("-o,--output", options->output, "The file to write (default: INPUT_prepared.jsonl)");
    return [options] {
        const auto done = prepare(*options);
        return done ? 0 : sayError(done.error());
    };
}

} // namespace onsa::engine
