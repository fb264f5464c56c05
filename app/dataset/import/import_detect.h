// SPDX-License-Identifier: GPL-3.0-or-later
// What a file seems to be: format, encoding, delimiter, header, columns. Every guess can be changed by the user.
#pragma once

#include "dataset/import/import_records.h"

#include <string>
#include <vector>

namespace onsa {

struct ImportGuess {
    ImportSettings settings;
    bool encodingSure = true;
    std::vector<std::string> sheets; // Xlsx
};

// Errors: those of reading, and InvalidInput or Unsupported for what can never be imported ("old_workbook", "pdf",
// "binary", "empty_file").
Result<ImportGuess> guessImport(const std::filesystem::path &path);

// After the user chose another format, encoding, delimiter, sheet or header: the columns and the shape that follow.
Result<ImportSettings> guessColumns(const std::filesystem::path &path, ImportSettings settings);

// A JSON Lines file of training rows in UTF-8: it is opened as it is, there is nothing to ask.
bool opensDirectly(const ImportGuess &guess);

bool canBeHeader(std::string_view cell); // short, one line, no sentence
ColumnUse useOf(std::string_view name); // by the names people give; Keep when unknown

} // namespace onsa
