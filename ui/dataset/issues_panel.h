// SPDX-License-Identifier: GPL-3.0-or-later
// All findings of a check, by kind with their counts; what the chosen kind means and what can be done about it.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/dataset_scan.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace onsa::ui {

class IssuesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit IssuesPanel(QWidget *parent = nullptr);

    using QWidget::show;
    // `report` must outlive the panel or the next call. `kept`: findings that the user chose to keep, which are not in
    // the report.
    void show(const ScanReport &report, const DatasetDocument &document, std::size_t kept = 0);
    void setBusy(bool busy);
    QString chosenKind() const; // id of the finding; empty = none

Q_SIGNALS:
    void rowChosen(onsa::RowId row);
    void kindFilterWanted(const QString &id);
    void fixAllWanted(const QString &id);
    void fixChosenWanted(const QString &id); // in the rows that are chosen in the table
    void keepWanted(const QString &id, std::optional<onsa::RowId> row);
    void restoreWanted(); // of all kept findings
    void similarWanted(); // search for similar rows
    void compareWanted(const QString &id); // the rows of a kind side by side
    void closed();

private:
    void showKind(QTreeWidgetItem *item);
    QString explanationOf(const QString &id) const;
    void fillKinds(const ScanReport &report, const DatasetDocument &document);

    const ScanReport *m_report = nullptr; // as last shown; it stays with who made it
    bool m_readOnly = false;
    QLabel *m_title = nullptr;
    QTreeWidget *m_tree = nullptr;
    QWidget *m_detail = nullptr;
    QLabel *m_mark = nullptr;
    QLabel *m_severity = nullptr;
    QLabel *m_explanation = nullptr;
    QPushButton *m_rows = nullptr;
    QPushButton *m_fixAll = nullptr;
    QPushButton *m_fixChosen = nullptr;
    QPushButton *m_keep = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_similar = nullptr;
    QPushButton *m_compare = nullptr;
};

} // namespace onsa::ui
