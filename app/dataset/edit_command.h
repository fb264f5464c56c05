// SPDX-License-Identifier: GPL-3.0-or-later
// One order of the user on the undo stack.
#pragma once

#include "dataset/edit_op.h"

#include <QUndoCommand>

namespace onsa {

class DatasetDocument;

class EditCommand : public QUndoCommand
{
public:
    // `applied`: the rows have changed already and `ops` undo it (restored edits).
    EditCommand(DatasetDocument &document, const QString &label, std::vector<EditOp> ops, bool applied);
    void redo() override;
    void undo() override;

private:
    void swap(ActionKind kind);

    DatasetDocument &m_document;
    std::vector<EditOp> m_ops; // what is not in the document now
    std::uint64_t m_otherState; // of the document, on the other side of the swap
    bool m_skipRedo;
    bool m_first = true;
};

} // namespace onsa
