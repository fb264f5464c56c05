// SPDX-License-Identifier: GPL-3.0-or-later
// Which mask stands for which value: [EMAIL_1] in the data, the address in a book that stays on this computer. The same
// value always gets the same mask, so that a text still makes sense.
#pragma once

#include "core/checks/personal_data.h"
#include "core/result.h"

#include <map>
#include <string>
#include <string_view>

namespace onsa {

class MaskBook
{
public:
    // "[EMAIL_1]"; a new number for a value that is not in the book.
    std::string maskFor(PersonalKind kind, std::string_view value);
    // Every personal value and secret of the text gets its mask.
    std::string masked(std::string_view text);
    // Masks of this book become their values again; others stay.
    std::string unmasked(std::string_view text) const;
    bool empty() const { return m_values.empty(); }

    // {"[EMAIL_1]": "a@example.com", …}. Errors: Corrupt.
    std::string print() const;
    static Result<MaskBook> parse(std::string_view json);

private:
    std::map<std::string, std::string, std::less<>> m_values; // mask -> value
    std::map<std::string, std::string, std::less<>> m_masks; // kind and value -> mask
    std::map<PersonalKind, int> m_last;
};

} // namespace onsa
