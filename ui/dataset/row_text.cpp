// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_text.h"

#include "ui/dataset/plain_text.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QSignalBlocker>

#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

RowText::RowText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(800ms); // one undo step for a burst of typing
    connect(this, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (isComposing())
            m_pause.start();
        else
            flush();
    });
}

void RowText::load(const QString &text)
{
    const QSignalBlocker quiet(this); // loading is not typing
    const int caret = textCursor().position();
    setPlainText(text);
    m_loaded = plainText(*document());
    m_preedit.clear();
    m_pause.stop();
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(caret, int(m_loaded.size())));
    setTextCursor(cursor);
}

QString RowText::text() const
{
    QString all = plainText(*document());
    return m_preedit.isEmpty() ? all : all.insert(textCursor().position(), m_preedit);
}

void RowText::flush()
{
    m_pause.stop();
    const QString now = text();
    if (now == m_loaded)
        return;
    m_loaded = now;
    Q_EMIT edited(now);
}

bool RowText::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore(); // the document's
            return false;
        }
    }
    return QPlainTextEdit::event(event);
}

void RowText::inputMethodEvent(QInputMethodEvent *event)
{
    QPlainTextEdit::inputMethodEvent(event);
    m_preedit = event->preeditString();
}

void RowText::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        flush();
}

} // namespace onsa::ui
