// SPDX-License-Identifier: GPL-3.0-or-later
// Access keys, private keys, tokens and passwords in a text.
#pragma once

#include "core/checks/personal_data.h"

namespace onsa {

// By the prefixes that services give their keys, or by a keyword and a value that looks random.
void findSecrets(std::string_view text, std::vector<PersonalData> &found);

} // namespace onsa
