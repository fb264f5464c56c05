// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/import_detect.h"

#include "core/json_text.h"
#include "core/utf8.h"
#include "dataset/find_text.h"
#include "dataset/import/xlsx_reader.h"
#include "dataset/row_parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace onsa {

namespace {

constexpr std::size_t sampleRecords = 200;

std::string lowerExtension(const std::filesystem::path &path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return extension;
}

struct Sample {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> objects;
};

Result<Sample> takeSample(const std::filesystem::path &path, const ImportSettings &settings)
{
    Sample sample;
    const auto read = readRecords(path, settings,
                                  [&](ImportRecord &record, const RecordProgress &) {
                                      if (record.json.empty())
                                          sample.rows.push_back(std::move(record.cells));
                                      else
                                          sample.objects.push_back(std::move(record.json));
                                      return sample.rows.size() + sample.objects.size() < sampleRecords;
                                  },
                                  {});
    if (!read)
        return tl::unexpected(read.error());
    return sample;
}

std::string decode(const FileHead &head, TextEncoding encoding)
{
    TextDecoder decoder(encoding);
    std::string text;
    decoder.append(head.bytes, text);
    return text;
}

// The delimiter that makes the most records equally wide; nothing when none makes two columns.
std::optional<char> guessDelimiter(std::string_view text, bool preferTab)
{
    constexpr std::array<char, 4> candidates = {',', '\t', ';', '|'};
    std::optional<char> best;
    double bestScore = 0;
    for (const char delimiter : candidates) {
        std::map<std::size_t, std::size_t> widths;
        std::size_t records = 0;
        TableParser parser({delimiter, '"'});
        parser.feed(text, [&](TableRecord &record) {
            ++widths[record.cells.size()];
            return ++records < sampleRecords;
        });
        // A short text may have its only record still open.
        parser.finish([&](TableRecord &record) {
            if (records < sampleRecords) {
                ++widths[record.cells.size()];
                ++records;
            }
            return true;
        });
        for (const auto &[width, count] : widths) {
            if (width < 2)
                continue;
            const double score =
                double(count) / double(records) + (preferTab && delimiter == '\t' ? 1.0 : 0.0) + double(width) * 1e-3;
            if (score > bestScore) {
                bestScore = score;
                best = delimiter;
            }
        }
    }
    return best;
}

bool isHeaderRow(const std::vector<std::vector<std::string>> &rows)
{
    if (rows.empty())
        return false;
    const auto &first = rows.front();
    std::set<std::string> names;
    std::size_t known = 0;
    for (const std::string &cell : first) {
        if (!canBeHeader(cell) || !names.insert(cell).second)
            return false;
        if (useOf(cell) != ColumnUse::Keep)
            known += cell.size() > 1 ? 2 : 1;
    }
    if (known >= 2) // a lone "A" may be an answer
        return true;
    // Names are shorter than what stands below them.
    std::size_t cells = 0, bytes = 0, own = 0;
    for (std::size_t r = 1; r < rows.size(); ++r)
        for (const std::string &cell : rows[r]) {
            ++cells;
            bytes += cell.size();
        }
    for (const std::string &cell : first)
        own += cell.size();
    return cells > 0 && own * cells * 2 < bytes * first.size();
}

// Lines that follow each other, and empty ones between such groups.
bool hasParagraphs(std::string_view text)
{
    bool together = false, apart = false, lastBlank = true, any = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const bool blank = text.substr(0, end).find_first_not_of(" \t\r") == std::string_view::npos;
        together = together || (!blank && !lastBlank);
        apart = apart || (!blank && lastBlank && any);
        any = any || !blank;
        lastBlank = blank;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return together && apart;
}

// Names alone may say nothing: then the first two columns are question and answer, and a lone one is the answer.
void assignUses(std::vector<ImportColumn> &columns)
{
    std::set<ColumnUse> used;
    for (ImportColumn &column : columns) {
        column.use = column.name.empty() ? ColumnUse::Keep : useOf(column.name);
        if (column.use != ColumnUse::Keep && !used.insert(column.use).second)
            column.use = ColumnUse::Keep; // of two questions the first
    }
    const bool whole = used.contains(ColumnUse::Messages);
    const auto fillFirst = [&](ColumnUse use) {
        const auto free = std::find_if(columns.begin(), columns.end(),
                                       [](const ImportColumn &column) { return column.use == ColumnUse::Keep; });
        if (free != columns.end())
            free->use = use;
    };
    if (!whole && columns.size() == 1 && used.empty()) {
        columns[0].use = ColumnUse::Completion;
    } else if (!whole) {
        if (!used.contains(ColumnUse::Prompt))
            fillFirst(ColumnUse::Prompt);
        if (!used.contains(ColumnUse::Completion) && !used.contains(ColumnUse::Preferred))
            fillFirst(ColumnUse::Completion);
    }
    for (ImportColumn &column : columns) // without a name there is no member to keep it in
        if (column.use == ColumnUse::Keep && column.name.empty())
            column.use = ColumnUse::Ignore;
}

std::vector<ImportColumn> columnsOf(const Sample &sample, const ImportSettings &settings)
{
    std::vector<ImportColumn> columns;
    if (settings.isTable() || settings.format == ImportFormat::Text) {
        std::size_t width = 0;
        for (const auto &row : sample.rows)
            width = std::max(width, row.size());
        // More cells than names are a comma that should have been quoted; a sheet cannot go wrong like that.
        if (settings.format == ImportFormat::Delimited && settings.header && !sample.rows.empty())
            width = sample.rows[0].size();
        columns.resize(width);
        if (settings.header && settings.isTable() && !sample.rows.empty())
            for (std::size_t i = 0; i < sample.rows[0].size(); ++i)
                columns[i].name = sample.rows[0][i];
    } else {
        for (const std::string &object : sample.objects)
            for (const JsonMember &member : membersIn(object, valueIn(object)))
                if (std::none_of(columns.begin(), columns.end(),
                                 [&](const ImportColumn &column) { return column.name == member.key; }))
                    columns.push_back({member.key, ColumnUse::Keep});
    }
    assignUses(columns);
    return columns;
}

ImportShape shapeOfObjects(const std::vector<std::string> &objects)
{
    std::size_t training = 0, alpaca = 0, shareGpt = 0, other = 0;
    for (const std::string &object : objects) {
        const auto row = takeApart(object);
        if (!row)
            continue;
        if (row->shape != RowShape::Other) {
            ++training;
            continue;
        }
        const auto has = [&](std::string_view name) {
            return std::any_of(row->extras.begin(), row->extras.end(), [&](const auto &e) { return e.first == name; });
        };
        if (has("conversations") || has("conversation"))
            ++shareGpt;
        else if (has("instruction") && (has("output") || has("response")))
            ++alpaca;
        else
            ++other;
    }
    const std::size_t most = std::max({training, alpaca, shareGpt, other});
    if (most == training)
        return ImportShape::Training;
    if (most == alpaca)
        return ImportShape::Alpaca;
    return most == shareGpt ? ImportShape::ShareGpt : ImportShape::Columns;
}

Error refused(const std::filesystem::path &path, std::string code, const std::string &why)
{
    return {ErrorKind::Unsupported, path.string() + " " + why, std::move(code), path.string()};
}

std::optional<Error> hopeless(const std::filesystem::path &path, const FileHead &head)
{
    const std::string_view bytes = head.bytes;
    if (bytes.empty())
        return Error{ErrorKind::InvalidInput, path.string() + " is empty.", "empty_file", path.string()};
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return refused(path, "old_workbook",
                       "is a workbook of an old kind (.xls), or one with a password. Save it as .xlsx without one.");
    if (bytes.starts_with("%PDF-"))
        return refused(path, "pdf", "is a PDF document. Copy its text, or save it as a text file.");
    return std::nullopt;
}

ImportFormat formatOf(std::string_view text, const std::string &extension)
{
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    const char first = start == std::string_view::npos ? '\0' : text[start];
    const bool named =
        extension == ".csv" || extension == ".tsv" || extension == ".tab" || extension == ".txt" || extension == ".md";
    if (!named && first == '[')
        return ImportFormat::JsonArray;
    if (!named && first == '{') {
        // One object a line, or objects spread over lines.
        const std::string_view line = text.substr(start, text.find('\n', start) - start);
        const bool whole = takeApart(line.substr(0, line.find_last_not_of(" \t\r") + 1)).has_value();
        const bool json = extension == ".jsonl" || extension == ".ndjson";
        return whole || json ? ImportFormat::JsonLines : ImportFormat::JsonArray;
    }
    if (extension == ".jsonl" || extension == ".ndjson")
        return ImportFormat::JsonLines;
    if (extension == ".txt" || extension == ".md")
        return ImportFormat::Text;
    return ImportFormat::Delimited;
}

} // namespace

