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
    replace(text);
    Q_EMIT loaded();
}

void RowText::replace(const QString &text)
{
    const QSignalBlocker quiet(this); // loading is not typing
    if (isComposing() && hasFocus())
        QGuiApplication::inputMethod()->reset(); // its text belongs to what stood here before
    const int caret = textCursor().position();
    showPart(text);
    m_loaded = plainText(*document());
    m_preedit.clear();
    m_refused = false;
    m_pause.stop();
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(caret, int(m_loaded.size())));
    setTextCursor(cursor);
    grow();
}

void RowText::showPart(const QString &text)
{
    const auto starts = partStarts(text);
    m_part = std::min(m_part, starts.size() - 1);
    const qsizetype start = starts[m_part];
    const qsizetype end = m_part + 1 < starts.size() ? starts[m_part + 1] : text.size();
    m_before = text.first(start);
    m_after = text.sliced(end);
    if (starts.size() > 1) {
        if (!m_bar) {
            m_bar = new PartBar(this);
            connect(m_bar, &PartBar::wanted, this, &RowText::goOn);
        }
        m_bar->show(m_part, starts.size());
    } else {
        delete std::exchange(m_bar, nullptr);
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
    m_part += std::size_t(step); // -1 wraps round to one less
    load(text());
    moveCursor(step < 0 ? QTextCursor::End : QTextCursor::Start);
    return true;
}

void RowText::divideAgain()
{
    if (!isComposing() && isTooLong(plainText(*document())))
        replace(text());
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
    const QString pasted = source->hasText() ? source->text() : QString();
    if (isReadOnly() || isComposing() || !isTooLong(pasted))
        return TextEdit::insertFromMimeData(source);
    const QTextCursor cursor = textCursor();
    QString all = plainText(*document());
    all.replace(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart(), pasted);
    replace(m_before + all + m_after);
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
    if (m_bar && !(event->modifiers() & Qt::ShiftModifier)) {
        const QTextCursor caret = textCursor();
        if ((key == Qt::Key_PageDown || key == Qt::Key_Down) && caret.atEnd() && goOn(1))
            return event->accept();
        if ((key == Qt::Key_PageUp || key == Qt::Key_Up) && caret.atStart() && goOn(-1))
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
    const int height = m_bar ? m_bar->sizeHint().height() : 0;
    if (viewportMargins().bottom() != height)
        setViewportMargins(0, 0, 0, height);
    if (!m_bar)
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
