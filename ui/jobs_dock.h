// SPDX-License-Identifier: GPL-3.0-or-later
// The Jobs panel at the bottom of the window; folds to its title line.
#pragma once

#include <QDockWidget>

class QLabel;
class QToolButton;

namespace onsa {
class JobListModel;
}

namespace onsa::ui {

class JobsDock : public QDockWidget
{
    Q_OBJECT

public:
    JobsDock(JobListModel &jobs, QWidget *panel, QWidget *parent = nullptr);

    bool isFolded() const { return m_folded; }
    void setFolded(bool folded);

Q_SIGNALS:
    void foldedChanged(bool folded);

private:
    void showSummary();

    JobListModel &m_jobs;
    QLabel *m_title = nullptr;
    QToolButton *m_fold = nullptr;
    int m_height = 220; // of the panel when it is open
    bool m_folded = false;
};

} // namespace onsa::ui
