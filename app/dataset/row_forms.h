// SPDX-License-Identifier: GPL-3.0-or-later
// What a row asks and what it says as it is compared (core/checks/comparison_form.h), for passes over all rows.
#pragma once

#include "core/example.h"

namespace onsa {

struct RowForms {
    std::string asked, said;
    std::string room; // this and the next are only memory that is used again
    Example chat;
};

// False when the line is no example. The form of a text of signs alone is empty.
bool readForms(std::string_view line, RowForms &forms);
bool readAskedForm(std::string_view line, RowForms &forms); // `said` is not touched

} // namespace onsa
