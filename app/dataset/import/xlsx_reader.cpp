// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/xlsx_reader.h"

#include "dataset/import/xlsx_number.h"
#include "dataset/import/zip_entry.h"

#include <QXmlStreamReader>

#include <map>
#include <optional>

namespace onsa {

namespace {

constexpr std::size_t maxColumns = 16384; // of Excel

Error damaged(const std::string &why)
{
    return {ErrorKind::Corrupt, "The workbook cannot be read: " + why, "not_a_workbook", {}};
}

// An XML part being read. A workbook has no document type; one that does is made to expand entities.
class XmlPart
{
public:
    explicit XmlPart(std::unique_ptr<ZipEntry> entry)
        : m_entry(std::move(entry))
        , xml(m_entry.get())
    {
    }

    bool next() // false at the end or at a fault
    {
        if (xml.atEnd() || xml.hasError())
            return false;
        xml.readNext();
        if (xml.tokenType() == QXmlStreamReader::DTD)
            xml.raiseError(QStringLiteral("it declares a document type"));
        return !xml.hasError() && !xml.atEnd();
    }
    bool starts(QLatin1StringView name) const { return xml.isStartElement() && xml.name() == name; }
    bool ends(QLatin1StringView name) const { return xml.isEndElement() && xml.name() == name; }
    std::string attribute(const char *name) const
    {
        return xml.attributes().value(QLatin1String(name)).toString().toStdString();
    }
    std::int64_t done() const { return m_entry->done(); }
    std::int64_t all() const { return m_entry->unpacked(); }

    Result<> outcome() const
    {
        if (!m_entry->fault().empty())
            return tl::unexpected(damaged(m_entry->fault()));
        if (xml.hasError())
            return tl::unexpected(
                damaged(xml.errorString().toStdString() + " (line " + std::to_string(xml.lineNumber()) + ")."));
        return {};
    }

private:
    std::unique_ptr<ZipEntry> m_entry;

public:
    QXmlStreamReader xml;
};

Result<std::unique_ptr<XmlPart>> openPart(zip &archive, const std::string &name)
{
    auto entry = ZipEntry::open(archive, name);
    if (!entry)
        return tl::unexpected(entry.error());
    return std::make_unique<XmlPart>(std::move(*entry));
}

// _x000D_ in a workbook is the character U+000D, and _x005F_ the underscore of a text that looks like that.
void appendText(std::string &out, QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        bool isCode = false;
        if (text[i] == QLatin1Char('_') && i + 6 < text.size() && text[i + 1] == QLatin1Char('x')
            && text[i + 6] == QLatin1Char('_')) {
            const ushort code = text.mid(i + 2, 4).toUShort(&isCode, 16);
            if (isCode) {
                plain += QChar(code);
                i += 6;
            }
        }
        if (!isCode)
            plain += text[i];
    }
    out += plain.toStdString();
}

// Texts of rich runs are joined; the readings above kanji (rPh) are no part of the text.
void readRichText(XmlPart &part, QLatin1StringView end, std::string &out)
{
    while (part.next() && !part.ends(end)) {
        if (part.starts(QLatin1StringView("rPh"))) {
            while (part.next() && !part.ends(QLatin1StringView("rPh"))) { }
        } else if (part.starts(QLatin1StringView("t"))) {
            QString text;
            while (part.next() && !part.ends(QLatin1StringView("t")))
                if (part.xml.isCharacters())
                    text += part.xml.text();
            appendText(out, text);
        }
    }
}

// One buffer and where each text ends: a million shared texts are a million pointers less.
struct SharedTexts {
    std::string bytes;
    std::vector<std::size_t> ends;

    std::string_view at(std::size_t i) const
    {
        const std::size_t first = i == 0 ? 0 : ends[i - 1];
        return std::string_view(bytes).substr(first, ends[i] - first);
    }
};

std::size_t number(const std::string &text)
{
    std::size_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || value > 1'000'000'000'000)
            return 0;
        value = value * 10 + std::size_t(c - '0');
    }
    return value;
}

