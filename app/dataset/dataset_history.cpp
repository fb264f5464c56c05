// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a DatasetDocument over sessions, and the text that is being typed.
#include "dataset/dataset_document_p.h"
#include "dataset/edit_command.h"

#include <algorithm>
#include <unordered_set>

namespace onsa {

namespace {

constexpr qsizetype maxDraft = 1 << 20; // characters

} // namespace

// The stack as it was. QUndoStack marks as saved only where it stands, so that is done on the way.
void DatasetDocument::buildHistory()
{
    EditHistory &history = d->rows.history;
    d->lastState = history.lastState;
    d->savedState = history.savedState;
    d->saves = history.lastMark;
    d->saved = std::move(history.saved);
    d->draftOpen = history.draft.has_value();
    d->building = true;
    std::optional<std::size_t> clean = history.savedState == 0 ? std::optional<std::size_t>(0) : std::nullopt;
    for (std::size_t i = 0; i < history.steps.size(); ++i) {
        if (history.steps[i].after == history.savedState)
            clean = i + 1;
        if (history.steps[i].before == history.savedState)
            clean = i;
    }
    d->undo.resetClean();
    for (std::size_t i = 0; i < history.steps.size(); ++i) {
        if (clean == i)
            d->undo.setClean();
        HistoryStep &step = history.steps[i];
        const QString label = step.label.empty() ? tr("Restore unsaved edits") : QString::fromStdString(step.label);
        d->undo.push(new EditCommand(*this, label, std::move(step), i < history.done));
    }
    if (clean == history.steps.size())
        d->undo.setClean();
    d->undo.setIndex(static_cast<int>(history.done));
    d->building = false;
    d->state = history.state;
    history.steps = {};
}

int DatasetDocument::historyCount() const
{
    return d->undo.count();
}

DatasetDocument::HistoryStepInfo DatasetDocument::historyStep(int step) const
{
    const auto *command = static_cast<const EditCommand *>(d->undo.command(step));
    return {command->text(), command->when() > 0 ? QDateTime::fromMSecsSinceEpoch(command->when()) : QDateTime()};
}

int DatasetDocument::historyIndex() const
{
    return d->undo.index();
}

int DatasetDocument::savedHistoryIndex() const
{
    return d->undo.cleanIndex();
}

void DatasetDocument::goToHistory(int index)
{
    if (mayEdit())
        d->undo.setIndex(index);
}

Result<> DatasetDocument::revertToSaved(const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    return push(wayBack(d->rows.table, *d->saved), label, true);
}

std::vector<RowId> DatasetDocument::changedRows() const
{
    const auto now = d->rows.table.snapshot();
    std::unordered_set<RowId> changed;
    now->overlay().forEachDifference(d->saved->overlay(), [&](RowId id) { changed.insert(id); });
    std::vector<RowId> rows;
    const bool sameOrder = now->order() == d->saved->order();
    std::unordered_set<RowId> known;
    if (!sameOrder)
        known.insert(d->saved->order().begin(), d->saved->order().end());
    for (const RowId id : now->order()) {
        if (changed.contains(id) || (!sameOrder && !known.contains(id)))
            rows.push_back(id);
    }
    return rows;
}

void DatasetDocument::keepDraft(RowId row, const TextField &field, const QString &text)
{
    if (!d->rows.journal || !mayEdit() || text.size() > maxDraft
        || !d->rows.journal->roomFor(static_cast<std::size_t>(text.size()) * 3))
        return;
    const JournalDraft draft{row,
                             static_cast<std::int32_t>(field.kind),
                             field.message,
                             text.toStdString(),
                             QDateTime::currentMSecsSinceEpoch(),
                             true};
    noteQueued(d->rows.journal->append(RecordType::Draft, encodeDraft(draft)));
    d->draftOpen = true;
}

void DatasetDocument::dropDraft()
{
    if (!std::exchange(d->draftOpen, false) || !d->rows.journal)
        return;
    d->rows.history.draft.reset();
    noteQueued(d->rows.journal->append(RecordType::Draft, encodeDraft({})));
}

std::optional<DatasetDocument::Draft> DatasetDocument::restoredDraft() const
{
    const auto &draft = d->rows.history.draft;
    if (!draft || rowOfId(draft->id) < 0)
        return std::nullopt;
    return Draft{draft->id,
                 {static_cast<TextField::Kind>(draft->field), draft->part},
                 QString::fromStdString(draft->text),
                 QDateTime::fromMSecsSinceEpoch(draft->when)};
}

} // namespace onsa
