// SPDX-License-Identifier: GPL-3.0-or-later
// A file of any format as records, one after another, in memory that does not grow with it.
#pragma once

#include "core/result.h"
#include "dataset/import/import_settings.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace onsa {

// Why a record became no row. Codes: garbled_text, open_quote, text_after_quote, too_long, too_many_cells, no_text,
// cut_off, invalid_json, not_an_object, unknown_role, no_turns, not_training, bad_column.
struct ImportFault {
    std::size_t line = 0; // of the file, from 1; row of a sheet; 0 = the file
    std::size_t column = 0; // of the table, or character of the line; from 1, 0 = the whole record
    std::string code;
    std::string message; // English; the window translates by code

    bool operator==(const ImportFault &) const = default;
};

struct ImportRecord {
    std::size_t line = 1, column = 1; // where it starts
    std::vector<std::string> cells; // tables; a text has one
    std::string json; // the JSON formats
    std::optional<ImportFault> fault;
};

struct RecordProgress {
    std::int64_t done = 0, all = 0; // bytes
};

// `visit` returns false to end. The bytes of a clipboard are read as those of a file are.
using RecordVisitor = std::function<bool(ImportRecord &record, const RecordProgress &progress)>;
Result<> readRecords(const std::filesystem::path &path, const ImportSettings &settings, const RecordVisitor &visit,
                     const std::stop_token &stop);

// The first bytes of a file: what guesses are made from.
struct FileHead {
    std::string bytes; // at most headBytes
    bool complete = false; // that is all
};
constexpr std::size_t headBytes = 1U << 20U;
Result<FileHead> readHead(const std::filesystem::path &path);

} // namespace onsa