bool canBeHeader(std::string_view cell)
{
    constexpr std::size_t longestName = 60; // bytes: twenty Japanese characters
    if (cell.empty() || cell.size() > longestName)
        return false;
    for (const std::string_view sentence : {"\n", "\r", "。", "?", "？"})
        if (cell.find(sentence) != std::string_view::npos)
            return false;
    return true;
}

ColumnUse useOf(std::string_view name)
{
    static const std::map<std::string, ColumnUse> uses = [] {
        std::map<std::string, ColumnUse> known;
        const auto add = [&](ColumnUse use, std::initializer_list<const char *> names) {
            for (const char *one : names)
                known[foldText(one)] = use;
        };
        add(ColumnUse::Prompt,
            {"prompt", "question", "instruction", "input", "query", "user", "ask", "質問", "質問文", "問い", "問",
             "問い合わせ", "プロンプト", "入力", "指示", "ユーザー", "Q"});
        add(ColumnUse::Completion,
            {"completion", "answer", "response", "output", "reply", "assistant", "target", "回答", "回答文", "答え",
             "答", "解答", "補完", "出力", "応答", "返答", "返信", "アシスタント", "A"});
        add(ColumnUse::System, {"system", "system prompt", "system_prompt", "システム", "システムメッセージ"});
        add(ColumnUse::Preferred, {"chosen", "preferred", "better", "良い回答", "選んだ回答"});
        add(ColumnUse::Rejected, {"rejected", "non_preferred", "worse", "悪い回答", "選ばなかった回答"});
        add(ColumnUse::Messages, {"messages"});
        return known;
    }();
    const std::size_t first = name.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return ColumnUse::Keep;
    const auto found = uses.find(foldText(name.substr(first, name.find_last_not_of(" \t") + 1 - first)));
    return found == uses.end() ? ColumnUse::Keep : found->second;
}

