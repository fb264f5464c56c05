// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example_check.h"

#include "core/checks/chat_rules.h"
#include "core/checks/text_rules.h"
#include "core/example_reader.h"

#include <algorithm>
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
        issues.push_back({"empty_completion", Severity::Error, "completion",
                          "The completion is empty; there is nothing to learn.", 0, 0, Fix::DeleteRow});
    else {
        const CheckedText completion{"completion", "The completion", TextRole::Completion};
        checkText(example.completion, completion, issues);
        checkAnswer(example.prompt, example.completion, completion, issues);
    }
}

void worstFirst(std::vector<Issue> &issues)
{
    std::stable_sort(issues.begin(), issues.end(),
                     [](const Issue &a, const Issue &b) { return a.severity < b.severity; });
}

std::vector<Issue> contentIssues(const ExampleReading &reading)
{
    std::vector<Issue> issues;
    switch (reading.example.kind) {
    case ExampleKind::Pair:
        checkPair(reading.example, issues);
        break;
    case ExampleKind::Chat:
        checkChat(reading.example, reading.shapes, issues);
        break;
    case ExampleKind::Preference:
        checkPreference(reading, issues);
        break;
    }
    return issues;
}

bool stopsReading(const Issue &issue)
{
    return issue.id != "duplicate_key";
}

} // namespace

std::vector<Issue> checkExample(const Example &example)
{
    ExampleReading reading;
    reading.example = example;
    std::vector<Issue> issues = contentIssues(reading);
    worstFirst(issues);
    return issues;
}

std::vector<Issue> checkLine(std::string_view line)
{
    std::optional<Example> example;
    return checkLine(line, example);
}

std::vector<Issue> checkLine(std::string_view line, std::optional<Example> &example)
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
            if (stopsReading(issue))
                fields.insert(issue.field);
        for (Issue &issue : contentIssues(reading)) {
            const std::string_view field = issue.field;
            if (!fields.contains(field) && !fields.contains(field.substr(0, field.find('.')))
                && !fields.contains(field.substr(0, field.find('['))))
                issues.push_back(std::move(issue));
        }
    }
    example.reset();
    if (reading.isObject && std::none_of(structure.begin(), structure.end(), stopsReading))
        example = std::move(reading.example);
    worstFirst(issues);
    return issues;
}

} // namespace onsa
