// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/edit_history.h"

#include <algorithm>

namespace onsa {

bool onlyMarks(const std::vector<EditOp> &ops)
{
    return !ops.empty()
        && std::all_of(ops.begin(), ops.end(), [](const EditOp &op) { return std::holds_alternative<MarkOp>(op); });
}

std::size_t weightOf(const std::vector<EditOp> &ops)
{
    std::size_t weight = 0;
    for (const EditOp &op : ops) {
        const auto *mark = std::get_if<MarkOp>(&op);
        weight += mark ? mark->marks.size() : 1;
    }
    return weight;
}

namespace {

bool isPossible(RowTable &table, const EditOp &op)
{
    if (const auto *set = std::get_if<SetOp>(&op)) {
        if (set->id >= maxRowIds)
            return false;
        table.noteId(set->id);
        return true;
    }
    if (const auto *mark = std::get_if<MarkOp>(&op)) {
        return std::all_of(mark->marks.begin(), mark->marks.end(), [&](const RowMark &one) {
            return one.id < table.fileRows() || (one.id < maxRowIds && table.edited(one.id));
        });
    }
    const auto &splice = std::get<SpliceOp>(op);
    if (splice.first > table.size() || splice.removed > table.size() - splice.first)
        return false;
    return std::all_of(splice.inserted.begin(), splice.inserted.end(),
                       [&](RowId id) { return id < table.fileRows() || (id < maxRowIds && table.edited(id)); });
}

// The steps as the undo stack had them.
class Player
{
public:
    explicit Player(RowTable &table)
        : m_table(table)
    {
    }

    bool take(JournalAction action)
    {
        EditHistory &h = history;
        if (action.kind == ActionKind::Undo && h.done == 0)
            return false;
        if (action.kind == ActionKind::Redo && h.done == h.steps.size())
            return false;
        const bool marks = onlyMarks(action.ops); // the file has nothing to do with it
        std::vector<EditOp> inverse;
        inverse.reserve(action.ops.size());
        for (EditOp &op : action.ops) {
            if (!isPossible(m_table, op))
                return false;
            inverse.push_back(m_table.apply(std::move(op)));
        }
        std::reverse(inverse.begin(), inverse.end());
        switch (action.kind) {
        case ActionKind::Do:
            h.steps.resize(h.done);
            h.steps.push_back({std::move(action.label), action.when, std::move(inverse), h.state,
                               marks                ? h.state
                                   : action.toSaved ? h.savedState
                                                    : ++h.lastState});
            h.state = h.steps[h.done++].after;
            break;
        case ActionKind::Undo:
            h.steps[--h.done].ops = std::move(inverse);
            h.state = h.steps[h.done].before;
            break;
        case ActionKind::Redo:
            h.steps[h.done].ops = std::move(inverse);
            h.state = h.steps[h.done++].after;
            break;
        default:
            return false;
        }
        h.marked = h.marked || marks;
        if (marks)
            return true;
        h.unsaved = h.state == h.savedState ? 0 : h.unsaved + (action.kind == ActionKind::Undo ? -1 : 1);
        if (h.unsavedSince == 0)
            h.unsavedSince = action.when;
        return true;
    }
    // The states that the rows had when the journal began.
    bool begin(std::vector<RowMark> marks)
    {
        EditOp op = MarkOp{std::move(marks)};
        if (!isPossible(m_table, op))
            return false;
        m_table.apply(std::move(op));
        return true;
    }
    void markSaved()
    {
        history.savedState = history.state;
        history.saved = m_table.snapshot();
        history.unsaved = 0;
        history.unsavedSince = 0;
    }

    EditHistory history;

private:
    RowTable &m_table;
};

} // namespace

std::optional<EditHistory> replayHistory(RowTable &table, const JournalContent &journal,
                                         std::optional<std::uint32_t> saved)
{
    Player player(table);
    player.markSaved();
    for (const auto &step : journal.steps) {
        if (step.type == RecordType::Snapshot) {
            const auto mark = decodeMark(step.payload());
            if (mark)
                player.history.lastMark = std::max(player.history.lastMark, mark->number);
            if (mark && saved && mark->number == *saved)
                player.markSaved();
        } else if (step.type == RecordType::Draft) {
            player.history.draft = decodeDraft(step.payload());
        } else if (step.type == RecordType::Meta) {
            auto marks = decodeMarks(step.payload());
            if (!marks || !player.begin(std::move(*marks)))
                return std::nullopt;
        } else if (step.type == RecordType::Action) {
            auto action = decodeAction(step.payload(), false);
            if (!action || !player.take(std::move(*action)))
                return std::nullopt;
        }
    }
    player.history.unsaved = std::abs(player.history.unsaved);
    if (player.history.draft && !player.history.draft->open)
        player.history.draft.reset();
    return std::move(player.history);
}

std::vector<EditOp> wayBack(RowTable &table, const RowsSnapshot &wanted)
{
    std::vector<EditOp> sets, ops;
    const auto now = table.snapshot();
    now->overlay().forEachDifference(wanted.overlay(), [&](RowId id) {
        const RowBytes &bytes = wanted.overlay().find(id);
        // A row that comes back must have its bytes before it is put into the order, one that goes only after.
        if (bytes || id < table.fileRows())
            sets.emplace_back(SetOp{id, bytes});
    });
    std::sort(sets.begin(), sets.end(),
              [](const EditOp &a, const EditOp &b) { return std::get<SetOp>(a).id < std::get<SetOp>(b).id; });
    ops = std::move(sets);
    addSplice(now->order(), wanted.order(), ops);
    return ops;
}

void addSplice(const std::vector<RowId> &order, const std::vector<RowId> &wanted, std::vector<EditOp> &ops)
{
    const auto [from, to] = std::mismatch(order.begin(), order.end(), wanted.begin(), wanted.end());
    if (from == order.end() && to == wanted.end())
        return;
    auto orderEnd = order.end();
    auto wantedEnd = wanted.end();
    while (orderEnd != from && wantedEnd != to && *(orderEnd - 1) == *(wantedEnd - 1)) {
        --orderEnd;
        --wantedEnd;
    }
    ops.emplace_back(SpliceOp{static_cast<std::uint32_t>(from - order.begin()),
                              static_cast<std::uint32_t>(orderEnd - from), std::vector<RowId>(to, wantedEnd)});
}

std::vector<EditOp> applyAll(RowTable &table, std::vector<EditOp> ops)
{
    std::vector<EditOp> inverse;
    inverse.reserve(ops.size());
    for (EditOp &op : ops)
        inverse.push_back(table.apply(std::move(op)));
    std::reverse(inverse.begin(), inverse.end());
    return inverse;
}

} // namespace onsa
