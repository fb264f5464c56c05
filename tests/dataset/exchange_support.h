// SPDX-License-Identifier: GPL-3.0-or-later
// Foreign files for the tests of import and export: bytes in any encoding, workbooks made part by part.
#pragma once

#include "dataset/import/import_detect.h"
#include "dataset/import/import_file.h"
#include "tests/dataset/dataset_fixture.h"

#include <iconv.h>
#include <map>
#include <zip.h>

namespace onsa::test {

inline std::string encoded(const std::string &text, const char *encoding)
{
    const iconv_t handle = iconv_open(encoding, "UTF-8");
    std::string out(text.size() * 4 + 16, '\0');
    std::string in = text;
    char *from = in.data(), *to = out.data();
    std::size_t left = in.size(), room = out.size();
    const std::size_t done = iconv(handle, &from, &left, &to, &room);
    iconv_close(handle);
    if (done == static_cast<std::size_t>(-1))
        qFatal("%s cannot hold the text", encoding);
    out.resize(out.size() - room);
    return out;
}

inline void writeZip(const std::filesystem::path &path, const std::map<std::string, std::string> &parts)
{
    int code = 0;
    zip_t *archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (const auto &[name, bytes] : parts)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
    if (zip_close(archive) != 0)
        qFatal("the test archive cannot be written");
}

// A workbook of one sheet, whose <sheetData> is given.
inline std::map<std::string, std::string> workbook(const std::string &rows)
{
    return {{"xl/workbook.xml",
             "<workbook xmlns=\"m\" xmlns:r=\"r\"><workbookPr/><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/>"
             "</sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"rId1\" Type=\"t\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

struct Imported {
    std::vector<std::string> rows;
    std::vector<ImportFault> faults;
    std::string error; // code
};

inline Imported importAll(const std::filesystem::path &path, const ImportSettings &settings)
{
    Imported out;
    const auto report = importRows(path, settings,
                                   [&](std::string &&row) -> Result<> {
                                       out.rows.push_back(std::move(row));
                                       return {};
                                   },
                                   {}, {});
    if (report)
        out.faults = report->faults;
    else
        out.error = report.error().code;
    return out;
}

// As the window does it when the user accepts every guess.
inline Imported importGuessed(const std::filesystem::path &path)
{
    const auto guess = guessImport(path);
    if (!guess)
        return {{}, {}, guess.error().code};
    return importAll(path, guess->settings);
}

} // namespace onsa::test
