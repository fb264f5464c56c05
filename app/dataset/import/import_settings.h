// SPDX-License-Identifier: GPL-3.0-or-later
// How a foreign file is to be read. Detected first, then as the user changes it; the preview and the import do the
// same.
#pragma once

#include "core/table_stream.h"
#include "dataset/import/text_encoding.h"

#include <string>
#include <vector>

namespace onsa {

enum class ImportFormat { JsonLines, JsonArray, Delimited, Xlsx, Text };

// What the objects of a JSON file are.
enum class ImportShape {
    Training, // rows as the guides write them: pairs, chats, preferences; they stay as they are
    Alpaca, // instruction, input, output
    ShareGpt, // conversations of from and value
    Columns // members with other names, which the user assigns; and every table
};

// What a column, or a member of that name, becomes.
enum class ColumnUse { Ignore, Prompt, Completion, System, Preferred, Rejected, Messages, Keep };

struct ImportColumn {
    std::string name; // header or member; "" for a table without a header
    ColumnUse use = ColumnUse::Ignore; // Keep: an extra member of the row, of the same name

    bool operator==(const ImportColumn &) const = default;
};

enum class RowsAs { Natural, Pairs, Chats };
enum class TextUnit { Lines, Paragraphs };

struct ImportSettings {
    ImportFormat format = ImportFormat::JsonLines;
    TextEncoding encoding = TextEncoding::Utf8;
    TableStyle style; // Delimited
    bool header = true; // Delimited, Xlsx: the first row names the columns
    std::size_t sheet = 0; // Xlsx
    TextUnit unit = TextUnit::Lines; // Text
    ImportShape shape = ImportShape::Training;
    std::vector<ImportColumn> columns; // Columns
    RowsAs rowsAs = RowsAs::Natural; // what pairs and short chats become

    bool operator==(const ImportSettings &) const = default;
    bool isTable() const { return format == ImportFormat::Delimited || format == ImportFormat::Xlsx; }
};

} // namespace onsa
