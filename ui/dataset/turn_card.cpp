// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/turn_card.h"

#include "core/json_text.h"
#include "ui/dataset/json_field.h"
#include "ui/dataset/role_words.h"
#include "ui/dataset/row_text.h"
#include "ui/dataset/token_label.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QShortcut>
#include <QVBoxLayout>

namespace onsa::ui {

TurnHandle::TurnHandle(QWidget *parent)
    : QToolButton(parent)
{
    setIcon(ui::icon(QStringLiteral("drag"), Color::Muted));
    setCursor(Qt::OpenHandCursor);
    setFocusPolicy(Qt::StrongFocus);
}

void TurnHandle::mousePressEvent(QMouseEvent *event)
{
    m_start = event->globalPosition().toPoint();
    m_dragging = false;
    setFocus(Qt::MouseFocusReason);
    event->accept();
}

void TurnHandle::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint now = event->globalPosition().toPoint();
    if (!event->buttons().testFlag(Qt::LeftButton) || !isEnabled())
        return;
    if (!m_dragging && (now - m_start).manhattanLength() < QApplication::startDragDistance())
        return;
    m_dragging = true;
    setCursor(Qt::ClosedHandCursor);
    Q_EMIT dragged(now);
}

void TurnHandle::mouseReleaseEvent(QMouseEvent *event)
{
    setCursor(Qt::OpenHandCursor);
    if (std::exchange(m_dragging, false))
        Q_EMIT dropped(event->globalPosition().toPoint());
}

TurnCard::TurnCard(int index)
{
    setObjectName(QStringLiteral("turnCard%1").arg(index));
    setClass(this, "card");
    m_text = new RowText;
    m_text->setObjectName(QStringLiteral("turnText%1").arg(index));
    m_text->setAccessibleName(tr("Text of turn %1").arg(index + 1));
    m_text->setGrowing(2);
    m_parts = new QLabel(tr("The file has this text in several parts. Editing it makes it one."));
    m_parts->setWordWrap(true);
    setClass(m_parts, "muted");
    m_learn = new QCheckBox(tr("Learn this answer (weight)"));
    m_learn->setObjectName(QStringLiteral("turnLearn%1").arg(index));
    m_learn->setToolTip(tr("Without the tick the model reads this answer but does not learn to give it: weight 0."));
    m_calls = new JsonField(tr("Tool calls"), QStringLiteral("turnCalls%1").arg(index));
    m_kept = new QLabel;
    m_kept->setObjectName(QStringLiteral("turnKept%1").arg(index));
    m_kept->setWordWrap(true);
    setClass(m_kept, "muted");
    QLayout *head = makeHead(index);
    m_callId = makeLine(tr("Answers the call (id)"), QStringLiteral("turnCallId%1").arg(index), "tool_call_id");
    m_name = makeLine(tr("Name of who speaks"), QStringLiteral("turnName%1").arg(index), "name");

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::s, grid::xs, grid::s, grid::s);
    layout->setSpacing(grid::xs);
    layout->addLayout(head);
    layout->addWidget(m_name);
    layout->addWidget(m_callId);
    layout->addWidget(m_parts);
    layout->addWidget(m_text);
    layout->addWidget(m_calls);
    layout->addWidget(m_learn, 0, Qt::AlignLeft);
    layout->addWidget(m_kept);

    connect(m_text, &QPlainTextEdit::textChanged, this, &TurnCard::typed);
    connect(m_text, &RowText::edited, this, &TurnCard::textEdited);
    connect(m_calls, &JsonField::typed, this, &TurnCard::typed);
    connect(m_calls, &JsonField::edited, this, [this](const std::string &json) {
        m_wantsCalls = false;
        Q_EMIT memberEdited(m_callsKey, json);
    });
    connect(m_learn, &QCheckBox::clicked, this, [this](bool learn) {
        flush();
        Q_EMIT memberEdited("weight", learn ? "1" : "0");
    });
    for (const auto &[key, by] : {std::pair{Qt::Key_Up, -1}, std::pair{Qt::Key_Down, 1}}) {
        auto *step = new QShortcut(QKeySequence(Qt::ALT | key), this);
        step->setContext(Qt::WidgetWithChildrenShortcut);
        connect(step, &QShortcut::activated, this, [this, move = by] { Q_EMIT stepRequested(move); });
    }
}

