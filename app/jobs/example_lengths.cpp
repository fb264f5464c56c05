// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/example_lengths.h"

#include "core/example_check.h"

#include <algorithm>
#include <unordered_map>

namespace onsa {

namespace {

constexpr std::int64_t mostCharacters = 1 << 30; // what an estimate takes of one example

struct Characters {
    std::int64_t ascii = 0, other = 0;

    void add(std::string_view utf8)
    {
        for (const unsigned char byte : utf8) {
            ascii += byte < 0x80 ? 1 : 0;
            other += byte >= 0xC0 ? 1 : 0; // the first byte of each
        }
    }
};

int bounded(std::int64_t count)
{
    return static_cast<int>(std::min(count, mostCharacters));
}

bool isUsable(std::string_view line)
{
    const auto issues = checkLine(line);
    return std::none_of(issues.begin(), issues.end(), [](const Issue &issue) {
        return issue.severity == Severity::Error || issue.id == "empty_line";
    });
}

// What is taught, as a key: the completion, or what the assistant says.
std::string taughtText(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return example.completion;
    std::string text;
    for (const Message &message : example.messages) {
        if (message.role == "assistant" && message.weight.value_or(1) != 0)
            text += message.content + '\0';
    }
    return text;
}

} // namespace

ExampleLength lengthOf(const Example &example)
{
    Characters read, taught;
    int messages = 0;
    if (example.kind == ExampleKind::Pair) {
        read.add(example.prompt);
        taught.add(example.completion);
    } else {
        for (const Message &message : example.messages)
            (message.role == "assistant" && message.weight.value_or(1) != 0 ? taught : read).add(message.content);
        messages = bounded(static_cast<std::int64_t>(example.messages.size()));
    }
    return {bounded(read.ascii), bounded(read.other), bounded(taught.ascii), bounded(taught.other), messages, -1};
}

std::vector<ExampleLength> lengthsOf(const DatasetSnapshot &rows, std::stop_token stop)
{
    std::vector<ExampleLength> lengths;
    std::unordered_map<std::string, int> answers;
    const std::size_t all = rows.rowCount();
    const std::size_t looked = std::min(all, std::size_t(maxEstimateLengths));
    for (std::size_t i = 0; i < looked && !stop.stop_requested(); ++i) {
        const auto line = rows.line(i * all / looked);
        if (!line || !isUsable(*line))
            continue;
        if (const auto example = parseExample(*line)) {
            lengths.push_back(lengthOf(*example));
            lengths.back().answer =
                answers.emplace(taughtText(*example), static_cast<int>(answers.size())).first->second;
        }
    }
    return lengths;
}

} // namespace onsa
