// SPDX-License-Identifier: GPL-3.0-or-later
// How one gets at the view: menus of the columns, actions and their keys, the dialog for a filter, views with a name.
#pragma once

#include "ui/dataset/filter_dialog.h"
#include "ui/dataset/saved_views.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QAction;
class QMenu;

namespace onsa {
class DatasetDocument;
}

namespace onsa::ui {

class DataTable;
class FilterChips;
class ViewBar;
class ViewFlow;

class ViewControls : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        DataTable &table;
        FilterChips &chips;
        ViewBar &bar;
        ViewFlow &flow;
    };
    ViewControls(Parts parts, const QList<QAction *> &actions, QWidget *page);
    ~ViewControls() override;

    void setDocument(DatasetDocument *document); // its columns as they were left; after the model is in the table
    void leaveDocument(); // keeps how its columns stand; while the model is still in the table
    void setFindings(std::function<QList<FilterDialog::Finding>()> findings);
    void showActions(); // which of them make sense now
    QMenu *viewsMenu() const { return m_viewsMenu; }

Q_SIGNALS:
    void refused(const onsa::Error &error);

private:
    void connectActions();
    void askForFilter(std::optional<int> change = {}); // of the current column, or the one that is changed
    void columnMenu(int column, const QPoint &at);
    void fillViewsMenu();
    void askToSave();
    void manage();
    void choose(const SavedView &view);
    void keep();
    QAction *action(const char *name) const;
    int column() const;

    Parts m_parts;
    QList<QAction *> m_actions;
    QWidget *m_page;
    QMenu *m_viewsMenu;
    QPointer<DatasetDocument> m_document;
    std::filesystem::path m_path; // of what is kept
    QJsonObject m_found; // how the columns stood at first
    SavedViews m_views;
    std::function<QList<FilterDialog::Finding>()> m_findings;
    int m_column = -1; // whose menu is open
};

} // namespace onsa::ui
