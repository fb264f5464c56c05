// SPDX-License-Identifier: GPL-3.0-or-later
// The review states of a file's rows, kept for good beside the journals and never in the user's file. A row is found
// again by its place, or by the hash of its text when another program changed the file; nothing of the text is written.
#pragma once

#include "dataset/row_table.h"
#include "dataset/work_folder.h"

#include <stop_token>

namespace onsa {

// Where those of the file at `path` (absolute, links followed) are.
std::filesystem::path reviewFile(const WorkPlaces &places, const std::filesystem::path &path);

// `rows` are those of the file as `identity` has it, `marks` of any moment. No state: no file. A file that could not be
// read (`unreadable`) is kept as ….bad.
Result<> writeReviews(Disk &disk, const std::filesystem::path &to, const RowsSnapshot &rows, const ReviewMarks &marks,
                      const FileIdentity &identity, bool unreadable);
// For the fresh table of the file. Nothing kept yet: no marks. Errors: Io, Corrupt.
Result<std::vector<RowMark>> readReviews(Disk &disk, const std::filesystem::path &from, RowTable &table,
                                         const std::stop_token &stop);

} // namespace onsa
