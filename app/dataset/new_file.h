// SPDX-License-Identifier: GPL-3.0-or-later
// A file beside the target that vanishes unless it is put in its place.
#pragma once

#include "dataset/disk_files.h"

#include <memory>

struct stat;

namespace onsa {

class NewFile
{
public:
    // Removes what a killed save has left there, then makes a new one that only its owner can read.
    static Result<std::unique_ptr<NewFile>> create(Disk &disk, const std::filesystem::path &target);
    ~NewFile();
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    int fd() const { return m_file.fd(); }
    std::int64_t size() const { return m_size; }
    Result<> reserve(std::int64_t bytes); // DiskFull before anything is written
    Result<> append(std::string_view bytes);
    Result<> flush();
    // Reads all of it back: these bytes, so many rows.
    Result<> verify(std::uint64_t xxh3, std::size_t rows);
    Result<> putInPlace();

private:
    NewFile(Disk &disk, std::filesystem::path target)
        : m_disk(disk)
        , m_target(std::move(target))
    {
    }

    Disk &m_disk;
    std::filesystem::path m_target, m_path;
    OpenFile m_file;
    std::int64_t m_size = 0;
    bool m_inPlace = false;
};

} // namespace onsa
