// SPDX-License-Identifier: GPL-3.0-or-later
// The Data tab: table, row pane, chips, find bar, issues, empty state, status of safety.
#pragma once

#include "core/job_estimate.h"
#include "core/result.h"
#include "dataset/dataset_document.h"
#include "dataset/dataset_model.h"
#include "ui/app_services.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QAction;
class QMenu;

namespace onsa::ui {

class DatasetPage : public QWidget
{
    Q_OBJECT

public:
    explicit DatasetPage(AppServices services, QWidget *parent = nullptr);
    ~DatasetPage() override;

    void openFile(const QString &path); // asks about unsaved edits first
    // What was dropped or named on the command line: data sets are opened, other files imported, one after another.
    void takeFiles(const QStringList &paths);
    void openSample(const QString &language); // "en", "ja"
    void newDocument();
    void save();
    void saveAs();
    // Then `done(true)` if it may be closed. Asks only when unsaved edits are not safe in the journal.
    void askToClose(std::function<void(bool)> done);

    DatasetDocument *document() const; // null until the first one is there: see documentChanged()
    DatasetModel *model() const;
    QString title() const; // translated: file name, sample or new data set
    QList<QAction *> actions() const; // for menus and the tool bar, by objectName
    QAction *action(const QString &objectName) const; // null when unknown
    QMenu *viewsMenu() const; // the named views, for the menu bar
    void showRow(RowId id);
    void refreshStatus(); // prices or services have changed
    // A new row at the end, selected; from the playground.
    void addExample(const QString &prompt, const QString &completion);

Q_SIGNALS:
    void documentChanged(); // another document, its path, or whether it is modified
    void statusChanged(const QString &safety, const QString &counts); // for the status bar
    // All rows were looked at: how many can be used, and how long they are.
    void surveyed(std::size_t usableRows, const std::vector<onsa::ExampleLength> &lengths);
    void fineTuneRequested();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
