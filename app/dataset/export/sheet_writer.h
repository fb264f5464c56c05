// SPDX-License-Identifier: GPL-3.0-or-later
// Writes one sheet of texts as an Excel workbook, row by row in constant memory.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;

namespace onsa {

class SheetWriter
{
public:
    // The header is the first row, and stays in view.
    static Result<SheetWriter> create(const std::filesystem::path &path, const std::vector<std::string> &header);
    ~SheetWriter();
    SheetWriter(SheetWriter &&other) noexcept;
    SheetWriter &operator=(SheetWriter &&) = delete;

    Result<> addRow(const std::vector<std::string> &cells);
    Result<> close(); // the file is complete

private:
    SheetWriter() = default;

    std::filesystem::path m_path;
    lxw_workbook *m_book = nullptr;
    lxw_worksheet *m_sheet = nullptr;
    std::uint32_t m_row = 0;
};

} // namespace onsa
