// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/export/export_file.h"

#include "dataset/export/sheet_writer.h"
#include "dataset/import/import_detect.h"
#include "dataset/row_issues.h"
#include "dataset/scan_progress.h"
#include "dataset/whole_file.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>

namespace onsa {

namespace {

Error stopped()
{
    return {ErrorKind::Cancelled, "The export was stopped.", "cancelled", {}};
}

// The rows that are asked for, in order, without blank lines. `visit` returns an error to end.
Result<> visitRows(const DatasetSnapshot &snapshot, const ExportRows &rows, const ScanProgress &progress,
                   const std::stop_token &stop,
                   const std::function<Result<>(std::size_t row, std::string_view line)> &visit)
{
    const std::size_t count = rows ? rows->size() : snapshot.rowCount();
    ProgressMeter meter(progress, count);
    Result<> outcome;
    const auto one = [&](std::size_t row, std::string_view line) {
        if (stop.stop_requested())
            outcome = tl::unexpected(stopped());
        else if (!isBlankLine(line))
            outcome = visit(row, line);
        meter.add(1);
        return outcome.has_value();
    };
    if (!rows) {
        const auto read = snapshot.forEachLine(0, count, one);
        return read ? outcome : read;
    }
    for (const std::size_t row : *rows) {
        const auto line = snapshot.line(row);
        if (!line)
            return tl::unexpected(line.error());
        if (!one(row, *line))
            break;
    }
    return outcome;
}

std::optional<Issue> firstError(std::string_view line, const RowParts &row)
{
    // Two answers to compare are no pair, and no error of one.
    if (row.shape == RowShape::Preference) {
        const auto isEmpty = [](const std::vector<RowTurn> &output) {
            return output.empty() || output[0].json.empty();
        };
        if (isEmpty(row.preferred) || isEmpty(row.rejected))
            return Issue{"empty_completion", Severity::Error, {}, "One of the two answers is empty."};
        return std::nullopt;
    }
    for (Issue &issue : checkLine(line))
        if (issue.severity == Severity::Error)
            return std::move(issue);
    return std::nullopt;
}

// XML has no place for these, whatever the escape.
bool fitsXml(std::string_view text)
{
    return text.find("\xEF\xBF\xBE") == std::string_view::npos && text.find("\xEF\xBF\xBF") == std::string_view::npos
        && text.find('\0') == std::string_view::npos;
}

bool fitsSheet(const std::vector<std::string> &cells, bool &tooLong)
{
    for (const std::string &cell : cells) {
        if (!fitsXml(cell))
            return false;
        if (cell.size() > excelCellUnits && utf16Units(cell) > excelCellUnits) {
            tooLong = true;
            return false;
        }
    }
    return true;
}

// A name that would be taken for another column when the table is read again cannot be one.
bool canBeExtra(const std::string &name, const ExportColumns &columns)
{
    if (!canBeHeader(name))
        return false;
    const ColumnUse use = useOf(name);
    const std::vector<std::string> own = columns.header();
    return use == ColumnUse::Keep
        || std::any_of(own.begin(), own.end(), [&](const std::string &column) { return useOf(column) == use; });
}

// What the rows are, seen once before anything is decided.
struct Survey {
    bool pairs = false, shortChats = false, chatSystem = false, longChats = false;
    bool preferences = false, preferenceSystem = false;
    std::vector<std::string> names; // of further members
};

ExportColumns columnsOf(const Survey &seen)
{
    ExportColumns columns;
    columns.messages = seen.longChats;
    columns.pairs = seen.pairs || (seen.shortChats && !seen.longChats);
    columns.preference = seen.preferences;
    columns.system = (seen.chatSystem && !seen.longChats) || seen.preferenceSystem;
    for (const std::string &name : seen.names)
        if (columns.extras.size() < maxExtraColumns && canBeExtra(name, columns))
            columns.extras.push_back(name);
    return columns;
}

void look(Survey &seen, const RowParts &row)
{
    switch (row.shape) {
    case RowShape::Pair:
        seen.pairs = true;
        break;
    case RowShape::Chat:
        seen.longChats = seen.longChats || !row.isSimpleChat();
        seen.shortChats = seen.shortChats || row.isSimpleChat();
        seen.chatSystem = seen.chatSystem || !row.systemText().empty();
        break;
    case RowShape::Preference:
        if (!row.isSimplePreference())
            return;
        seen.preferences = true;
        seen.preferenceSystem = seen.preferenceSystem || !row.systemText().empty();
        break;
    case RowShape::Other:
        return;
    }
    constexpr std::size_t enoughNames = 1000;
    for (const auto &[name, value] : row.extras)
        if (seen.names.size() < enoughNames
            && std::find(seen.names.begin(), seen.names.end(), name) == seen.names.end())
            seen.names.push_back(name);
}

struct Printed {
    std::string object; // one line, or one text
    std::vector<std::string> cells;
    bool tooLong = false;
};

std::optional<Printed> print(const RowParts &row, std::string_view line, const ExportPlan &plan, bool &tooLong)
{
    Printed printed;
    if (isTable(plan.format)) {
        auto cells = printCells(row, plan.columns);
        if (!cells || (plan.format == ExportFormat::Xlsx && !fitsSheet(*cells, tooLong)))
            return std::nullopt;
        printed.cells = std::move(*cells);
        return printed;
    }
    auto text = plan.format == ExportFormat::Text ? printText(row) : printObject(row, line, plan.format);
    if (!text)
        return std::nullopt;
    printed.object = std::move(*text);
    return printed;
}

// Takes printed rows, makes the file.
class RowSinkFile
{
public:
    virtual ~RowSinkFile() = default;
    virtual Result<> add(const Printed &row) = 0;
    virtual Result<> finish() = 0;
};

class TextSink : public RowSinkFile
{
public:
    TextSink(const ExportPlan &plan, WholeFile &file)
        : m_plan(plan)
        , m_file(file)
    {
    }

