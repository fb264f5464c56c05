// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs_dock.h"

#include "jobs/job_list_model.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QToolButton>

namespace onsa::ui {

JobsDock::JobsDock(JobListModel &jobs, QWidget *panel, QWidget *parent)
    : QDockWidget(tr("Jobs"), parent)
    , m_jobs(jobs)
    , m_title(new QLabel)
    , m_fold(new QToolButton)
{
    setObjectName(QStringLiteral("jobsDock"));
    setFeatures(DockWidgetMovable);
    setAllowedAreas(Qt::BottomDockWidgetArea | Qt::TopDockWidgetArea);
    setWidget(panel);

    auto *bar = new QFrame;
    setClass(bar, "strip");
    m_title->setObjectName(QStringLiteral("jobsTitle"));
    m_fold->setObjectName(QStringLiteral("jobsFold"));
    m_fold->setIconSize(QSize(16, 16));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(grid::m, 2, grid::s, 2);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_fold);
    setTitleBarWidget(bar);
    connect(m_fold, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    connect(&jobs, &QAbstractItemModel::modelReset, this, &JobsDock::showSummary);
    connect(&jobs, &QAbstractItemModel::rowsInserted, this, &JobsDock::showSummary);
    connect(&jobs, &QAbstractItemModel::rowsRemoved, this, &JobsDock::showSummary);
    connect(&jobs, &JobListModel::jobChanged, this, &JobsDock::showSummary);
    showSummary();
    setFolded(false);
}

void JobsDock::setFolded(bool folded)
{
    // Before the window was laid out its height is nobody's choice.
    if (folded && !m_folded && isVisible() && widget()->height() > 80)
        m_height = widget()->height();
    m_folded = folded;
    // Not hidden: without its widget a dock makes its title bar narrow.
    widget()->setMaximumHeight(folded ? 0 : QWIDGETSIZE_MAX);
    widget()->setEnabled(!folded); // no focus in what cannot be seen
    const int title = titleBarWidget()->sizeHint().height();
    setMaximumHeight(folded ? title : QWIDGETSIZE_MAX);
    setMinimumHeight(folded ? title : 0);
    if (auto *window = qobject_cast<QMainWindow *>(parentWidget()); window && !folded && isVisible())
        window->resizeDocks({this}, {m_height + title}, Qt::Vertical);
    m_fold->setIcon(icon(folded ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"), Color::Muted));
    const QString words = folded ? tr("Show the jobs (Ctrl+J)") : tr("Fold the jobs (Ctrl+J)");
    m_fold->setToolTip(words);
    m_fold->setAccessibleName(words);
    Q_EMIT foldedChanged(folded);
}

void JobsDock::showSummary()
{
    int running = 0;
    for (int row = 0; row < m_jobs.rowCount({}); ++row)
        if (const SeenJob *seen = m_jobs.job(row); seen && !isFinal(seen->job.status))
            ++running;
    m_title->setText(running > 0 ? tr("<b>Jobs</b> · %n active", nullptr, running) : tr("<b>Jobs</b>"));
}

} // namespace onsa::ui
