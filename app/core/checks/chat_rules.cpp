// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/chat_rules.h"

#include "core/checks/comparison_form.h"
#include "core/checks/text_rules.h"

#include <algorithm>
#include <array>

namespace onsa {

namespace {

TextRole textRoleOf(const Message &message)
{
    return message.role == "assistant" ? TextRole::Answer
        : message.role == "user"       ? TextRole::Question
                                       : TextRole::Context;
}

void checkMessage(const Message &message, const TextScan &scan, std::size_t index, const MessageShape &shape,
                  std::vector<Issue> &issues)
{
    if (!isKnownRole(message.role))
        issues.push_back({"unknown_role", Severity::Error, messageField(index, "role"),
                          messageName(index) + " has the role \"" + message.role
                              + "\"; use system, user, assistant, developer, tool or function.",
                          0, 0, roleMeantBy(message.role).empty() ? Fix::None : Fix::MapRoles});
    if (message.weight && *message.weight != 0 && *message.weight != 1)
        issues.push_back({"invalid_weight", Severity::Error, messageField(index, "weight"),
                          "The weight of message " + std::to_string(index + 1) + " must be 0 or 1."});
    else if (message.weight && message.role != "assistant")
        issues.push_back({"invalid_weight", Severity::Warning, messageField(index, "weight"),
                          "The weight of message " + std::to_string(index + 1)
                              + " has no effect; only assistant messages are learned."});
    if (!shape.unknownKey.empty())
        issues.push_back(
            {"unknown_message_key", Severity::Warning, messageField(index),
             messageName(index) + " has the member \"" + shape.unknownKey + "\", which some services refuse.", 0, 0,
             Fix::DropMessageKey});
    if (shape.brokenArguments)
        issues.push_back({"tool_arguments", Severity::Warning, messageField(index, "tool_calls"),
                          "The arguments of a tool call in message " + std::to_string(index + 1) + " are not JSON."});

    if (!isBlank(message.content))
        return checkText(message.content, scan, {{}, {}, textRoleOf(message), index}, issues);
    if (shape.answersByCall)
        return;
    const bool learned = message.role == "assistant" && message.weight.value_or(1) != 0;
    issues.push_back({"missing_content", learned ? Severity::Error : Severity::Warning, messageField(index, "content"),
                      messageName(index) + " is empty."});
}

bool isSystem(const Message &message)
{
    return message.role == "system" || message.role == "developer";
}

void checkOrder(const std::vector<Message> &messages, const std::vector<MessageShape> &shapes,
                std::vector<Issue> &issues)
{
    for (std::size_t i = 1; i < messages.size(); ++i) {
        if (isSystem(messages[i])) {
            issues.push_back(
                {"system_not_first", Severity::Warning, messageField(i),
                 "Message " + std::to_string(i + 1) + " is an instruction; it should be the first message.", 0, 0,
                 Fix::SystemFirst});
            break;
        }
    }
    for (std::size_t i = 1; i < messages.size(); ++i) {
        const std::string &role = messages[i].role;
        const bool talks = role == "user" || role == "assistant";
        const bool calls = i < shapes.size() && (shapes[i].answersByCall || shapes[i - 1].answersByCall);
        if (talks && role == messages[i - 1].role && !calls) {
            issues.push_back({"same_role_twice", Severity::Warning, messageField(i),
                              "Messages " + std::to_string(i) + " and " + std::to_string(i + 1) + " both come from the "
                                  + (role == "user" ? "user" : "assistant")
                                  + "; most models learn only turns that alternate.",
                              0, 0, Fix::MergeSameRoles});
            break;
        }
    }
}

void checkCalls(const std::vector<MessageShape> &shapes, std::vector<Issue> &issues)
{
    for (std::size_t i = 0; i < shapes.size(); ++i)
        for (const std::string &call : shapes[i].calls) {
            const bool answered = std::any_of(shapes.begin() + static_cast<std::ptrdiff_t>(i), shapes.end(),
                                              [&](const MessageShape &later) { return later.answers == call; });
            // A conversation may end with the call: that is what it teaches.
            if (!answered && i + 1 < shapes.size())
                issues.push_back({"unanswered_tool_call", Severity::Warning, messageField(i, "tool_calls"),
                                  "The tool call in message " + std::to_string(i + 1) + " has no answer of the tool."});
        }
}

} // namespace

bool isKnownRole(std::string_view role)
{
    constexpr std::array<std::string_view, 6> roles{"system", "developer", "user", "assistant", "tool", "function"};
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::string_view roleMeantBy(std::string_view role)
{
    std::string word(role);
    for (char &c : word)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 15> synonyms{{{"human", "user"},
                                                                                      {"gpt", "assistant"},
                                                                                      {"bot", "assistant"},
                                                                                      {"ai", "assistant"},
                                                                                      {"model", "assistant"},
                                                                                      {"chatgpt", "assistant"},
                                                                                      {"user", "user"},
                                                                                      {"assistant", "assistant"},
                                                                                      {"system", "system"},
                                                                                      {"instruction", "system"},
                                                                                      {"prompter", "user"},
                                                                                      {"observation", "tool"},
                                                                                      {"ユーザー", "user"},
                                                                                      {"アシスタント", "assistant"},
                                                                                      {"システム", "system"}}};
    for (const auto &[synonym, meant] : synonyms)
        if (word == synonym)
            return meant;
    return {};
}

void checkChat(const Example &example, const std::vector<MessageShape> &shapes, std::vector<Issue> &issues)
{
    const std::vector<Message> &messages = example.messages;
    if (messages.empty()) {
        issues.push_back({"missing_messages", Severity::Error, "messages", "This chat has no messages."});
        return;
    }
    const MessageShape plain;
    thread_local std::vector<TextScan> scans; // by message
    scans.resize(std::max(scans.size(), messages.size()));
    bool asked = false, understood = true, answered = false, learned = false;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        scanText(messages[i].content, scans[i]);
        checkMessage(messages[i], scans[i], i, i < shapes.size() ? shapes[i] : plain, issues);
        asked = asked || messages[i].role == "user";
        understood = understood && isKnownRole(messages[i].role);
        answered = answered || messages[i].role == "assistant";
        learned = learned || (messages[i].role == "assistant" && messages[i].weight.value_or(1) != 0);
        if (i > 0 && messages[i].role == "assistant" && messages[i - 1].role == "user")
            checkAnswer(messages[i - 1].content, scans[i - 1], messages[i].content, scans[i],
                        {{}, {}, TextRole::Answer, i}, issues);
    }
    checkOrder(messages, shapes, issues);
    checkCalls(shapes, issues);
    if (!asked && answered && understood)
        issues.push_back({"no_user_message", Severity::Info, "messages",
                          "This chat has no message of the user; the model learns to speak first."});
    if (!answered)
        issues.push_back({"no_assistant_message", Severity::Error, "messages",
                          "This chat has no assistant message; there is nothing to learn."});
    else if (!learned)
        issues.push_back({"no_assistant_message", Severity::Error, "messages",
                          "Every assistant message has weight 0; there is nothing to learn."});
    if (answered && messages.back().role != "assistant")
        issues.push_back({"last_not_assistant", Severity::Error, messageField(messages.size() - 1),
                          "The last message must come from the assistant.", 0, 0, Fix::CutAfterAssistant});
}

void checkPreference(const ExampleReading &reading, std::vector<Issue> &issues)
{
    const Example &example = reading.example;
    const MessageShape plain;
    thread_local TextScan scan;
    for (std::size_t i = 0; i < example.messages.size(); ++i) {
        scanText(example.messages[i].content, scan);
        checkMessage(example.messages[i], scan, i, i < reading.shapes.size() ? reading.shapes[i] : plain, issues);
    }
    if (!example.messages.empty() && example.messages.back().role == "assistant")
        issues.push_back({"last_not_assistant", Severity::Warning, messageField(example.messages.size() - 1),
                          "The question ends with a message of the assistant; two answers should follow the user."});
    if (reading.promptsDiffer)
        issues.push_back({"different_prompts", Severity::Error, "chosen",
                          "The two answers follow different messages, so they cannot be compared."});

    std::array<std::string, 2> compared;
    std::array<bool, 2> refuses{};
    for (int side = 0; side < 2; ++side) {
        const std::vector<Message> &answer = side == 0 ? example.chosen : example.rejected;
        const std::string field = side == 0 ? "chosen" : "rejected";
        const std::string name = side == 0 ? "The chosen answer" : "The rejected answer";
        if (answer.empty() || isBlank(answer.back().content)) {
            issues.push_back({"empty_answer", Severity::Error, field, name + " is empty."});
            continue;
        }
        scanText(answer.back().content, scan);
        checkText(answer.back().content, scan, {field, name, TextRole::Answer}, issues);
        compared[static_cast<std::size_t>(side)] = cmp(answer.back().content);
        refuses[static_cast<std::size_t>(side)] = isRefusal(answer.back().content);
    }
    if (!compared[0].empty() && compared[0] == compared[1])
        issues.push_back({"same_answers", Severity::Error, "rejected",
                          "The chosen and the rejected answer say the same; nothing can be learned from them.", 0, 0,
                          Fix::DeleteRow});
    if (refuses[0] && !refuses[1] && !compared[1].empty())
        issues.push_back({"refusal_preferred", Severity::Warning, "chosen",
                          "The chosen answer refuses and the rejected one does not; they may be swapped."});
    // A refusal on the rejected side is what such rows are for.
    std::erase_if(issues, [](const Issue &issue) { return issue.id == "refusal" && issue.field == "rejected"; });
}

} // namespace onsa
