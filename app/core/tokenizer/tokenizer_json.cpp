// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/tokenizer_json.h"

#include "core/tokenizer/byte_level.h"
#include "core/tokenizer/tokenizer_json_steps.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>

namespace onsa {

namespace {

namespace dom = simdjson::dom;

tl::unexpected<Error> corrupt(std::string what)
{
    return fail(ErrorKind::Corrupt, "This is not a usable tokenizer.json: " + std::move(what) + ".");
}

bool flagOf(const dom::object &object, std::string_view key)
{
    bool value = false;
    return object.at_key(key).get(value) == simdjson::SUCCESS && value;
}

std::string textOf(const dom::object &object, std::string_view key)
{
    std::string_view value;
    return object.at_key(key).get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

Result<> setToken(TokenizerParts &parts, std::int64_t id, std::string bytes)
{
    if (id < 0 || id > maxTokenId)
        return corrupt("the token id " + std::to_string(id) + " is out of range");
    const auto index = static_cast<std::size_t>(id);
    if (index >= parts.bytes.size()) {
        parts.bytes.resize(index + 1);
        parts.special.resize(index + 1);
    }
    parts.bytes[index] = std::move(bytes);
    return {};
}

// Options that change how words are joined and that byte-level models do not use.
Result<> refuseOptions(const dom::object &model)
{
    if (const std::string type = textOf(model, "type"); !type.empty() && type != "BPE")
        return fail(ErrorKind::Unsupported,
                    "Tokenizers of the type " + type + " cannot be used; only byte-level BPE can.", {}, "model.type");
    for (const char *option : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (!textOf(model, option).empty())
            return fail(ErrorKind::Unsupported, std::string("The tokenizer's option ") + option + " cannot be used.",
                        {}, std::string("model.") + option);
    double dropout = 0;
    if (model.at_key("dropout").get(dropout) == simdjson::SUCCESS && dropout != 0)
        return fail(ErrorKind::Unsupported, "The tokenizer's option dropout cannot be used.", {}, "model.dropout");
    if (flagOf(model, "byte_fallback"))
        return fail(ErrorKind::Unsupported, "The tokenizer's option byte_fallback cannot be used.", {},
                    "model.byte_fallback");
    return {};
}

Result<> readVocabulary(const dom::object &model, TokenizerParts &parts)
{
    dom::object vocabulary;
    if (model.at_key("vocab").get(vocabulary) != simdjson::SUCCESS)
        return corrupt("it has no vocabulary");
    for (const dom::key_value_pair entry : vocabulary) {
        std::int64_t id = 0;
        if (entry.value.get(id) != simdjson::SUCCESS)
            return corrupt("a token has no number");
        const std::optional<std::string> bytes = bytesOfSymbols(entry.key);
        if (const Result<> set = setToken(parts, id, bytes.value_or(std::string(entry.key))); !set)
            return set;
        parts.ids[std::string(entry.key)] = static_cast<int>(id);
        if (bytes && bytes->size() == 1)
            parts.bpe.setByte(static_cast<unsigned char>(bytes->front()), static_cast<int>(id));
    }
    return {};
}

// "a b" or ["a", "b"].
std::optional<std::pair<std::string, std::string>> pairOf(const dom::element &entry)
{
    std::string_view text, left, right;
    if (entry.get(text) == simdjson::SUCCESS) {
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos)
            return std::nullopt;
        return std::pair(std::string(text.substr(0, space)), std::string(text.substr(space + 1)));
    }
    dom::array array;
    if (entry.get(array) != simdjson::SUCCESS || array.size() != 2 || array.at(0).get(left) != simdjson::SUCCESS
        || array.at(1).get(right) != simdjson::SUCCESS)
        return std::nullopt;
    return std::pair(std::string(left), std::string(right));
}

Result<> readMerges(const dom::object &model, TokenizerParts &parts)
{
    dom::array merges;
    if (model.at_key("merges").get(merges) != simdjson::SUCCESS)
        return corrupt("it has no merges");
    int rank = 0;
    for (const dom::element entry : merges) {
        std::string_view header;
        if (rank == 0 && entry.get(header) == simdjson::SUCCESS && header.starts_with("#version"))
            continue;
        const auto pair = pairOf(entry);
        if (!pair)
            return corrupt("merge " + std::to_string(rank + 1) + " is not a pair");
        const auto left = parts.ids.find(pair->first), right = parts.ids.find(pair->second);
        const auto merged = parts.ids.find(pair->first + pair->second);
        if (left == parts.ids.end() || right == parts.ids.end() || merged == parts.ids.end())
            return corrupt("merge " + std::to_string(rank + 1) + " uses a token that is not in the vocabulary");
        parts.bpe.addMerge(left->second, right->second, rank++, merged->second);
    }
    return {};
}

Result<> readAddedTokens(const dom::object &root, TokenizerParts &parts)
{
    dom::array tokens;
    if (root.at_key("added_tokens").get(tokens) != simdjson::SUCCESS)
        return {};
    for (const dom::element item : tokens) {
        dom::object json;
        std::int64_t id = 0;
        if (item.get(json) != simdjson::SUCCESS || json.at_key("id").get(id) != simdjson::SUCCESS)
            return corrupt("an added token has no number");
        AddedToken token{textOf(json, "content"), 0,
                         flagOf(json, "special"), flagOf(json, "lstrip"),
                         flagOf(json, "rstrip"),  flagOf(json, "single_word")};
        if (token.content.empty())
            continue;
        if (const Result<> set = setToken(parts, id, token.content); !set)
            return set;
        token.id = static_cast<int>(id);
        parts.special[static_cast<std::size_t>(id)] = token.special;
        parts.ids[token.content] = token.id;
        if (flagOf(json, "normalized")) {
            if (parts.nfc)
                token.content = normalizeNfc(token.content);
            parts.addedNormalized.add(std::move(token));
        } else {
            parts.added.add(std::move(token));
        }
    }
    return {};
}

void readRest(const dom::object &model, TokenizerParts &parts)
{
    if (const auto unknown = parts.ids.find(textOf(model, "unk_token")); unknown != parts.ids.end())
        parts.bpe.setUnknown(unknown->second, flagOf(model, "fuse_unk"));
    if (!flagOf(model, "ignore_merges"))
        return;
    // A control token must not come out of plain text, so it is no whole word.
    for (const auto &[token, id] : parts.ids) {
        std::optional<std::string> bytes = bytesOfSymbols(token);
        if (bytes && !bytes->empty() && !parts.special[static_cast<std::size_t>(id)])
            parts.bpe.addWholeWord(std::move(*bytes), id);
    }
}

} // namespace

Result<TokenizerParts> readTokenizerJson(std::string_view json)
{
    dom::parser parser;
    dom::element document;
    dom::object root, model;
    if (json.empty() || parser.parse(json.data(), json.size()).get(document) != simdjson::SUCCESS)
        return corrupt("it is not JSON");
    if (document.get(root) != simdjson::SUCCESS || root.at_key("model").get(model) != simdjson::SUCCESS)
        return corrupt("it describes no model");
    if (const Result<> fine = refuseOptions(model); !fine)
        return tl::unexpected(fine.error());

    TokenizerParts parts;
    if (const Result<> read = readTokenizerSteps(root, parts); !read)
        return tl::unexpected(read.error());
    if (const Result<> read = readVocabulary(model, parts); !read)
        return tl::unexpected(read.error());
    if (const Result<> read = readMerges(model, parts); !read)
        return tl::unexpected(read.error());
    if (const Result<> read = readAddedTokens(root, parts); !read)
        return tl::unexpected(read.error());
    readRest(model, parts);
    return parts;
}

} // namespace onsa
