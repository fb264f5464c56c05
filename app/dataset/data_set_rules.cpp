// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/data_set_rules.h"

#include "dataset/row_parts.h"
#include "dataset/row_sample.h"

#include <algorithm>

namespace onsa {

namespace {

// What services take along with the messages.
bool isTaught(std::string_view name)
{
    return name == "tools" || name == "functions" || name == "parallel_tool_calls";
}

} // namespace

void addFileIssue(ScanReport &report, Issue issue)
{
    ++report.counts[issue.id];
    report.fileIssues.push_back(std::move(issue));
}

void checkLineEnds(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop)
{
    const auto ends = rows.lineEnds(stop);
    if (!ends || rows.isFormSaved()) // what cannot be read is told of its rows
        return;
    const LineForm form = rows.lineForm();
    if (ends->crlf > 0 && form.unify)
        addFileIssue(report,
                     {"line_ends_on_save",
                      Severity::Info,
                      {},
                      "When the file is saved, every line will end with a line feed.",
                      0,
                      0,
                      Fix::KeepLineEnds});
    else if (ends->crlf > 0)
        addFileIssue(report,
                     {"mixed_line_ends",
                      Severity::Warning,
                      {},
                      ends->lf == 0 ? "Lines end with CR LF, as on Windows."
                                    : std::to_string(ends->crlf) + " lines end with CR LF and "
                              + std::to_string(ends->lf) + " with LF.",
                      0,
                      0,
                      Fix::UnifyLineEnds});
    if (ends->open && form.closeLast)
        addFileIssue(report,
                     {"final_newline_on_save",
                      Severity::Info,
                      {},
                      "When the file is saved, its last line will get an end.",
                      0,
                      0,
                      Fix::KeepOpenEnd});
    else if (ends->open)
        addFileIssue(report,
                     {"no_final_newline",
                      Severity::Info,
                      {},
                      "The last line of the file has no line end.",
                      0,
                      0,
                      Fix::AddFinalNewline});
}

void checkExtraMembers(const DatasetSnapshot &rows, ScanReport &report, const std::stop_token &stop)
{
    constexpr std::size_t mostNames = 20;
    auto &names = report.extraMembers;
    for (const std::size_t row : sampleOf(rows.rowCount())) {
        if (stop.stop_requested())
            return;
        const auto line = rows.line(row);
        const auto parts = line ? takeApart(*line) : Result<RowParts>(tl::unexpected(line.error()));
        if (!parts || parts->shape == RowShape::Other)
            continue;
        for (const auto &[name, value] : parts->extras)
            if (!isTaught(name) && names.size() < mostNames
                && std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
    }
    if (names.empty())
        return;
    std::string all;
    for (const std::string &name : names)
        all += (all.empty() ? "" : ", ") + name;
    addFileIssue(
        report,
        {"unknown_member", Severity::Info, {}, "These members are kept and play no part in training: " + all + "."});
}

void checkDataSet(const DatasetSnapshot &rows, ScanReport &report, CheckOptions options, const std::stop_token &stop)
{
    checkLineEnds(rows, report, stop);
    checkExtraMembers(rows, report, stop);
    if (!options.acrossRows)
        return;
    checkBoilerplate(rows, report, stop);
    checkShares(rows, report, stop);
}

} // namespace onsa
