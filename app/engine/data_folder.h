// SPDX-License-Identifier: GPL-3.0-or-later
// Where the engine's things lie, and the lock that one serving engine holds on them.
//   onsa.db  files/<file id>  jobs/<job id>/ (work of a run)  tuned/<name>/ (adapters)  models/ (base models)
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace onsa::engine {

// A file descriptor that is closed once.
class Descriptor
{
public:
    explicit Descriptor(int number = -1)
        : m_number(number)
    {
    }
    Descriptor(Descriptor &&other) noexcept;
    Descriptor &operator=(Descriptor &&other) noexcept;
    ~Descriptor();
    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

class DataFolder
{
public:
    // Makes the folders. Errors: Io, DiskFull.
    static Result<DataFolder> open(const std::filesystem::path &root);

    const std::filesystem::path &root() const { return m_root; }
    std::filesystem::path database() const { return m_root / "onsa.db"; }
    std::filesystem::path file(const std::string &id) const { return m_root / "files" / id; }
    std::filesystem::path work(const std::string &jobId) const { return m_root / "jobs" / jobId; }
    // The adapter of a model named ft:…:<word>, relative to root().
    static std::filesystem::path adapterOf(std::string_view modelName);

    // Held until the descriptor is closed. Conflict when another engine serves this folder: says which.
    Result<Descriptor> lockForServing() const;
    // Uploads that a killed engine left unfinished; only with the lock.
    void removeUnfinished() const;

private:
    explicit DataFolder(std::filesystem::path root)
        : m_root(std::move(root))
    {
    }

    std::filesystem::path m_root;
};

// $XDG_DATA_HOME/onsa/engine
std::filesystem::path defaultDataFolder();

// A new file that is there whole or not at all: written beside its place, synced, renamed.
class NewFile
{
public:
    static Result<NewFile> create(const std::filesystem::path &place);
    NewFile(NewFile &&) noexcept = default;
    ~NewFile(); // without commit(): nothing is left

    Result<> write(std::string_view bytes); // DiskFull, Io
    Result<> sync();
    Result<> commit(); // sync, rename, sync of the folder
    const std::filesystem::path &unfinished() const { return m_unfinished; } // to read before commit()
    std::int64_t bytes() const { return m_bytes; }

private:
    NewFile(std::filesystem::path place, std::filesystem::path unfinished, Descriptor descriptor);

    std::filesystem::path m_place, m_unfinished;
    Descriptor m_descriptor;
    std::int64_t m_bytes = 0;
};

Error fileError(int number, std::string_view what, const std::filesystem::path &path); // of errno

} // namespace onsa::engine