QLayout *TurnCard::makeHead(int index)
{
    m_handle = new TurnHandle;
    m_handle->setObjectName(QStringLiteral("turnHandle%1").arg(index));
    m_handle->setToolTip(tr("Drag to another place, or press Alt+Up or Alt+Down"));
    m_handle->setAccessibleName(tr("Move turn %1").arg(index + 1));
    m_role = new QComboBox;
    m_role->setObjectName(QStringLiteral("turnRole%1").arg(index));
    m_role->setAccessibleName(tr("Who speaks in turn %1").arg(index + 1));
    for (const char *role : {"system", "developer", "user", "assistant", "tool"})
        m_role->addItem(roleWord(QLatin1String(role)), QLatin1String(role));
    m_tokens = new TokenLabel(m_text);
    m_tokens->setObjectName(QStringLiteral("turnTokens%1").arg(index));
    const auto button = [](const QString &iconName, const QString &name, const QString &tip, const QString &words) {
        auto *made = new QToolButton;
        made->setObjectName(name);
        made->setIcon(icon(iconName, Color::Muted));
        made->setToolTip(tip);
        made->setAccessibleName(words);
        return made;
    };
    m_more = button(QStringLiteral("more"), QStringLiteral("turnMore%1").arg(index), tr("More for this turn"),
                    tr("More for turn %1").arg(index + 1));
    m_duplicate = button(QStringLiteral("duplicate"), QStringLiteral("turnDuplicate%1").arg(index),
                         tr("Duplicate this turn"), tr("Duplicate turn %1").arg(index + 1));
    m_remove = button(QStringLiteral("close"), QStringLiteral("turnRemove%1").arg(index), tr("Remove this turn"),
                      tr("Remove turn %1").arg(index + 1));
    auto *menu = new QMenu(m_more);
    QAction *name = menu->addAction(tr("Add a name"));
    name->setObjectName(QStringLiteral("turnAddName%1").arg(index));
    QAction *calls = menu->addAction(tr("Add tool calls"));
    calls->setObjectName(QStringLiteral("turnAddCalls%1").arg(index));
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    connect(name, &QAction::triggered, this, [this] {
        m_wantsName = true;
        m_name->show();
        m_name->setFocus();
    });
    connect(calls, &QAction::triggered, this, [this] {
        m_wantsCalls = true;
        m_calls->show();
        m_calls->findChild<QToolButton *>()->setChecked(true);
    });

    auto *head = new QHBoxLayout;
    head->setSpacing(grid::xs);
    head->addWidget(m_handle);
    head->addWidget(m_role);
    head->addStretch();
    head->addWidget(m_tokens);
    head->addWidget(m_more);
    head->addWidget(m_duplicate);
    head->addWidget(m_remove);

    connect(m_handle, &TurnHandle::dragged, this, &TurnCard::dragged);
    connect(m_handle, &TurnHandle::dropped, this, &TurnCard::dropped);
    connect(m_role, &QComboBox::activated, this, [this] {
        flush();
        Q_EMIT roleChosen(m_role->currentData().toString());
    });
    connect(m_duplicate, &QToolButton::clicked, this, &TurnCard::duplicateRequested);
    connect(m_remove, &QToolButton::clicked, this, &TurnCard::removeRequested);
    return head;
}

QLineEdit *TurnCard::makeLine(const QString &words, const QString &name, const char *key)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setPlaceholderText(words);
    line->setAccessibleName(words);
    connect(line, &QLineEdit::editingFinished, this, [this, line, key] {
        if (!line->isModified())
            return;
        line->setModified(false);
        std::string json;
        if (!line->text().isEmpty())
            appendJsonString(json, line->text().toStdString());
        Q_EMIT memberEdited(key, json);
    });
    return line;
}

