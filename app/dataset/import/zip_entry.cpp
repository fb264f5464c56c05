// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/zip_entry.h"

#include "dataset/io_error.h"

#include <cerrno>
#include <zip.h>

namespace onsa {

namespace {

Error bomb(const std::filesystem::path &path)
{
    return {ErrorKind::InvalidInput,
            path.string() + " unpacks to far more than a workbook can hold, so it was not opened.", "zip_bomb",
            path.string()};
}

} // namespace

void CloseZip::operator()(zip *archive) const
{
    zip_discard(archive);
}

Result<ZipArchive> openZip(const std::filesystem::path &path)
{
    int code = 0;
    ZipArchive archive(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!archive) {
        if (code == ZIP_ER_NOENT)
            return tl::unexpected(ioError(ENOENT, "open", path));
        if (code == ZIP_ER_OPEN || code == ZIP_ER_READ)
            return tl::unexpected(ioError(errno == 0 ? EIO : errno, "open", path));
        return fail(ErrorKind::InvalidInput, path.string() + " is not an Excel workbook (.xlsx), or it is damaged.",
                    "not_a_workbook", path.string());
    }
    std::int64_t all = 0;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
        zip_stat_t info;
        zip_stat_init(&info);
        if (zip_stat_index(archive.get(), zip_uint64_t(i), 0, &info) != 0)
            continue;
        if (info.size > zip_uint64_t(maxUnpackedBytes))
            return tl::unexpected(bomb(path));
        const auto size = std::int64_t(info.size);
        all += size;
        const std::int64_t packed = std::max<std::int64_t>(1, std::int64_t(std::min(info.comp_size, info.size)));
        if (all > maxUnpackedBytes || (size > harmlessBytes && size / packed > maxUnpackRatio))
            return tl::unexpected(bomb(path));
    }
    return archive;
}

Result<std::unique_ptr<ZipEntry>> ZipEntry::open(zip &archive, const std::string &name)
{
    zip_stat_t info;
    zip_stat_init(&info);
    zip_file *file = zip_stat(&archive, name.c_str(), 0, &info) == 0 ? zip_fopen(&archive, name.c_str(), 0) : nullptr;
    if (!file) {
        const bool locked = zip_error_code_zip(zip_get_error(&archive)) == ZIP_ER_NOPASSWD;
        return locked ? fail(ErrorKind::InvalidInput, "The workbook is protected by a password.", "encrypted")
                      : fail(ErrorKind::NotFound, "The workbook lacks its part " + name + ".", "not_a_workbook");
    }
    std::unique_ptr<ZipEntry> entry(new ZipEntry(file));
    entry->m_size = std::int64_t(info.size);
    entry->QIODevice::open(QIODevice::ReadOnly);
    return entry;
}

ZipEntry::~ZipEntry()
{
    zip_fclose(m_file);
}

qint64 ZipEntry::readData(char *data, qint64 size)
{
    const zip_int64_t count = zip_fread(m_file, data, zip_uint64_t(size));
    if (count < 0) {
        m_fault = "The workbook is damaged: a part of it cannot be unpacked.";
        return -1;
    }
    m_done += count;
    if (m_done > m_size) { // the directory lied
        m_fault = "The workbook is damaged: a part of it is larger than it says.";
        return -1;
    }
    return count == 0 ? -1 : count; // -1 is the end of a sequential device
}

} // namespace onsa
