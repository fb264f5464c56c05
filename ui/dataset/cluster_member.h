// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a cluster beside the others: its number, its texts with what differs from the first row marked, and what
// can be done with it.
#pragma once

#include "core/text_diff.h"
#include "dataset/dataset_snapshot.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTextEdit;

namespace onsa::ui {

class ClusterMember : public QFrame
{
    Q_OBJECT

public:
    explicit ClusterMember(int place, QWidget *parent = nullptr); // place from 0; the keys are Alt+1 to Alt+9

    void showRow(RowId id, int documentRow, const QString &text);
    // `parts` of the comparison with the first row: here are the Same ones and those of `kind`, which are marked.
    void mark(const std::vector<DiffPart> &parts, DiffPart::Kind kind);
    void setEditable(bool editable);
    RowId rowId() const { return m_id; }
    QString text() const;

Q_SIGNALS:
    void keepWanted(onsa::RowId row);
    void rowWanted(onsa::RowId row);

private:
    int m_place;
    RowId m_id = 0;
    QLabel *m_title = nullptr;
    QTextEdit *m_text = nullptr;
    QPushButton *m_keep = nullptr;
    QPushButton *m_go = nullptr;
};

} // namespace onsa::ui