void TurnCard::loadLine(QLineEdit *line, const std::string &text, bool wanted)
{
    const QString now = QString::fromStdString(text);
    if (!line->isModified() && line->text() != now)
        line->setText(now);
    line->setVisible(wanted || !now.isEmpty() || line->isModified());
}

void TurnCard::load(const ChatTurn &turn)
{
    const QString role = QString::fromStdString(turn.role);
    if (m_role->findData(role) < 0)
        m_role->addItem(role, role); // one that we do not know stays as it is
    m_role->setCurrentIndex(m_role->findData(role));
    const QString text = QString::fromStdString(turn.content);
    if (!m_text->isChanged() && m_text->text() != text)
        m_text->load(text);
    m_parts->setVisible(!turn.contentIsText);
    loadLine(m_name, turn.name, m_wantsName);
    loadLine(m_callId, turn.toolCallId, turn.role == "tool");
    m_weight = turn.weight;
    m_learn->setVisible(turn.role == "assistant");
    m_learn->setChecked(turn.weight.value_or(1) != 0);
    loadCalls(turn);
}

void TurnCard::loadCalls(const ChatTurn &turn)
{
    std::string calls;
    QStringList words, kept;
    for (const JsonValueMember &member : turn.others) {
        if (calls.empty() && (member.key == "tool_calls" || member.key == "function_call")) {
            m_callsKey = member.key;
            calls = member.json;
            for (const std::string &one : toolCallWords(member.json))
                words << QString::fromStdString(one);
        } else {
            kept << QString::fromStdString(member.key);
        }
    }
    if (calls.empty())
        m_callsKey = "tool_calls";
    m_calls->load(calls, words);
    m_calls->setVisible(!calls.empty() || m_wantsCalls || m_calls->isChanged());
    m_kept->setText(tr("Kept as in the file: %1").arg(kept.join(QStringLiteral(", "))));
    m_kept->setVisible(!kept.isEmpty());
}

void TurnCard::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (QWidget *control : std::initializer_list<QWidget *>{m_handle, m_role, m_more, m_duplicate, m_remove, m_learn})
        control->setDisabled(readOnly);
    m_text->setReadOnly(readOnly);
    m_name->setReadOnly(readOnly);
    m_callId->setReadOnly(readOnly);
    m_calls->setReadOnly(readOnly);
}

void TurnCard::setCounter(std::shared_ptr<const TokenCounter> counter)
{
    m_tokens->setCounter(std::move(counter));
}

void TurnCard::setInvisibles(bool shown)
{
    m_text->setInvisibles(shown);
    m_calls->setInvisibles(shown);
}

bool TurnCard::isChanged() const
{
    return m_text->isChanged() || m_calls->isChanged() || m_name->isModified() || m_callId->isModified();
}

bool TurnCard::isComposing() const
{
    return m_text->isComposing();
}

QString TurnCard::leftText() const
{
    QStringList left;
    if (m_text->isChanged())
        left << m_text->text();
    if (m_calls->isChanged())
        left << m_calls->text();
    return left.join(QLatin1Char('\n'));
}

void TurnCard::forget()
{
    m_wantsName = false;
    m_wantsCalls = false;
    if (m_text->isChanged())
        m_text->load({});
    else
        m_text->toStart();
    m_calls->forget();
}

void TurnCard::flush()
{
    m_text->flush();
    m_calls->flush();
    for (QLineEdit *line : {m_name, m_callId})
        if (line->isModified())
            Q_EMIT line->editingFinished();
}

void TurnCard::focusText(int caret)
{
    m_text->setFocus();
    if (caret < 0)
        return;
    QTextCursor cursor = m_text->textCursor();
    cursor.setPosition(qMin(caret, int(m_text->document()->characterCount()) - 1));
    m_text->setTextCursor(cursor);
}

int TurnCard::caret() const
{
    return m_text->textCursor().position();
}

} // namespace onsa::ui
