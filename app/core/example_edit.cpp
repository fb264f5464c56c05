// SPDX-License-Identifier: GPL-3.0-or-later
// replaceText: an edit is a splice of one value's bytes, and it is proved before it counts.
#include "core/example.h"
#include "core/json_fault.h"
#include "core/json_text.h"
#include "core/utf8.h"

#include <simdjson.h>

#include <optional>

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

Result<Target> findTarget(std::string_view line, const TextField &field)
{
    const ByteRange root = valueIn(line);
    const Result<Target> messages = findMember(line, root, "messages");
    if (!messages)
        return tl::unexpected(messages.error());
    const bool isChat = !messages->missing;
    if (field.kind != TextField::Kind::MessageContent) {
        if (isChat)
            return fail(ErrorKind::InvalidInput, "This row is a chat and has no prompt and completion.", "wrong_type",
                        "messages");
        return findMember(line, root, field.kind == TextField::Kind::Prompt ? "prompt" : "completion");
    }

    const std::vector<ByteRange> items = isChat ? elementsIn(line, messages->value) : std::vector<ByteRange>();
    const std::string place = "messages[" + std::to_string(field.message) + "]";
    if (field.message < 0 || static_cast<std::size_t>(field.message) >= items.size())
        return fail(ErrorKind::InvalidInput,
                    "This row has no message number " + std::to_string(field.message + 1LL) + ".", "missing_messages",
                    place);
    const ByteRange item = items[static_cast<std::size_t>(field.message)];
    if (line[item.first] != '{')
        return fail(ErrorKind::InvalidInput, "Message " + std::to_string(field.message + 1LL) + " is not an object.",
                    "wrong_type", place);
    return findMember(line, item, "content");
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

// `after` is `before` but for the one member, which now holds `text`.
bool sameButMember(const dom::object &before, const dom::object &after, std::string_view key, std::string_view text)
{
    std::string_view now;
    if (after.at_key(key).get(now) != simdjson::SUCCESS || now != text)
        return false;
    std::size_t kept = 0, left = 0;
    for (const dom::key_value_pair member : before)
        kept += member.key == key ? 0U : 1U;
    auto old = before.begin();
    for (const dom::key_value_pair member : after) {
        if (member.key == key) {
            if (old != before.end() && old.key() == key)
                ++old;
            continue;
        }
        if (!(old != before.end()) || old.key() != member.key || !sameValue(old.value(), member.value))
            return false;
        ++old;
        ++left;
    }
    return kept == left;
}

bool sameButMessage(const dom::object &before, const dom::object &after, int index, std::string_view text)
{
    auto old = before.begin();
    for (const dom::key_value_pair member : after) {
        if (!(old != before.end()) || old.key() != member.key)
            return false;
        const dom::element previous = old.value();
        ++old;
        if (member.key != "messages") {
            if (!sameValue(previous, member.value))
                return false;
            continue;
        }
        dom::array left, right;
        if (previous.get(left) != simdjson::SUCCESS || member.value.get(right) != simdjson::SUCCESS)
            return false;
        auto other = left.begin();
        int at = 0;
        for (const dom::element item : right) {
            if (!(other != left.end()))
                return false;
            dom::object then, now;
            const bool edited = at++ == index;
            if (edited ? (*other).get(then) != simdjson::SUCCESS || item.get(now) != simdjson::SUCCESS
                        || !sameButMember(then, now, "content", text)
                       : !sameValue(*other, item))
                return false;
            ++other;
        }
        if (other != left.end())
            return false;
    }
    return !(old != before.end());
}

std::optional<std::string_view> textNow(const dom::object &row, const TextField &field)
{
    std::string_view text;
    const auto found = field.kind == TextField::Kind::MessageContent
        ? row["messages"].at(static_cast<std::size_t>(field.message))["content"].get(text)
        : row[field.kind == TextField::Kind::Prompt ? "prompt" : "completion"].get(text);
    return found == simdjson::SUCCESS ? std::optional(text) : std::nullopt;
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

    const Result<Target> target = findTarget(line, field);
    if (!target)
        return tl::unexpected(target.error());
    // The same text again: the row keeps the escapes it was written with.
    if (!target->missing && textNow(oldRow, field) == text)
        return std::string(line);
    std::string edited = splice(line, *target, text);

    dom::parser after;
    dom::element now;
    dom::object row;
    const bool proved = after.parse(edited).get(now) == simdjson::SUCCESS && now.get(row) == simdjson::SUCCESS
        && (field.kind == TextField::Kind::MessageContent ? sameButMessage(oldRow, row, field.message, text)
                                                          : sameButMember(oldRow, row, target->key, text));
    if (!proved)
        return fail(ErrorKind::Internal, "The edit would have changed more than the one text, so it was not made.");
    return edited;
}

} // namespace onsa