Result<ImportSettings> guessColumns(const std::filesystem::path &path, ImportSettings settings)
{
    const auto sample = takeSample(path, settings);
    if (!sample)
        return tl::unexpected(sample.error());
    settings.shape = settings.isTable() || settings.format == ImportFormat::Text ? ImportShape::Columns
                                                                                 : shapeOfObjects(sample->objects);
    settings.columns = columnsOf(*sample, settings);
    return settings;
}

Result<ImportGuess> guessImport(const std::filesystem::path &path)
{
    const auto head = readHead(path);
    if (!head)
        return tl::unexpected(head.error());
    if (const auto error = hopeless(path, *head))
        return tl::unexpected(*error);

    ImportGuess guess;
    ImportSettings &settings = guess.settings;
    if (head->bytes.starts_with("PK\x03\x04")) {
        const auto book = XlsxReader::open(path);
        if (!book)
            return tl::unexpected(book.error());
        settings.format = ImportFormat::Xlsx;
        guess.sheets = book->sheets();
    } else {
        const EncodingGuess encoding = guessEncoding(head->bytes, head->complete);
        settings.encoding = encoding.encoding;
        guess.encodingSure = encoding.sure;
        const std::string text = decode(*head, encoding.encoding);
        const auto controls = std::size_t(std::count_if(text.begin(), text.end(), [](unsigned char c) {
            return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != 0x0B && c != 0x0C;
        }));
        if (controls * 50 > text.size()) // one in fifty: no text has that many
            return tl::unexpected(refused(path, "binary", "is not a text, a workbook or a data set."));
        const std::string extension = lowerExtension(path);
        settings.format = formatOf(text, extension);
        if (settings.format == ImportFormat::Delimited) {
            const auto delimiter = guessDelimiter(text, extension == ".tsv" || extension == ".tab");
            const bool named = extension == ".csv" || extension == ".tsv" || extension == ".tab";
            if (!delimiter && !named)
                settings.format = ImportFormat::Text;
            settings.style.delimiter = delimiter.value_or(extension == ".csv" ? ',' : '\t');
        }
    }
    if (settings.format == ImportFormat::Text) {
        const std::string text = decode(*head, settings.encoding);
        settings.unit = hasParagraphs(text) ? TextUnit::Paragraphs : TextUnit::Lines;
    }
    if (settings.isTable()) {
        const auto sample = takeSample(path, settings);
        if (!sample)
            return tl::unexpected(sample.error());
        settings.header = isHeaderRow(sample->rows);
    }
    auto filled = guessColumns(path, settings);
    if (!filled)
        return tl::unexpected(filled.error());
    settings = std::move(*filled);
    return guess;
}

bool opensDirectly(const ImportGuess &guess)
{
    const ImportSettings &settings = guess.settings;
    return settings.format == ImportFormat::JsonLines && settings.shape == ImportShape::Training
        && (settings.encoding == TextEncoding::Utf8 || settings.encoding == TextEncoding::Utf8Bom);
}

} // namespace onsa
