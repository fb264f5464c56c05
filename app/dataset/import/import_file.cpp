// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/import_file.h"

#include "dataset/import/row_maker.h"
#include "dataset/row_index.h"
#include "dataset/whole_file.h"

#include <chrono>

namespace onsa {

namespace {

bool skipsFirst(const ImportSettings &settings)
{
    return settings.isTable() && settings.header;
}

tl::expected<std::string, ImportFault> makeRow(const RowMaker &maker, const ImportRecord &record)
{
    auto made = maker.make(record);
    if (made && made->size() > static_cast<std::size_t>(maxRowBytes))
        return tl::unexpected(ImportFault{record.line, 0, "too_long", "The row would be longer than 64 MB."});
    return made;
}

Error noRows(const std::filesystem::path &path)
{
    return {ErrorKind::InvalidInput, "No row could be made from " + path.string() + ".", "nothing_to_import",
            path.string()};
}

} // namespace

Result<ImportPreview> previewImport(const std::filesystem::path &path, const ImportSettings &settings,
                                    std::size_t wanted, const std::stop_token &stop)
{
    const RowMaker maker(settings);
    ImportPreview preview;
    bool first = true;
    const auto read = readRecords(
        path, settings,
        [&](ImportRecord &record, const RecordProgress &) {
            if (std::exchange(first, false) && skipsFirst(settings))
                return true;
            if (preview.rows.size() == wanted) {
                preview.more = true;
                return false;
            }
            auto made = makeRow(maker, record);
            PreviewRow row;
            row.line = record.line;
            if (made)
                row.json = std::move(*made);
            else
                row.fault = made.error();
            preview.rows.push_back(std::move(row));
            return true;
        },
        stop);
    if (!read)
        return tl::unexpected(read.error());
    return preview;
}

Result<ImportReport> importRows(const std::filesystem::path &path, const ImportSettings &settings, const RowSink &sink,
                                const ImportProgress &progress, const std::stop_token &stop)
{
    const RowMaker maker(settings);
    ImportReport report;
    Result<> written;
    bool first = true;
    auto last = std::chrono::steady_clock::now();
    const auto read = readRecords(
        path, settings,
        [&](ImportRecord &record, const RecordProgress &at) {
            if (std::exchange(first, false) && skipsFirst(settings))
                return true;
            if (auto made = makeRow(maker, record)) {
                written = sink(std::move(*made));
                ++report.rows;
            } else {
                ++report.faultCount;
                if (report.faults.size() < maxStoredFaults)
                    report.faults.push_back(made.error());
            }
            const auto now = std::chrono::steady_clock::now();
            if (progress && now - last > std::chrono::milliseconds(34)) {
                last = now;
                progress(at.done, at.all);
            }
            return written.has_value();
        },
        stop);
    if (!written)
        return tl::unexpected(written.error());
    if (!read)
        return tl::unexpected(read.error());
    return report;
}

Result<ImportReport> importToFile(const std::filesystem::path &path, const ImportSettings &settings,
                                  const std::filesystem::path &target, const ImportProgress &progress,
                                  const std::stop_token &stop)
{
    auto file = WholeFile::create(target);
    if (!file)
        return tl::unexpected(file.error());
    auto report = importRows(
        path, settings,
        [&](std::string &&row) {
            row += '\n';
            return (*file)->write(row);
        },
        progress, stop);
    if (!report)
        return report;
    if (report->rows == 0)
        return tl::unexpected(noRows(path));
    if (const auto done = (*file)->commit(); !done)
        return tl::unexpected(done.error());
    return report;
}

Result<ImportedRows> importToMemory(const std::filesystem::path &path, const ImportSettings &settings,
                                    const ImportProgress &progress, const std::stop_token &stop)
{
    ImportedRows rows;
    std::size_t bytes = 0;
    auto report = importRows(
        path, settings,
        [&](std::string &&row) -> Result<> {
            bytes += row.size();
            if (bytes > maxAppendedBytes)
                return fail(ErrorKind::Unsupported,
                            "These rows are more than 512 MB. Import them as a data set of their own.",
                            "too_large_to_append");
            rows.lines.push_back(std::move(row));
            return {};
        },
        progress, stop);
    if (!report)
        return tl::unexpected(report.error());
    if (report->rows == 0)
        return tl::unexpected(noRows(path));
    rows.report = std::move(*report);
    return rows;
}

} // namespace onsa
