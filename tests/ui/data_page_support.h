// SPDX-License-Identifier: GPL-3.0-or-later
// A Data tab with rows, and the hands of a person: keys go to what has the focus, the mouse to what is seen.
#pragma once

#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/cell_editor.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

namespace onsa::tests {

class DataPage
{
public:
    DataPage()
        : page(services.services())
    {
        page.resize(1200, 700);
        page.show();
    }
    // Rows q0/a0, q1/a1, …
    bool openRows(int count)
    {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes +=
                "{\"prompt\":\"q" + QByteArray::number(i) + "\",\"completion\":\"a" + QByteArray::number(i) + "\"}\n";
        return open(bytes);
    }
    bool open(const QByteArray &bytes)
    {
        const QString name =
            m_files++ == 0 ? QStringLiteral("rows.jsonl") : QStringLiteral("rows%1.jsonl").arg(m_files);
        page.openFile(services.write(name, bytes));
        return QTest::qWaitFor([&] { return document() && document()->displayName() == name; })
            && QTest::qWaitForWindowActive(&page);
    }
    ui::DataTable *table() const { return page.findChild<ui::DataTable *>(QStringLiteral("dataTable")); }
    DatasetDocument *document() const { return page.document(); }
    QString cell(int row, int column = DatasetModel::PromptColumn) const
    {
        return page.model()->index(row, column).data(Qt::EditRole).toString();
    }
    // A column of the first rows, as one word: "q0 q1 q2".
    QString column(int rows, int column = DatasetModel::PromptColumn) const
    {
        QStringList texts;
        for (int row = 0; row < rows; ++row)
            texts << cell(row, column);
        return texts.join(QLatin1Char(' '));
    }
    int steps() const { return document()->historyIndex(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void type(const char *text) const // the first key opens the editor, which then has the focus
    {
        for (const char *c = text; *c; ++c)
            QTest::keyClick(QApplication::focusWidget(), *c);
    }
    QPoint middle(int row, int column) const { return table()->visualRect(page.model()->index(row, column)).center(); }
    // Clicks the first cell and the last one with Shift.
    void choose(int top, int left, int bottom, int right) const
    {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, middle(top, left));
        if (top != bottom || left != right)
            QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ShiftModifier, middle(bottom, right));
    }
    void choose(int row, int column) const { choose(row, column, row, column); }
    static void drag(QWidget *on, const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(on, Qt::LeftButton, {}, from);
        moveTo(on, (from + to) / 2);
        moveTo(on, to);
        QTest::mouseRelease(on, Qt::LeftButton, {}, to);
    }
    // QTest::mouseMove has no button held down.
    static void moveTo(QWidget *on, const QPoint &at)
    {
        QMouseEvent move(QEvent::MouseMove, at, on->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(on, &move);
    }

    WindowServices services;
    ui::DatasetPage page;

private:
    int m_files = 0;
};

} // namespace onsa::tests
