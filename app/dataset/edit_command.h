// SPDX-License-Identifier: GPL-3.0-or-later
// One order of the user on the undo stack.
#pragma once

#include "dataset/edit_op.h"

#include <QUndoCommand>

#include <memory>

namespace onsa {

class DatasetDocument;

class EditCommand : public QUndoCommand
{
public:
    using Ops = std::shared_ptr<const std::vector<EditOp>>;

    // `applied`: the rows have changed already and `ops` undo it (restored edits). An edit that is prepared in the
    // document (Private::ready) is taken instead of the ops, here and in every later step.
    EditCommand(DatasetDocument &document, const QString &label, std::vector<EditOp> ops, bool applied);
    ~EditCommand() override;
    const Ops &ops() const { return m_ops; }
    void redo() override;
    void undo() override;

private:
    void swap(ActionKind kind);

    DatasetDocument &m_document;
    Ops m_ops; // what is not in the document now
    std::uint64_t m_otherState; // of the document, on the other side of the swap
    bool m_skipRedo;
    bool m_first = true;
};

} // namespace onsa
