// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation as cards: who speaks, and what. It asks for changes; the row pane makes them.
#pragma once

#include "core/chat_edit.h"
#include "ui/dataset/token_counter.h"

#include <QScrollArea>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QFrame;
class QPushButton;
class QVBoxLayout;

namespace onsa::ui {

class JsonField;
class TurnCard;

class ChatEditor : public QScrollArea
{
    Q_OBJECT

public:
    explicit ChatEditor(QWidget *parent = nullptr);

    void load(const ChatRow &row);
    void setReadOnly(bool readOnly);
    void setCounter(std::shared_ptr<const TokenCounter> counter);
    void setInvisibles(bool shown);
    bool isChanged() const;
    std::optional<std::pair<int, QString>> typedText() const; // of the first turn that is not in the document yet
    void flush();
    void keepText(int turn); // what was told could not be done: the text stays, and is told again
    QString leftText() const; // what could not go into the row; empty = none
    void forget(); // another row comes: what could not go into this one goes
    void focusTurn(int turn, int caret = -1);

Q_SIGNALS:
    void typed();
    void textEdited(int turn, const QString &text);
    void roleChosen(int turn, const QString &role);
    void memberEdited(int turn, const std::string &key, const std::string &json); // empty json: take it away
    void rowMemberEdited(const std::string &key, const std::string &json);
    void addRequested(const QString &role);
    void duplicateRequested(int turn);
    void removeRequested(int turn);
    void moveRequested(int from, int to);

private:
    TurnCard *makeCard(int index);
    void move(int from, int to);
    int placeAt(const QPoint &global) const; // before which turn a card that is let go there comes
    void showPlace(const QPoint &global);
    int caretOf(int turn) const;

    QVBoxLayout *m_layout = nullptr;
    QPushButton *m_add = nullptr;
    QFrame *m_place = nullptr; // the line where a dragged card would go
    JsonField *m_tools = nullptr;
    std::vector<TurnCard *> m_cards;
    std::shared_ptr<const TokenCounter> m_counter;
    QString m_next = QStringLiteral("user"); // the role of a turn to be added
    bool m_readOnly = false;
    bool m_invisibles = false;
};

} // namespace onsa::ui
