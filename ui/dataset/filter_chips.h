// SPDX-License-Identifier: GPL-3.0-or-later
// Quick filters (all rows, those with problems; each says how many), the way to other filters and to saved views, and
// whose tokens are counted.
#pragma once

#include "dataset/view/row_view.h"

#include <QWidget>

class QComboBox;
class QMenu;
class QPushButton;

namespace onsa::ui {

class FilterChips : public QWidget
{
    Q_OBJECT

public:
    explicit FilterChips(QWidget *parent = nullptr);

    void setCounts(int all, int problems); // problems < 0: not known yet
    void setView(const RowView &view); // which chips hold
    void setViewsMenu(QMenu *menu);
    void setCounting(const QString &tokenizer); // "starter", "o200k_base", "cl100k_base"

Q_SIGNALS:
    void allChosen();
    void problemsChosen(bool only);
    void filterWanted();
    void countingChosen(const QString &tokenizer); // whose tokens are counted

private:
    QPushButton *m_all = nullptr;
    QPushButton *m_problems = nullptr;
    QPushButton *m_filter = nullptr;
    QPushButton *m_views = nullptr;
    QComboBox *m_counting = nullptr;
};

} // namespace onsa::ui
