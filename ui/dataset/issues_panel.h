// SPDX-License-Identifier: GPL-3.0-or-later
// All findings of a check, by kind with their counts; a click goes to the row.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/dataset_scan.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace onsa::ui {

class IssuesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit IssuesPanel(QWidget *parent = nullptr);

    using QWidget::show;
    void show(const ScanReport &report, const DatasetDocument &document);
    void setBusy(bool busy);

Q_SIGNALS:
    void rowChosen(onsa::RowId row);
    void closed();

private:
    QLabel *m_title = nullptr;
    QTreeWidget *m_tree = nullptr;
};

} // namespace onsa::ui
