// SPDX-License-Identifier: GPL-3.0-or-later
// replaceText: an edit is a splice of one value's bytes, and it is proved before it counts.
#include "core/example.h"
#include "core/json_fault.h"
#include "core/json_text.h"
#include "core/utf8.h"

#include <simdjson.h>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace onsa {

namespace {

namespace dom = simdjson::dom;

// Where the text goes: over a value, or as a new member before a closing brace.
struct Target {
    ByteRange value; // empty when the member is missing; `first` is where it goes
    bool missing = false;
    bool onlyMember = false; // of its object
    std::string_view key;
};

Result<Target> findMember(std::string_view line, ByteRange object, std::string_view key)
{
    const std::vector<JsonMember> members = membersIn(line, object);
    std::optional<ByteRange> found;
    for (const JsonMember &member : members) {
        if (member.key != key)
            continue;
        if (found)
            return fail(ErrorKind::InvalidInput,
                        "This row has the member \"" + std::string(key)
                            + "\" twice, so it is unclear which one to change.",
                        "duplicate_key", std::string(key));
        found = member.value;
    }
    if (found)
        return Target{*found, false, false, key};
    if (members.empty())
        return Target{{object.first + 1, object.first + 1}, true, true, key};
    const std::size_t end = members.back().value.last;
    return Target{{end, end}, true, false, key};
}

// The way to the value that an edit means: "input", "messages", 2, "content".
struct Step {
    std::string_view key; // of an object
    std::size_t index = 0; // of a list, when the key is empty
};

Result<Target> messageTarget(std::string_view line, ByteRange list, std::size_t message, std::string_view name)
{
    const std::vector<ByteRange> items = elementsIn(line, list);
    const std::string place = std::string(name) + "[" + std::to_string(message) + "]";
    if (message >= items.size())
        return fail(ErrorKind::InvalidInput, "This row has no message number " + std::to_string(message + 1) + ".",
                    "missing_messages", place);
    const ByteRange item = items[message];
    if (line[item.first] != '{')
        return fail(ErrorKind::InvalidInput, "Message " + std::to_string(message + 1) + " is not an object.",
                    "wrong_type", place);
    return findMember(line, item, "content");
}

// The answer's key in this row; empty when it has none.
std::string_view answerKey(const dom::object &row, TextField::Kind kind)
{
    constexpr std::array<std::string_view, 3> chosen{"preferred_output", "preferred_completion", "chosen"};
    constexpr std::array<std::string_view, 3> rejected{"non_preferred_output", "non_preferred_completion", "rejected"};
    for (const std::string_view key : kind == TextField::Kind::Chosen ? chosen : rejected)
        if (row.at_key(key).error() == simdjson::SUCCESS)
            return key;
    return {};
}

Result<Target> answerTarget(std::string_view line, const dom::object &row, TextField::Kind kind, std::vector<Step> &way)
{
    const std::string_view key = answerKey(row, kind);
    if (key.empty())
        return fail(ErrorKind::InvalidInput, "This row has no two answers to choose from.", "empty_answer");
    way.push_back({key, 0});
    const Result<Target> answer = findMember(line, valueIn(line), key);
    if (!answer || line[answer->value.first] == '"')
        return answer;
    const std::size_t messages = elementsIn(line, answer->value).size();
    if (messages == 0)
        return fail(ErrorKind::InvalidInput, "This answer has no message.", "empty_answer", std::string(key));
    way.push_back({{}, messages - 1});
    way.push_back({"content", 0});
    return messageTarget(line, answer->value, messages - 1, key);
}

// Where the text of the field stands, and the way to it.
Result<Target> findTarget(std::string_view line, const dom::object &row, const TextField &field, std::vector<Step> &way)
{
    using Kind = TextField::Kind;
    if (field.kind == Kind::Chosen || field.kind == Kind::Rejected)
        return answerTarget(line, row, field.kind, way);
    const ByteRange root = valueIn(line);
    const bool prefers = !answerKey(row, Kind::Chosen).empty() && row.at_key("completion").error() != simdjson::SUCCESS;
    const bool isChat = !prefers && row.at_key("messages").error() == simdjson::SUCCESS;
    if (field.kind != Kind::MessageContent) {
        if (isChat || (prefers && field.kind == Kind::Completion))
            return fail(ErrorKind::InvalidInput, "This row is a chat and has no prompt and completion.", "wrong_type",
                        "messages");
        way.push_back({field.kind == Kind::Prompt ? "prompt" : "completion", 0});
        return findMember(line, root, way.back().key);
    }
    if (field.message < 0)
        return fail(ErrorKind::InvalidInput, "This row has no such message.", "missing_messages");
    const auto index = static_cast<std::size_t>(field.message);

    ByteRange object = root;
    if (prefers) {
        if (row.at_key("prompt").is_string()) { // TRL's prompt is the one message
            way.push_back({"prompt", 0});
            return index == 0 ? findMember(line, root, "prompt")
                              : fail(ErrorKind::InvalidInput, "This row has one message only.", "missing_messages");
        }
        if (row.at_key("input").error() == simdjson::SUCCESS) {
            way.push_back({"input", 0});
            const Result<Target> input = findMember(line, root, "input");
            if (!input)
                return input;
            object = input->value;
        }
    }
    const std::string_view list = prefers && row.at_key("prompt").is_array() ? "prompt" : "messages";
    const Result<Target> messages = findMember(line, object, list);
    if (!messages)
        return messages;
    way.push_back({list, 0});
    way.push_back({{}, index});
    way.push_back({"content", 0});
    return messageTarget(line, messages->missing ? ByteRange{} : messages->value, index, "messages");
}

std::string splice(std::string_view line, const Target &target, std::string_view text)
{
    std::string piece;
    if (target.missing) {
        const JsonSpacing spacing = spacingOf(line);
        if (!target.onlyMember)
            piece.append(spacing.comma);
        appendJsonString(piece, target.key);
        piece.append(spacing.colon);
    }
    appendJsonString(piece, text, stringStyleOf(line));

    std::string out;
    out.reserve(line.size() + piece.size());
    out.append(line.substr(0, target.value.first)).append(piece).append(line.substr(target.value.last));
    return out;
}

bool sameValue(const dom::element &a, const dom::element &b)
{
    if (a.type() != b.type())
        return false;
    switch (a.type()) {
    case dom::element_type::ARRAY: {
        const dom::array left = a.get_array().value_unsafe(), right = b.get_array().value_unsafe();
        auto other = right.begin();
        for (const dom::element item : left) {
            if (!(other != right.end()) || !sameValue(item, *other))
                return false;
            ++other;
        }
        return !(other != right.end());
    }
    case dom::element_type::OBJECT: {
        const dom::object left = a.get_object().value_unsafe(), right = b.get_object().value_unsafe();
        auto other = right.begin();
        for (const dom::key_value_pair member : left) {
            if (!(other != right.end()) || other.key() != member.key || !sameValue(member.value, other.value()))
                return false;
            ++other;
        }
        return !(other != right.end());
    }
    case dom::element_type::STRING:
        return a.get_string().value_unsafe() == b.get_string().value_unsafe();
    case dom::element_type::INT64:
        return a.get_int64().value_unsafe() == b.get_int64().value_unsafe();
    case dom::element_type::UINT64:
        return a.get_uint64().value_unsafe() == b.get_uint64().value_unsafe();
    case dom::element_type::DOUBLE:
        return a.get_double().value_unsafe() == b.get_double().value_unsafe();
    case dom::element_type::BOOL:
        return a.get_bool().value_unsafe() == b.get_bool().value_unsafe();
    default:
        return true;
    }
}

// `after` is `before` but for the value at the end of the way, which is the new text; it may have been missing.
bool sameBut(const dom::element &before, const dom::element &after, std::span<const Step> way, std::string_view text);

bool sameButMember(const dom::object &before, const dom::object &after, std::span<const Step> way,
                   std::string_view text)
{
    auto old = before.begin();
    bool met = false;
    for (const dom::key_value_pair member : after) {
        const bool edited = !met && member.key == way[0].key;
        met = met || edited;
        if (!(old != before.end()) || old.key() != member.key) {
            // The member is new, and the last one.
            std::string_view now;
            if (!edited || way.size() > 1 || old != before.end() || member.value.get(now) != simdjson::SUCCESS
                || now != text)
                return false;
            continue;
        }
        const bool fine =
            edited ? sameBut(old.value(), member.value, way.subspan(1), text) : sameValue(old.value(), member.value);
        if (!fine)
            return false;
        ++old;
    }
    return met && !(old != before.end());
}

bool sameButElement(const dom::array &before, const dom::array &after, std::span<const Step> way, std::string_view text)
{
    auto old = before.begin();
    std::size_t at = 0;
    for (const dom::element item : after) {
        if (!(old != before.end()))
            return false;
        const bool fine = at++ == way[0].index ? sameBut(*old, item, way.subspan(1), text) : sameValue(*old, item);
        if (!fine)
            return false;
        ++old;
    }
    return !(old != before.end()) && at > way[0].index;
}

bool sameBut(const dom::element &before, const dom::element &after, std::span<const Step> way, std::string_view text)
{
    if (way.empty()) {
        std::string_view now;
        return after.get(now) == simdjson::SUCCESS && now == text;
    }
    dom::object oldObject, newObject;
    if (!way[0].key.empty())
        return before.get(oldObject) == simdjson::SUCCESS && after.get(newObject) == simdjson::SUCCESS
            && sameButMember(oldObject, newObject, way, text);
    dom::array oldList, newList;
    return before.get(oldList) == simdjson::SUCCESS && after.get(newList) == simdjson::SUCCESS
        && sameButElement(oldList, newList, way, text);
}

// The text there, when it is one.
std::optional<std::string_view> textAt(dom::element value, std::span<const Step> way)
{
    for (const Step &step : way) {
        const auto next = step.key.empty() ? value.at(step.index) : value.at_key(step.key);
        if (next.get(value) != simdjson::SUCCESS)
            return std::nullopt;
    }
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? std::optional(text) : std::nullopt;
}

Result<> checkText(std::string_view text)
{
    if (const std::optional<std::size_t> bad = firstBadByte(text))
        return fail(ErrorKind::InvalidInput, "The new text is not UTF-8 from byte " + std::to_string(*bad + 1) + " on.",
                    "invalid_utf8");
    if (text.find('\0') != std::string_view::npos)
        return fail(ErrorKind::InvalidInput, "The new text contains a NUL character.", "nul_character");
    return {};
}

} // namespace

