// SPDX-License-Identifier: GPL-3.0-or-later
// Edits whose bytes were made in the pool: the document only takes them over, as one undo step.
#include "dataset/dataset_document_p.h"

#include <algorithm>

namespace onsa {

namespace {

bool isOneLine(const std::string &line)
{
    return line.find('\n') == std::string::npos && !line.ends_with('\r')
        && line.size() <= static_cast<std::size_t>(maxRowBytes);
}

Error notALine()
{
    return {ErrorKind::InvalidInput, "A row is one line of at most 64 MB.", "row_too_long", {}};
}

} // namespace

Result<> DatasetDocument::insertRows(int at, std::vector<std::string> lines, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    if (!std::all_of(lines.begin(), lines.end(), isOneLine))
        return tl::unexpected(notALine());
    return insertLines(at, std::move(lines), label);
}

Result<> DatasetDocument::setLines(std::vector<std::pair<RowId, std::string>> lines, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    std::vector<EditOp> ops;
    ops.reserve(lines.size());
    for (auto &[id, line] : lines) {
        if (!isOneLine(line))
            return tl::unexpected(notALine());
        if (rowOfId(id) >= 0)
            ops.emplace_back(SetOp{id, std::make_shared<const std::string>(std::move(line))});
    }
    push(std::move(ops), label);
    return {};
}

} // namespace onsa