// "AB12" is column 27; nothing when it is no reference.
std::optional<std::size_t> columnOf(const std::string &reference)
{
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z')
            break;
        column = column * 26 + std::size_t(c - 'A') + 1;
        if (column > maxColumns)
            return std::nullopt;
    }
    return column == 0 ? std::nullopt : std::optional(column - 1);
}

struct Cell {
    std::size_t column = 0;
    std::string type, style, value, inlined;
};

} // namespace

struct XlsxReader::Private {
    ZipArchive archive;
    std::vector<std::string> names, parts; // of the sheets
    bool from1904 = false;
    SharedTexts shared;
    bool sharedRead = false;
    std::map<int, std::string> codes; // number formats of this book
    std::vector<int> styles; // of cells: number format id

    Result<> readBook();
    Result<> readShared();
    Result<> readStyles();
    Result<std::string> textOf(const Cell &cell) const;
};

Result<> XlsxReader::Private::readBook()
{
    std::map<std::string, std::string> targets;
    auto relations = openPart(*archive, "xl/_rels/workbook.xml.rels");
    if (!relations)
        return tl::unexpected(relations.error());
    while ((*relations)->next())
        if ((*relations)->starts(QLatin1StringView("Relationship")))
            targets[(*relations)->attribute("Id")] = (*relations)->attribute("Target");
    if (const auto fine = (*relations)->outcome(); !fine)
        return fine;

    auto book = openPart(*archive, "xl/workbook.xml");
    if (!book)
        return tl::unexpected(book.error());
    while ((*book)->next()) {
        if ((*book)->starts(QLatin1StringView("workbookPr"))) {
            const std::string flag = (*book)->attribute("date1904");
            from1904 = flag == "1" || flag == "true";
        } else if ((*book)->starts(QLatin1StringView("sheet"))) {
            std::string id;
            for (const QXmlStreamAttribute &attribute : (*book)->xml.attributes())
                if (attribute.name() == QLatin1StringView("id"))
                    id = attribute.value().toString().toStdString();
            std::string target = targets[id];
            if (target.empty() || target.find("worksheets/") == std::string::npos)
                continue; // a chart has a tab, too
            target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
            names.push_back((*book)->attribute("name"));
            parts.push_back(target);
        }
    }
    if (const auto fine = (*book)->outcome(); !fine)
        return fine;
    if (parts.empty())
        return tl::unexpected(damaged("it has no sheet of cells."));
    return readStyles();
}

Result<> XlsxReader::Private::readStyles()
{
    auto opened = openPart(*archive, "xl/styles.xml");
    if (!opened)
        return {}; // numbers are then shown as they are
    XmlPart &part = **opened;
    bool ofCells = false;
    while (part.next()) {
        if (part.starts(QLatin1StringView("numFmt")))
            codes[int(number(part.attribute("numFmtId")))] = part.attribute("formatCode");
        else if (part.starts(QLatin1StringView("cellXfs")))
            ofCells = true;
        else if (part.ends(QLatin1StringView("cellXfs")))
            ofCells = false;
        else if (ofCells && part.starts(QLatin1StringView("xf")))
            styles.push_back(int(number(part.attribute("numFmtId"))));
    }
    return part.outcome();
}

Result<> XlsxReader::Private::readShared()
{
    if (std::exchange(sharedRead, true))
        return {};
    auto opened = openPart(*archive, "xl/sharedStrings.xml");
    if (!opened)
        return {}; // all texts are inline
    XmlPart &part = **opened;
    while (part.next()) {
        if (!part.starts(QLatin1StringView("si")))
            continue;
        readRichText(part, QLatin1StringView("si"), shared.bytes);
        shared.ends.push_back(shared.bytes.size());
    }
    return part.outcome();
}

