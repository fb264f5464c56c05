// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/chat_turns.h"

#include <nlohmann/json.hpp>

namespace onsa::ui {

namespace {

using Json = nlohmann::ordered_json;

template <class Change> Result<std::string> changed(const std::string &line, Change change)
{
    Json row = Json::parse(line, nullptr, false);
    if (!row.is_object() || !row.contains("messages") || !row["messages"].is_array())
        return fail(ErrorKind::InvalidInput, "the row is not a conversation", {}, "messages");
    if (!change(row["messages"]))
        return fail(ErrorKind::InvalidInput, "the row has no such turn", {}, "messages");
    return row.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool inside(const Json &messages, int turn)
{
    return turn >= 0 && static_cast<std::size_t>(turn) < messages.size();
}

} // namespace

Result<std::string> withRole(const std::string &line, int turn, const std::string &role)
{
    return changed(line, [&](Json &messages) {
        if (!inside(messages, turn) || !messages[static_cast<std::size_t>(turn)].is_object())
            return false;
        messages[static_cast<std::size_t>(turn)]["role"] = role;
        return true;
    });
}

Result<std::string> withTurnAdded(const std::string &line, const std::string &role)
{
    return changed(line, [&](Json &messages) {
        messages.push_back(Json{{"role", role}, {"content", ""}});
        return true;
    });
}

Result<std::string> withoutTurn(const std::string &line, int turn)
{
    return changed(line, [&](Json &messages) {
        if (!inside(messages, turn))
            return false;
        messages.erase(static_cast<std::size_t>(turn));
        return true;
    });
}

} // namespace onsa::ui
