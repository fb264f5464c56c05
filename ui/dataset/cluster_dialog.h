// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that say the same or contradict each other, side by side, one group after another: keep one, keep the first, or
// say that all are right. Every decision is one undo step.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/row_clusters.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <set>
#include <stop_token>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;

namespace onsa::ui {

class ClusterMember;
class PoolTask;

class ClusterDialog : public QDialog
{
    Q_OBJECT

public:
    // `kept`: findings that the user keeps; groups that are kept as a whole are not shown.
    ClusterDialog(DatasetDocument &document, std::shared_ptr<const Dismissals> kept, QWidget *parent);
    ~ClusterDialog() override;

    int clusterCount() const { return int(m_shown.size()); } // of the kind that is chosen
    void showKind(const QString &finding); // "near_duplicate"; once they are found

Q_SIGNALS:
    void rowWanted(onsa::RowId row);
    void variantsWanted(const QString &finding, const std::vector<onsa::RowId> &rows);
    void refused(const onsa::Error &error);

private:
    class List;

    void build();
    void search(bool similar);
    void refill(); // after the groups, the rows or the kind changed
    void fillKinds();
    void showCluster(int index);
    void compareMembers(std::vector<std::string> texts);
    void keepOnly(RowId row);
    void keepFirstOfAll();
    void markVariants();
    void remove(const std::vector<RowId> &rows, const QString &label);
    std::vector<RowId> rowsThere(const RowCluster &cluster) const; // those that are not deleted
    const RowCluster *current() const;
    std::size_t removable() const; // rows that keepFirstOfAll would delete
    QString wordsOf(const RowCluster &cluster) const;

    QPointer<DatasetDocument> m_document;
    std::shared_ptr<const Dismissals> m_kept;
    std::vector<RowCluster> m_clusters; // as they were found
    std::set<std::size_t> m_variants; // of these: the user says that all are right
    std::vector<std::size_t> m_shown; // those that are to be decided, of the chosen kind
    QString m_wanted; // the kind to begin with
    bool m_searched = false, m_similar = false;

    List *m_model = nullptr;
    QLabel *m_summary = nullptr;
    QComboBox *m_kinds = nullptr;
    QProgressBar *m_progress = nullptr;
    QListView *m_list = nullptr;
    QWidget *m_side = nullptr;
    QHBoxLayout *m_columns = nullptr;
    QLabel *m_about = nullptr;
    std::vector<ClusterMember *> m_members;
    QPushButton *m_first = nullptr;
    QPushButton *m_variantsButton = nullptr;
    QPushButton *m_all = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_more = nullptr;
    std::unique_ptr<PoolTask> m_task;
    std::stop_source m_compare;
    QTimer m_later;
};

} // namespace onsa::ui
