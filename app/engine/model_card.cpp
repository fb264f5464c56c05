// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model_card.h"

#include <algorithm>
#include <fstream>

namespace onsa::engine {

namespace {

constexpr std::size_t headBytes = 16384; // the block is at the start; cards themselves can be long
constexpr std::size_t longestWord = 60;
constexpr std::size_t mostLanguages = 40;

std::string_view trimmed(std::string_view text)
{
    const auto isEdge = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '"' || c == '\''; };
    while (!text.empty() && isEdge(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isEdge(text.back()))
        text.remove_suffix(1);
    return text;
}

// A code or a licence id; anything else is not for a list of models.
std::string wordIn(std::string_view text)
{
    text = trimmed(text);
    const bool good =
        !text.empty() && text.size() <= longestWord && std::all_of(text.begin(), text.end(), [](unsigned char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
                || c == '_' || c == '+' || c == ' ';
        });
    return good ? std::string(text) : std::string();
}

void addWords(std::string_view text, std::vector<std::string> &words)
{
    text = trimmed(text);
    if (text.starts_with('[') && text.ends_with(']'))
        text = text.substr(1, text.size() - 2);
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (std::string word = wordIn(text.substr(0, comma)); !word.empty() && words.size() < mostLanguages)
            words.push_back(std::move(word));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
}

} // namespace

ModelCard parseModelCard(std::string_view markdown)
{
    ModelCard card;
    std::string_view key;
    std::vector<std::string> licenses;
    bool first = true;
    while (!markdown.empty()) {
        const auto end = markdown.find('\n');
        const std::string_view line = markdown.substr(0, end);
        markdown = end == std::string_view::npos ? std::string_view() : markdown.substr(end + 1);
        const bool fence = trimmed(line) == "---";
        if (first != fence)
            break; // no block, or its end
        first = false;
        if (fence)
            continue;
        const auto listOf = [&](std::string_view name) -> std::vector<std::string> * {
            if (name == "language")
                return &card.languages;
            return name == "license" ? &licenses : nullptr;
        };
        if (const auto item = trimmed(line); item.starts_with("- ")) {
            if (auto *list = listOf(key))
                addWords(item.substr(2), *list);
        } else if (!line.empty() && line.front() != ' ') {
            const auto colon = line.find(':');
            key = line.substr(0, colon);
            if (auto *list = listOf(key); list && colon != std::string_view::npos)
                addWords(line.substr(colon + 1), *list);
        }
    }
    if (!licenses.empty())
        card.license = licenses.front();
    return card;
}

ModelCard readModelCard(const std::filesystem::path &modelFolder)
{
    std::ifstream stream(modelFolder / "README.md", std::ios::binary);
    std::string head(headBytes, '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return parseModelCard(head);
}

} // namespace onsa::engine
