// SPDX-License-Identifier: GPL-3.0-or-later
// What is known about a data set beside its file: findings that are kept, and what the masks stand for. In the state
// folder of this computer, never beside the data: masks must not travel with what they mask.
#pragma once

#include "core/checks/mask_book.h"
#include "dataset/dismissals.h"

#include <QString>

#include <filesystem>

namespace onsa::ui {

struct Review {
    Dismissals dismissals;
    MaskBook masks;
};

// Where all of it is kept, for the file at `data`; named after its place.
QString reviewFolder(const std::filesystem::path &data);

// Of the file at `data`; nothing known yet is an empty review. Errors: Io, Corrupt.
Result<Review> loadReview(const std::filesystem::path &data);
// Only the user can read it. An untitled data set (empty path) is not written.
Result<> saveReview(const std::filesystem::path &data, const Review &review);

} // namespace onsa::ui
