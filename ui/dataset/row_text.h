// SPDX-License-Identifier: GPL-3.0-or-later
// A text of a row with room to write. Undo is the document's: what was typed goes there after a pause, when the focus
// leaves, and when told; never in mid-composition.
#pragma once

#include <QPlainTextEdit>
#include <QTimer>

namespace onsa::ui {

class RowText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit RowText(QWidget *parent = nullptr);

    void load(const QString &text); // keeps the caret where it can; nothing is emitted
    QString text() const; // with the text of a composition
    bool isChanged() const { return text() != m_loaded; }
    bool isComposing() const { return !m_preedit.isEmpty(); }
    void flush(); // edited() now, if there is something

Q_SIGNALS:
    void edited(const QString &text);

protected:
    bool event(QEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QString m_loaded;
    QString m_preedit;
    QTimer m_pause;
};

} // namespace onsa::ui
