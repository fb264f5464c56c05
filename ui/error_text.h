// SPDX-License-Identifier: GPL-3.0-or-later
// The only place where errors become words: what happened and what can be done now.
#pragma once

#include "core/example_check.h"
#include "core/result.h"

#include <QString>

namespace onsa::ui {

enum class ErrorAction { None, OpenSettings, Retry, ShowRow, ShowLog, SaveElsewhere, OpenAnother };

struct ErrorText {
    QString sentence; // translated: what happened, why, what now
    QString details; // the English sentence of the error, for the folded part
    ErrorAction action = ErrorAction::None;
    QString actionLabel; // translated; empty without an action
};
ErrorText errorText(const Error &error);
QString actionText(ErrorAction action); // translated; empty without an action
QString issueText(const Issue &issue); // translated by id

} // namespace onsa::ui
