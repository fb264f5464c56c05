// SPDX-License-Identifier: GPL-3.0-or-later
// Edits one cell in place. Keeps what an input method shows: leaving the cell in mid-composition loses nothing.
#pragma once

#include "ui/text_edit.h"

namespace onsa::ui {

class CellEditor : public TextEdit
{
    Q_OBJECT

public:
    explicit CellEditor(QWidget *parent);

    void load(const QString &text); // selected whole, so that the first key replaces it; the same again: nothing
    bool isLoaded() const { return m_isLoaded; }
    bool isCancelled() const { return m_cancelled && document()->isEmpty(); } // a composition replaced the text and was given up
    void resume(const QString &text, int caret); // goes on with what was being typed
    bool isComposing() const { return !m_preedit.isEmpty(); }
    QString visibleText() const; // with the text of the composition where the caret is
    bool isChanged() const { return visibleText() != m_loaded; }
    void startAtEnd(); // F2, double click: keep the text and go on writing

protected:
    bool event(QEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    void grow();

    QString m_given; // as the row has it
    QString m_loaded; // as the editor shows it: line ends are \n
    QString m_preedit;
    bool m_isLoaded = false;
    bool m_cancelled = false;
    QRect m_cell; // where it started
    friend class RowDelegate;
};

} // namespace onsa::ui
