// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/export/sheet_writer.h"

#include "dataset/io_error.h"

#include <cerrno>
#include <utility>
#include <xlsxwriter.h>

namespace onsa {

namespace {

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// A text that looks like a workbook's escape of a character (_x000D_) must not be read as one. A carriage return has to
// be one: XML turns it into a line feed.
std::string cellText(const std::string &text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool code = text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && isHex(text[i + 2])
            && isHex(text[i + 3]) && isHex(text[i + 4]) && isHex(text[i + 5]) && text[i + 6] == '_';
        if (code)
            out += "_x005F_";
        else if (text[i] == '\r')
            out += "_x000D_";
        else
            out += text[i];
    }
    return out;
}

Error sheetError(int code, const std::filesystem::path &path)
{
    if (code == LXW_ERROR_CREATING_XLSX_FILE || code == LXW_ERROR_CREATING_TMPFILE
        || code == LXW_ERROR_ZIP_FILE_OPERATION || code == LXW_ERROR_ZIP_FILE_ADD || code == LXW_ERROR_ZIP_CLOSE)
        return ioError(errno == 0 ? EIO : errno, "write", path);
    if (code == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return {ErrorKind::OutOfMemory, "There is not enough memory to write " + path.string() + ".", "out_of_memory",
                path.string()};
    return {ErrorKind::Internal, "The workbook could not be written: " + std::string(lxw_strerror(lxw_error(code))),
            "workbook", path.string()};
}

} // namespace

Result<SheetWriter> SheetWriter::create(const std::filesystem::path &path, const std::vector<std::string> &header)
{
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    SheetWriter writer;
    writer.m_path = path;
    writer.m_book = workbook_new_opt(path.c_str(), &options);
    writer.m_sheet = writer.m_book ? workbook_add_worksheet(writer.m_book, nullptr) : nullptr;
    if (!writer.m_sheet)
        return tl::unexpected(sheetError(LXW_ERROR_CREATING_TMPFILE, path));
    lxw_doc_properties properties = {};
    properties.created = 315532800; // 1 January 1980, as in the zip: the same rows give the same bytes
    workbook_set_properties(writer.m_book, &properties);
    constexpr double textWidth = 60; // characters
    worksheet_set_column(writer.m_sheet, 0, lxw_col_t(header.empty() ? 0 : header.size() - 1), textWidth, nullptr);
    worksheet_freeze_panes(writer.m_sheet, 1, 0);
    if (const auto done = writer.addRow(header); !done)
        return tl::unexpected(done.error());
    return writer;
}

SheetWriter::SheetWriter(SheetWriter &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_book(std::exchange(other.m_book, nullptr))
    , m_sheet(std::exchange(other.m_sheet, nullptr))
    , m_row(other.m_row)
{
}

SheetWriter::~SheetWriter()
{
    if (m_book)
        lxw_workbook_free(m_book);
}

Result<> SheetWriter::addRow(const std::vector<std::string> &cells)
{
    for (std::size_t column = 0; column < cells.size(); ++column) {
        if (cells[column].empty())
            continue;
        const lxw_error code =
            worksheet_write_string(m_sheet, m_row, lxw_col_t(column), cellText(cells[column]).c_str(), nullptr);
        if (code != LXW_NO_ERROR)
            return tl::unexpected(sheetError(code, m_path));
    }
    ++m_row;
    return {};
}

Result<> SheetWriter::close()
{
    errno = 0;
    const lxw_error code = workbook_close(std::exchange(m_book, nullptr));
    return code == LXW_NO_ERROR ? Result<>() : Result<>(tl::unexpected(sheetError(code, m_path)));
}

} // namespace onsa
