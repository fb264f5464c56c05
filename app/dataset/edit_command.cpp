// SPDX-License-Identifier: GPL-3.0-or-later
// One way for every change of rows: journal, table, signals; its result is the way back.
#include "dataset/edit_command.h"

#include "dataset/dataset_document_p.h"
#include "system/background.h"

#include <QDateTime>

#include <algorithm>
#include <climits>

namespace onsa {

namespace {

constexpr std::size_t singleSignals = 200; // more changed rows are told as one stretch

// Half a million texts take longer to give back than the window's thread may wait.
void drop(EditCommand::Ops ops)
{
    if (ops && weightOf(*ops) > DatasetDocument::smallChange)
        dropInPool(std::move(ops));
}

} // namespace

EditCommand::EditCommand(DatasetDocument &document, const QString &label, std::vector<EditOp> ops, bool toSaved)
    : QUndoCommand(label)
    , m_document(document)
    , m_ops(std::make_shared<const std::vector<EditOp>>(std::move(ops)))
    , m_otherState(document.stateAfter(*m_ops, toSaved))
    , m_when(QDateTime::currentMSecsSinceEpoch())
    , m_toSaved(toSaved)
{
}

EditCommand::EditCommand(DatasetDocument &document, const QString &label, HistoryStep step, bool done)
    : QUndoCommand(label)
    , m_document(document)
    , m_ops(std::make_shared<const std::vector<EditOp>>(std::move(step.ops)))
    , m_otherState(done ? step.before : step.after)
    , m_when(step.when)
    , m_first(false)
{
}

EditCommand::~EditCommand()
{
    drop(std::move(m_ops));
}

// Review states are no part of the file: with them it is as saved as before.
std::uint64_t DatasetDocument::stateAfter(const std::vector<EditOp> &ops, bool toSaved)
{
    if (toSaved)
        return d->savedState;
    return (d->ready ? d->ready->marksOnly : onlyMarks(ops)) ? d->state : ++d->lastState;
}

void EditCommand::redo()
{
    if (!m_document.d->building)
        swap(std::exchange(m_first, false) ? ActionKind::Do : ActionKind::Redo);
}

void EditCommand::undo()
{
    if (!m_document.d->building)
        swap(ActionKind::Undo);
}

void EditCommand::swap(ActionKind kind)
{
    const auto ready = std::exchange(m_document.d->ready, nullptr);
    auto inverse = ready ? m_document.applyPrepared(std::move(*ready))
                         : m_document.applyOps(*m_ops, kind, text(), kind == ActionKind::Do && m_toSaved);
    drop(std::exchange(m_ops, std::make_shared<const std::vector<EditOp>>(std::move(inverse))));
    const bool wasModified = m_document.isModified();
    std::swap(m_document.d->state, m_otherState);
    if (m_document.isModified() != wasModified)
        Q_EMIT m_document.modifiedChanged(!wasModified);
}

std::vector<EditOp> DatasetDocument::applyOps(std::vector<EditOp> ops, ActionKind kind, const QString &label,
                                              bool toSaved)
{
    RowTable &table = d->rows.table;
    if (d->rows.journal) {
        auto action = journalAction(table, ops, kind, label.toStdString(), d->saves > 0);
        action.toSaved = toSaved;
        noteQueued(d->rows.journal->append(RecordType::Action, encodeAction(action)));
    }

    std::vector<EditOp> inverse;
    inverse.reserve(ops.size());
    for (std::size_t i = 0; i < ops.size();) {
        if (const auto *splice = std::get_if<SpliceOp>(&ops[i])) {
            const auto first = static_cast<int>(splice->first);
            const auto removed = static_cast<int>(splice->removed);
            const auto inserted = static_cast<int>(splice->inserted.size());
            Q_EMIT rowsAboutToChange(first, removed, inserted);
            inverse.push_back(table.apply(std::move(ops[i++])));
            Q_EMIT rowsChanged(first, removed, inserted);
            continue;
        }
        if (const auto *mark = std::get_if<MarkOp>(&ops[i])) {
            const auto [first, last] = stretchOf(table, mark->marks);
            inverse.push_back(table.apply(std::move(ops[i++])));
            noteReviews(first, last);
            continue;
        }
        // A run of changed texts. Rows that are not in the order yet (or no longer) are nobody's business.
        std::vector<int> rows;
        std::size_t end = i;
        for (; end < ops.size() && std::holds_alternative<SetOp>(ops[end]); ++end)
            rows.push_back(table.rowOfId(std::get<SetOp>(ops[end]).id));
        const bool asStretch = rows.size() > singleSignals;
        int low = INT_MAX;
        int high = -1;
        for (const int row : rows) {
            low = row >= 0 ? std::min(low, row) : low;
            high = std::max(high, row);
        }
        if (asStretch && high >= 0)
            Q_EMIT rowsAboutToChange(low, high - low + 1, high - low + 1);
        for (const int row : rows) {
            if (!asStretch && row >= 0)
                Q_EMIT rowsAboutToChange(row, 1, 1);
            inverse.push_back(table.apply(std::move(ops[i++])));
            if (!asStretch && row >= 0)
                Q_EMIT rowsChanged(row, 1, 1);
        }
        if (asStretch && high >= 0)
            Q_EMIT rowsChanged(low, high - low + 1, high - low + 1);
    }
    std::reverse(inverse.begin(), inverse.end());
    return inverse;
}

std::vector<EditOp> DatasetDocument::applyPrepared(PreparedEdit edit)
{
    if (d->rows.journal)
        noteQueued(d->rows.journal->append(RecordType::Action, std::move(edit.record)));
    const bool isSeen = edit.removed > 0 || edit.inserted > 0;
    if (isSeen)
        Q_EMIT rowsAboutToChange(edit.first, edit.removed, edit.inserted);
    std::swap(d->rows.table, edit.rows);
    d->rows.table.setLineForm(edit.rows.lineForm(), edit.rows.isFormSaved()); // chosen while the pool was at work
    if (isSeen)
        Q_EMIT rowsChanged(edit.first, edit.removed, edit.inserted);
    noteReviews(edit.firstMarked, edit.lastMarked);
    dropInPool(std::move(edit.rows));
    return std::move(edit.inverse);
}

void DatasetDocument::noteQueued(std::uint64_t sequence)
{
    d->lastQueued = sequence;
    if (d->journalState == JournalState::Safe)
        setJournalState(JournalState::Writing, {});
}

} // namespace onsa
