// SPDX-License-Identifier: GPL-3.0-or-later
// A record of a foreign file becomes a row of a data set.
#pragma once

#include "dataset/import/import_records.h"

#include <string>

namespace onsa {

class RowMaker
{
public:
    explicit RowMaker(ImportSettings settings)
        : m_settings(std::move(settings))
    {
    }

    // Compact JSON without a line end, or why the record is no row.
    tl::expected<std::string, ImportFault> make(const ImportRecord &record) const;

private:
    tl::expected<std::string, ImportFault> fromCells(const ImportRecord &record) const;
    tl::expected<std::string, ImportFault> fromObject(const ImportRecord &record) const;

    ImportSettings m_settings;
};

// The role of a message as data sets of all kinds name it: human, gpt, bot … ; "" when nobody knows it.
std::string roleOf(std::string_view word);

} // namespace onsa
