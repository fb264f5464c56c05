// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/import_records.h"

#include "dataset/import/json_splitter.h"
#include "dataset/import/xlsx_reader.h"
#include "dataset/io_error.h"
#include "dataset/row_source.h"

#include <algorithm>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace onsa {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t blockBytes = 1U << 20U;

std::string_view reasonOf(const std::string &code)
{
    if (code == "garbled_text")
        return "It has bytes that mean nothing in the chosen encoding.";
    if (code == "open_quote")
        return "A quote opens here and never closes.";
    if (code == "text_after_quote")
        return "Text follows a closing quote.";
    if (code == "too_long")
        return "It is longer than 64 MB.";
    return "The file ends inside this value.";
}

ImportFault faultAt(std::size_t line, std::size_t column, std::string code)
{
    std::string message(reasonOf(code));
    return {line, column, std::move(code), std::move(message)};
}

ImportFault faultOf(const TableFault &fault)
{
    switch (fault.kind) {
    case TableFault::Kind::OpenQuote:
        return faultAt(fault.line, fault.column, "open_quote");
    case TableFault::Kind::TextAfterQuote:
        return faultAt(fault.line, fault.column, "text_after_quote");
    default:
        return faultAt(fault.line, fault.column, "too_long");
    }
}

// What takes decoded text and gives records.
class Cutter
{
public:
    using Give = std::function<bool(ImportRecord &)>;
    virtual ~Cutter() = default;
    virtual bool feed(std::string_view text, const Give &give) = 0;
    virtual bool finish(const Give &give) = 0;
};

class DelimitedCutter : public Cutter
{
public:
    explicit DelimitedCutter(TableStyle style)
        : m_parser(style)
    {
    }
    bool feed(std::string_view text, const Give &give) override
    {
        return m_parser.feed(text, [&](TableRecord &record) { return pass(record, give); });
    }
    bool finish(const Give &give) override
    {
        return m_parser.finish([&](TableRecord &record) { return pass(record, give); });
    }

private:
    static bool pass(TableRecord &record, const Give &give)
    {
        ImportRecord out;
        out.line = record.line;
        out.cells = std::move(record.cells);
        if (record.fault)
            out.fault = faultOf(*record.fault);
        return give(out);
    }
    TableParser m_parser;
};

class JsonCutter : public Cutter
{
public:
    bool feed(std::string_view text, const Give &give) override
    {
        return m_splitter.feed(text, [&](JsonPiece &piece) { return pass(piece, give); });
    }
    bool finish(const Give &give) override
    {
        return m_splitter.finish([&](JsonPiece &piece) { return pass(piece, give); });
    }

private:
    static bool pass(JsonPiece &piece, const Give &give)
    {
        ImportRecord out;
        out.line = piece.line;
        out.column = piece.column;
        if (piece.cut)
            out.fault = faultAt(piece.line, piece.column, piece.text.size() > maxJsonPiece ? "too_long" : "cut_off");
        out.json = std::move(piece.text);
        return give(out);
    }
    JsonSplitter m_splitter;
};

// Lines, or paragraphs: lines with no empty line between them.
class LineCutter : public Cutter
{
public:
    enum class What { Json, Lines, Paragraphs };
    explicit LineCutter(What what)
        : m_what(what)
    {
    }

    bool feed(std::string_view text, const Give &give) override
    {
        while (!text.empty()) {
            if (std::exchange(m_afterCarriageReturn, false) && text.front() == '\n') {
                text.remove_prefix(1);
                continue;
            }
            const std::size_t end = text.find_first_of("\r\n");
            m_line.append(text.substr(0, end));
            if (m_line.size() > maxCellBytes) {
                ImportRecord out;
                out.line = m_number;
                out.fault = faultAt(m_number, 0, "too_long");
                give(out);
                return false;
            }
            if (end == std::string_view::npos)
                return true;
            m_afterCarriageReturn = text[end] == '\r'; // CRLF, or the line end of old Macs
            text.remove_prefix(end + 1);
            if (!endLine(give))
                return false;
        }
        return true;
    }
    bool finish(const Give &give) override { return endLine(give) && endParagraph(give); }

private:
    bool endLine(const Give &give)
    {
        const bool blank = m_line.find_first_not_of(" \t") == std::string::npos;
        const std::size_t number = m_number++;
        if (m_what == What::Paragraphs) {
            if (blank) {
                m_line.clear();
                return endParagraph(give);
            }
            if (m_paragraph.empty())
                m_paragraphLine = number;
            else
                m_paragraph += '\n';
            m_paragraph += m_line;
            m_line.clear();
            if (m_paragraph.size() <= maxCellBytes)
                return true;
            ImportRecord out;
            out.line = m_paragraphLine;
            out.fault = faultAt(m_paragraphLine, 0, "too_long");
            give(out);
            return false;
        }
        ImportRecord out;
        out.line = number;
        if (m_what == What::Json)
            out.json = std::exchange(m_line, {});
        else
            out.cells = {std::exchange(m_line, {})};
        m_line.clear();
        return blank || give(out);
    }
    bool endParagraph(const Give &give)
    {
        if (m_paragraph.empty())
            return true;
        ImportRecord out;
        out.line = m_paragraphLine;
        out.cells = {std::exchange(m_paragraph, {})};
        return give(out);
    }

    What m_what;
    std::string m_line, m_paragraph;
    std::size_t m_number = 1, m_paragraphLine = 1;
    bool m_afterCarriageReturn = false;
};

