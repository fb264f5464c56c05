// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the form and the rows of an export, says what would be lost or left out, and writes it in the pool.
#pragma once

#include "dataset/export/export_file.h"
#include "ui/dataset/row_choice.h"

#include <QDialog>

#include <map>
#include <memory>
#include <string>

namespace onsa::ui {

class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    // `suggested` is the path of the data set, or of a new file without its ending.
    ExportDialog(std::shared_ptr<const DatasetSnapshot> rows, const RowChoices &choices, const QString &suggested,
                 QWidget *parent);
    ~ExportDialog() override;

    // Findings that the user keeps, for the note beside the file: issue id -> how many.
    void setDismissed(std::map<std::string, std::size_t> dismissed);
    void reject() override; // stops an export under way first

Q_SIGNALS:
    void exported(const QString &path, qulonglong rows);
    void rowWanted(qulonglong row); // position in the snapshot: an error was double-clicked

private:
    void build(const RowChoices &choices);
    void plan();
    void showPlan();
    void suggestTarget();
    void chooseTarget();
    void start();
    ExportFormat format() const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
