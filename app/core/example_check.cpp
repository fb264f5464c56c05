// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example_check.h"

#include "core/example_reader.h"
#include "core/text_check.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace onsa {

namespace {

void checkPair(const Example &example, std::vector<Issue> &issues)
{
    if (isBlank(example.prompt))
        issues.push_back({"empty_prompt", Severity::Warning, "prompt",
                          "The prompt is empty; the model learns to write the completion out of nothing."});
    else
        checkText(example.prompt, {"prompt", "The prompt", TextRole::Prompt}, issues);

    if (isBlank(example.completion))
        issues.push_back(
            {"empty_completion", Severity::Error, "completion", "The completion is empty; there is nothing to learn."});
    else
        checkText(example.completion, {"completion", "The completion", TextRole::Completion}, issues);
}

bool isKnownRole(const std::string &role)
{
    constexpr std::array<std::string_view, 6> roles{"system", "developer", "user", "assistant", "tool", "function"};
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

void checkMessage(const Message &message, std::size_t index, bool answersByCall, std::vector<Issue> &issues)
{
    if (!isKnownRole(message.role))
        issues.push_back({"unknown_role", Severity::Error, messageField(index, "role"),
                          messageName(index) + " has the role \"" + message.role
                              + "\"; use system, user, assistant, developer, tool or function."});
    if (message.weight && *message.weight != 0 && *message.weight != 1)
        issues.push_back({"invalid_weight", Severity::Error, messageField(index, "weight"),
                          "The weight of message " + std::to_string(index + 1) + " must be 0 or 1."});
    else if (message.weight && message.role != "assistant")
        issues.push_back({"invalid_weight", Severity::Warning, messageField(index, "weight"),
                          "The weight of message " + std::to_string(index + 1)
                              + " has no effect; only assistant messages are learned."});

    if (!isBlank(message.content))
        return checkText(message.content, {messageField(index, "content"), messageName(index), TextRole::Message},
                         issues);
    if (answersByCall)
        return;
    const bool learned = message.role == "assistant" && message.weight.value_or(1) != 0;
    issues.push_back({"missing_content", learned ? Severity::Error : Severity::Warning, messageField(index, "content"),
                      messageName(index) + " is empty."});
}

void checkChat(const Example &example, const std::vector<bool> &answersByCall, std::vector<Issue> &issues)
{
    const std::vector<Message> &messages = example.messages;
    if (messages.empty()) {
        issues.push_back({"missing_messages", Severity::Error, "messages", "This chat has no messages."});
        return;
    }
    bool answered = false, learned = false;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        checkMessage(messages[i], i, i < answersByCall.size() && answersByCall[i], issues);
        answered = answered || messages[i].role == "assistant";
        learned = learned || (messages[i].role == "assistant" && messages[i].weight.value_or(1) != 0);
    }
    if (!answered)
        issues.push_back({"no_assistant_message", Severity::Error, "messages",
                          "This chat has no assistant message; there is nothing to learn."});
    else if (!learned)
        issues.push_back({"no_assistant_message", Severity::Error, "messages",
                          "Every assistant message has weight 0; there is nothing to learn."});
    if (answered && messages.back().role != "assistant")
        issues.push_back({"last_not_assistant", Severity::Error, messageField(messages.size() - 1),
                          "The last message must come from the assistant."});
}

void worstFirst(std::vector<Issue> &issues)
{
    std::stable_sort(issues.begin(), issues.end(),
                     [](const Issue &a, const Issue &b) { return a.severity < b.severity; });
}

std::vector<Issue> contentIssues(const Example &example, const std::vector<bool> &answersByCall)
{
    std::vector<Issue> issues;
    if (example.kind == ExampleKind::Pair)
        checkPair(example, issues);
    else
        checkChat(example, answersByCall, issues);
    return issues;
}

} // namespace

std::vector<Issue> checkExample(const Example &example)
{
    std::vector<Issue> issues = contentIssues(example, {});
    worstFirst(issues);
    return issues;
}

std::vector<Issue> checkLine(std::string_view line)
{
    std::vector<Issue> issues;
    if (line.size() > longRowBytes)
        issues.push_back(
            {"too_long",
             line.size() > hugeRowBytes ? Severity::Error : Severity::Warning,
             {},
             "This row is " + std::to_string(line.size() >> 20U) + " MB long; training uses only its beginning."});

    ExampleReading reading = readExample(line);
    const std::vector<Issue> structure = std::move(reading.issues);
    issues.insert(issues.end(), structure.begin(), structure.end());
    if (reading.isObject) {
        // What could not be read was left empty above: say what is wrong with a field once.
        std::unordered_set<std::string_view> fields;
        for (const Issue &issue : structure)
            if (issue.id != "duplicate_key")
                fields.insert(issue.field);
        for (Issue &issue : contentIssues(reading.example, reading.answersByCall)) {
            const std::string_view field = issue.field;
            if (!fields.contains(field) && !fields.contains(field.substr(0, field.find('.'))))
                issues.push_back(std::move(issue));
        }
    }
    worstFirst(issues);
    return issues;
}

} // namespace onsa
