// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/chat_editor.h"

#include "ui/dataset/json_field.h"
#include "ui/dataset/row_text.h"
#include "ui/dataset/turn_card.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

ChatEditor::ChatEditor(QWidget *parent)
    : QScrollArea(parent)
    , m_add(new QPushButton)
    , m_tools(new JsonField(tr("Tools that may be called"), QStringLiteral("rowTools")))
{
    setObjectName(QStringLiteral("chatEditor"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // its cards are the stops
    auto *inside = new QWidget;
    m_layout = new QVBoxLayout(inside);
    m_layout->setContentsMargins(0, 0, grid::s, 0);
    m_layout->setSpacing(grid::s);
    m_add->setObjectName(QStringLiteral("addTurn"));
    m_add->setText(tr("Add a turn"));
    m_add->setIcon(icon(QStringLiteral("add")));
    setClass(m_add, "quiet");
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_layout->addWidget(m_tools);
    m_layout->addStretch();
    setWidget(inside);
    m_place = new QFrame(inside);
    m_place->setObjectName(QStringLiteral("turnPlace"));
    m_place->setFrameShape(QFrame::NoFrame);
    m_place->setAutoFillBackground(true);
    m_place->hide();
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT addRequested(m_next); });
    connect(m_tools, &JsonField::typed, this, &ChatEditor::typed);
    connect(m_tools, &JsonField::edited, this,
            [this](const std::string &json) { Q_EMIT rowMemberEdited("tools", json); });
}

TurnCard *ChatEditor::makeCard(int index)
{
    auto *card = new TurnCard(index);
    card->setCounter(m_counter);
    card->setInvisibles(m_invisibles);
    connect(card, &TurnCard::typed, this, &ChatEditor::typed);
    connect(card, &TurnCard::textEdited, this, [this, index](const QString &text) { Q_EMIT textEdited(index, text); });
    connect(card, &TurnCard::roleChosen, this, [this, index](const QString &role) { Q_EMIT roleChosen(index, role); });
    connect(card, &TurnCard::memberEdited, this,
            [this, index](const std::string &key, const std::string &json) { Q_EMIT memberEdited(index, key, json); });
    connect(card, &TurnCard::duplicateRequested, this, [this, index] {
        flush();
        Q_EMIT duplicateRequested(index);
        focusTurn(index + 1);
    });
    connect(card, &TurnCard::removeRequested, this, [this, index] {
        flush();
        Q_EMIT removeRequested(index);
    });
    connect(card, &TurnCard::stepRequested, this, [this, index](int by) { move(index, index + by); });
    connect(card, &TurnCard::dragged, this, &ChatEditor::showPlace);
    connect(card, &TurnCard::dropped, this, [this, index](const QPoint &global) {
        m_place->hide();
        const int before = placeAt(global);
        move(index, before > index ? before - 1 : before);
    });
    return card;
}

void ChatEditor::move(int from, int to)
{
    if (m_readOnly || to < 0 || to >= int(m_cards.size()) || to == from)
        return;
    flush();
    const int caret = caretOf(from);
    Q_EMIT moveRequested(from, to);
    focusTurn(to, caret);
}

int ChatEditor::caretOf(int turn) const
{
    return m_cards[static_cast<std::size_t>(turn)]->caret();
}

int ChatEditor::placeAt(const QPoint &global) const
{
    const int y = widget()->mapFromGlobal(global).y();
    int place = 0;
    for (const TurnCard *card : m_cards)
        place += y > card->geometry().center().y() ? 1 : 0;
    return place;
}

