// SPDX-License-Identifier: GPL-3.0-or-later
// Draws and edits the cells of the data table: one line a row, findings as icons, what was found as a tint.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/id_set.h"
#include "ui/dataset/cell_text.h"

#include <QStyledItemDelegate>

#include <functional>

namespace onsa::ui {

class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setFound(const std::vector<RowId> &rows) { m_found = IdSet(rows); }
    void setInvisibles(bool shown) { m_invisibles = shown; }
    void setLook(int lines, double zoom); // lines of a text; zoom 1 = the program's font
    QFont font(const QFont &base) const; // of the texts

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool eventFilter(QObject *object, QEvent *event) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    // Whether Ctrl+Enter fills all chosen cells; else it makes a new line.
    void setFillsAll(std::function<bool()> fillsAll) { m_fillsAll = std::move(fillsAll); }

Q_SIGNALS:
    void fillWanted(const QString &text);
    void left(int rows, int columns); // the cell was finished with a key that moves on by so much

protected:
    int paintRoles(QPainter &painter, const QRect &room, const QStringList &roles, const QFont &cellFont) const;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    QString shown(QString text) const; // as it is drawn
    void paintText(QPainter &painter, const QStyleOptionViewItem &cell, const QString &text,
                   const QModelIndex &index) const;
    struct Found {
        std::vector<TextWave> waves;
        std::optional<Severity> whole; // the worst
    };
    Found found(const QModelIndex &index, qsizetype shownSize) const;

    int m_lines = 1;
    double m_zoom = 1;
    IdSet m_found;
    bool m_invisibles = false;
    std::function<bool()> m_fillsAll;
};

} // namespace onsa::ui
