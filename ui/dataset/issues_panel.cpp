// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/issues_panel.h"

#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace onsa::ui {

namespace {

constexpr int rowsPerKind = 200; // more are counted, not listed: the filter shows them

QIcon iconOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return icon(QStringLiteral("error"), Color::Danger);
    case Severity::Warning:
        return icon(QStringLiteral("warning"), Color::Warning);
    case Severity::Info:
        break;
    }
    return icon(QStringLiteral("info"), Color::Accent);
}

} // namespace

IssuesPanel::IssuesPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_tree(new QTreeWidget)
{
    setObjectName(QStringLiteral("issuesPanel"));
    m_title->setObjectName(QStringLiteral("issuesTitle"));
    auto *close = new QToolButton;
    close->setObjectName(QStringLiteral("issuesClose"));
    close->setIcon(icon(QStringLiteral("close"), Color::Muted));
    close->setToolTip(tr("Close the list"));
    close->setAccessibleName(tr("Close the list"));
    m_tree->setObjectName(QStringLiteral("issuesTree"));
    m_tree->setAccessibleName(tr("Findings"));
    m_tree->setHeaderHidden(true);
    m_tree->setColumnCount(2);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::xs, grid::s, grid::s);
    layout->setSpacing(grid::xs);
    layout->addLayout(head);
    layout->addWidget(m_tree, 1);
    layout->addStretch(); // without findings the title stays at the top

    connect(close, &QToolButton::clicked, this, &IssuesPanel::closed);
    const auto choose = [this](QTreeWidgetItem *item) {
        const QVariant row = item->data(0, Qt::UserRole);
        if (row.isValid())
            Q_EMIT rowChosen(row.toUInt());
    };
    connect(m_tree, &QTreeWidget::itemClicked, this, choose);
    connect(m_tree, &QTreeWidget::itemActivated, this, choose);
}

void IssuesPanel::setBusy(bool busy)
{
    if (busy)
        m_title->setText(tr("Checking…"));
}

void IssuesPanel::show(const ScanReport &report, const DatasetDocument &document)
{
    m_tree->clear();
    std::map<std::string, QTreeWidgetItem *> kinds;
    const auto kindOf = [&](const Issue &issue) {
        QTreeWidgetItem *&item = kinds[issue.id];
        if (item)
            return item;
        item = new QTreeWidgetItem(m_tree);
        item->setIcon(0, iconOf(issue.severity));
        item->setText(0, issueText(issue));
        const auto count = report.counts.find(issue.id);
        item->setText(1, QLocale().toString(qulonglong(count == report.counts.end() ? 1 : count->second)));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        return item;
    };
    for (const Issue &issue : report.fileIssues)
        kindOf(issue);
    for (const auto &[row, issue] : report.issues) {
        QTreeWidgetItem *kind = kindOf(issue);
        if (kind->childCount() >= rowsPerKind)
            continue;
        const int at = document.rowOfId(row);
        if (at < 0)
            continue;
        auto *item = new QTreeWidgetItem(kind);
        const auto example = document.example(at);
        const QString text = !example ? QString::fromStdString(document.line(at))
            : example->kind == ExampleKind::Pair
            ? QString::fromStdString(example->prompt)
            : QString::fromStdString(example->messages.empty() ? std::string() : example->messages.front().content);
        item->setText(0, tr("Row %1   %2").arg(QLocale().toString(at + 1), text.left(120).simplified()));
        item->setData(0, Qt::UserRole, QVariant(uint(row)));
    }
    if (kinds.empty() && m_tree->hasFocus())
        findChild<QWidget *>(QStringLiteral("issuesClose"))->setFocus(); // not to somewhere else in the window
    m_tree->setVisible(!kinds.empty());
    // A short list is open at once.
    if (report.issues.size() <= 20)
        m_tree->expandAll();
    m_title->setText(
        kinds.empty()
            ? tr("Checked %1 rows: nothing to correct").arg(QLocale().toString(qulonglong(report.rows)))
            : tr("Checked %1 rows: %2 can be used")
                  .arg(QLocale().toString(qulonglong(report.rows)), QLocale().toString(qulonglong(report.usableRows))));
}

} // namespace onsa::ui