Result<std::string> XlsxReader::Private::textOf(const Cell &cell) const
{
    if (cell.type == "s") {
        const std::size_t index = number(cell.value);
        if (index >= shared.ends.size())
            return tl::unexpected(damaged("a cell names a text that is not there."));
        return std::string(shared.at(index));
    }
    if (cell.type == "inlineStr")
        return cell.inlined;
    if (cell.type == "b")
        return std::string(cell.value == "1" ? "TRUE" : "FALSE");
    if (cell.type == "str" || cell.type == "e" || cell.type == "d" || cell.value.empty())
        return cell.value;
    bool isNumber = false;
    const double value = QString::fromStdString(cell.value).toDouble(&isNumber);
    if (!isNumber)
        return cell.value;
    const std::size_t style = number(cell.style);
    if (style >= styles.size())
        return showNumber(value, {}, from1904);
    const auto own = codes.find(styles[style]);
    return showNumber(value, own != codes.end() ? std::string_view(own->second) : builtinFormat(styles[style]),
                      from1904);
}

XlsxReader::XlsxReader(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

XlsxReader::~XlsxReader() = default;
XlsxReader::XlsxReader(XlsxReader &&) noexcept = default;
XlsxReader &XlsxReader::operator=(XlsxReader &&) noexcept = default;

Result<XlsxReader> XlsxReader::open(const std::filesystem::path &path)
{
    auto archive = openZip(path);
    if (!archive)
        return tl::unexpected(archive.error());
    auto p = std::make_unique<Private>();
    p->archive = std::move(*archive);
    if (const auto read = p->readBook(); !read) {
        Error error = read.error();
        error.param = path.string();
        if (error.kind == ErrorKind::NotFound)
            error = {ErrorKind::InvalidInput, path.string() + " is a zip archive, but not an Excel workbook.",
                     "not_a_workbook", path.string()};
        return tl::unexpected(error);
    }
    return XlsxReader(std::move(p));
}

const std::vector<std::string> &XlsxReader::sheets() const
{
    return d->names;
}

Result<> XlsxReader::forEachRow(std::size_t sheet, const Visitor &visit)
{
    if (sheet >= d->parts.size())
        return fail(ErrorKind::NotFound, "The workbook has no sheet of that number.", "no_sheet");
    if (const auto read = d->readShared(); !read)
        return read;
    auto opened = openPart(*d->archive, d->parts[sheet]);
    if (!opened)
        return tl::unexpected(opened.error());
    XmlPart &part = **opened;

    XlsxRow row;
    Cell cell;
    std::size_t lastNumber = 0, nextColumn = 0;
    while (part.next()) {
        if (part.starts(QLatin1StringView("row"))) {
            const std::size_t given = number(part.attribute("r"));
            row = {};
            row.number = lastNumber = given > 0 ? given : lastNumber + 1;
            nextColumn = 0;
        } else if (part.starts(QLatin1StringView("c"))) {
            const std::string reference = part.attribute("r");
            const auto column = reference.empty() ? std::optional(nextColumn) : columnOf(reference);
            if (!column || *column >= maxColumns)
                return tl::unexpected(
                    damaged("row " + std::to_string(row.number) + " has a cell in a column beyond XFD."));
            cell = {*column, part.attribute("t"), part.attribute("s"), {}, {}};
            nextColumn = *column + 1;
        } else if (part.starts(QLatin1StringView("v"))) {
            QString text;
            while (part.next() && !part.ends(QLatin1StringView("v")))
                if (part.xml.isCharacters())
                    text += part.xml.text();
            appendText(cell.value, text);
        } else if (part.starts(QLatin1StringView("is"))) {
            readRichText(part, QLatin1StringView("is"), cell.inlined);
        } else if (part.ends(QLatin1StringView("c"))) {
            auto text = d->textOf(cell);
            if (!text)
                return tl::unexpected(text.error());
            if (text->empty())
                continue;
            if (row.cells.size() <= cell.column)
                row.cells.resize(cell.column + 1);
            row.cells[cell.column] = std::move(*text);
        } else if (part.ends(QLatin1StringView("row")) && !row.cells.empty()) {
            if (!visit(row, part.done(), part.all()))
                return {};
        }
    }
    return part.outcome();
}

} // namespace onsa
