// SPDX-License-Identifier: GPL-3.0-or-later
// The text of an editor as the data set keeps it: QPlainTextEdit::toPlainText turns no-break spaces into spaces.
#pragma once

#include <QTextDocument>

namespace onsa::ui {

inline QString plainText(const QTextDocument &document)
{
    QString text = document.toRawText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    return text;
}

} // namespace onsa::ui
