// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_text.h"

#include "ui/dataset/invisible_marks.h"
#include "ui/dataset/plain_text.h"

#include <QAbstractTextDocumentLayout>
#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QTextBlock>

#include <cmath>
#include <utility>

#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

RowText::RowText(QWidget *parent)
    : TextEdit(parent)
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
    replace(text);
    Q_EMIT loaded();
}

void RowText::replace(const QString &text)
{
    const QSignalBlocker quiet(this); // loading is not typing
    if (isComposing() && hasFocus())
        QGuiApplication::inputMethod()->reset(); // its text belongs to what stood here before
    const int caret = textCursor().position();
    setPlainText(text);
    m_loaded = plainText(*document());
    m_preedit.clear();
    m_refused = false;
    m_pause.stop();
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(caret, int(m_loaded.size())));
    setTextCursor(cursor);
    grow();
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
    if (!m_refused && now == m_loaded)
        return;
    m_refused = false;
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
        // F7, F8, F10, Alt+Up and the like: inside a composition they are the input method's, not the window's.
        if (isComposing()) {
            event->accept();
            return true;
        }
    }
    return TextEdit::event(event);
}

void RowText::keyPressEvent(QKeyEvent *event)
{
    // An input method may let them through; they are still its own.
    const int key = event->key();
    if (isComposing() && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape || key == Qt::Key_Tab))
        return event->accept();
    TextEdit::keyPressEvent(event);
}

void RowText::inputMethodEvent(QInputMethodEvent *event)
{
    TextEdit::inputMethodEvent(event);
    m_preedit = event->preeditString();
    grow();
    Q_EMIT composed();
}

void RowText::focusOutEvent(QFocusEvent *event)
{
    TextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        flush();
}

void RowText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        grow();
}

void RowText::setGrowing(int lines)
{
    m_lines = lines;
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &RowText::grow);
    grow();
}

void RowText::grow()
{
    if (m_lines == 0)
        return;
    qreal height = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        height += document()->documentLayout()->blockBoundingRect(block).height();
    height = qMax<qreal>(height, m_lines * fontMetrics().lineSpacing());
    const int frame = this->height() - viewport()->height();
    setFixedHeight(int(std::ceil(height + 2 * document()->documentMargin())) + qBound(4, frame, 24));
}

void RowText::setInvisibles(bool shown)
{
    if (shown == (m_marks != nullptr))
        return;
    if (shown)
        m_marks = new InvisibleMarks(this);
    else
        delete std::exchange(m_marks, nullptr);
}

} // namespace onsa::ui
