// SPDX-License-Identifier: GPL-3.0-or-later
// The views of a data set that have a name, and how its columns stand. Kept on this computer beside what else is known
// of the file (review_file.h), never in it.
#pragma once

#include "core/result.h"
#include "dataset/view/row_view.h"

#include <QJsonObject>
#include <QString>

#include <filesystem>
#include <vector>

namespace onsa::ui {

struct SavedView {
    QString name; // unique
    RowView view;
    QJsonObject columns; // of ColumnLayout
};

struct SavedViews {
    std::vector<SavedView> views; // by their names
    QJsonObject columns; // as they were left
};

// Of the file at `data`; nothing kept yet gives none. Errors: Io, Corrupt.
Result<SavedViews> loadViews(const std::filesystem::path &data);
// An untitled data set (empty path) is not written. A file that could not be read is put aside, not overwritten.
Result<> saveViews(const std::filesystem::path &data, const SavedViews &views);

QJsonObject printView(const RowView &view); // without conditions on fixed rows: they mean nothing later
Result<RowView> parseView(const QJsonObject &json);

} // namespace onsa::ui
