// SPDX-License-Identifier: GPL-3.0-or-later
// What one click does about a finding. Every fix may be applied again without doing more.
#pragma once

#include "core/checks/mask_book.h"
#include "core/example_check.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

// The lines that take the row's place: one; none when the row goes; several when it held several.
using FixedRow = std::vector<std::string>;

// The text after the fix; the text itself when there is nothing to do, or when the fix is not about a text.
std::string fixText(std::string_view text, Fix fix, MaskBook *masks = nullptr);
// The row after every fix of the findings with this id; nothing when they have none, or it changes nothing. Bytes that
// the fix does not mean stay as they are.
std::optional<FixedRow> fixRow(std::string_view line, std::string_view id, MaskBook *masks = nullptr);
// The same for a finding that only the data set shows; the field may be "completion" and the like.
std::optional<FixedRow> fixField(std::string_view line, std::string_view field, Fix fix, MaskBook *masks = nullptr);

// "messages[2].content" as an edit means it; nothing when the field is no text.
std::optional<TextField> textFieldOf(std::string_view field);
// The text of that field.
const std::string *textOf(const Example &example, std::string_view field);

} // namespace onsa
