// SPDX-License-Identifier: GPL-3.0-or-later
// Writes rows to a file so that at every moment the complete old or the complete new one is there. Not QSaveFile: it
// ignores a failed flush and renames anyway (Qt 6.4.2).
#pragma once

#include "dataset/row_table.h"

#include <optional>

namespace onsa {

// What could not be kept of the old file.
enum class SaveNote {
    OtherNames, // it had hard links, and they keep the old rows
    Owner,
    Attributes, // extended ones, access lists
    NoPrevious, // the version before is not kept
};

// Where the old version goes.
struct KeepOld {
    std::filesystem::path base; // the file that the document was opened from; kept once
    std::filesystem::path previous; // what is replaced now
};

struct SaveOrder {
    std::filesystem::path target;
    std::optional<FileIdentity> expected; // what must still be there; nothing = overwrite what there is
    // The new file is complete and flushed, but not yet in its place. An error stops the save.
    std::function<Result<>(const FileIdentity &)> prepared;
    std::function<void(std::int64_t bytesDone, std::int64_t bytesAll)> progress; // after every block
    std::optional<KeepOld> keep;
};

struct SavedFile {
    FileIdentity identity;
    std::vector<SaveNote> notes;
};

// In the pool, on the disk that the rows come from. Symbolic links are followed; permissions, owner and attributes of
// an old file are kept.
Result<SavedFile> saveRows(const RowsSnapshot &rows, const SaveOrder &order);

// The same where the folder of the target may not be written, over the file itself. In `work` there are, flushed and
// read back, whole copies of the old and of the new rows before its first byte is touched, and a note of what is under
// way. The rows are read from a copy afterwards.
Result<SavedFile> saveOverFile(const RowsSnapshot &rows, const SaveOrder &order, const std::filesystem::path &work);
// Does to the end what a crash left of that; nothing to do is no error. With the lock of the work folder.
Result<> finishSaveOver(Disk &disk, const std::filesystem::path &work);

} // namespace onsa
