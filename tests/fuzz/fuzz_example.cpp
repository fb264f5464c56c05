// SPDX-License-Identifier: GPL-3.0-or-later
// A row of any bytes: read, checked, edited, printed. What is refused must be explained, and what is edited must read
// back as the new text.
#include "core/example.h"
#include "core/example_check.h"
#include "core/plain_rows.h"

#include <cstdint>
#include <cstdlib>

using namespace onsa;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

void edit(std::string_view line, const TextField &field, std::string_view text)
{
    const Result<std::string> edited = replaceText(line, field, text);
    if (!edited) {
        // "Internal" would mean that the splice went wrong.
        demand(edited.error().kind == ErrorKind::InvalidInput && !edited.error().message.empty());
        return;
    }
    const Result<std::string> again = replaceText(*edited, field, text);
    demand(again && *again == *edited);
    if (const Result<Example> example = parseExample(*edited)) {
        const std::string &now = field.kind == TextField::Kind::Prompt ? example->prompt
            : field.kind == TextField::Kind::Completion
            ? example->completion
            : example->messages.at(static_cast<std::size_t>(field.message)).content;
        demand(now == text);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view line(reinterpret_cast<const char *>(data), size);
    const auto issues = checkLine(line);
    const Result<Example> example = parseExample(line);
    if (example) {
        const Result<Example> printed = parseExample(printExample(*example));
        demand(printed && *printed == *example);
        static_cast<void>(checkExample(*example));
    } else {
        demand(!issues.empty() && !example.error().message.empty());
    }
    // The fast readers take nothing that the careful one reads otherwise.
    std::string room;
    if (const auto pair = readPlainPair(line, room))
        demand(example && example->kind == ExampleKind::Pair && example->prompt == pair->prompt
               && example->completion == pair->completion);
    if (Example chat; readPlainChat(line, room, chat))
        demand(example && example->kind == ExampleKind::Chat && example->messages == chat.messages);
    const std::string_view text = line.substr(0, size / 3);
    edit(line, {TextField::Kind::Prompt, 0}, "new \"\\\n\u65e5");
    edit(line, {TextField::Kind::Completion, 0}, text);
    edit(line, {TextField::Kind::MessageContent, static_cast<int>(size % 3)}, "x");
    return 0;
}
