// SPDX-License-Identifier: GPL-3.0-or-later
// workRoot/<uuid>/ {lock, path, journal…}: what belongs to one open document. The lock says that a window has it open;
// it dies with the process. workRoot/trash keeps for 30 days what is no longer needed, workRoot/aside keeps for ever
// what could not be applied.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace onsa {

// An open file with flock(2) on it.
class FileLock
{
public:
    // Waits for it.
    static Result<std::unique_ptr<FileLock>> wait(const std::filesystem::path &file);
    // Null when somebody else has it.
    static Result<std::unique_ptr<FileLock>> attempt(const std::filesystem::path &file);
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    explicit FileLock(int fd)
        : m_fd(fd)
    {
    }
    static Result<std::unique_ptr<FileLock>> open(const std::filesystem::path &file, int operation);

    int m_fd;
};

class WorkFolder
{
public:
    // A new one for the document at `path` (empty = untitled).
    static Result<std::unique_ptr<WorkFolder>> create(const std::filesystem::path &root,
                                                      const std::filesystem::path &path);
    // Folders for that path, newest first.
    static std::vector<std::filesystem::path> find(const std::filesystem::path &root,
                                                   const std::filesystem::path &path);
    // Takes over one that find() gave; null when a window has it open.
    static Result<std::unique_ptr<WorkFolder>> take(const std::filesystem::path &folder);
    static bool isOpenElsewhere(const std::filesystem::path &root, const std::filesystem::path &path,
                                const WorkFolder *except);
    // Held while folders are looked for and made, so that two windows do not both find nothing.
    static Result<std::unique_ptr<FileLock>> lockRoot(const std::filesystem::path &root);
    // Removes what has been in the trash for 30 days.
    static void emptyOldTrash(const std::filesystem::path &root);

    const std::filesystem::path &folder() const { return m_folder; }
    Result<> setPath(const std::filesystem::path &path);
    void remove(); // nothing in it is needed
    Result<std::filesystem::path> moveTo(const char *place); // "trash" or "aside", beside the folder

private:
    WorkFolder(std::filesystem::path folder, std::unique_ptr<FileLock> lock);

    std::filesystem::path m_folder;
    std::unique_ptr<FileLock> m_lock;
};

} // namespace onsa
