// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/tokenizer_json_steps.h"

#include <simdjson.h>

#include <array>
#include <optional>
#include <utility>

namespace onsa {

namespace {

namespace dom = simdjson::dom;

// The pattern of GPT-2, which ByteLevel applies when "use_regex" is set.
constexpr std::string_view gpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

tl::unexpected<Error> unsupported(std::string_view part, std::string what)
{
    return fail(ErrorKind::Unsupported,
                "This tokenizer cannot be used: its " + std::string(part) + " " + std::move(what) + ".", {},
                std::string(part));
}

bool flagOf(const dom::object &object, std::string_view key, bool otherwise)
{
    bool value = otherwise;
    if (object.at_key(key).get(value) != simdjson::SUCCESS)
        return otherwise;
    return value;
}

std::string textOf(const dom::object &object, std::string_view key)
{
    std::string_view value;
    return object.at_key(key).get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

// The part itself, or the parts of a Sequence, in order; nested ones laid flat. null is an empty list.
// The recursion is as deep as the parser allows.
Result<> flatten(const dom::element &value, std::string_view part, std::string_view listName,
                 std::vector<dom::object> &out)
{
    if (value.is_null())
        return {};
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS)
        return unsupported(part, "is not an object");
    if (textOf(object, "type") != "Sequence") {
        out.push_back(object);
        return {};
    }
    dom::array list;
    if (object.at_key(listName).get(list) != simdjson::SUCCESS)
        return unsupported(part, "has no list of steps");
    for (const dom::element item : list)
        if (const Result<> flat = flatten(item, part, listName, out); !flat)
            return flat;
    return {};
}

Result<std::vector<dom::object>> stepsOf(const dom::object &root, std::string_view part, std::string_view listName)
{
    std::vector<dom::object> steps;
    dom::element value;
    if (root.at_key(part).get(value) != simdjson::SUCCESS)
        return steps;
    if (const Result<> flat = flatten(value, part, listName, steps); !flat)
        return tl::unexpected(flat.error());
    return steps;
}

Result<> readNormalizer(const dom::object &root, TokenizerParts &parts)
{
    const auto steps = stepsOf(root, "normalizer", "normalizers");
    if (!steps)
        return tl::unexpected(steps.error());
    for (const dom::object &step : *steps) {
        if (textOf(step, "type") != "NFC")
            return unsupported("normalizer", "has the unknown step " + textOf(step, "type"));
        parts.nfc = true;
    }
    return {};
}

std::optional<SplitBehavior> behaviorOf(const std::string &word)
{
    constexpr std::array<std::pair<std::string_view, SplitBehavior>, 5> known{{
        {"Removed", SplitBehavior::Removed},
        {"Isolated", SplitBehavior::Isolated},
        {"MergedWithPrevious", SplitBehavior::MergedWithPrevious},
        {"MergedWithNext", SplitBehavior::MergedWithNext},
        {"Contiguous", SplitBehavior::Contiguous},
    }};
    for (const auto &[name, behavior] : known)
        if (name == word)
            return behavior;
    return std::nullopt;
}

Result<> addStep(PreTokenizer &rules, Result<SplitPattern> pattern, SplitBehavior behavior, bool invert)
{
    if (!pattern)
        return tl::unexpected(pattern.error());
    rules.steps.push_back({std::move(*pattern), behavior, invert});
    return {};
}

Result<> addSplit(const dom::object &step, PreTokenizer &rules)
{
    const std::optional<SplitBehavior> behavior = behaviorOf(textOf(step, "behavior"));
    if (!behavior)
        return unsupported("pre_tokenizer", "splits in the unknown way " + textOf(step, "behavior"));
    dom::object pattern;
    if (step.at_key("pattern").get(pattern) != simdjson::SUCCESS)
        return unsupported("pre_tokenizer", "has a split without a pattern");
    const bool invert = flagOf(step, "invert", false);
    if (const std::string regex = textOf(pattern, "Regex"); !regex.empty())
        return addStep(rules, SplitPattern::compile(regex), *behavior, invert);
    if (const std::string text = textOf(pattern, "String"); !text.empty())
        return addStep(rules, SplitPattern::literal(text), *behavior, invert);
    return unsupported("pre_tokenizer", "has a split without a pattern");
}

Result<> addByteLevel(const dom::object &step, PreTokenizer &rules)
{
    if (flagOf(step, "add_prefix_space", true))
        rules.prefixSpaceAfter = rules.steps.size();
    if (!flagOf(step, "use_regex", true))
        return {};
    return addStep(rules, SplitPattern::compile(gpt2Pattern), SplitBehavior::Isolated, false);
}

Result<> readPreTokenizer(const dom::object &root, TokenizerParts &parts)
{
    const auto steps = stepsOf(root, "pre_tokenizer", "pretokenizers");
    if (!steps)
        return tl::unexpected(steps.error());
    bool byteLevel = false;
    for (const dom::object &step : *steps) {
        // What follows ByteLevel would see its alphabet instead of the text.
        if (byteLevel)
            return unsupported("pre_tokenizer", "goes on after ByteLevel");
        const std::string type = textOf(step, "type");
        Result<> added;
        if (type == "Split")
            added = addSplit(step, parts.preTokenizer);
        else if (type == "Digits")
            added = addStep(
                parts.preTokenizer, SplitPattern::compile(R"(\p{N})"),
                flagOf(step, "individual_digits", false) ? SplitBehavior::Isolated : SplitBehavior::Contiguous, false);
        else if (type == "ByteLevel")
            added = addByteLevel(step, parts.preTokenizer);
        else
            return unsupported("pre_tokenizer", "has the unknown step " + type);
        if (!added)
            return added;
        byteLevel = type == "ByteLevel";
    }
    if (!byteLevel)
        return unsupported("pre_tokenizer", "does not end with ByteLevel");
    return {};
}

Result<> checkDecoder(const dom::object &root)
{
    const auto steps = stepsOf(root, "decoder", "decoders");
    if (!steps)
        return tl::unexpected(steps.error());
    for (const dom::object &step : *steps)
        if (textOf(step, "type") != "ByteLevel")
            return unsupported("decoder", "has the unknown step " + textOf(step, "type"));
    return {};
}

} // namespace

Result<> readTokenizerSteps(const dom::object &root, TokenizerParts &parts)
{
    if (const Result<> read = readNormalizer(root, parts); !read)
        return read;
    if (const Result<> read = readPreTokenizer(root, parts); !read)
        return read;
    return checkDecoder(root);
}

} // namespace onsa
