// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a data set at one moment, for passes over all of them off the window's thread.
#pragma once

#include "core/result.h"
#include "dataset/line_ends.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace onsa {

using RowId = std::uint32_t; // stable for the life of the document

enum class ReviewState : std::uint8_t { Draft, Reviewed, Approved, Rejected };

// Cheap to make, readable from any thread after the document has gone on or has gone away.
class DatasetSnapshot
{
public:
    virtual ~DatasetSnapshot() = default;
    virtual std::size_t rowCount() const = 0;
    virtual RowId rowId(std::size_t row) const = 0;
    virtual Result<std::string> line(std::size_t row) const = 0; // the row's bytes without its line end

    // Rows [first, last) in order, read in large pieces; a visitor that returns false ends it. The bytes are valid
    // during the call alone.
    using LineVisitor = std::function<bool(std::size_t row, std::string_view line)>;
    virtual Result<> forEachLine(std::size_t first, std::size_t last, const LineVisitor &visit) const;
    virtual ReviewState review(RowId) const { return ReviewState::Draft; }
    virtual bool hasBom() const { return false; } // the file starts with a byte order mark
    // How the lines of the file end, and what the user wants of the next save; `formSaved`: it has been done.
    virtual Result<LineEnds> lineEnds(const std::stop_token &) const { return LineEnds(); }
    virtual LineForm lineForm() const { return {}; }
    virtual bool isFormSaved() const { return false; }
};

} // namespace onsa
