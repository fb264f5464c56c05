// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a foreign file into rows: a few for the preview, all of them for the import. For the pool.
#pragma once

#include "dataset/import/import_records.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace onsa {

constexpr std::size_t maxStoredFaults = 1000; // nobody reads that many; the count is complete

struct ImportReport {
    std::size_t rows = 0; // made
    std::size_t faultCount = 0; // records left out
    std::vector<ImportFault> faults; // the first of them, in order
};

// One row as it will be, with where it comes from.
struct PreviewRow {
    std::size_t line = 0;
    std::string json; // "" when it will be left out
    ImportFault fault; // then
};

struct ImportPreview {
    std::vector<PreviewRow> rows; // at most `wanted`
    bool more = false; // the file goes on
};

Result<ImportPreview> previewImport(const std::filesystem::path &path, const ImportSettings &settings,
                                    std::size_t wanted, const std::stop_token &stop);

using RowSink = std::function<Result<>(std::string &&json)>;
using ImportProgress = std::function<void(std::int64_t bytesDone, std::int64_t bytesAll)>; // at most 30 times a second
Result<ImportReport> importRows(const std::filesystem::path &path, const ImportSettings &settings, const RowSink &sink,
                                const ImportProgress &progress, const std::stop_token &stop);

// All rows into a new data set at `target`, in constant memory; a stopped or failed import leaves nothing behind.
// Errors besides: InvalidInput "nothing_to_import" when not one row could be made.
Result<ImportReport> importToFile(const std::filesystem::path &path, const ImportSettings &settings,
                                  const std::filesystem::path &target, const ImportProgress &progress,
                                  const std::stop_token &stop);

// All rows in memory, to be put into an open data set as one edit. Unsupported "too_large_to_append" over
// maxAppendedBytes: then a new data set is the way.
constexpr std::size_t maxAppendedBytes = 512U << 20U;
struct ImportedRows {
    std::vector<std::string> lines;
    ImportReport report;
};
Result<ImportedRows> importToMemory(const std::filesystem::path &path, const ImportSettings &settings,
                                    const ImportProgress &progress, const std::stop_token &stop);

} // namespace onsa
