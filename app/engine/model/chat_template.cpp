// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/chat_template.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

namespace onsa::engine {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::array knownRoles = {"system", "developer", "user", "assistant", "tool", "function"};

// An optional file beside the weights; a missing one is an empty object.
Result<json> readJson(const fs::path &path)
{
    std::error_code error;
    if (!fs::exists(path, error))
        return json::object();
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file)
        return fail(ErrorKind::Io, "cannot read " + path.string());
    json value = json::parse(text, nullptr, false);
    if (!value.is_object())
        return fail(ErrorKind::Corrupt, path.string() + " is not a JSON object");
    return value;
}

// A token is written as its text or as an object with the text in "content".
std::string tokenText(const json &object, const char *name)
{
    const auto it = object.find(name);
    if (it == object.end())
        return {};
    if (it->is_string())
        return it->get<std::string>();
    if (it->is_object() && it->contains("content") && (*it)["content"].is_string())
        return (*it)["content"].get<std::string>();
    return {};
}

// One template, or several by name, of which "default" is the one for plain conversations.
std::optional<std::string> templateIn(const json &tokenizerConfig)
{
    const auto it = tokenizerConfig.find("chat_template");
    if (it == tokenizerConfig.end())
        return std::nullopt;
    if (it->is_string())
        return it->get<std::string>();
    if (!it->is_array())
        return std::nullopt;
    for (const auto &named : *it) {
        if (named.is_object() && tokenText(named, "name") == "default" && named.contains("template")
            && named["template"].is_string())
            return named["template"].get<std::string>();
    }
    return std::nullopt;
}

Result<std::optional<std::string>> findTemplate(const fs::path &folder, const json &tokenizerConfig)
{
    const fs::path path = folder / "chat_template.jinja"; // newer folders; it wins over the older member
    std::error_code error;
    if (!fs::exists(path, error))
        return templateIn(tokenizerConfig);
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file)
        return fail(ErrorKind::Io, "cannot read " + path.string());
    return text;
}

std::vector<int> idsIn(const json &object, const char *name)
{
    const auto it = object.find(name);
    if (it == object.end())
        return {};
    if (it->is_number_integer())
        return {it->get<int>()};
    std::vector<int> ids;
    if (it->is_array()) {
        for (const auto &id : *it) {
            if (id.is_number_integer())
                ids.push_back(id.get<int>());
        }
    }
    return ids;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string messageField(std::size_t index, const char *name)
{
    return "messages[" + std::to_string(index) + "]." + name;
}

} // namespace

Result<PromptFormat> PromptFormat::load(const fs::path &modelFolder, const ModelConfig &config)
{
    auto tokenizer = Tokenizer::load(modelFolder / "tokenizer.json");
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    if (tokenizer->size() > config.vocabulary)
        return fail(ErrorKind::Corrupt,
                    "the tokenizer in " + modelFolder.string() + " has " + std::to_string(tokenizer->size())
                        + " tokens, but the model knows only " + std::to_string(config.vocabulary));
    const auto tokenizerConfig = readJson(modelFolder / "tokenizer_config.json");
    if (!tokenizerConfig)
        return tl::unexpected(tokenizerConfig.error());
    const auto generationConfig = readJson(modelFolder / "generation_config.json");
    if (!generationConfig)
        return tl::unexpected(generationConfig.error());
    const auto jinja = findTemplate(modelFolder, *tokenizerConfig);
    if (!jinja)
        return tl::unexpected(jinja.error());

    PromptFormat format(std::move(*tokenizer));
    const Tokenizer &words = format.m_tokenizer;
    format.m_imStart = words.idOf("<|im_start|>").value_or(-1);
    format.m_imEnd = words.idOf("<|im_end|>").value_or(-1);
    const bool hasFrame = format.m_imStart >= 0 && format.m_imEnd >= 0;
    const auto addBos = tokenizerConfig->find("add_bos_token");
    bool startsWithBos = addBos != tokenizerConfig->end() && addBos->is_boolean() && addBos->get<bool>();
    if (*jinja) {
        const auto form = readChatMl(**jinja);
        if (!form)
            return tl::unexpected(form.error());
        if (!hasFrame)
            return fail(ErrorKind::Corrupt,
                        "the tokenizer in " + modelFolder.string() + " lacks <|im_start|> or <|im_end|>");
        format.m_defaultSystem = form->defaultSystem;
        format.m_trimsContent = form->trimsContent;
        startsWithBos = form->startsWithBos; // the template is the whole text: nothing else is added
    }
    format.m_hasChat = hasFrame;
    if (startsWithBos)
        format.m_bos = words.idOf(tokenText(*tokenizerConfig, "bos_token")).value_or(-1);
    format.m_newline = words.encode("\n", SpecialTokens::AsText);

    const auto addEnd = [&](int id) {
        auto &ends = format.m_endTokens;
        if (id >= 0 && id < config.vocabulary && std::find(ends.begin(), ends.end(), id) == ends.end())
            ends.push_back(id);
    };
    for (const int id : config.endTokens)
        addEnd(id);
    for (const int id : idsIn(*generationConfig, "eos_token_id"))
        addEnd(id);
    addEnd(format.m_imEnd);
    addEnd(words.idOf("<|endoftext|>").value_or(-1));
    return format;
}

