// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preference_edit.h"

#include "core/json_fault.h"
#include "core/json_text.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace onsa {

namespace {

constexpr std::array<std::string_view, 3> chosenKeys{"preferred_output", "preferred_completion", "chosen"};
constexpr std::array<std::string_view, 3> rejectedKeys{"non_preferred_output", "non_preferred_completion", "rejected"};

Result<ByteRange> answerIn(const std::vector<JsonMember> &members, const std::array<std::string_view, 3> &keys)
{
    std::optional<ByteRange> found;
    for (const JsonMember &member : members) {
        if (std::find(keys.begin(), keys.end(), member.key) == keys.end())
            continue;
        if (found)
            return fail(ErrorKind::InvalidInput, "This row has the same answer twice.", "duplicate_key", member.key);
        found = member.value;
    }
    if (!found)
        return fail(ErrorKind::InvalidInput, "This row has no two answers to choose from.", "empty_answer");
    return *found;
}

} // namespace

Result<std::string> withAnswersSwapped(std::string_view line)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    const auto code = line.empty() ? simdjson::EMPTY : parser.parse(line.data(), line.size()).get(root);
    if (code != simdjson::SUCCESS) {
        const Issue fault = explainFault(line, code);
        return fail(ErrorKind::InvalidInput, fault.message, fault.id);
    }
    const auto members = membersIn(line, valueIn(line));
    const auto chosen = answerIn(members, chosenKeys), rejected = answerIn(members, rejectedKeys);
    if (!chosen || !rejected)
        return tl::unexpected(chosen ? rejected.error() : chosen.error());
    ByteRange first = *chosen, second = *rejected;
    if (first.first > second.first)
        std::swap(first, second);
    std::string out(line.substr(0, first.first));
    out.append(second.in(line));
    out.append(line.substr(first.last, second.first - first.last));
    out.append(first.in(line)).append(line.substr(second.last));
    return out;
}

} // namespace onsa
