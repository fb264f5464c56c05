// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_text.h"

#include "ui/dataset/invisible_marks.h"
#include "ui/dataset/part_bar.h"
#include "ui/dataset/plain_text.h"
#include "ui/dataset/text_parts.h"

#include <QAbstractTextDocumentLayout>
#include <QGuiApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTextBlock>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

RowText::RowText(QWidget *parent)
    : TextEdit(parent)
{
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // lines are wrapped
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
    replace(text, m_before.size(), m_before.size() + textCursor().position());
    Q_EMIT loaded();
}

void RowText::toStart()
{
    if (!m_before.isEmpty())
        replace(text(), 0, 0);
}

void RowText::replace(const QString &text, qsizetype shown, qsizetype caret)
{
    const QSignalBlocker quiet(this); // loading is not typing
    if (isComposing() && hasFocus())
        QGuiApplication::inputMethod()->reset(); // its text belongs to what stood here before
    showPart(text, shown);
    m_loaded = plainText(*document());
    m_preedit.clear();
    m_refused = false;
    m_pause.stop();
    QTextCursor cursor = textCursor();
    cursor.setPosition(int(qBound<qsizetype>(0, caret - m_before.size(), m_loaded.size())));
    setTextCursor(cursor);
    grow();
}

void RowText::showPart(const QString &text, qsizetype at)
{
    const auto starts = partStarts(text);
    const auto next = std::upper_bound(starts.begin() + 1, starts.end(), at);
    const qsizetype start = *std::prev(next), end = next == starts.end() ? text.size() : *next;
    m_before = text.first(start);
    m_after = text.sliced(end);
    if (starts.size() > 1) {
        if (!m_bar) {
            m_bar = new PartBar(this);
            connect(m_bar, &PartBar::wanted, this, &RowText::goOn);
        }
        m_bar->show(std::size_t(next - starts.begin() - 1), starts.size());
    } else if (m_bar) {
        m_bar->hide();
    }
    placeBar();
    setPlainText(starts.size() == 1 ? text : text.sliced(start, end - start));
}

bool RowText::goOn(int step)
{
    const bool isThere = step < 0 ? !m_before.isEmpty() : !m_after.isEmpty();
    if (!isThere || isComposing())
        return isThere;
    flush();
    if (isChanged())
        return true; // it was refused: it stays in sight
    const QString all = text();
    const qsizetype start = m_before.size(), end = all.size() - m_after.size();
    replace(all, step < 0 ? start - 1 : end, step < 0 ? start : end);
    Q_EMIT loaded();
    return true;
}

void RowText::divideAgain()
{
    const qsizetype caret = m_before.size() + textCursor().position();
    if (!isComposing() && isTooLong(plainText(*document())))
        replace(text(), caret, caret);
}

QString RowText::partText() const
{
    QString part = plainText(*document());
    return m_preedit.isEmpty() ? part : part.insert(textCursor().position(), m_preedit);
}

QString RowText::text() const
{
    return m_before + partText() + m_after;
}

// A paste that is too long for one piece is divided before it is laid out.
void RowText::insertFromMimeData(const QMimeData *source)
{
    QString pasted = source->formats().isEmpty() ? QString() : source->text();
    if (isReadOnly() || isComposing() || !isTooLong(pasted))
        return TextEdit::insertFromMimeData(source);
    pasted.replace(QStringLiteral("\r\n"), QStringLiteral("\n")); // as the editor itself does
    pasted.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    const QTextCursor cursor = textCursor();
    QString part = plainText(*document());
    part.replace(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart(), pasted);
    const qsizetype behind = m_before.size() + cursor.selectionStart() + pasted.size();
    replace(m_before + part + m_after, behind, behind);
    keep(); // not in the document yet
    flush();
    Q_EMIT loaded();
}

void RowText::flush()
{
    m_pause.stop();
    const QString part = partText();
    if (!m_refused && part == m_loaded)
        return;
    m_refused = false;
    m_loaded = part;
    Q_EMIT edited(m_before + part + m_after);
    if (!m_refused)
        divideAgain();
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
    if (!(event->modifiers() & ~Qt::KeypadModifier)) {
        // What can only be read has no caret; there the keys scroll.
        const QScrollBar &down = *verticalScrollBar();
        const bool atEnd = isReadOnly() ? down.value() == down.maximum() : textCursor().atEnd();
        const bool atStart = isReadOnly() ? down.value() == down.minimum() : textCursor().atStart();
        if ((key == Qt::Key_PageDown || key == Qt::Key_Down) && atEnd && goOn(1))
            return event->accept();
        if ((key == Qt::Key_PageUp || key == Qt::Key_Up) && atStart && goOn(-1))
            return event->accept();
    }
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
    placeBar();
    if (event->oldSize().width() != event->size().width())
        grow();
}

void RowText::placeBar()
{
    const int height = isDivided() ? m_bar->sizeHint().height() : 0;
    if (viewportMargins().bottom() != height)
        setViewportMargins(0, 0, 0, height);
    if (height == 0)
        return;
    const QRect inside = contentsRect(); // below the scroll bar, too
    m_bar->setGeometry(inside.left(), inside.bottom() + 1 - height, inside.width(), height);
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
    const int bar = viewportMargins().bottom();
    const int frame = this->height() - viewport()->height() - bar;
    setFixedHeight(int(std::ceil(height + 2 * document()->documentMargin())) + qBound(4, frame, 24) + bar);
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
