// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/issues_panel.h"

#include "dataset/row_clusters.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/issue_words.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace onsa::ui {

namespace {

constexpr int rowsPerKind = 200; // more are counted, not listed: the filter shows them
constexpr int kindRole = Qt::UserRole + 1;
constexpr int leastHeight = 220; // px, with findings: the list and what can be done about one

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

QString countText(std::size_t count)
{
    return QLocale().toString(qulonglong(count));
}

QString kindOf(const QTreeWidgetItem *item)
{
    const QTreeWidgetItem *kind = item && item->parent() ? item->parent() : item;
    return kind ? kind->data(0, kindRole).toString() : QString();
}

bool isAboutSeveralRows(const QString &id)
{
    for (const ClusterKind kind : {ClusterKind::Contradiction, ClusterKind::SoftContradiction, ClusterKind::Duplicate,
                                   ClusterKind::SameNormalised, ClusterKind::Near})
        if (id == QLatin1String(findingOf(kind)))
            return true;
    return false;
}

QPushButton *makeButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    return button;
}

} // namespace

IssuesPanel::IssuesPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_tree(new QTreeWidget)
    , m_detail(new QWidget)
    , m_mark(new QLabel)
    , m_severity(new QLabel)
    , m_explanation(new QLabel)
    , m_rows(makeButton("issuesShowRows", tr("Show only these rows")))
    , m_fixAll(makeButton("issuesFixAll", QString()))
    , m_fixChosen(makeButton("issuesFixChosen", tr("Only in the chosen rows…")))
    , m_keep(makeButton("issuesKeep", tr("Keep as it is…")))
    , m_restore(makeButton("issuesRestore", QString()))
    , m_similar(makeButton("issuesSimilar", tr("Search for similar rows")))
    , m_compare(makeButton("issuesCompare", tr("Side by side…")))
{
    setObjectName(QStringLiteral("issuesPanel"));
    setMinimumHeight(leastHeight);
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
    m_severity->setObjectName(QStringLiteral("issuesSeverity"));
    m_severity->setWordWrap(true);
    m_explanation->setObjectName(QStringLiteral("issuesExplanation"));
    m_explanation->setWordWrap(true);
    setClass(m_explanation, "muted");
    m_rows->setIcon(icon(QStringLiteral("find")));
    m_fixAll->setIcon(icon(QStringLiteral("tune")));
    m_compare->setIcon(icon(QStringLiteral("compare")));
    for (QPushButton *button : {m_restore, m_similar})
        setClass(button, "quiet");
    m_restore->hide();

    auto *about = new QHBoxLayout;
    about->setSpacing(grid::s);
    about->addWidget(m_mark, 0, Qt::AlignTop);
    about->addWidget(m_severity, 1);
    auto *detail = new QVBoxLayout(m_detail);
    detail->setContentsMargins(grid::m, grid::s, grid::s, grid::s);
    detail->setSpacing(grid::s);
    detail->addLayout(about);
    detail->addWidget(m_explanation);
    detail->addWidget(m_compare);
    detail->addWidget(m_fixAll);
    auto *more = new QGridLayout; // low, because the list of findings stands below the table
    more->setSpacing(grid::s);
    more->addWidget(m_fixChosen, 0, 0, 1, 2);
    more->addWidget(m_rows, 1, 0);
    more->addWidget(m_keep, 1, 1);
    detail->addLayout(more);
    detail->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("issuesDetail"));
    scroll->setAccessibleName(tr("About the finding"));
    scroll->setWidget(m_detail);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_restore);
    head->addWidget(m_similar);
    head->addWidget(close);
    auto *across = new QHBoxLayout;
    across->setSpacing(grid::s);
    across->addWidget(m_tree, 3);
    across->addWidget(scroll, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::xs, grid::s, grid::s);
    layout->setSpacing(grid::xs);
    layout->addLayout(head);
    layout->addLayout(across, 1);

    connect(close, &QToolButton::clicked, this, &IssuesPanel::closed);
    connect(m_restore, &QPushButton::clicked, this, &IssuesPanel::restoreWanted);
    connect(m_similar, &QPushButton::clicked, this, &IssuesPanel::similarWanted);
    connect(m_rows, &QPushButton::clicked, this, [this] { Q_EMIT kindFilterWanted(chosenKind()); });
    connect(m_compare, &QPushButton::clicked, this, [this] { Q_EMIT compareWanted(chosenKind()); });
    connect(m_fixAll, &QPushButton::clicked, this, [this] { Q_EMIT fixAllWanted(chosenKind()); });
    connect(m_fixChosen, &QPushButton::clicked, this, [this] { Q_EMIT fixChosenWanted(chosenKind()); });
    connect(m_keep, &QPushButton::clicked, this, [this] {
        const QVariant row = m_tree->currentItem()->data(0, Qt::UserRole);
        Q_EMIT keepWanted(chosenKind(), row.isValid() ? std::optional<RowId>(row.toUInt()) : std::nullopt);
    });
    const auto choose = [this](QTreeWidgetItem *item) {
        const QVariant row = item->data(0, Qt::UserRole);
        if (row.isValid())
            Q_EMIT rowChosen(row.toUInt());
    };
    connect(m_tree, &QTreeWidget::itemClicked, this, choose);
    connect(m_tree, &QTreeWidget::itemActivated, this, choose);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &IssuesPanel::showKind);
    showKind(nullptr);
}

void IssuesPanel::setBusy(bool busy)
{
    if (busy)
        m_title->setText(tr("Checking…"));
    m_similar->setEnabled(!busy);
}

QString IssuesPanel::chosenKind() const
{
    return kindOf(m_tree->currentItem());
}

