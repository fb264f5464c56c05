// SPDX-License-Identifier: GPL-3.0-or-later
// root/<uuid>/ {lock, path, journal…, base, previous, closed}: what belongs to one document. The lock says that a
// window has it open; it dies with the process. root/trash keeps for 30 days what is no longer needed, root/aside keeps
// for ever what could not be applied. `base` is the file that the journal began with, `previous` the version before the
// last save. `closed`: nothing in it is unsaved, it is only the history.
#pragma once

#include "dataset/disk_files.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace onsa {

// The folders of journals: the first that can be written is used, all are looked through.
struct WorkPlaces {
    WorkPlaces(std::filesystem::path root, Disk &onDisk = Disk::system())
        : roots{std::move(root)}
        , disk(&onDisk)
    {
    }

    std::vector<std::filesystem::path> roots;
    Disk *disk;
};

// An open file with flock(2) on it. Where a filesystem has no locks, it is taken without one.
class FileLock
{
public:
    // Waits for it.
    static Result<std::unique_ptr<FileLock>> wait(Disk &disk, const std::filesystem::path &file);
    // Null when somebody else has it.
    static Result<std::unique_ptr<FileLock>> attempt(Disk &disk, const std::filesystem::path &file);

private:
    static Result<std::unique_ptr<FileLock>> take(Disk &disk, const std::filesystem::path &file, int operation);

    OpenFile m_file;
};

class WorkFolder
{
public:
    // A new one for the document at `path` (empty = untitled).
    static Result<std::unique_ptr<WorkFolder>> create(const WorkPlaces &places, const std::filesystem::path &path);
    // Folders for that path, newest first.
    static std::vector<std::filesystem::path> find(const WorkPlaces &places, const std::filesystem::path &path);
    // Those that were discarded in the last 30 days, newest first.
    static std::vector<std::filesystem::path> findDiscarded(const WorkPlaces &places,
                                                            const std::filesystem::path &path);
    static Result<> bringBack(const WorkPlaces &places, const std::filesystem::path &discarded);
    // Takes over one that find() gave; null when a window has it open.
    static Result<std::unique_ptr<WorkFolder>> take(const WorkPlaces &places, const std::filesystem::path &folder);
    static bool isOpenElsewhere(const WorkPlaces &places, const std::filesystem::path &path, const WorkFolder *except);
    // Held while folders are looked for and made, so that two windows do not both find nothing.
    static Result<std::unique_ptr<FileLock>> lockRoot(const WorkPlaces &places);
    // Removes what has been in the trash, or closed, for 30 days.
    static void removeOld(const WorkPlaces &places);

    const std::filesystem::path &folder() const { return m_folder; }
    std::filesystem::path base() const { return m_folder / "base"; }
    std::filesystem::path previous() const { return m_folder / "previous"; }
    // Where its journal may be: here, then under the other roots.
    std::vector<std::filesystem::path> journalFolders() const;
    Result<> setPath(const std::filesystem::path &path);
    void setClosed(bool closed);
    void remove(); // nothing in it is needed
    Result<std::filesystem::path> moveTo(const char *place); // "trash" or "aside", beside the folder

private:
    WorkFolder(WorkPlaces places, std::filesystem::path folder, std::unique_ptr<FileLock> lock);

    WorkPlaces m_places;
    std::filesystem::path m_folder;
    std::unique_ptr<FileLock> m_lock;
};

} // namespace onsa
