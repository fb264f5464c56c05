// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/safety_notes.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace onsa::ui {

SafetyNotes::SafetyNotes(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("safetyNotes"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(grid::xs);
    hide();
}

void SafetyNotes::show(SafetyNote note, Severity severity, const QString &sentence, const QList<NoteAction> &actions)
{
    clear(note);
    auto *strip = new QFrame;
    strip->setObjectName(QStringLiteral("safetyNote"));
    const bool info = severity == Severity::Info;
    setClass(strip, info ? "banner-info" : severity == Severity::Error ? "banner-error" : "banner-warning");
    auto *mark = new QLabel;
    mark->setFixedSize(20, 20);
    mark->setPixmap(icon(info                              ? QStringLiteral("info")
                             : severity == Severity::Error ? QStringLiteral("error")
                                                           : QStringLiteral("warning"),
                         info                              ? Color::Accent
                             : severity == Severity::Error ? Color::Danger
                                                           : Color::Warning)
                        .pixmap(QSize(20, 20), devicePixelRatioF()));
    auto *words = new QLabel(sentence);
    words->setObjectName(QStringLiteral("safetyNoteText"));
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QHBoxLayout(strip);
    layout->setContentsMargins(grid::m, grid::xs, grid::xs, grid::xs);
    layout->setSpacing(grid::s);
    layout->addWidget(mark);
    layout->addWidget(words, 1);
    for (const NoteAction &action : actions) {
        auto *button = new QPushButton(action.words);
        button->setObjectName(action.name);
        layout->addWidget(button);
        // Queued: what it does may take the note, and the button with it.
        connect(
            button, &QPushButton::clicked, this,
            [this, note, action] {
                if (!action.staysOpen)
                    clear(note);
                action.run();
            },
            Qt::QueuedConnection);
    }
    auto *close = new QToolButton;
    close->setObjectName(QStringLiteral("safetyNoteClose"));
    close->setIcon(icon(QStringLiteral("close"), Color::Muted));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    connect(
        close, &QToolButton::clicked, this, [this, note] { clear(note); }, Qt::QueuedConnection);
    layout->addWidget(close);
    strip->setAccessibleName(sentence);

    int place = 0;
    for (const auto &[other, widget] : m_strips)
        place += other < note && widget ? 1 : 0;
    m_strips[note] = strip;
    m_layout->insertWidget(place, strip);
    QWidget::show();
    QAccessibleEvent event(strip, QAccessible::Alert); // screen readers say it although the focus stays
    QAccessible::updateAccessibility(&event);
}

void SafetyNotes::clear(SafetyNote note)
{
    const auto found = m_strips.find(note);
    if (found == m_strips.end())
        return;
    if (QFrame *strip = found->second) {
        strip->hide();
        strip->setObjectName({}); // it is nobody's any more
        strip->deleteLater();
    }
    m_strips.erase(found);
    setVisible(!m_strips.empty());
}

void SafetyNotes::clear()
{
    while (!m_strips.empty())
        clear(m_strips.begin()->first);
}

QString SafetyNotes::text(SafetyNote note) const
{
    const auto found = m_strips.find(note);
    return found == m_strips.end() || !found->second ? QString() : found->second->accessibleName();
}

} // namespace onsa::ui
