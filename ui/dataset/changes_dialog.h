// SPDX-License-Identifier: GPL-3.0-or-later
// What changed since the data set was last saved: the rows in a list, the chosen one before and after.
#pragma once

#include "dataset/dataset_changes.h"
#include "dataset/dataset_document.h"

#include <QDialog>
#include <QPointer>

#include <stop_token>

class QLabel;
class QListView;
class QPushButton;

namespace onsa::ui {

class DiffView;

class ChangesDialog : public QDialog
{
    Q_OBJECT

public:
    ChangesDialog(DatasetDocument &document, QWidget *parent);
    ~ChangesDialog() override;

    int changeCount() const { return int(m_changes.size()); }

Q_SIGNALS:
    void rowWanted(onsa::RowId row);
    void putBackWanted(onsa::RowId row, const std::string &savedLine); // the text of the file, as one undo step

private:
    class List;

    void look();
    void showChange(int index);

    QPointer<DatasetDocument> m_document;
    std::shared_ptr<const DatasetSnapshot> m_before, m_now;
    std::vector<RowChange> m_changes;
    List *m_model;
    QLabel *m_summary;
    QListView *m_list;
    DiffView *m_diff;
    QPushButton *m_go;
    QPushButton *m_back;
    std::stop_source m_stop;
};

} // namespace onsa::ui
