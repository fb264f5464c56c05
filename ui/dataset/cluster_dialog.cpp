// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/cluster_dialog.h"

#include "dataset/row_cache.h"
#include "system/background.h"
#include "ui/dataset/cluster_member.h"
#include "ui/dataset/diff_view.h"
#include "ui/dataset/pool_task.h"
#include "ui/theme.h"

#include <QAbstractListModel>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

namespace {

constexpr int automaticRows = 20'000; // half a second; beyond, the search for similar rows is asked for
constexpr std::size_t shownMembers = 12; // beside each other; more are counted

QString countText(std::size_t count)
{
    return QLocale().toString(qulonglong(count));
}

QString kindWords(ClusterKind kind)
{
    switch (kind) {
    case ClusterKind::Contradiction:
        return ClusterDialog::tr("Other answers to one question");
    case ClusterKind::SoftContradiction:
        return ClusterDialog::tr("Nearly one question, answers that differ in a fact");
    case ClusterKind::Duplicate:
        return ClusterDialog::tr("The very same");
    case ClusterKind::SameNormalised:
        return ClusterDialog::tr("The same but for spaces, width or signs");
    case ClusterKind::Near:
        break;
    }
    return ClusterDialog::tr("Nearly the same");
}

QPushButton *makeButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false); // Enter in the list decides nothing
    return button;
}

} // namespace

class ClusterDialog::List : public QAbstractListModel
{
public:
    explicit List(ClusterDialog &dialog)
        : QAbstractListModel(&dialog)
        , m_dialog(dialog)
    {
    }
    void reload()
    {
        beginResetModel();
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_dialog.m_shown.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const RowCluster &cluster = m_dialog.m_clusters[m_dialog.m_shown[std::size_t(index.row())]];
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return m_dialog.wordsOf(cluster);
        return {};
    }

private:
    ClusterDialog &m_dialog;
};

ClusterDialog::ClusterDialog(DatasetDocument &document, std::shared_ptr<const Dismissals> kept, QWidget *parent)
    : QDialog(parent)
    , m_document(&document)
    , m_kept(std::move(kept))
    , m_model(new List(*this))
{
    build();
    m_task = std::make_unique<PoolTask>(this, m_progress);
    // Undo brings rows back, and with them their groups.
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, &ClusterDialog::refill);
    connect(&document, &DatasetDocument::rowsChanged, &m_later, qOverload<>(&QTimer::start));
    connect(&document, &QObject::destroyed, this, &QDialog::reject);
    search(document.rowCount() <= automaticRows);
}

ClusterDialog::~ClusterDialog()
{
    m_compare.request_stop();
}

void ClusterDialog::build()
{
    setObjectName(QStringLiteral("clusterDialog"));
    setWindowTitle(tr("Rows side by side"));
    m_summary = new QLabel(tr("Comparing the rows…"));
    m_summary->setObjectName(QStringLiteral("clusterSummary"));
    m_summary->setWordWrap(true);
    m_kinds = new QComboBox;
    m_kinds->setObjectName(QStringLiteral("clusterKinds"));
    m_kinds->setAccessibleName(tr("Which groups are shown"));
    m_kinds->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_more = makeButton("clusterSearchSimilar", tr("Search for similar rows, too"));
    setClass(m_more, "quiet");
    m_more->hide();
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("clusterProgress"));
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("clusterList"));
    m_list->setAccessibleName(tr("Groups of rows"));
    m_list->setUniformItemSizes(true);
    m_list->setModel(m_model);
    m_list->setMinimumWidth(220);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // what does not fit stands at the right

    m_about = new QLabel;
    m_about->setObjectName(QStringLiteral("clusterAbout"));
    m_about->setWordWrap(true);
    auto *inside = new QWidget;
    m_columns = new QHBoxLayout(inside);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(grid::s);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("clusterMembers"));
    scroll->setAccessibleName(tr("Rows of the group"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(inside);
    m_side = new QWidget;
    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(grid::s, 0, 0, 0);
    side->setSpacing(grid::s);
    side->addWidget(m_about);
    side->addWidget(scroll, 1);

    m_first = makeButton("clusterKeepFirst", tr("Keep the &first"));
    m_first->setToolTip(tr("Deletes the other rows of this group"));
    m_variantsButton = makeButton("clusterVariants", tr("All are &right"));
    m_variantsButton->setToolTip(tr("Variants that may stay: the group is not shown again"));
    m_all = makeButton("clusterKeepFirstOfAll", QString());
    m_undo = makeButton("clusterUndo", tr("&Undo"));
    auto *buttons = new QDialogButtonBox;
    for (QPushButton *button : {m_first, m_variantsButton, m_all, m_undo})
        buttons->addButton(button, QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(QStringLiteral("clusterClose"));
    close->setAutoDefault(false);

    auto *head = new QHBoxLayout;
    head->setSpacing(grid::m);
    head->addWidget(m_summary, 1);
    head->addWidget(m_more);
    head->addWidget(m_kinds);
    auto *parts = new QSplitter(Qt::Horizontal);
    parts->addWidget(m_list);
    parts->addWidget(m_side);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 3);
    parts->setChildrenCollapsible(false);
    parts->setSizes({290, 770});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addLayout(head);
    layout->addWidget(m_progress);
    layout->addWidget(parts, 1);
    layout->addWidget(buttons);
    resize(1080, 640);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) { showCluster(now.row()); });
    connect(m_kinds, &QComboBox::activated, this, [this] { refill(); });
    connect(m_more, &QPushButton::clicked, this, [this] { search(true); });
    connect(m_first, &QPushButton::clicked, this, [this] {
        if (const RowCluster *cluster = current())
            keepOnly(rowsThere(*cluster).front());
    });
    connect(m_variantsButton, &QPushButton::clicked, this, &ClusterDialog::markVariants);
    connect(m_all, &QPushButton::clicked, this, &ClusterDialog::keepFirstOfAll);
    const auto undo = [this] {
        if (m_document && m_document->undoStack()->canUndo())
            m_document->undo([this](const Result<> &done) {
                if (!done)
                    Q_EMIT refused(done.error());
            });
    };
    connect(m_undo, &QPushButton::clicked, this, undo);
    connect(new QShortcut(QKeySequence(QKeySequence::Undo), this), &QShortcut::activated, this, undo);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refill();
}

