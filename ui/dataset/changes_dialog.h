// SPDX-License-Identifier: GPL-3.0-or-later
// What changed since the data set was last saved, or what another file has otherwise: the rows in a list, the chosen
// one on both sides.
#pragma once

#include "dataset/dataset_changes.h"
#include "dataset/dataset_document.h"

#include <QDialog>
#include <QPointer>

#include <filesystem>
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
    // `other` empty: against the file of the document as it was last saved.
    ChangesDialog(DatasetDocument &document, std::filesystem::path other, QWidget *parent);
    ~ChangesDialog() override;

    int changeCount() const { return int(m_changes.size()); }
    void look(); // again

Q_SIGNALS:
    void rowWanted(onsa::RowId row);
    // The other side's text; each is one undo step.
    void lineWanted(onsa::RowId row, const std::string &line);
    void newLineWanted(const std::string &line); // of a row that is only in the other file

private:
    class List;

    struct Looked {
        std::shared_ptr<const DatasetSnapshot> before;
        std::vector<RowChange> changes;
        std::optional<Error> error;
    };

    void took(Looked looked, int chosen);
    void takeBack();
    void showChange(int index);

    QPointer<DatasetDocument> m_document;
    const std::filesystem::path m_other;
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
