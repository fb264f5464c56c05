// SPDX-License-Identifier: GPL-3.0-or-later
// All rows, or only those with problems; each chip says how many.
#pragma once

#include <QWidget>

class QPushButton;

namespace onsa::ui {

class FilterChips : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QWidget *parent = nullptr);

    void setCounts(int all, int problems); // problems < 0: not known yet
    bool showsProblems() const;
    void chooseAll();

Q_SIGNALS:
    void chosen(bool problems);

private:
    QPushButton *m_all = nullptr;
    QPushButton *m_problems = nullptr;
};

} // namespace onsa::ui
