// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the sheet, the shared texts and the styles of a workbook, and as number formats.
#include "dataset/import/xlsx_number.h"
#include "dataset/import/xlsx_reader.h"

#include <cstring>
#include <unistd.h>
#include <zip.h>

using namespace onsa;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size < 9)
        return 0;
    double value = 0;
    std::memcpy(&value, data, sizeof value);
    const std::string_view text(reinterpret_cast<const char *>(data) + 8, size - 8);
    showNumber(value, text, data[0] % 2 == 0);

    // Three parts, cut at zero bytes.
    std::string parts[3];
    std::size_t at = 0;
    for (std::string &part : parts) {
        const std::size_t end = std::min(text.find('\0', at), text.size());
        part = text.substr(at, end - at);
        at = std::min(end + 1, text.size());
    }
    static const std::string path = "/tmp/onsa_fuzz_" + std::to_string(getpid()) + ".xlsx";
    static const std::string book =
        "<workbook><sheets><sheet name=\"s\" r:id=\"r\" xmlns:r=\"r\"/></sheets></workbook>";
    static const std::string links = "<R><Relationship Id=\"r\" Target=\"worksheets/sheet1.xml\"/></R>";
    int code = 0;
    zip_t *archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (!archive)
        return 0;
    const auto add = [archive](const char *name, const std::string &bytes) {
        const auto index = zip_file_add(archive, name, zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
        zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0);
    };
    add("xl/workbook.xml", book);
    add("xl/_rels/workbook.xml.rels", links);
    // libzip reads them when the archive is closed.
    const std::string sheet = "<worksheet><sheetData>" + parts[0] + "</sheetData></worksheet>";
    const std::string shared = "<sst>" + parts[1] + "</sst>", styles = "<styleSheet>" + parts[2] + "</styleSheet>";
    add("xl/worksheets/sheet1.xml", sheet);
    add("xl/sharedStrings.xml", shared);
    add("xl/styles.xml", styles);
    if (zip_close(archive) != 0) {
        zip_discard(archive);
        return 0;
    }
    if (auto reader = XlsxReader::open(path)) {
        const auto read = reader->forEachRow(0, [](XlsxRow &, std::int64_t, std::int64_t) { return true; });
        (void)read;
    }
    unlink(path.c_str());
    return 0;
}
