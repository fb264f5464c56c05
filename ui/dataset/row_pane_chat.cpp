// SPDX-License-Identifier: GPL-3.0-or-later
// What the chat editor asks for, done to the row: each one undo step, each a splice of the row's bytes.
#include "ui/dataset/row_pane.h"

#include "core/chat_edit.h"
#include "ui/dataset/chat_editor.h"

namespace onsa::ui {

void RowPane::connectChat()
{
    connect(m_chat, &ChatEditor::typed, this, &RowPane::typed);
    connect(m_chat, &ChatEditor::textEdited, this, [this](int turn, const QString &text) {
        if (!write({TextField::Kind::MessageContent, turn}, text))
            m_chat->keepText(turn);
    });
    const auto change = [this](auto edit, const QString &label) {
        if (row() < 0)
            return;
        const Result<std::string> edited = edit(m_model->document().line(row()));
        if (edited)
            writeLine(*edited, label);
        else
            Q_EMIT refused(edited.error());
    };
    connect(m_chat, &ChatEditor::roleChosen, this, [change](int turn, const QString &role) {
        change([&](const std::string &line) { return withTurnText(line, turn, "role", role.toStdString()); },
               tr("Change the role"));
    });
    connect(
        m_chat, &ChatEditor::memberEdited, this, [change](int turn, const std::string &key, const std::string &json) {
            const QString label = key == "weight" ? tr("Change what is learned")
                : key == "name"                   ? tr("Change the name")
                : key == "tool_call_id"           ? tr("Change the id of the call")
                                                  : tr("Change the tool calls");
            change(
                [&](const std::string &line) {
                    return json.empty() ? withoutTurnMember(line, turn, key) : withTurnMember(line, turn, key, json);
                },
                label);
        });
    connect(m_chat, &ChatEditor::rowMemberEdited, this, [change](const std::string &key, const std::string &json) {
        change(
            [&](const std::string &line) {
                return json.empty() ? withoutRowMember(line, key) : withRowMember(line, key, json);
            },
            tr("Change the tools"));
    });
    connect(m_chat, &ChatEditor::addRequested, this, [this, change](const QString &role) {
        flush();
        int turns = 0;
        change(
            [&](const std::string &line) {
                const auto chat = readChat(line);
                turns = chat ? int(chat->turns.size()) : 0;
                return withTurnInserted(line, turns, role.toStdString());
            },
            tr("Add a turn"));
        m_chat->focusTurn(turns);
    });
    connect(m_chat, &ChatEditor::duplicateRequested, this, [change](int turn) {
        change([&](const std::string &line) { return withTurnDuplicated(line, turn); }, tr("Duplicate a turn"));
    });
    connect(m_chat, &ChatEditor::removeRequested, this, [change](int turn) {
        change([&](const std::string &line) { return withoutTurn(line, turn); }, tr("Remove a turn"));
    });
    connect(m_chat, &ChatEditor::moveRequested, this, [change](int from, int to) {
        change([&](const std::string &line) { return withTurnMoved(line, from, to); }, tr("Move a turn"));
    });
}

} // namespace onsa::ui
