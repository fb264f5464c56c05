// SPDX-License-Identifier: GPL-3.0-or-later
// One order of the user on the undo stack.
#pragma once

#include "dataset/edit_history.h"

#include <QUndoCommand>

namespace onsa {

class DatasetDocument;

class EditCommand : public QUndoCommand
{
public:
    // `toSaved`: the rows become those of the file.
    EditCommand(DatasetDocument &document, const QString &label, std::vector<EditOp> ops, bool toSaved);
    // Of an earlier session: the rows have changed already. `done`: and the step was not undone.
    EditCommand(DatasetDocument &document, const QString &label, HistoryStep step, bool done);
    void redo() override;
    void undo() override;
    std::int64_t when() const { return m_when; } // ms since 1970; 0 = not known

private:
    void swap(ActionKind kind);

    DatasetDocument &m_document;
    std::vector<EditOp> m_ops; // what is not in the document now
    std::uint64_t m_otherState; // of the document, on the other side of the swap
    std::int64_t m_when;
    bool m_first = true;
    bool m_toSaved = false; // the step, the first time
};

} // namespace onsa
