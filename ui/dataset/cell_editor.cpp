// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/cell_editor.h"

#include "ui/dataset/plain_text.h"

#include <QFrame>
#include <QInputMethodEvent>

#include <utility>

namespace onsa::ui {

CellEditor::CellEditor(QWidget *parent)
    : TextEdit(parent)
{
    setObjectName(QStringLiteral("cellEditor"));
    setAccessibleName(tr("Cell text"));
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(2);
    connect(this, &QPlainTextEdit::textChanged, this, &CellEditor::grow);
}

void CellEditor::load(const QString &text)
{
    if (std::exchange(m_isLoaded, true) && text == m_given && !m_cancelled)
        return; // the caret stays
    m_given = text;
    m_cancelled = false;
    setPlainText(text);
    m_loaded = plainText(*document());
    m_preedit.clear();
    selectAll();
}

QString CellEditor::visibleText() const
{
    QString text = plainText(*document());
    return m_preedit.isEmpty() ? text : text.insert(textCursor().position(), m_preedit);
}

void CellEditor::startAtEnd()
{
    moveCursor(QTextCursor::End);
}

void CellEditor::resume(const QString &text, int caret)
{
    setPlainText(text);
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(caret, document()->characterCount() - 1));
    setTextCursor(cursor);
}

bool CellEditor::event(QEvent *event)
{
    // F7, F8, F10 and the like: inside a composition they are the input method's, not the window's.
    if (event->type() == QEvent::ShortcutOverride && isComposing()) {
        event->accept();
        return true;
    }
    return TextEdit::event(event);
}

void CellEditor::inputMethodEvent(QInputMethodEvent *event)
{
    const bool composed = isComposing();
    TextEdit::inputMethodEvent(event);
    m_preedit = event->preeditString();
    m_cancelled = composed && m_preedit.isEmpty() && event->commitString().isEmpty() && document()->isEmpty();
    grow();
}

void CellEditor::grow()
{
    if (m_cell.isNull() || !parentWidget())
        return;
    const int lineHeight = fontMetrics().lineSpacing();
    // A plain text document measures its height in lines.
    const int lines = qMax(1, qRound(document()->documentLayout()->documentSize().height()));
    const int wanted = qMax(m_cell.height(), lines * lineHeight + 10);
    const int room = qMax(m_cell.height(), parentWidget()->height() - m_cell.top());
    setGeometry(m_cell.left(), m_cell.top(), m_cell.width(), qMin(wanted, qMin(room, 12 * lineHeight)));
}

} // namespace onsa::ui
