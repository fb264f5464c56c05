// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/diff_view.h"

#include "core/chat_edit.h"
#include "core/example.h"
#include "system/background.h"
#include "ui/dataset/role_words.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QTextCursor>
#include <QTextEdit>

namespace onsa::ui {

namespace {

constexpr qsizetype mostOfSame = 4'000; // characters of a piece that are shown
constexpr qsizetype mostOfChange = 20'000;

// A long text keeps its ends: laying out all of it would take seconds.
void shorten(QString &text, qsizetype most)
{
    if (text.size() <= most)
        return;
    qsizetype head = most / 2, tail = most / 2;
    if (text[head - 1].isHighSurrogate())
        --head;
    if (text[text.size() - tail].isLowSurrogate())
        --tail;
    const QString between = DiffView::tr("… %1 characters …").arg(QLocale().toString(text.size() - head - tail));
    text = text.first(head) + QLatin1Char('\n') + between + QLatin1Char('\n') + text.last(tail);
}

} // namespace

DiffView::DiffView(Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
    , m_beforeTitle(new QLabel(tr("Before")))
    , m_afterTitle(new QLabel(tr("Now")))
    , m_before(new QTextEdit)
    , m_after(new QTextEdit)
{
    setObjectName(QStringLiteral("diffView"));
    m_before->setObjectName(QStringLiteral("diffBefore"));
    m_after->setObjectName(QStringLiteral("diffAfter"));
    auto *layout =
        new QBoxLayout(orientation == Qt::Horizontal ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::s);
    for (const auto &[title, text] : {std::pair{m_beforeTitle, m_before}, std::pair{m_afterTitle, m_after}}) {
        setClass(title, "muted");
        text->setReadOnly(true);
        text->setAccessibleName(title->text());
        text->setTabChangesFocus(true);
        title->setBuddy(text);
        auto *side = new QVBoxLayout;
        side->setSpacing(grid::xs);
        side->addWidget(title);
        side->addWidget(text, 1);
        layout->addLayout(side, 1);
    }
}

void DiffView::setTitles(const QString &before, const QString &after)
{
    m_beforeTitle->setText(before);
    m_before->setAccessibleName(before);
    m_afterTitle->setText(after);
    m_after->setAccessibleName(after);
}

void DiffView::compare(const QString &before, const QString &after)
{
    m_stop.request_stop();
    m_stop = runInBackground(
        this,
        [before = before.toStdString(), after = after.toStdString()](std::stop_token) {
            return diffText(before, after);
        },
        [this](std::vector<DiffPart> parts) {
            show(std::move(parts));
            Q_EMIT compared();
        });
}

void DiffView::show(std::vector<DiffPart> parts)
{
    m_parts = std::move(parts);
    fill(m_before, DiffPart::Kind::Removed);
    fill(m_after, DiffPart::Kind::Added);
}

void DiffView::fill(QTextEdit *editor, DiffPart::Kind kind)
{
    editor->clear();
    const bool removed = kind == DiffPart::Kind::Removed;
    QColor tint = color(removed ? Color::Danger : Color::Success);
    tint.setAlpha(isDark() ? 70 : 45);
    QTextCharFormat plain, marked;
    plain.setForeground(color(Color::Text));
    marked.setForeground(color(Color::Text));
    marked.setBackground(tint);
    marked.setFontStrikeOut(removed);
    marked.setFontUnderline(!removed);
    QTextCursor cursor(editor->document());
    int first = -1;
    for (const DiffPart &part : m_parts) {
        if (part.kind != DiffPart::Kind::Same && part.kind != kind)
            continue;
        if (part.kind == kind && first < 0)
            first = cursor.position();
        QString text = QString::fromStdString(part.text);
        shorten(text, part.kind == kind ? mostOfChange : mostOfSame);
        if (part.kind == kind) // a line end that came or went is seen, too
            text.replace(QLatin1Char('\n'), QStringLiteral("⏎\n"));
        cursor.insertText(text, part.kind == kind ? marked : plain);
    }
    cursor.setPosition(qMax(0, first)); // what changed is in view
    editor->setTextCursor(cursor);
    editor->ensureCursorVisible();
}

void DiffView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) // the theme
        show(std::move(m_parts));
}

QString rowInWords(const std::string &line)
{
    const Result<Example> example = parseExample(line);
    if (!example)
        return QString::fromStdString(line);
    QStringList parts;
    const auto add = [&parts](const QString &title, const std::string &text) {
        parts << title + QLatin1Char('\n') + QString::fromStdString(text);
    };
    if (example->kind == ExampleKind::Pair) {
        add(DiffView::tr("Prompt:"), example->prompt);
        add(DiffView::tr("Completion:"), example->completion);
    } else if (example->kind == ExampleKind::Preference) {
        for (const Message &message : example->messages)
            add(roleWord(QString::fromStdString(message.role)) + QLatin1Char(':'), message.content);
        add(DiffView::tr("Preferred:"), example->chosen.empty() ? std::string() : example->chosen.back().content);
        add(DiffView::tr("Not preferred:"),
            example->rejected.empty() ? std::string() : example->rejected.back().content);
    } else if (const auto chat = readChat(line)) {
        for (const ChatTurn &turn : chat->turns) {
            QString title = roleWord(QString::fromStdString(turn.role));
            if (!turn.name.empty())
                title += QStringLiteral(" (%1)").arg(QString::fromStdString(turn.name));
            if (turn.weight == 0)
                title += DiffView::tr(" – not learned");
            add(title + QLatin1Char(':'), turn.content);
            for (const JsonValueMember &member : turn.others)
                for (const std::string &call : toolCallWords(member.json))
                    parts.last() += QStringLiteral("\n→ ") + QString::fromStdString(call);
        }
    } else {
        return QString::fromStdString(line);
    }
    return parts.join(QStringLiteral("\n\n"));
}

std::pair<QString, QString> rowsInWords(const std::string &before, const std::string &after)
{
    const QString old = rowInWords(before), now = rowInWords(after);
    if (old != now || before == after)
        return {old, now};
    const auto asJson = [](const std::string &line) {
        return QString::fromStdString(parseExample(line) ? indentedJson(line) : line);
    };
    return {asJson(before), asJson(after)};
}

} // namespace onsa::ui
