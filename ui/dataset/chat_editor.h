// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation as turns: who speaks, and what.
#pragma once

#include "core/example.h"

#include <QScrollArea>

#include <optional>
#include <utility>
#include <vector>

class QComboBox;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace onsa::ui {

class RowText;

class ChatEditor : public QScrollArea
{
    Q_OBJECT

public:
    explicit ChatEditor(QWidget *parent = nullptr);

    void load(const std::vector<Message> &messages);
    void setReadOnly(bool readOnly);
    bool isChanged() const;
    std::optional<std::pair<int, QString>> typedText() const; // of the first turn that is not in the document yet
    void flush();
    void focusTurn(int turn);

Q_SIGNALS:
    void typed();
    void textEdited(int turn, const QString &text);
    void roleChosen(int turn, const QString &role);
    void addRequested(const QString &role);
    void removeRequested(int turn);

private:
    struct Turn {
        QWidget *box = nullptr;
        QComboBox *role = nullptr;
        QToolButton *remove = nullptr;
        RowText *text = nullptr;
    };
    Turn makeTurn(int index);

    QVBoxLayout *m_layout = nullptr;
    QPushButton *m_add = nullptr;
    std::vector<Turn> m_turns;
    QString m_next = QStringLiteral("user"); // the role of a turn to be added
    bool m_readOnly = false;
};

} // namespace onsa::ui
