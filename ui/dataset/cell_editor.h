// SPDX-License-Identifier: GPL-3.0-or-later
// Edits one cell in place. Keeps what an input method shows: leaving the cell in mid-composition loses nothing.
#pragma once

#include <QPlainTextEdit>

namespace onsa::ui {

class CellEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CellEditor(QWidget *parent);

    void load(const QString &text); // selected whole, so that the first key replaces it
    bool isComposing() const { return !m_preedit.isEmpty(); }
    QString visibleText() const; // with the text of the composition where the caret is
    bool isChanged() const { return visibleText() != m_loaded; }
    void startAtEnd(); // F2, double click: keep the text and go on writing

protected:
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    void grow();

    QString m_loaded; // as the editor shows it: line ends are \n
    QString m_preedit;
    QRect m_cell; // where it started
    friend class RowDelegate;
};

} // namespace onsa::ui
