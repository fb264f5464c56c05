// SPDX-License-Identifier: GPL-3.0-or-later
// Characters that are not seen, drawn as boxes with their short names over a text editor: full-width space, no-break
// space, tabs, zero-width and control characters, direction marks. The text itself is not touched.
#pragma once

#include <QSyntaxHighlighter>
#include <QWidget>

class QPlainTextEdit;
class QTextBlock;

namespace onsa::ui {

// "NBSP", "TAB", "全角"; empty for a character that can be seen (and for the plain space and the line end).
QString invisibleName(char32_t character);
// The text with every such character as its name in brackets, for one line of a cell.
QString withNamedInvisibles(const QString &text);

class InvisibleMarks : public QWidget
{
    Q_OBJECT

public:
    explicit InvisibleMarks(QPlainTextEdit *editor); // lies over its viewport; on until it is deleted
    ~InvisibleMarks() override;

    int shownMarks() const { return m_shown; } // boxes drawn the last time

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    class Room;
    QRect caretAt(const QTextBlock &block, qsizetype at) const;
    void paintBlock(QPainter &painter, const QTextBlock &block);
    void paintBox(QPainter &painter, const QRect &line, qreal x, qreal width, const QString &name);

    QPlainTextEdit *m_editor;
    Room *m_room; // makes room for characters without a width
    int m_shown = 0;
};

} // namespace onsa::ui
