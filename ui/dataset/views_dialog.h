// SPDX-License-Identifier: GPL-3.0-or-later
// The views that have a name: renamed in the list, or deleted from it. Nothing is done before OK.
#pragma once

#include "ui/dataset/saved_views.h"

#include <QDialog>

class QListWidget;

namespace onsa::ui {

class ViewsDialog : public QDialog
{
    Q_OBJECT

public:
    ViewsDialog(const std::vector<SavedView> &views, QWidget *parent);

    std::vector<SavedView> views() const; // as they are to be; two of one name: the later one

private:
    std::vector<SavedView> m_views;
    QListWidget *m_list;
};

} // namespace onsa::ui
