// SPDX-License-Identifier: GPL-3.0-or-later
// Where Ctrl+Up and Ctrl+Down go in a column: to the end of the block of cells with text, or over empty ones to the
// next text, as in a spreadsheet.
#pragma once

#include "dataset/view/row_view.h"

#include <optional>

namespace onsa {

// Places in `order`, or rows of the snapshot when it is null. Nothing beyond the last place. Looks at `most` cells at
// most; nothing = the edge is further away. For the pool, or with a small `most` for the window.
std::optional<std::size_t> blockEdge(const DatasetSnapshot &rows, const std::vector<std::uint32_t> *order,
                                     std::size_t from, bool down, ShownText where, std::size_t most,
                                     const std::stop_token &stop);

} // namespace onsa