    Result<> begin()
    {
        switch (m_plan.format) {
        case ExportFormat::JsonArray:
        case ExportFormat::Alpaca:
        case ExportFormat::ShareGpt:
            return m_file.write("[\n");
        case ExportFormat::ExcelCsv:
            if (const auto mark = m_file.write("\xEF\xBB\xBF"); !mark)
                return mark;
            [[fallthrough]];
        case ExportFormat::Csv:
        case ExportFormat::Tsv:
            return addCells(m_plan.columns.header());
        default:
            return {};
        }
    }
    Result<> add(const Printed &row) override
    {
        const bool first = std::exchange(m_first, false);
        if (isTable(m_plan.format))
            return addCells(row.cells);
        if (isArray())
            return m_file.write((first ? "" : ",\n") + row.object);
        return m_file.write((m_plan.paragraphs && !first ? "\n" : "") + row.object + "\n");
    }
    Result<> finish() override { return isArray() ? m_file.write(m_first ? "]\n" : "\n]\n") : Result<>(); }

private:
    bool isArray() const
    {
        return m_plan.format == ExportFormat::JsonArray || m_plan.format == ExportFormat::Alpaca
            || m_plan.format == ExportFormat::ShareGpt;
    }
    Result<> addCells(const std::vector<std::string> &cells)
    {
        std::string line;
        appendTableRow(line, cells, {m_plan.format == ExportFormat::Tsv ? '\t' : ',', '"'},
                       m_plan.format == ExportFormat::ExcelCsv ? "\r\n" : "\n");
        return m_file.write(line);
    }

