// SPDX-License-Identifier: GPL-3.0-or-later
// Formats, encodings, faults and losses of import and export in the user's language.
#pragma once

#include "dataset/export/export_format.h"
#include "dataset/import/import_records.h"

#include <QString>

namespace onsa::ui {

QString formatName(ImportFormat format);
QString encodingName(TextEncoding encoding);
QString shapeName(ImportShape shape);
QString useName(ColumnUse use);
QString faultText(const ImportFault &fault, bool sheet); // with the place: "Line 4, column 2: …"

QString formatName(ExportFormat format);
QString formatHint(ExportFormat format); // what it is for
QString lossText(ExportLoss loss, std::size_t rows);

} // namespace onsa::ui
