// SPDX-License-Identifier: GPL-3.0-or-later
// Asks how a foreign file is to be read and shows the rows as they will be. The file is read in the pool.
#pragma once

#include "dataset/import/import_detect.h"
#include "dataset/import/import_file.h"

#include <QDialog>

#include <memory>

namespace onsa::ui {

class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    // `openName` of the data set that rows can be added to; empty = there is none that takes any.
    ImportDialog(const QString &path, const QString &openName, bool preferAppend, QWidget *parent);
    ~ImportDialog() override;

    void reject() override; // stops an import under way first

Q_SIGNALS:
    void imported(const std::shared_ptr<onsa::ImportedRows> &rows); // to be added to the open data set
    void created(const QString &path, const onsa::ImportReport &report); // a new data set is there

private:
    void guess();
    void build();
    void showSettings();
    void readSettings(bool guessAgain);
    void refresh();
    void showPreview(const ImportPreview &preview);
    void start();
    void setBusy(bool busy);
    void fail(const Error &error);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