    const ExportPlan &m_plan;
    WholeFile &m_file;
    bool m_first = true;
};

class SheetSink : public RowSinkFile
{
public:
    explicit SheetSink(SheetWriter writer)
        : m_writer(std::move(writer))
    {
    }
    Result<> add(const Printed &row) override { return m_writer.addRow(row.cells); }
    Result<> finish() override { return m_writer.close(); }

private:
    SheetWriter m_writer;
};

Result<std::unique_ptr<RowSinkFile>> openSink(const ExportPlan &plan, WholeFile &file)
{
    if (plan.format == ExportFormat::Xlsx) {
        auto writer = SheetWriter::create(file.temporary(), plan.columns.header());
        if (!writer)
            return tl::unexpected(writer.error());
        return std::make_unique<SheetSink>(std::move(*writer));
    }
    auto sink = std::make_unique<TextSink>(plan, file);
    if (const auto begun = sink->begin(); !begun)
        return tl::unexpected(begun.error());
    return sink;
}

void appendCounts(std::string &out, const std::map<std::string, std::size_t> &counts)
{
    out += '{';
    bool first = true;
    for (const auto &[id, count] : counts) {
        out += (std::exchange(first, false) ? "" : ", ") + jsonString(id) + ": " + std::to_string(count);
    }
    out += '}';
}

std::string noteText(const ExportPlan &plan, const ExportOrder &order, const ExportReport &report)
{
    std::string out = "{\n  \"file\": " + jsonString(order.target.filename().string());
    const auto add = [&](std::string_view name, const std::string &json) {
        out += ",\n  " + jsonString(name) + ": " + json;
    };
    add("format", jsonString(nameOf(plan.format)));
    add("rows", std::to_string(report.rows));
    add("rows_asked_for", std::to_string(plan.rows));
    add("left_out",
        "{\"errors\": " + std::to_string(plan.errorRows) + ", \"format_cannot_hold\": " + std::to_string(plan.unfitRows)
            + "}");
    add("bytes", std::to_string(report.bytes));
    add("sha256", jsonString(report.sha256));
    std::string columns = "[";
    if (isTable(plan.format))
        for (const std::string &name : plan.columns.header())
            columns += (columns.size() > 1 ? ", " : "") + jsonString(name);
    add("columns", columns + "]");
    add("seed", order.seed ? std::to_string(*order.seed) : "null");
    std::string checks = "{\"run\": [\"structure\", \"roles\", \"texts\"], \"found\": ";
    appendCounts(checks, plan.found);
    add("checks", checks + "}");
    std::string dismissed;
    appendCounts(dismissed, order.dismissed);
    add("dismissed", dismissed);
    return out + "\n}\n";
}

Result<> hashFile(ExportReport &report, const std::filesystem::path &path)
{
    QFile file(QString::fromStdString(path.string()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return fail(ErrorKind::Io, "Cannot read " + path.string() + " again: " + file.errorString().toStdString(),
                    "io_error", path.string());
    report.bytes = file.size();
    report.sha256 = hash.result().toHex().toStdString();
    return {};
}

} // namespace

const char *nameOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::JsonLines:
        return "jsonl";
    case ExportFormat::Chat:
        return "chat_jsonl";
    case ExportFormat::JsonArray:
        return "json";
    case ExportFormat::Preference:
        return "preference_jsonl";
    case ExportFormat::Alpaca:
        return "alpaca";
    case ExportFormat::ShareGpt:
        return "sharegpt";
    case ExportFormat::Csv:
        return "csv";
    case ExportFormat::ExcelCsv:
        return "csv_for_excel";
    case ExportFormat::Tsv:
        return "tsv";
    case ExportFormat::Xlsx:
        return "xlsx";
    default:
        return "text";
    }
}

std::filesystem::path notePathOf(const std::filesystem::path &target)
{
    std::filesystem::path note = target;
    return note.replace_extension(".meta.json");
}

Result<ExportPlan> planExport(const DatasetSnapshot &snapshot, const ExportRows &rows, ExportFormat format,
                              const ScanProgress &progress, const std::stop_token &stop)
{
    ExportPlan plan;
    plan.format = format;
    if (isTable(format)) {
        Survey seen;
        const auto looked = visitRows(snapshot, rows, {}, stop, [&](std::size_t, std::string_view line) -> Result<> {
            if (const auto row = takeApart(line))
                look(seen, *row);
            return {};
        });
        if (!looked)
            return tl::unexpected(looked.error());
        plan.columns = columnsOf(seen);
    }
    const auto done = visitRows(snapshot, rows, progress, stop, [&](std::size_t at, std::string_view line) -> Result<> {
        ++plan.rows;
        const auto row = takeApart(line);
        auto error = row ? firstError(line, *row)
                         : std::optional(Issue{row.error().code, Severity::Error, {}, row.error().message});
        if (error) {
            ++plan.errorRows;
            ++plan.found[error->id];
            if (plan.errors.size() < maxStoredProblems)
                plan.errors.push_back({at, std::move(*error)});
            return {};
        }
        bool tooLong = false;
        const auto printed = print(*row, line, plan, tooLong);
        if (!printed) {
            ++plan.unfitRows;
            plan.longRows += tooLong ? 1U : 0U;
            if (plan.unfit.size() < maxStoredProblems)
                plan.unfit.push_back(at);
            return {};
        }
        plan.paragraphs = plan.paragraphs || printed->object.find('\n') != std::string::npos;
        ++plan.written;
        for (const ExportLoss loss : lossesOf(*row, format, plan.columns))
            ++plan.losses[loss];
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    plan.tooManyRows = format == ExportFormat::Xlsx && plan.written + 1 > excelRows;
    return plan;
}

Result<ExportReport> writeExport(const DatasetSnapshot &snapshot, const ExportRows &rows, const ExportPlan &plan,
                                 const ExportOrder &order, const ScanProgress &progress, const std::stop_token &stop)
{
    if (plan.tooManyRows)
        return fail(ErrorKind::Unsupported,
                    "A sheet holds 1,048,575 rows below its header. Export CSV, or fewer rows at a time.",
                    "too_many_sheet_rows");
    auto file = WholeFile::create(order.target);
    if (!file)
        return tl::unexpected(file.error());
    auto sink = openSink(plan, **file);
    if (!sink)
        return tl::unexpected(sink.error());
    ExportReport report;
    const auto done = visitRows(snapshot, rows, progress, stop, [&](std::size_t, std::string_view line) -> Result<> {
        const auto row = takeApart(line);
        if (!row || firstError(line, *row))
            return {};
        bool tooLong = false;
        const auto printed = print(*row, line, plan, tooLong);
        if (!printed)
            return {};
        ++report.rows;
        return (*sink)->add(*printed);
    });
    if (!done)
        return tl::unexpected(done.error());
    if (const auto finished = (*sink)->finish(); !finished)
        return tl::unexpected(finished.error());
    if (const auto saved = (*file)->commit(); !saved)
        return tl::unexpected(saved.error());
    if (const auto hashed = hashFile(report, order.target); !hashed)
        return tl::unexpected(hashed.error());
    if (!order.note)
        return report;

    report.note = notePathOf(order.target);
    auto note = WholeFile::create(report.note);
    if (!note)
        return tl::unexpected(note.error());
    if (const auto written = (*note)->write(noteText(plan, order, report)); !written)
        return tl::unexpected(written.error());
    if (const auto saved = (*note)->commit(); !saved)
        return tl::unexpected(saved.error());
    return report;
}

} // namespace onsa