void IssuesPanel::showKind(QTreeWidgetItem *item)
{
    const QString id = kindOf(item);
    m_detail->setVisible(!id.isEmpty());
    if (id.isEmpty() || !m_report)
        return;
    const auto found = m_report->kinds.find(id.toStdString());
    const bool ofRows = found != m_report->kinds.end();
    Severity severity = Severity::Info;
    Fix fileFix = Fix::None;
    if (ofRows)
        severity = found->second.severity;
    else
        for (const Issue &issue : m_report->fileIssues)
            if (issue.id == id.toStdString())
                std::tie(severity, fileFix) = std::tie(issue.severity, issue.fix);
    m_mark->setPixmap(iconOf(severity).pixmap(QSize(18, 18), devicePixelRatioF()));
    m_severity->setText(ofRows ? tr("%1, rows: %2").arg(severityWord(severity), countText(found->second.rows.size()))
                               : severityWord(severity));
    const QString words = explanationOf(id);
    m_explanation->setText(words);
    m_explanation->setVisible(!words.isEmpty());
    const QString fix = fixWords(ofRows ? found->second.fix : fileFix);
    m_fixAll->setVisible(!fix.isEmpty());
    m_fixAll->setText(ofRows ? tr("%1: all %2…").arg(fix, countText(found->second.rows.size())) : fix);
    m_fixChosen->setVisible(ofRows && !fix.isEmpty());
    for (QPushButton *button : {m_fixAll, m_fixChosen})
        button->setEnabled(!m_readOnly);
    m_compare->setVisible(isAboutSeveralRows(id));
    m_rows->setVisible(ofRows);
    m_keep->setVisible(ofRows);
}

// What it means, and what of it is in this data set.
QString IssuesPanel::explanationOf(const QString &id) const
{
    QStringList lines{issueExplanation(id.toStdString())};
    if (id == QLatin1String("imbalance"))
        for (const ScanReport::Share &share : m_report->shares)
            lines << shareWords(share);
    if (id == QLatin1String("unknown_member")) {
        QStringList names;
        for (const std::string &name : m_report->extraMembers)
            names << QString::fromStdString(name).left(60);
        lines << names.join(QStringLiteral(", "));
    }
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void IssuesPanel::fillKinds(const ScanReport &report, const DatasetDocument &document)
{
    std::map<std::string, QTreeWidgetItem *> kinds;
    const auto makeKind = [&](const std::string &id, Severity severity, const QString &text, std::size_t count) {
        auto *item = new QTreeWidgetItem(m_tree);
        item->setIcon(0, iconOf(severity));
        item->setText(0, text);
        item->setText(1, countText(count));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, kindRole, QString::fromStdString(id));
        item->setData(0, Qt::AccessibleTextRole, tr("%1: %2, %3").arg(severityWord(severity), text, countText(count)));
        kinds[id] = item;
    };
    for (const Issue &issue : report.fileIssues)
        makeKind(issue.id, issue.severity, issueText(issue), 1);
    // The worst first, then the most frequent.
    std::vector<const std::pair<const std::string, ScanReport::Kind> *> sorted;
    for (const auto &kind : report.kinds)
        sorted.push_back(&kind);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto *a, const auto *b) {
        return std::pair(a->second.severity, b->second.count) < std::pair(b->second.severity, a->second.count);
    });
    for (const auto *kind : sorted) {
        Issue named;
        named.id = kind->first;
        const auto first = std::find_if(report.issues.begin(), report.issues.end(),
                                        [&](const auto &entry) { return entry.second.id == kind->first; });
        makeKind(kind->first, kind->second.severity, issueText(first == report.issues.end() ? named : first->second),
                 kind->second.count);
    }
    for (const auto &[row, issue] : report.issues) {
        QTreeWidgetItem *kind = kinds[issue.id];
        if (!kind || kind->childCount() >= rowsPerKind)
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
}

void IssuesPanel::show(const ScanReport &report, const DatasetDocument &document, std::size_t kept)
{
    const QString before = chosenKind();
    const bool focused = m_tree->hasFocus();
    m_readOnly = document.isReadOnly();
    m_tree->clear();
    m_report = &report;
    fillKinds(report, document);
    const bool none = m_tree->topLevelItemCount() == 0;
    if (none && focused)
        findChild<QWidget *>(QStringLiteral("issuesClose"))->setFocus(); // not to somewhere else in the window
    m_tree->setVisible(!none);
    findChild<QWidget *>(QStringLiteral("issuesDetail"))->setVisible(!none);
    // One line leaves the table its room.
    const QMargins around = layout()->contentsMargins();
    const int line = around.top() + m_similar->sizeHint().height() + around.bottom();
    setMinimumHeight(none ? line : leastHeight);
    setMaximumHeight(none ? line : QWIDGETSIZE_MAX);
    // A short list is open at once.
    if (report.issues.size() <= 20)
        m_tree->expandAll();
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        if (m_tree->topLevelItem(i)->data(0, kindRole).toString() == before)
            m_tree->setCurrentItem(m_tree->topLevelItem(i));
    if (!m_tree->currentItem() && !none)
        m_tree->setCurrentItem(m_tree->topLevelItem(0));
    if (focused)
        m_tree->setFocus();
    showKind(m_tree->currentItem());
    m_similar->setEnabled(true);
    m_restore->setText(tr("Kept: %1. Show again").arg(countText(kept)));
    m_restore->setVisible(kept > 0);
    m_title->setText(
        none ? tr("Checked %1 rows: nothing to correct").arg(countText(report.rows))
             : tr("Checked %1 rows: %2 can be used").arg(countText(report.rows), countText(report.usableRows)));
}

} // namespace onsa::ui
