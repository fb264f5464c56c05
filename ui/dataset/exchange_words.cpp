// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/exchange_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace onsa::ui {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(Exchange)

public:
    static QString format(ImportFormat format)
    {
        switch (format) {
        case ImportFormat::JsonLines:
            return tr("JSONL: one object a line");
        case ImportFormat::JsonArray:
            return tr("JSON: a list of objects");
        case ImportFormat::Delimited:
            return tr("Table as text (CSV, TSV)");
        case ImportFormat::Xlsx:
            return tr("Excel workbook");
        case ImportFormat::Text:
            return tr("Plain text");
        }
        return {};
    }

    static QString encoding(TextEncoding encoding)
    {
        switch (encoding) {
        case TextEncoding::Utf8:
            return tr("UTF-8");
        case TextEncoding::Utf8Bom:
            return tr("UTF-8 with a byte order mark");
        case TextEncoding::Utf16Le:
            return tr("UTF-16 (little endian)");
        case TextEncoding::Utf16Be:
            return tr("UTF-16 (big endian)");
        case TextEncoding::Cp932:
            return tr("Shift_JIS of Windows (CP932)");
        case TextEncoding::EucJp:
            return tr("EUC-JP");
        case TextEncoding::Windows1252:
            return tr("Western European (Windows-1252)");
        }
        return {};
    }

    static QString shape(ImportShape shape)
    {
        switch (shape) {
        case ImportShape::Training:
            return tr("Training rows, as they are");
        case ImportShape::Alpaca:
            return tr("Alpaca: instruction, input, output");
        case ImportShape::ShareGpt:
            return tr("ShareGPT: conversations");
        case ImportShape::Columns:
            return tr("Other objects: choose the columns");
        }
        return {};
    }

    static QString use(ColumnUse use)
    {
        switch (use) {
        case ColumnUse::Ignore:
            return tr("Leave out");
        case ColumnUse::Prompt:
            return tr("Prompt");
        case ColumnUse::Completion:
            return tr("Completion");
        case ColumnUse::System:
            return tr("Instructions (system)");
        case ColumnUse::Preferred:
            return tr("Better answer");
        case ColumnUse::Rejected:
            return tr("Worse answer");
        case ColumnUse::Messages:
            return tr("Messages (JSON)");
        case ColumnUse::Keep:
            return tr("Keep as it is");
        }
        return {};
    }

    static QString why(const std::string &code)
    {
        if (code == "garbled_text")
            return tr("Characters that this encoding does not have. Choose another encoding.");
        if (code == "open_quote")
            return tr("A quotation mark opens here and never closes.");
        if (code == "text_after_quote")
            return tr("There is text after a closing quotation mark.");
        if (code == "too_long")
            return tr("It is longer than 64 MB.");
        if (code == "too_many_cells")
            return tr("It has more cells than there are columns.");
        if (code == "no_text")
            return tr("It has neither a prompt nor a completion.");
        if (code == "cut_off")
            return tr("The file ends in the middle of this row.");
        if (code == "not_an_object")
            return tr("It is not a JSON object in braces.");
        if (code == "unknown_role")
            return tr("A message has a role that Onsa does not know.");
        if (code == "no_turns")
            return tr("It has no conversation.");
        if (code == "not_training")
            return tr("It has no prompt, no messages and no answers to compare.");
        if (code == "bad_column")
            return tr("A column does not hold what it was chosen for.");
        return tr("It is not valid JSON.");
    }

    static QString fault(const ImportFault &fault, bool sheet)
    {
        const QLocale locale;
        const QString line = locale.toString(qulonglong(fault.line)),
                      column = locale.toString(qulonglong(fault.column));
        const QString reason = why(fault.code);
        if (fault.column == 0)
            return sheet ? tr("Row %1: %2").arg(line, reason) : tr("Line %1: %2").arg(line, reason);
        return sheet ? tr("Row %1, column %2: %3").arg(line, column, reason)
                     : tr("Line %1, column %2: %3").arg(line, column, reason);
    }

    static QString format(ExportFormat format)
    {
        switch (format) {
        case ExportFormat::JsonLines:
            return tr("JSONL");
        case ExportFormat::Chat:
            return tr("JSONL of conversations");
        case ExportFormat::JsonArray:
            return tr("JSON list");
        case ExportFormat::Preference:
            return tr("Preferences (JSONL)");
        case ExportFormat::Alpaca:
            return tr("Alpaca");
        case ExportFormat::ShareGpt:
            return tr("ShareGPT");
        case ExportFormat::Csv:
            return tr("CSV");
        case ExportFormat::ExcelCsv:
            return tr("CSV for Excel");
        case ExportFormat::Tsv:
            return tr("TSV");
        case ExportFormat::Xlsx:
            return tr("Excel workbook");
        case ExportFormat::Text:
            return tr("Plain text");
        }
        return {};
    }

    static QString hint(ExportFormat format)
    {
        switch (format) {
        case ExportFormat::JsonLines:
            return tr("The rows as they are. Every service and trainer reads it.");
        case ExportFormat::Chat:
            return tr("Every row as messages, as services want it for chat models.");
        case ExportFormat::JsonArray:
            return tr("All rows in one list, for scripts.");
        case ExportFormat::Preference:
            return tr("Prompt, chosen and rejected answer, as TRL reads it.");
        case ExportFormat::Alpaca:
            return tr("Instruction, input and output, as LLaMA-Factory and others read it.");
        case ExportFormat::ShareGpt:
            return tr("Conversations of human and gpt, as LLaMA-Factory and others read it.");
        case ExportFormat::Csv:
            return tr("A table with commas, in UTF-8, for programs.");
        case ExportFormat::ExcelCsv:
            return tr("A table that opens in Excel by a double click, Japanese included.");
        case ExportFormat::Tsv:
            return tr("A table with tabs, in UTF-8.");
        case ExportFormat::Xlsx:
            return tr("A workbook with one sheet, for review in Excel.");
        case ExportFormat::Text:
            return tr("The completions alone, one a line or one a paragraph.");
        }
        return {};
    }

    static QString loss(ExportLoss loss, const QString &rows)
    {
        switch (loss) {
        case ExportLoss::PairsBecomeChats:
            return tr("Pairs that come back as conversations: %1").arg(rows);
        case ExportLoss::ChatsBecomePairs:
            return tr("Short conversations that come back as a prompt and a completion: %1").arg(rows);
        case ExportLoss::MembersAreLost:
            return tr("Rows that lose further members, for which this format has no place: %1").arg(rows);
        case ExportLoss::ValuesBecomeTexts:
            return tr("Rows whose numbers and lists in further members come back as texts: %1").arg(rows);
        case ExportLoss::EmptyMembersVanish:
            return tr("Rows whose empty further members do not come back: %1").arg(rows);
        case ExportLoss::PromptsAreLost:
            return tr("Rows that lose their prompt: %1").arg(rows);
        }
        return {};
    }
};

} // namespace

QString formatName(ImportFormat format)
{
    return Words::format(format);
}

QString encodingName(TextEncoding encoding)
{
    return Words::encoding(encoding);
}

QString shapeName(ImportShape shape)
{
    return Words::shape(shape);
}

QString useName(ColumnUse use)
{
    return Words::use(use);
}

QString faultText(const ImportFault &fault, bool sheet)
{
    return Words::fault(fault, sheet);
}

QString formatName(ExportFormat format)
{
    return Words::format(format);
}

QString formatHint(ExportFormat format)
{
    return Words::hint(format);
}

QString lossText(ExportLoss loss, std::size_t rows)
{
    return Words::loss(loss, QLocale().toString(qulonglong(rows)));
}

} // namespace onsa::ui
