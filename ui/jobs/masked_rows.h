// SPDX-License-Identifier: GPL-3.0-or-later
// A data set with masks in the place of personal data, made while it is read; the file stays as it is.
#pragma once

#include "core/checks/mask_book.h"
#include "dataset/dataset_snapshot.h"

#include <memory>
#include <mutex>

namespace onsa::ui {

// The masks of one upload. From any thread.
class SharedMasks
{
public:
    std::string masked(std::string_view line);
    std::string print() const;

private:
    mutable std::mutex m_lock;
    MaskBook m_book;
};

std::shared_ptr<const DatasetSnapshot> maskedRows(std::shared_ptr<const DatasetSnapshot> rows,
                                                  std::shared_ptr<SharedMasks> masks);

} // namespace onsa::ui
