// SPDX-License-Identifier: GPL-3.0-or-later
// One turn of a conversation as a card: who speaks, what, whether it is learned, and the tools it calls.
#pragma once

#include "core/chat_edit.h"
#include "ui/dataset/token_counter.h"

#include <QFrame>
#include <QToolButton>

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace onsa::ui {

class JsonField;
class RowText;
class TokenLabel;

// Where a card is taken hold of. Alt+Up and Alt+Down do the same from anywhere in the card.
class TurnHandle : public QToolButton
{
    Q_OBJECT

public:
    explicit TurnHandle(QWidget *parent = nullptr);

Q_SIGNALS:
    void dragged(const QPoint &global);
    void dropped(const QPoint &global);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QPoint m_start;
    bool m_dragging = false;
};

class TurnCard : public QFrame
{
    Q_OBJECT

public:
    explicit TurnCard(int index); // counts from 0; it is part of the object names

    void load(const ChatTurn &turn); // what is being typed stays
    void setReadOnly(bool readOnly);
    void setCounter(std::shared_ptr<const TokenCounter> counter);
    void setInvisibles(bool shown);
    bool isChanged() const;
    bool isComposing() const;
    QString leftText() const; // after a flush: what could not go into the row
    void forget(); // another row comes
    void flush();
    void focusText(int caret = -1); // -1: where it is
    int caret() const;
    RowText *text() const { return m_text; }

Q_SIGNALS:
    void typed();
    void textEdited(const QString &text);
    void roleChosen(const QString &role);
    void memberEdited(const std::string &key, const std::string &json); // empty json: take it away
    void removeRequested();
    void duplicateRequested();
    void stepRequested(int by); // -1 up, +1 down
    void dragged(const QPoint &global);
    void dropped(const QPoint &global);

private:
    QLayout *makeHead(int index);
    QLineEdit *makeLine(const QString &words, const QString &name, const char *key);
    void loadLine(QLineEdit *line, const std::string &text, bool wanted);
    void loadCalls(const ChatTurn &turn);

    TurnHandle *m_handle = nullptr;
    QComboBox *m_role = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_callId = nullptr;
    TokenLabel *m_tokens = nullptr;
    QToolButton *m_more = nullptr;
    QToolButton *m_duplicate = nullptr;
    QToolButton *m_remove = nullptr;
    RowText *m_text = nullptr;
    QLabel *m_parts = nullptr; // the text is a list of parts in the file
    QCheckBox *m_learn = nullptr;
    JsonField *m_calls = nullptr;
    QLabel *m_kept = nullptr; // members that are only kept
    std::string m_callsKey = "tool_calls";
    std::optional<int> m_weight;
    bool m_wantsName = false; // asked for, though the turn has none yet
    bool m_wantsCalls = false;
    bool m_readOnly = false;
};

} // namespace onsa::ui
