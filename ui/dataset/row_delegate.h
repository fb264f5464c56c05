// SPDX-License-Identifier: GPL-3.0-or-later
// Draws and edits the cells of the data table: one line a row, findings as icons, what was found as a tint.
#pragma once

#include "dataset/dataset_document.h"

#include <QStyledItemDelegate>

#include <unordered_set>

namespace onsa::ui {

class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setInvisibles(bool shown) { m_invisibles = shown; }
    void setFound(std::unordered_set<RowId> rows) { m_found = std::move(rows); }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool eventFilter(QObject *object, QEvent *event) override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

Q_SIGNALS:
    void left(int rows, int columns); // the cell was finished with a key that moves on by so much

protected:
    int paintRoles(QPainter &painter, const QRect &room, const QStringList &roles, const QFont &cellFont) const;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    std::unordered_set<RowId> m_found;
    bool m_invisibles = false;
};

} // namespace onsa::ui
