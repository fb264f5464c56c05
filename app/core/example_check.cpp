// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example_check.h"

#include "core/checks/chat_rules.h"
#include "core/checks/pair_rules.h"
#include "core/example_reader.h"

#include <algorithm>
#include <unordered_set>

namespace onsa {

namespace {

std::vector<Issue> contentIssues(const ExampleReading &reading)
{
    std::vector<Issue> issues;
    switch (reading.example.kind) {
    case ExampleKind::Pair: {
        thread_local PairScans scans;
        checkPair({reading.example.prompt, reading.example.completion}, scans, issues);
        break;
    }
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

void worstFirst(std::vector<Issue> &issues)
{
    if (issues.size() > 1)
        std::stable_sort(issues.begin(), issues.end(),
                         [](const Issue &a, const Issue &b) { return a.severity < b.severity; });
}

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
