// SPDX-License-Identifier: GPL-3.0-or-later
// Where people type. Qt 6.4 ends the program when one pastes into its own editors while the X clipboard is empty, as it
// is after the login: it asks for the first of no formats.
#pragma once

#include <QMimeData>
#include <QPlainTextEdit>

namespace onsa::ui {

class TextEdit : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    void insertFromMimeData(const QMimeData *source) override
    {
        if (!source->formats().isEmpty())
            QPlainTextEdit::insertFromMimeData(source);
    }
};

} // namespace onsa::ui
