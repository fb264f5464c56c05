// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/chat_editor.h"

#include "ui/dataset/row_text.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

ChatEditor::ChatEditor(QWidget *parent)
    : QScrollArea(parent)
    , m_add(new QPushButton)
{
    setObjectName(QStringLiteral("chatEditor"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget;
    m_layout = new QVBoxLayout(inside);
    m_layout->setContentsMargins(0, 0, grid::s, 0);
    m_layout->setSpacing(grid::s);
    m_add->setObjectName(QStringLiteral("addTurn"));
    m_add->setText(tr("Add a turn"));
    m_add->setIcon(icon(QStringLiteral("add")));
    setClass(m_add, "quiet");
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_layout->addStretch();
    setWidget(inside);
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT addRequested(m_next); });
}

ChatEditor::Turn ChatEditor::makeTurn(int index)
{
    Turn turn;
    turn.box = new QWidget;
    turn.role = new QComboBox;
    turn.role->setObjectName(QStringLiteral("turnRole%1").arg(index));
    turn.role->setAccessibleName(tr("Who speaks in turn %1").arg(index + 1));
    turn.role->addItem(tr("System"), QStringLiteral("system"));
    turn.role->addItem(tr("Developer"), QStringLiteral("developer"));
    turn.role->addItem(tr("User"), QStringLiteral("user"));
    turn.role->addItem(tr("Assistant"), QStringLiteral("assistant"));
    turn.role->addItem(tr("Tool"), QStringLiteral("tool"));
    turn.remove = new QToolButton;
    turn.remove->setObjectName(QStringLiteral("turnRemove%1").arg(index));
    turn.remove->setIcon(icon(QStringLiteral("close"), Color::Muted));
    turn.remove->setToolTip(tr("Remove this turn"));
    turn.remove->setAccessibleName(tr("Remove turn %1").arg(index + 1));
    turn.text = new RowText;
    turn.text->setObjectName(QStringLiteral("turnText%1").arg(index));
    turn.text->setAccessibleName(tr("Text of turn %1").arg(index + 1));
    turn.text->setMinimumHeight(72);

    auto *head = new QHBoxLayout;
    head->addWidget(turn.role);
    head->addStretch();
    head->addWidget(turn.remove);
    auto *layout = new QVBoxLayout(turn.box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addLayout(head);
    layout->addWidget(turn.text);

    QComboBox *role = turn.role;
    connect(role, &QComboBox::activated, this, [this, index, role] {
        flush();
        Q_EMIT roleChosen(index, role->currentData().toString());
    });
    connect(turn.remove, &QToolButton::clicked, this, [this, index] {
        flush();
        Q_EMIT removeRequested(index);
    });
    connect(turn.text, &QPlainTextEdit::textChanged, this, &ChatEditor::typed);
    connect(turn.text, &RowText::edited, this, [this, index](const QString &text) { Q_EMIT textEdited(index, text); });
    return turn;
}

void ChatEditor::load(const std::vector<Message> &messages)
{
    while (m_turns.size() > messages.size()) {
        m_turns.back().text->disconnect(this); // it goes with its text
        m_turns.back().box->hide();
        m_turns.back().box->deleteLater();
        m_turns.pop_back();
    }
    while (m_turns.size() < messages.size()) {
        m_turns.push_back(makeTurn(int(m_turns.size())));
        m_layout->insertWidget(int(m_turns.size()) - 1, m_turns.back().box);
    }
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const QString role = QString::fromStdString(messages[i].role);
        QComboBox *box = m_turns[i].role;
        if (box->findData(role) < 0)
            box->addItem(role, role); // one that we do not know stays as it is
        box->setCurrentIndex(box->findData(role));
        const QString text = QString::fromStdString(messages[i].content);
        if (!m_turns[i].text->isChanged() && m_turns[i].text->text() != text) // what is being typed stays
            m_turns[i].text->load(text);
    }
    m_next = !messages.empty() && messages.back().role == "user" ? QStringLiteral("assistant") : QStringLiteral("user");
    setReadOnly(m_readOnly);
}

void ChatEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_add->setDisabled(readOnly);
    for (const Turn &turn : m_turns) {
        turn.role->setDisabled(readOnly);
        turn.remove->setDisabled(readOnly);
        turn.text->setReadOnly(readOnly);
    }
}

bool ChatEditor::isChanged() const
{
    return std::any_of(m_turns.begin(), m_turns.end(), [](const Turn &turn) { return turn.text->isChanged(); });
}

std::optional<std::pair<int, QString>> ChatEditor::typedText() const
{
    for (std::size_t i = 0; i < m_turns.size(); ++i) {
        if (m_turns[i].text->isChanged())
            return std::pair(int(i), m_turns[i].text->text());
    }
    return std::nullopt;
}

void ChatEditor::flush()
{
    for (const Turn &turn : m_turns)
        turn.text->flush();
}

void ChatEditor::focusTurn(int turn)
{
    if (turn >= 0 && static_cast<std::size_t>(turn) < m_turns.size())
        m_turns[static_cast<std::size_t>(turn)].text->setFocus();
}

} // namespace onsa::ui