void ClusterDialog::search(bool similar)
{
    m_more->hide();
    m_summary->setText(tr("Comparing the rows…"));
    m_task->start(
        [rows = m_document->snapshot(), kept = m_kept, similar](const ScanProgress &progress, std::stop_token stop) {
            return findClusters(*rows, similar, kept ? *kept : Dismissals(), progress, stop);
        },
        [this, similar](Result<std::vector<RowCluster>> found) {
            if (!found)
                return Q_EMIT refused(found.error());
            m_searched = true;
            m_similar = similar;
            m_variants.clear();
            m_clusters = std::move(*found);
            fillKinds();
            refill();
            m_list->setFocus();
        });
}

void ClusterDialog::showKind(const QString &finding)
{
    m_wanted = finding;
    if (m_searched) {
        fillKinds();
        refill();
    }
}

std::vector<RowId> ClusterDialog::rowsThere(const RowCluster &cluster) const
{
    std::vector<RowId> rows;
    for (const RowId row : cluster.rows)
        if (m_document && m_document->rowOfId(row) >= 0)
            rows.push_back(row);
    return rows;
}

const RowCluster *ClusterDialog::current() const
{
    const int at = m_list->currentIndex().row();
    return at < 0 || at >= int(m_shown.size()) ? nullptr : &m_clusters[m_shown[std::size_t(at)]];
}

QString ClusterDialog::wordsOf(const RowCluster &cluster) const
{
    const std::vector<RowId> rows = rowsThere(cluster);
    QString text;
    if (const int row = rows.empty() ? -1 : m_document->rowOfId(rows.front()); row >= 0)
        if (const auto example = m_document->example(row)) {
            const auto field = promptField(*example);
            text = field ? cellText(textOf(*example, *field)) : QString();
        }
    QString words = tr("%1 rows").arg(countText(rows.size()));
    if (cluster.kind == ClusterKind::Near || cluster.kind == ClusterKind::SoftContradiction)
        words += tr(", %1 % alike").arg(QLocale().toString(int(cluster.similarity * 100)));
    return tr("%1: %2").arg(words, text);
}

void ClusterDialog::fillKinds()
{
    const QVariant before = m_wanted.isEmpty() ? m_kinds->currentData() : QVariant(m_wanted);
    m_kinds->clear();
    m_kinds->addItem(tr("All groups"), QString());
    for (const ClusterKind kind : {ClusterKind::Contradiction, ClusterKind::SoftContradiction, ClusterKind::Duplicate,
                                   ClusterKind::SameNormalised, ClusterKind::Near})
        if (std::any_of(m_clusters.begin(), m_clusters.end(), [&](const auto &one) { return one.kind == kind; }))
            m_kinds->addItem(kindWords(kind), QLatin1String(findingOf(kind)));
    m_kinds->setCurrentIndex(qMax(0, m_kinds->findData(before)));
    m_wanted.clear();
}

void ClusterDialog::refill()
{
    if (!m_document)
        return;
    const int before = qMax(0, m_list->currentIndex().row());
    const QString kind = m_kinds->currentData().toString();
    m_shown.clear();
    for (std::size_t i = 0; i < m_clusters.size(); ++i) {
        const RowCluster &cluster = m_clusters[i];
        if ((kind.isEmpty() || kind == QLatin1String(findingOf(cluster.kind))) && !m_variants.contains(i)
            && rowsThere(cluster).size() > 1)
            m_shown.push_back(i);
    }
    m_model->reload();
    const bool any = !m_shown.empty();
    m_kinds->setVisible(m_kinds->count() > 2);
    m_more->setVisible(m_searched && !m_similar);
    m_list->setVisible(any);
    m_side->setVisible(any);
    const QString rows = QLocale().toString(m_document->rowCount());
    if (m_searched)
        m_summary->setText(any ? tr("%1 rows compared: %2 groups to look at.").arg(rows, countText(m_shown.size()))
                               : m_clusters.empty()
                               ? tr("%1 rows compared: no two say the same or contradict each other.").arg(rows)
                               : tr("Nothing is left to decide here."));
    const bool edits = any && !m_document->isReadOnly();
    const std::size_t all = removable();
    m_all->setText(tr("Keep the first of all (deletes %1 rows)").arg(countText(all)));
    m_all->setVisible(all > 0);
    m_all->setEnabled(edits);
    for (QPushButton *button : {m_first, m_variantsButton})
        button->setVisible(any);
    m_first->setEnabled(edits);
    m_undo->setEnabled(m_document->undoStack()->canUndo() && !m_document->isReadOnly());
    const int at = qMin(before, int(m_shown.size()) - 1);
    m_list->setCurrentIndex(m_model->index(at, 0));
    showCluster(at);
    if (!any && m_searched)
        findChild<QPushButton *>(QStringLiteral("clusterClose"))->setFocus();
}

