// SPDX-License-Identifier: GPL-3.0-or-later
// Some of the rows, read and parsed on several threads.
#pragma once

#include "core/example.h"
#include "dataset/dataset_snapshot.h"
#include "dataset/parallel.h"
#include "dataset/scan_progress.h"
#include "dataset/view/row_predicate.h"

#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace onsa {

inline Error viewCancelled()
{
    return {ErrorKind::Cancelled, "The rows stay as they were shown.", "cancelled", {}};
}

// visit(i, row, scratch) for every row of the snapshot that `wanted` names, ascending; `i` is its place in `wanted`. A
// visitor that gives an error ends it. `scratch` belongs to the thread.
template <class Scratch, class Visit>
Result<> readRows(const DatasetSnapshot &rows, std::span<const std::uint32_t> wanted, const ScanProgress &progress,
                  const std::stop_token &stop, Visit &&visit)
{
    const std::size_t blocks = (wanted.size() + scanRows - 1) / scanRows;
    ProgressMeter meter(progress, wanted.size());
    std::mutex lock;
    std::optional<Error> error;
    std::atomic<bool> failed = false;
    const auto keep = [&](const Error &what) {
        const std::scoped_lock hold(lock);
        error = what;
        failed = true;
    };
    parallelFor<Scratch>(blocks, stop, [&](std::size_t block, Scratch &scratch) {
        const std::size_t first = block * scanRows, last = std::min(wanted.size(), first + scanRows);
        const auto one = [&](std::size_t i, std::string_view line) {
            const auto example = parseExample(line);
            const Result<> done =
                visit(i, RowToTest{rows.rowId(wanted[i]), example ? &*example : nullptr, line}, scratch);
            if (!done)
                keep(done.error());
            return !failed && !stop.stop_requested();
        };
        // Rows close together are read in one piece, single ones singly.
        if (std::size_t{wanted[last - 1]} - wanted[first] < 8 * (last - first)) {
            std::size_t i = first;
            const auto done =
                rows.forEachLine(wanted[first], wanted[last - 1] + 1, [&](std::size_t row, std::string_view line) {
                    return row != wanted[i] || one(i++, line);
                });
            if (!done)
                keep(done.error());
        } else {
            for (std::size_t i = first; i < last; ++i) {
                const auto line = rows.line(wanted[i]);
                if (!line)
                    keep(line.error());
                if (!line || !one(i, *line))
                    break;
            }
        }
        meter.add(last - first);
    });
    if (error)
        return tl::unexpected(*error);
    if (stop.stop_requested())
        return tl::unexpected(viewCancelled());
    return {};
}

} // namespace onsa
