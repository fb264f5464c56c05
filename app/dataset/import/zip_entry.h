// SPDX-License-Identifier: GPL-3.0-or-later
// One file inside a zip archive as a stream, with the limits that a bomb runs into.
#pragma once

#include "core/result.h"

#include <QIODevice>

#include <cstdint>
#include <filesystem>
#include <memory>

struct zip;
struct zip_file;

namespace onsa {

struct CloseZip {
    void operator()(zip *archive) const;
};
using ZipArchive = std::unique_ptr<zip, CloseZip>;

constexpr std::int64_t maxUnpackedBytes = std::int64_t(2) << 30; // of all files together
constexpr std::int64_t maxUnpackRatio = 200; // of one file; texts reach 20, a sheet of one repeated cell 100
constexpr std::int64_t harmlessBytes = 1 << 20; // smaller files may have any ratio

// Errors: Io, InvalidInput ("not_a_workbook", "zip_bomb").
Result<ZipArchive> openZip(const std::filesystem::path &path);

// Sequential. Reading more than the archive promised, or than the limits allow, is an error: see fault().
class ZipEntry : public QIODevice
{
public:
    static Result<std::unique_ptr<ZipEntry>> open(zip &archive, const std::string &name); // NotFound
    ~ZipEntry() override;

    std::int64_t unpacked() const { return m_size; }
    std::int64_t done() const { return m_done; }
    const std::string &fault() const { return m_fault; } // empty = all is well
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    explicit ZipEntry(zip_file *file)
        : m_file(file)
    {
    }

    zip_file *m_file;
    std::int64_t m_size = 0, m_done = 0;
    std::string m_fault;
};

} // namespace onsa