void ClusterDialog::showCluster(int index)
{
    m_compare.request_stop();
    if (index < 0 || index >= int(m_shown.size()))
        return;
    const RowCluster &cluster = m_clusters[m_shown[std::size_t(index)]];
    const std::vector<RowId> rows = rowsThere(cluster);
    QString about = kindWords(cluster.kind);
    if (rows.size() > shownMembers)
        about = tr("%1 – the first %2 of %3 are shown").arg(about, countText(shownMembers), countText(rows.size()));
    m_about->setText(about);
    const std::size_t shown = std::min(rows.size(), shownMembers);
    while (m_members.size() < shown) {
        auto *member = new ClusterMember(int(m_members.size()));
        connect(member, &ClusterMember::keepWanted, this, &ClusterDialog::keepOnly);
        connect(member, &ClusterMember::rowWanted, this, &ClusterDialog::rowWanted);
        m_columns->addWidget(member, 1);
        m_members.push_back(member);
    }
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        m_members[i]->setVisible(i < shown);
        if (i >= shown)
            continue;
        const int row = m_document->rowOfId(rows[i]);
        const QString text = rowInWords(m_document->line(row));
        texts.push_back(text.toStdString());
        m_members[i]->showRow(rows[i], row, text);
        m_members[i]->setEditable(!m_document->isReadOnly());
    }
    compareMembers(std::move(texts));
}

// The first row is compared with each of the others; two are marked on both sides.
void ClusterDialog::compareMembers(std::vector<std::string> texts)
{
    m_compare = runInBackground(
        this,
        [texts = std::move(texts)](std::stop_token stop) {
            std::vector<std::vector<DiffPart>> all;
            for (std::size_t i = 1; i < texts.size() && !stop.stop_requested(); ++i)
                all.push_back(diffText(texts.front(), texts[i]));
            return all;
        },
        [this](const std::vector<std::vector<DiffPart>> &all) {
            for (std::size_t i = 0; i < all.size(); ++i)
                m_members[i + 1]->mark(all[i], DiffPart::Kind::Added);
            if (all.size() == 1)
                m_members.front()->mark(all.front(), DiffPart::Kind::Removed);
        });
}

void ClusterDialog::remove(const std::vector<RowId> &rows, const QString &label)
{
    if (!m_document || rows.empty())
        return;
    RowChanges changes;
    for (const RowId row : rows)
        if (const int at = m_document->rowOfId(row); at >= 0)
            changes.removed.push_back(at);
    m_document->change(
        rows.size(), label,
        [changes](const DatasetSnapshot &, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
            return changes;
        },
        [guard = QPointer<ClusterDialog>(this)](const Result<> &done) {
            if (guard && !done)
                Q_EMIT guard->refused(done.error());
        });
}

void ClusterDialog::keepOnly(RowId row)
{
    const RowCluster *cluster = current();
    if (!cluster)
        return;
    std::vector<RowId> rows = rowsThere(*cluster);
    std::erase(rows, row);
    remove(rows, tr("Keep one of %1 similar rows").arg(countText(rows.size() + 1)));
}

std::size_t ClusterDialog::removable() const
{
    std::set<RowId> rows;
    for (const std::size_t i : m_shown)
        if (saysTheSame(m_clusters[i].kind)) {
            const std::vector<RowId> there = rowsThere(m_clusters[i]);
            rows.insert(there.begin() + 1, there.end());
        }
    return rows.size();
}

void ClusterDialog::keepFirstOfAll()
{
    std::set<RowId> rows;
    for (const std::size_t i : m_shown)
        if (saysTheSame(m_clusters[i].kind)) {
            const std::vector<RowId> there = rowsThere(m_clusters[i]);
            rows.insert(there.begin() + 1, there.end());
        }
    remove({rows.begin(), rows.end()}, tr("Delete %1 rows that are there twice").arg(countText(rows.size())));
}

void ClusterDialog::markVariants()
{
    const RowCluster *cluster = current();
    if (!cluster)
        return;
    m_variants.insert(m_shown[std::size_t(m_list->currentIndex().row())]);
    Q_EMIT variantsWanted(QLatin1String(findingOf(cluster->kind)), rowsThere(*cluster));
    refill();
}

} // namespace onsa::ui
