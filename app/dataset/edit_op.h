// SPDX-License-Identifier: GPL-3.0-or-later
// The changes that every edit consists of. The undo of one is another one of the same kind.
#pragma once

#include "dataset/review_state.h"

#include <memory>
#include <variant>
#include <vector>

namespace onsa {

using RowBytes = std::shared_ptr<const std::string>; // without line end; null = as in the file

// The row gets these bytes.
struct SetOp {
    RowId id = 0;
    RowBytes bytes;
};

// `removed` rows at `first` give way to `inserted`.
struct SpliceOp {
    std::uint32_t first = 0;
    std::uint32_t removed = 0;
    std::vector<RowId> inserted;
};

// These rows are in these review states; nothing of the file changes.
struct MarkOp {
    std::vector<RowMark> marks;
};

using EditOp = std::variant<SetOp, SpliceOp, MarkOp>;

bool onlyMarks(const std::vector<EditOp> &ops); // and something
std::size_t weightOf(const std::vector<EditOp> &ops); // about how many rows it is work for

enum class ActionKind : std::uint8_t { Do, Undo, Redo };

} // namespace onsa
