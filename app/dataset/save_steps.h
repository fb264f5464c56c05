// SPDX-License-Identifier: GPL-3.0-or-later
// What the two ways of saving have in common; for their .cpp files.
#pragma once

#include "dataset/dataset_save.h"
#include "dataset/new_file.h"

#include <algorithm>

namespace onsa {

// What a save leaves free for the journal and for other programs; on a memory stick a small file needs no more than
// a little.
constexpr std::int64_t spareBytes(std::int64_t size)
{
    return std::clamp<std::int64_t>(size / 4, 1 << 20, 64 << 20);
}

// The file behind symbolic links, also when it is not there yet. Errors: no file, or it may not be written.
Result<std::filesystem::path> saveTarget(Disk &disk, const std::filesystem::path &target);
Error changedOnDisk(const std::filesystem::path &target);
Error readError(const RowsSnapshot &rows, const Error &error); // what a row that cannot be read means for a save
Result<> checkRoom(Disk &disk, const std::filesystem::path &folder, std::int64_t need,
                   const std::filesystem::path &target);
Result<std::int64_t> sizeOf(const RowsSnapshot &rows); // bytes
// Returns the XXH3 of what was meant.
Result<std::uint64_t> writeRows(const RowsSnapshot &rows, NewFile &file, std::int64_t size, const SaveOrder &order);

} // namespace onsa
