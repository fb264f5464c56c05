// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the cells of an Excel workbook (.xlsx) row by row: texts, numbers and dates as the sheet shows them. Files made
// to hurt (zip bombs, entities) are refused before they are unpacked.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace onsa {

struct XlsxRow {
    std::vector<std::string> cells; // UTF-8; empty ones at the end are left out
    std::size_t number = 1; // as the sheet numbers it
};

class XlsxReader
{
public:
    // Errors: InvalidInput ("not_a_workbook", "zip_bomb", "encrypted"), Corrupt, Io.
    static Result<XlsxReader> open(const std::filesystem::path &path);
    ~XlsxReader();
    XlsxReader(XlsxReader &&) noexcept;
    XlsxReader &operator=(XlsxReader &&) noexcept;

    const std::vector<std::string> &sheets() const; // names, in the order of the tabs

    // Rows that have a cell, in order; `visit` returns false to end. `done` of `all` are bytes of the unpacked sheet.
    using Visitor = std::function<bool(XlsxRow &row, std::int64_t done, std::int64_t all)>;
    Result<> forEachRow(std::size_t sheet, const Visitor &visit);

private:
    struct Private;
    explicit XlsxReader(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace onsa
