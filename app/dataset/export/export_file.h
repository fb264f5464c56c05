// SPDX-License-Identifier: GPL-3.0-or-later
// Writes rows of a data set in another form: first what would happen, then the file and its note of counts and hashes.
// For the pool; memory does not grow with the rows.
#pragma once

#include "core/example_check.h"
#include "dataset/dataset_scan.h"
#include "dataset/export/export_format.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace onsa {

// Which rows: nothing = all, else positions in the snapshot, in order.
using ExportRows = std::optional<std::vector<std::size_t>>;

struct RowProblem {
    std::size_t row = 0; // position in the snapshot
    Issue issue;
};
constexpr std::size_t maxStoredProblems = 1000; // nobody reads that many; the counts are complete

struct ExportPlan {
    ExportFormat format = ExportFormat::JsonLines;
    std::size_t rows = 0; // asked for, without blank lines
    std::size_t written = 0; // will be, without those with errors and those that do not fit
    std::size_t errorRows = 0;
    std::vector<RowProblem> errors; // the first error of each
    std::size_t unfitRows = 0; // without an error, but the format cannot hold them
    std::vector<std::size_t> unfit; // the first of them
    std::size_t longRows = 0; // of a workbook: with a text longer than a cell holds; among the unfit
    bool tooManyRows = false; // more than a sheet holds
    std::map<ExportLoss, std::size_t> losses; // rows
    std::map<std::string, std::size_t> found; // issue id -> rows
    ExportColumns columns;
    bool paragraphs = false; // Text: some answers have several lines
};
Result<ExportPlan> planExport(const DatasetSnapshot &snapshot, const ExportRows &rows, ExportFormat format,
                              const ScanProgress &progress, const std::stop_token &stop);

struct ExportOrder {
    std::filesystem::path target;
    bool note = true; // *.meta.json beside it
    std::optional<std::uint64_t> seed; // of a split, for the note
    std::map<std::string, std::size_t> dismissed; // findings that the user waved through: issue id -> how many
};
struct ExportReport {
    std::size_t rows = 0;
    std::int64_t bytes = 0;
    std::string sha256; // of the file, hex
    std::filesystem::path note; // empty = none
};
// Rows with errors and rows that do not fit are left out: the plan has said so. The same rows give the same bytes.
// A stopped or failed export leaves an older file as it was.
Result<ExportReport> writeExport(const DatasetSnapshot &snapshot, const ExportRows &rows, const ExportPlan &plan,
                                 const ExportOrder &order, const ScanProgress &progress, const std::stop_token &stop);

std::filesystem::path notePathOf(const std::filesystem::path &target); // faq.csv -> faq.meta.json
const char *nameOf(ExportFormat format); // "csv", for the note and for scripts

} // namespace onsa
