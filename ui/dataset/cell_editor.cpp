// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/cell_editor.h"

#include "ui/dataset/plain_text.h"

#include <QFrame>
#include <QInputMethodEvent>

namespace onsa::ui {

CellEditor::CellEditor(QWidget *parent)
    : QPlainTextEdit(parent)
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

void CellEditor::inputMethodEvent(QInputMethodEvent *event)
{
    QPlainTextEdit::inputMethodEvent(event);
    m_preedit = event->preeditString();
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
