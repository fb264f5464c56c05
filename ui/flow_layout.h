// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets one after another, in as many lines as they need.
#pragma once

#include <QLayout>
#include <QList>

namespace onsa::ui {

class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(int gap, QWidget *parent = nullptr); // px between widgets and between lines
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override { m_items.append(item); }
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect &room) override;

private:
    int place(const QRect &room, bool move) const; // the height it takes

    QList<QLayoutItem *> m_items;
    int m_gap;
};

} // namespace onsa::ui
