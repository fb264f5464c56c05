// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/review_flow.h"

#include "system/background.h"
#include "ui/dataset/chosen_cells.h"
#include "ui/dataset/data_table.h"

#include <QLocale>

#include <algorithm>

namespace onsa::ui {

namespace {

std::size_t at(ReviewState state)
{
    return std::size_t(state);
}

} // namespace

ReviewFlow::ReviewFlow(DataTable &table, QObject *parent)
    : QObject(parent)
    , m_table(table)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(50); // one look for many changes
    connect(&m_soon, &QTimer::timeout, this, &ReviewFlow::count);
}

ReviewFlow::~ReviewFlow()
{
    m_stop.request_stop();
}

void ReviewFlow::setModel(DatasetModel *model)
{
    if (m_model)
        m_model->document().disconnect(this);
    m_stop.request_stop();
    m_model = model;
    m_counts = {};
    m_everUsed = true; // a restored row may have a state
    if (!model)
        return;
    connect(&model->document(), &DatasetDocument::reviewsChanged, this, [this] {
        m_everUsed = true;
        m_soon.start();
    });
    connect(&model->document(), &DatasetDocument::rowsChanged, this, [this] {
        if (m_everUsed) // a snapshot makes the next insertion copy the order
            m_soon.start();
    });
    count();
}

void ReviewFlow::count()
{
    if (!m_model)
        return;
    m_stop.request_stop();
    m_stop = runInBackground(
        this, [rows = m_model->document().snapshot()](const std::stop_token &) { return countReviews(*rows); },
        [this](const ReviewCounts &counts) {
            if (!m_model)
                return;
            m_counts = counts;
            m_everUsed = m_everUsed && (isUsed() || m_model->document().historyCount() > 0);
            Q_EMIT countsChanged();
        });
}

bool ReviewFlow::isUsed() const
{
    return std::any_of(m_counts.begin() + 1, m_counts.end(), [](std::size_t rows) { return rows > 0; });
}

QString ReviewFlow::countText() const
{
    if (!isUsed())
        return {};
    const std::size_t drafts = m_counts[at(ReviewState::Draft)];
    const std::size_t rejected = m_counts[at(ReviewState::Rejected)];
    const QLocale locale;
    QString words = drafts > 0 ? tr("%1 not reviewed").arg(locale.toString(qulonglong(drafts))) : tr("all reviewed");
    if (rejected > 0)
        words += tr(", %1 rejected").arg(locale.toString(qulonglong(rejected)));
    return words;
}

void ReviewFlow::mark(ReviewState state)
{
    if (!m_model)
        return;
    const ChosenCells cells = ChosenCells::of(m_table, *m_model);
    if (cells.ranges.empty())
        return;
    const QString labels[reviewStates] = {tr("Mark as draft"), tr("Mark as reviewed"), tr("Approve"), tr("Reject")};
    m_model->document().change(
        cells.count(), labels[at(state)],
        [cells, state](const DatasetSnapshot &rows, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
            RowChanges changes;
            for (const ChosenRow &one : chosenRows(cells, rows))
                changes.marks.push_back({rows.rowId(std::size_t(one.row)), state});
            return changes;
        },
        [this](const Result<> &done) {
            if (!done)
                Q_EMIT refused(done.error());
        });
}

void ReviewFlow::toggleReviewed()
{
    if (!m_model)
        return;
    const ChosenCells cells = ChosenCells::of(m_table, *m_model);
    if (cells.ranges.empty())
        return;
    m_model->document().change(
        cells.count(), tr("Mark as reviewed"),
        [cells, back = tr("Mark as draft")](const DatasetSnapshot &rows, const ScanProgress &,
                                            std::stop_token) -> Result<RowChanges> {
            std::vector<RowId> drafts, reviewed;
            for (const ChosenRow &one : chosenRows(cells, rows)) {
                const RowId id = rows.rowId(std::size_t(one.row));
                if (rows.review(id) == ReviewState::Draft)
                    drafts.push_back(id);
                else if (rows.review(id) == ReviewState::Reviewed)
                    reviewed.push_back(id);
            }
            RowChanges changes;
            for (const RowId id : drafts)
                changes.marks.push_back({id, ReviewState::Reviewed});
            if (!drafts.empty())
                return changes;
            changes.label = back;
            for (const RowId id : reviewed)
                changes.marks.push_back({id, ReviewState::Draft});
            return changes;
        },
        [this](const Result<> &done) {
            if (!done)
                Q_EMIT refused(done.error());
        });
}

void ReviewFlow::goToNextDraft()
{
    if (!m_model || m_model->rowCount() == 0)
        return;
    const int rows = m_model->rowCount();
    const int from = m_table.currentIndex().isValid() ? m_table.currentIndex().row() : -1;
    for (int step = 1; step <= rows; ++step) {
        const int view = (from + step) % rows;
        const int row = m_model->documentRow(view);
        if (row >= 0 && m_model->document().review(row) == ReviewState::Draft)
            return m_table.goTo(view);
    }
    Q_EMIT said(m_model->isFiltered() ? tr("Every row that the filter shows has been reviewed.")
                                      : tr("Every row has been reviewed."));
}

QString stateIconName(ReviewState state)
{
    switch (state) {
    case ReviewState::Reviewed:
        return QStringLiteral("reviewed");
    case ReviewState::Approved:
        return QStringLiteral("success");
    case ReviewState::Rejected:
        return QStringLiteral("rejected");
    case ReviewState::Draft:
        break;
    }
    return QStringLiteral("draft");
}

} // namespace onsa::ui
