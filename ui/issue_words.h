// SPDX-License-Identifier: GPL-3.0-or-later
// Findings in words: what was found, why it matters, what one click does. Translated.
#pragma once

#include "dataset/dataset_scan.h"

#include <QString>

namespace onsa::ui {

QString issueTitle(const std::string &id); // empty when it is not known here; issueText of error_text knows the rest
QString issueExplanation(const std::string &id); // may be empty
QString fixWords(Fix fix); // "Remove space at the ends"; empty for None
bool isFileFix(Fix fix); // what the next save does, not an edit of rows
QString shareWords(const ScanReport::Share &share); // "62 % of the answers have 31 to 44 characters."
QString severityWord(Severity severity);

} // namespace onsa::ui
