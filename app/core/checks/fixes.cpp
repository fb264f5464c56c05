// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/fixes.h"

#include "core/checks/line_repair.h"
#include "core/checks/misread_text.h"
#include "core/checks/row_fixes.h"
#include "core/checks/text_marks.h"
#include "core/checks/text_profile.h"
#include "core/checks/text_rules.h"
#include "core/checks/width_forms.h"
#include "core/utf8.h"

#include <charconv>

namespace onsa {

namespace {

template <class Keep> std::string kept(std::string_view text, Keep keep)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (keep(classOf(point.value)))
            out.append(text.substr(at, point.bytes));
        at += point.bytes;
    }
    return out;
}

std::string withoutControls(std::string_view text)
{
    std::string lines;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r')
            lines += text[at];
        else if (at + 1 == text.size() || text[at + 1] != '\n')
            lines += '\n';
    }
    return kept(lines, [](CharClass kind) { return kind != CharClass::Control && kind != CharClass::Nul; });
}

std::string trimmed(std::string_view text)
{
    while (!text.empty() && isWhiteSpace(codePointAt(text, 0).value))
        text.remove_prefix(codePointAt(text, 0).bytes);
    while (!text.empty()) {
        const std::size_t last = previousCodePoint(text, text.size());
        if (!isWhiteSpace(codePointAt(text, last).value))
            break;
        text = text.substr(0, last);
    }
    return std::string(text);
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to)
{
    std::string out(text);
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
        out.replace(at, from.size(), to);
    return out;
}

} // namespace

std::string fixText(std::string_view text, Fix fix, MaskBook *masks)
{
    switch (fix) {
    case Fix::Trim:
        return trimmed(text);
    case Fix::AddLeadingSpace:
        return text.starts_with(' ') ? std::string(text) : " " + trimmed(text);
    case Fix::RemoveControls:
        return withoutControls(text);
    case Fix::RemoveInvisible:
        return kept(text,
                    [](CharClass kind) { return kind != CharClass::Invisible && kind != CharClass::NonCharacter; });
    case Fix::RepairMisread:
        return repairMisread(text).value_or(std::string(text));
    case Fix::ReplaceRadicals:
        return withoutRadicals(text);
    case Fix::Compose:
        return composed(text);
    case Fix::HalfWidthAscii:
        return halfWidthAscii(text);
    case Fix::FullWidthAscii:
        return fullWidthAscii(text);
    case Fix::FullWidthKana:
        return fullWidthKana(text);
    case Fix::WaveDash:
        return replaced(text, "～", "〜");
    case Fix::FullWidthTilde:
        return replaced(text, "〜", "～");
    case Fix::CutRepetition:
        return withoutRepetition(text);
    case Fix::StripTags:
        return withoutMarkup(text);
    case Fix::UnescapeOnce:
        return unescapedOnce(text);
    case Fix::RemoveSpecialTokens:
        return withoutSpecialTokens(text);
    case Fix::StripRolePrefix: {
        std::string_view rest = text;
        while (const std::size_t prefix = rolePrefixOf(rest))
            rest.remove_prefix(prefix);
        return std::string(rest);
    }
    case Fix::MaskPersonal:
        return masks ? masks->masked(text) : std::string(text);
    case Fix::Unmask:
        return masks ? masks->unmasked(text) : std::string(text);
    default:
        return std::string(text);
    }
}

std::optional<TextField> textFieldOf(std::string_view field)
{
    using Kind = TextField::Kind;
    if (field == "prompt")
        return TextField{Kind::Prompt, 0};
    if (field == "completion")
        return TextField{Kind::Completion, 0};
    if (field == "chosen")
        return TextField{Kind::Chosen, 0};
    if (field == "rejected")
        return TextField{Kind::Rejected, 0};
    constexpr std::string_view start = "messages[", end = "].content";
    if (!field.starts_with(start) || !field.ends_with(end) || field.size() <= start.size() + end.size())
        return std::nullopt;
    const std::string_view number = field.substr(start.size(), field.size() - start.size() - end.size());
    int index = 0;
    const auto [stop, code] = std::from_chars(number.data(), number.data() + number.size(), index);
    if (code != std::errc() || stop != number.data() + number.size() || index < 0)
        return std::nullopt;
    return TextField{Kind::MessageContent, index};
}

const std::string *textOf(const Example &example, std::string_view name)
{
    const auto field = textFieldOf(name);
    if (!field)
        return nullptr;
    switch (field->kind) {
    case TextField::Kind::Prompt:
        return example.kind == ExampleKind::Pair ? &example.prompt : nullptr;
    case TextField::Kind::Completion:
        return example.kind == ExampleKind::Pair ? &example.completion : nullptr;
    case TextField::Kind::Chosen:
        return example.chosen.empty() ? nullptr : &example.chosen.back().content;
    case TextField::Kind::Rejected:
        return example.rejected.empty() ? nullptr : &example.rejected.back().content;
    case TextField::Kind::MessageContent:
        return static_cast<std::size_t>(field->message) < example.messages.size()
            ? &example.messages[static_cast<std::size_t>(field->message)].content
            : nullptr;
    }
    return nullptr;
}

std::optional<FixedRow> fixField(std::string_view line, std::string_view name, Fix fix, MaskBook *masks)
{
    if (fix == Fix::None)
        return std::nullopt;
    if (fix == Fix::DeleteRow)
        return FixedRow{};
    if (auto row = fixStructure(line, fix))
        return row;
    const auto example = parseExample(line);
    const std::string *text = example ? textOf(*example, name) : nullptr;
    if (!text)
        return std::nullopt;
    const std::string now = fixText(*text, fix, masks);
    if (now == *text)
        return std::nullopt;
    auto edited = replaceText(line, *textFieldOf(name), now);
    if (!edited || *edited == line)
        return std::nullopt;
    return FixedRow{std::move(*edited)};
}

std::optional<FixedRow> fixRow(std::string_view line, std::string_view id, MaskBook *masks)
{
    std::string now(line);
    bool changed = false;
    // A structural fix may move what other findings name: each is looked for anew.
    for (std::size_t rounds = 0; rounds < 1000; ++rounds) {
        bool again = false;
        for (const Issue &issue : checkLine(now)) {
            if (issue.id != id || issue.fix == Fix::None)
                continue;
            auto row = fixField(now, issue.field, issue.fix, masks);
            if (!row)
                continue;
            if (row->size() != 1)
                return row;
            now = std::move(row->front());
            changed = again = true;
            break;
        }
        if (!again)
            break;
    }
    return changed && now != line ? std::optional(FixedRow{std::move(now)}) : std::nullopt;
}

} // namespace onsa
