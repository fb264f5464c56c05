// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a very long text is shown, and the way to the others.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace onsa::ui {

class PartBar : public QWidget
{
    Q_OBJECT

public:
    explicit PartBar(QWidget *parent);
    void show(std::size_t part, std::size_t parts); // part counts from 0

Q_SIGNALS:
    void wanted(int step); // -1, +1

private:
    QLabel *m_where = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
};

} // namespace onsa::ui