Result<std::string> replaceText(std::string_view line, const TextField &field, std::string_view text)
{
    if (const Result<> fine = checkText(text); !fine)
        return tl::unexpected(fine.error());

    dom::parser before;
    dom::element old;
    const auto code = line.empty() ? simdjson::EMPTY : before.parse(line.data(), line.size()).get(old);
    if (code != simdjson::SUCCESS) {
        const Issue fault = explainFault(line, code);
        return fail(ErrorKind::InvalidInput, fault.message, fault.id);
    }
    dom::object oldRow;
    if (old.get(oldRow) != simdjson::SUCCESS)
        return fail(ErrorKind::InvalidInput, "A row must be a JSON object in braces.", "not_an_object");

    std::vector<Step> way;
    const Result<Target> target = findTarget(line, oldRow, field, way);
    if (!target)
        return tl::unexpected(target.error());
    // The same text again: the row keeps the escapes it was written with.
    if (!target->missing && textAt(old, way) == text)
        return std::string(line);
    std::string edited = splice(line, *target, text);

    dom::parser after;
    dom::element now;
    const bool proved = after.parse(edited).get(now) == simdjson::SUCCESS && sameBut(old, now, way, text);
    if (!proved)
        return fail(ErrorKind::Internal, "The edit would have changed more than the one text, so it was not made.");
    return edited;
}

} // namespace onsa