void ChatEditor::showPlace(const QPoint &global)
{
    if (m_cards.empty())
        return;
    const auto place = static_cast<std::size_t>(placeAt(global));
    const int y = place < m_cards.size() ? m_cards[place]->geometry().top() - grid::xs - 1
                                         : m_cards.back()->geometry().bottom() + grid::xs - 1;
    QPalette palette = m_place->palette();
    palette.setColor(QPalette::Window, color(Color::Accent));
    m_place->setPalette(palette);
    m_place->setGeometry(0, qMax(0, y), widget()->width() - grid::s, 2);
    m_place->raise();
    m_place->show();
    const QPoint at = widget()->mapFromGlobal(global);
    ensureVisible(0, at.y(), 0, grid::xxl); // a long conversation scrolls along
}

void ChatEditor::load(const ChatRow &row)
{
    while (m_cards.size() > row.turns.size()) {
        m_cards.back()->disconnect(this); // it goes with its text
        m_cards.back()->setParent(nullptr); // its name is free for the next one
        m_cards.back()->deleteLater();
        m_cards.pop_back();
    }
    while (m_cards.size() < row.turns.size()) {
        m_cards.push_back(makeCard(int(m_cards.size())));
        m_layout->insertWidget(int(m_cards.size()) - 1, m_cards.back());
    }
    for (std::size_t i = 0; i < row.turns.size(); ++i)
        m_cards[i]->load(row.turns[i]);
    m_next =
        !row.turns.empty() && row.turns.back().role == "user" ? QStringLiteral("assistant") : QStringLiteral("user");
    const auto tools = std::find_if(row.others.begin(), row.others.end(),
                                    [](const JsonValueMember &member) { return member.key == "tools"; });
    QStringList words;
    if (tools != row.others.end())
        for (const std::string &one : toolWords(tools->json))
            words << QString::fromStdString(one);
    m_tools->load(tools != row.others.end() ? tools->json : std::string(), words);
    setReadOnly(m_readOnly);
}

void ChatEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_add->setDisabled(readOnly);
    m_tools->setReadOnly(readOnly);
    for (TurnCard *card : m_cards)
        card->setReadOnly(readOnly);
}

void ChatEditor::setCounter(std::shared_ptr<const TokenCounter> counter)
{
    m_counter = std::move(counter);
    for (TurnCard *card : m_cards)
        card->setCounter(m_counter);
}

void ChatEditor::setInvisibles(bool shown)
{
    m_invisibles = shown;
    m_tools->setInvisibles(shown);
    for (TurnCard *card : m_cards)
        card->setInvisibles(shown);
}

bool ChatEditor::isChanged() const
{
    return m_tools->isChanged()
        || std::any_of(m_cards.begin(), m_cards.end(), [](const TurnCard *card) { return card->isChanged(); });
}

std::optional<std::pair<int, QString>> ChatEditor::typedText() const
{
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        if (m_cards[i]->text()->isChanged())
            return std::pair(int(i), m_cards[i]->text()->text());
    }
    return std::nullopt;
}

void ChatEditor::flush()
{
    for (std::size_t i = 0; i < m_cards.size(); ++i) // a flush may change how many there are
        m_cards[i]->flush();
    m_tools->flush();
}

void ChatEditor::keepText(int turn)
{
    if (turn >= 0 && static_cast<std::size_t>(turn) < m_cards.size())
        m_cards[static_cast<std::size_t>(turn)]->text()->keep();
}

QString ChatEditor::leftText() const
{
    QStringList left;
    for (const TurnCard *card : m_cards)
        left << card->leftText();
    if (m_tools->isChanged())
        left << m_tools->text();
    left.removeAll(QString());
    return left.join(QLatin1Char('\n'));
}

void ChatEditor::forget()
{
    for (TurnCard *card : m_cards)
        card->forget();
    m_tools->forget();
}

void ChatEditor::focusTurn(int turn, int caret)
{
    if (turn < 0 || static_cast<std::size_t>(turn) >= m_cards.size())
        return;
    TurnCard *card = m_cards[static_cast<std::size_t>(turn)];
    card->focusText(caret);
    ensureWidgetVisible(card, 0, grid::s);
}

} // namespace onsa::ui