void PromptFormat::add(TrainingSequence &to, std::string_view text, float weight) const
{
    const auto ids = m_tokenizer.encode(text, SpecialTokens::AsText);
    to.tokens.insert(to.tokens.end(), ids.begin(), ids.end());
    to.weights.resize(to.tokens.size(), weight);
}

void PromptFormat::addStart(TrainingSequence &to, bool withDefaultSystem, float frame) const
{
    if (m_bos >= 0)
        to.tokens.push_back(m_bos);
    to.weights.resize(to.tokens.size(), frame);
    if (withDefaultSystem && m_defaultSystem)
        addTurn(to, Message{"system", *m_defaultSystem, {}}, frame, frame);
}

void PromptFormat::addTurn(TrainingSequence &to, const Message &message, float frame, float content) const
{
    const std::string role = message.role == "developer" ? "system" : message.role;
    const std::string_view text = m_trimsContent ? trimmed(message.content) : std::string_view(message.content);
    to.tokens.push_back(m_imStart);
    to.weights.push_back(frame);
    if (role == "assistant") {
        // Encoded apart from its head, because the head is what an answer starts from.
        add(to, role + "\n", frame);
        add(to, text, content);
    } else {
        add(to, role + "\n" + std::string(text), frame);
    }
    to.tokens.push_back(m_imEnd);
    to.weights.push_back(role == "assistant" ? content : frame);
    to.tokens.insert(to.tokens.end(), m_newline.begin(), m_newline.end());
    to.weights.resize(to.tokens.size(), frame);
}

Result<std::vector<int>> PromptFormat::chatPrompt(const std::vector<Message> &messages) const
{
    if (!m_hasChat)
        return fail(ErrorKind::Unsupported, "this model has no chat template; ask it with a plain prompt",
                    "no_chat_template");
    if (messages.empty())
        return fail(ErrorKind::InvalidInput, "a conversation needs at least one message", {}, "messages");
    TrainingSequence sequence;
    const auto &first = messages.front().role;
    addStart(sequence, first != "system" && first != "developer", 0);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (std::find(knownRoles.begin(), knownRoles.end(), messages[i].role) == knownRoles.end())
            return fail(ErrorKind::InvalidInput, "'" + messages[i].role + "' is not a role of a message", {},
                        messageField(i, "role"));
        addTurn(sequence, messages[i], 0, 0);
    }
    sequence.tokens.push_back(m_imStart);
    add(sequence, "assistant\n", 0);
    return std::move(sequence.tokens);
}

std::vector<int> PromptFormat::completionPrompt(std::string_view prompt) const
{
    if (m_hasChat)
        return *chatPrompt({Message{"user", std::string(prompt), {}}});
    TrainingSequence sequence;
    addStart(sequence, false, 0);
    add(sequence, prompt, 0);
    if (sequence.tokens.empty() && !m_endTokens.empty())
        sequence.tokens.push_back(m_endTokens.front()); // what separates documents also starts one
    return std::move(sequence.tokens);
}

Result<TrainingSequence> PromptFormat::trainingSequence(const Example &example, double promptLossWeight) const
{
    const auto frame = static_cast<float>(promptLossWeight);
    if (example.kind == ExampleKind::Preference)
        return fail(ErrorKind::Unsupported,
                    "preference rows cannot be trained on here; use rows with one answer, or a service that offers DPO",
                    "unsupported_rows", "chosen");
    TrainingSequence sequence;
    if (example.kind == ExampleKind::Pair && !m_hasChat) {
        sequence.tokens = completionPrompt(example.prompt); // as it is asked
        sequence.weights.resize(sequence.tokens.size(), frame);
        add(sequence, example.completion, 1);
        if (!m_endTokens.empty())
            sequence.tokens.push_back(m_endTokens.front());
        sequence.weights.resize(sequence.tokens.size(), 1);
    } else {
        if (!m_hasChat)
            return fail(ErrorKind::Unsupported,
                        "this model has no chat template; train it with prompt and completion pairs",
                        "no_chat_template", "messages");
        std::vector<Message> messages = example.messages;
        if (example.kind == ExampleKind::Pair)
            messages = {Message{"user", example.prompt, {}}, Message{"assistant", example.completion, {}}};
        if (messages.empty())
            return fail(ErrorKind::InvalidInput, "the example has no messages", {}, "messages");
        const auto &first = messages.front().role;
        addStart(sequence, first != "system" && first != "developer", frame);
        for (std::size_t i = 0; i < messages.size(); ++i) {
            if (std::find(knownRoles.begin(), knownRoles.end(), messages[i].role) == knownRoles.end())
                return fail(ErrorKind::InvalidInput, "'" + messages[i].role + "' is not a role of a message", {},
                            messageField(i, "role"));
            addTurn(sequence, messages[i], frame, messages[i].weight == 0 ? 0.0F : 1.0F);
        }
        // Nothing follows the last end token, so its line break is not learnt from and not needed.
        sequence.tokens.resize(sequence.tokens.size() - m_newline.size());
        sequence.weights.resize(sequence.tokens.size());
    }
    if (!sequence.weights.empty())
        sequence.weights.front() = 0; // no token before it to predict it from
    return sequence;
}

} // namespace onsa::engine
