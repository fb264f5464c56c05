// SPDX-License-Identifier: GPL-3.0-or-later
// Writes rows to a file so that at every moment the complete old or the complete new one is there. Not QSaveFile: it
// ignores a failed flush and renames anyway (Qt 6.4.2).
#pragma once

#include "dataset/row_table.h"

#include <optional>

namespace onsa {

struct SaveOrder {
    std::filesystem::path target;
    std::optional<FileIdentity> expected; // what must still be there; nothing = overwrite what there is
    // The new file is complete and flushed, but not yet in its place. An error stops the save.
    std::function<Result<>(const FileIdentity &)> prepared;
    std::function<void(std::int64_t bytesDone, std::int64_t bytesAll)> progress; // after every block
};

// In the pool. Symbolic links are followed, the permissions of an old file are kept.
Result<FileIdentity> saveRows(const RowsSnapshot &rows, const SaveOrder &order);

} // namespace onsa
