// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/unmask.h"

#include "dataset/scan_progress.h"

namespace onsa {

namespace {

std::vector<std::string> fieldsOf(const Example &example)
{
    std::vector<std::string> fields;
    if (example.kind == ExampleKind::Pair)
        return {"prompt", "completion"};
    for (std::size_t i = 0; i < example.messages.size(); ++i)
        fields.push_back("messages[" + std::to_string(i) + "].content");
    if (example.kind == ExampleKind::Preference)
        fields.insert(fields.end(), {"chosen", "rejected"});
    return fields;
}

std::optional<FixedRow> unmaskedRow(std::string_view line, MaskBook &masks)
{
    if (line.find('[') == std::string_view::npos)
        return std::nullopt;
    const auto example = parseExample(line);
    if (!example)
        return std::nullopt;
    std::string now(line);
    for (const std::string &field : fieldsOf(*example))
        if (auto row = fixField(now, field, Fix::Unmask, &masks); row && row->size() == 1)
            now = std::move(row->front());
    return now == line ? std::nullopt : std::optional(FixedRow{std::move(now)});
}

} // namespace

Result<FixPlan> planUnmask(const DatasetSnapshot &rows, const MaskBook &masks, const ScanProgress &progress,
                           std::stop_token stop)
{
    FixPlan plan;
    plan.id = "unmask";
    plan.masks = masks;
    ProgressMeter meter(progress, rows.rowCount());
    const auto read = rows.forEachLine(0, rows.rowCount(), [&](std::size_t row, std::string_view line) {
        if (auto after = unmaskedRow(line, plan.masks))
            plan.changes.push_back({rows.rowId(row), std::string(line), std::move(*after)});
        meter.add(1);
        return !stop.stop_requested();
    });
    if (!read)
        return tl::unexpected(read.error());
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "Preparing the fix was stopped.", "cancelled");
    return plan;
}

} // namespace onsa
