// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/finding_fixes.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace onsa {

namespace {

// Found by the comparison of rows alone: looking at the row again would find nothing.
bool isAcrossRows(std::string_view id)
{
    constexpr std::array<std::string_view, 9> ids{"duplicate",    "same_normalised", "near_duplicate",
                                                  "swapped_pair", "leakage",         "mixed_width",
                                                  "dash_variant", "length_bias",     "cut_off"};
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::optional<FixedRow> fixOf(std::string_view line, const std::string &id, const ScanReport::Kind &kind,
                              MaskBook &masks)
{
    if (line.find_first_not_of(" \t\r") == std::string_view::npos)
        return kind.fix == Fix::DeleteRow ? std::optional(FixedRow{}) : std::nullopt;
    if (isAcrossRows(id)) {
        if (kind.fix != Fix::HalfWidthAscii && kind.fix != Fix::FullWidthAscii && kind.fix != Fix::FullWidthKana)
            return fixField(line, kind.field, kind.fix, &masks);
        // The kind holds both: the width of letters, and half-width kana.
        auto letters = fixField(line, kind.field, kind.fix, &masks);
        auto kana = fixField(letters ? letters->front() : line, kind.field, Fix::FullWidthKana, &masks);
        return kana ? kana : letters;
    }
    if (auto row = fixRow(line, id, &masks))
        return row;
    return kind.fix == Fix::AddLeadingSpace ? fixField(line, kind.field, kind.fix, &masks) : std::nullopt;
}

} // namespace

Result<FixPlan> planFixes(const DatasetSnapshot &snapshot, const std::string &id, const ScanReport::Kind &kind,
                          std::span<const RowId> rows, MaskBook masks, std::stop_token stop)
{
    FixPlan plan;
    plan.id = id;
    plan.masks = std::move(masks);
    const std::unordered_set<RowId> wanted(rows.begin(), rows.end());
    std::size_t left = wanted.size();
    for (std::size_t row = 0; row < snapshot.rowCount() && left > 0 && !stop.stop_requested(); ++row) {
        const RowId rowId = snapshot.rowId(row);
        if (!wanted.contains(rowId))
            continue;
        --left;
        auto line = snapshot.line(row);
        if (!line)
            return tl::unexpected(line.error());
        auto after = fixOf(*line, id, kind, plan.masks);
        if (!after)
            ++plan.unchanged;
        else
            plan.changes.push_back({rowId, std::move(*line), std::move(*after)});
    }
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "Preparing the fix was stopped.", "cancelled");
    return plan;
}

std::string maskedRow(std::string_view line, MaskBook &masks)
{
    std::string out(line);
    for (const std::string_view id : {"personal_data", "secret"})
        if (auto row = fixRow(out, id, &masks); row && row->size() == 1)
            out = std::move(row->front());
    return out;
}

} // namespace onsa