std::unique_ptr<Cutter> cutterFor(const ImportSettings &settings)
{
    switch (settings.format) {
    case ImportFormat::JsonLines:
        return std::make_unique<LineCutter>(LineCutter::What::Json);
    case ImportFormat::JsonArray:
        return std::make_unique<JsonCutter>();
    case ImportFormat::Text:
        return std::make_unique<LineCutter>(settings.unit == TextUnit::Lines ? LineCutter::What::Lines
                                                                             : LineCutter::What::Paragraphs);
    default:
        return std::make_unique<DelimitedCutter>(settings.style);
    }
}

// Where the bytes that could not be decoded have left their mark. A file with such bytes may have the mark elsewhere,
// too: it means the same.
void markGarbled(ImportRecord &record)
{
    if (record.fault)
        return;
    for (std::size_t i = 0; i < record.cells.size(); ++i)
        if (record.cells[i].find(replacement) != std::string::npos) {
            record.fault = faultAt(record.line, i + 1, "garbled_text");
            return;
        }
    const std::size_t at = record.json.find(replacement);
    if (at == std::string::npos)
        return;
    const std::size_t lines =
        std::size_t(std::count(record.json.begin(), record.json.begin() + std::ptrdiff_t(at), '\n'));
    const std::size_t lineStart = lines == 0 ? 0 : record.json.rfind('\n', at) + 1;
    record.fault = faultAt(record.line + lines, (lines == 0 ? record.column : 1) + at - lineStart, "garbled_text");
}

class OpenInput
{
public:
    static Result<OpenInput> open(const std::filesystem::path &path)
    {
        OpenInput file;
        file.m_fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe must not hang us
        struct stat info = {};
        if (file.m_fd < 0 || ::fstat(file.m_fd, &info) != 0)
            return tl::unexpected(ioError(errno, "open", path));
        if (S_ISDIR(info.st_mode))
            return tl::unexpected(ioError(EISDIR, "open", path));
        if (!S_ISREG(info.st_mode))
            return fail(ErrorKind::Unsupported, "Cannot open " + path.string() + ": it is not an ordinary file.",
                        "not_a_file", path.string());
        file.m_size = info.st_size;
        return file;
    }
    OpenInput(OpenInput &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
        , m_size(other.m_size)
    {
    }
    OpenInput &operator=(OpenInput &&) = delete;
    ~OpenInput()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }

    std::int64_t size() const { return m_size; }
    // "" at the end.
    Result<std::string_view> next(std::string &buffer, const std::filesystem::path &path)
    {
        for (;;) {
            const auto count = ::read(m_fd, buffer.data(), buffer.size());
            if (count >= 0)
                return std::string_view(buffer).substr(0, std::size_t(count));
            if (errno != EINTR)
                return tl::unexpected(ioError(errno, "read", path));
        }
    }

private:
    OpenInput() = default;
    int m_fd = -1;
    std::int64_t m_size = 0;
};

Error stopped()
{
    return {ErrorKind::Cancelled, "The import was stopped.", "cancelled", {}};
}

Result<> readText(const std::filesystem::path &path, const ImportSettings &settings, const RecordVisitor &visit,
                  const std::stop_token &stop)
{
    auto file = OpenInput::open(path);
    if (!file)
        return tl::unexpected(file.error());
    TextDecoder decoder(settings.encoding);
    const std::unique_ptr<Cutter> cutter = cutterFor(settings);
    RecordProgress progress{0, file->size()};
    bool stopSeen = false;
    const auto give = [&](ImportRecord &record) {
        if (decoder.faults() > 0)
            markGarbled(record);
        stopSeen = stop.stop_requested();
        return !stopSeen && visit(record, progress);
    };
    std::string buffer(blockBytes, '\0'), text;
    for (;;) {
        const auto block = file->next(buffer, path);
        if (!block)
            return tl::unexpected(block.error());
        if (block->empty())
            break;
        progress.done += std::int64_t(block->size());
        text.clear();
        decoder.append(*block, text);
        if (stop.stop_requested())
            return tl::unexpected(stopped());
        if (!cutter->feed(text, give))
            return stopSeen ? Result<>(tl::unexpected(stopped())) : Result<>();
    }
    text.clear();
    decoder.finish(text);
    if (cutter->feed(text, give))
        cutter->finish(give);
    return stopSeen ? Result<>(tl::unexpected(stopped())) : Result<>();
}

Result<> readSheet(const std::filesystem::path &path, const ImportSettings &settings, const RecordVisitor &visit,
                   const std::stop_token &stop)
{
    auto book = XlsxReader::open(path);
    if (!book)
        return tl::unexpected(book.error());
    bool stopSeen = false;
    const auto done = book->forEachRow(settings.sheet, [&](XlsxRow &row, std::int64_t bytes, std::int64_t all) {
        ImportRecord record;
        record.line = row.number;
        record.cells = std::move(row.cells);
        stopSeen = stop.stop_requested();
        return !stopSeen && visit(record, {bytes, all});
    });
    return stopSeen ? Result<>(tl::unexpected(stopped())) : done;
}

} // namespace

Result<> readRecords(const std::filesystem::path &path, const ImportSettings &settings, const RecordVisitor &visit,
                     const std::stop_token &stop)
{
    return settings.format == ImportFormat::Xlsx ? readSheet(path, settings, visit, stop)
                                                 : readText(path, settings, visit, stop);
}

Result<FileHead> readHead(const std::filesystem::path &path)
{
    auto file = OpenInput::open(path);
    if (!file)
        return tl::unexpected(file.error());
    FileHead head;
    std::string buffer(headBytes, '\0');
    while (head.bytes.size() < headBytes) {
        const auto block = file->next(buffer, path);
        if (!block)
            return tl::unexpected(block.error());
        if (block->empty()) {
            head.complete = true;
            return head;
        }
        head.bytes.append(*block);
    }
    head.complete = std::int64_t(head.bytes.size()) >= file->size();
    return head;
}

} // namespace onsa
