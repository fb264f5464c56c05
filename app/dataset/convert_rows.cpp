// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/convert_rows.h"

#include "dataset/row_issues.h"
#include "dataset/row_parts.h"
#include "dataset/scan_progress.h"

namespace onsa {

namespace {

std::string asChat(const RowParts &row, const std::string &system)
{
    std::vector<RowTurn> turns;
    if (!system.empty())
        turns.push_back(plainTurn("system", system));
    turns.push_back(plainTurn("user", row.prompt));
    turns.push_back(plainTurn("assistant", row.completion));
    return joinChat(turns, row.extras);
}

// A message without a text says nothing that a pair could hold.
bool hasCallsAlone(const RowTurn &turn)
{
    return turn.content.empty() && !turn.plain;
}

void toPair(const RowParts &row, RowId id, ConvertPlan &plan)
{
    const std::size_t first = !row.turns.empty() && row.turns[0].role == "system" ? 1 : 0;
    if (row.turns.size() != first + 2 || row.turns[first].role != "user" || row.turns[first + 1].role != "assistant"
        || hasCallsAlone(row.turns[first + 1])) {
        ++plan.tooLong;
        return;
    }
    plan.systemLost += row.systemText().empty() ? 0U : 1U;
    plan.detailsLost += row.turns[first].plain && row.turns[first + 1].plain ? 0U : 1U;
    plan.lines.emplace_back(id, joinPair(row.turns[first].content, row.turns[first + 1].content, row.extras));
}

} // namespace

Result<ConvertPlan> planConversion(const DatasetSnapshot &snapshot, const ConvertOrder &order,
                                   const ScanProgress &progress, const std::stop_token &stop)
{
    ConvertPlan plan;
    const std::size_t count = order.rows ? order.rows->size() : snapshot.rowCount();
    ProgressMeter meter(progress, count);
    const auto one = [&](std::size_t at, std::string_view line) {
        meter.add(1);
        const auto row = takeApart(line);
        const RowShape wanted = order.toChat ? RowShape::Chat : RowShape::Pair;
        if (isBlankLine(line) || !row || (row->shape != RowShape::Pair && row->shape != RowShape::Chat))
            ++plan.unreadable;
        else if (row->shape == wanted)
            ++plan.unchanged;
        else if (order.toChat)
            plan.lines.emplace_back(snapshot.rowId(at), asChat(*row, order.system));
        else
            toPair(*row, snapshot.rowId(at), plan);
        return !stop.stop_requested();
    };
    if (order.rows) {
        for (const std::size_t at : *order.rows) {
            const auto line = snapshot.line(at);
            if (!line)
                return tl::unexpected(line.error());
            if (!one(at, *line))
                break;
        }
    } else if (const auto read = snapshot.forEachLine(0, count, one); !read) {
        return tl::unexpected(read.error());
    }
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The conversion was stopped.", "cancelled");
    return plan;
}

} // namespace onsa
