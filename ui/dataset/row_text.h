// SPDX-License-Identifier: GPL-3.0-or-later
// A text of a row with room to write. Undo is the document's: what was typed goes there after a pause, when the focus
// leaves, and when told; never in mid-composition. A very long text is shown part by part.
#pragma once

#include "ui/text_edit.h"

#include <QTimer>

namespace onsa::ui {

class InvisibleMarks;
class PartBar;

class RowText : public TextEdit
{
    Q_OBJECT

public:
    explicit RowText(QWidget *parent = nullptr);

    void load(const QString &text); // keeps part and caret where it can; nothing is emitted
    QString text() const; // the whole one, with the text of a composition
    bool isChanged() const { return m_refused || partText() != m_loaded; }
    qsizetype partStart() const { return m_before.size(); } // where the text begins that is shown
    void toStart(); // the first part; for when another row comes
    bool isComposing() const { return !m_preedit.isEmpty(); }
    void flush(); // edited() now, if there is something
    void keep() { m_refused = true; } // what edited() told was not taken: it stays here, and is told again
    void setGrowing(int lines); // as high as its text, at least so many lines; for a list that scrolls as a whole
    void setInvisibles(bool shown);

Q_SIGNALS:
    void edited(const QString &text);
    void composed(); // the text of a composition changed
    void loaded(); // another text stands here

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // `shown` and `caret` are places in the whole text: which part is shown, and where its caret is.
    void replace(const QString &text, qsizetype shown, qsizetype caret);
    void showPart(const QString &text, qsizetype at);
    bool isDivided() const { return !m_before.isEmpty() || !m_after.isEmpty(); }
    bool goOn(int step); // to another part of the text; false: there is none
    void divideAgain(); // when what was written made a part too long
    QString partText() const;
    void placeBar();
    void grow();

    QString m_before, m_after; // around the part that is shown; empty for nearly every text
    QString m_loaded; // of the part
    QString m_preedit;
    QTimer m_pause;
    InvisibleMarks *m_marks = nullptr;
    PartBar *m_bar = nullptr; // once there were parts
    int m_lines = 0; // 0: does not grow
    bool m_refused = false;
};

} // namespace onsa::ui
