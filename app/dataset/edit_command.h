// SPDX-License-Identifier: GPL-3.0-or-later
// One order of the user on the undo stack.
#pragma once

#include "dataset/edit_history.h"

#include <QUndoCommand>

#include <memory>

namespace onsa {

class DatasetDocument;

class EditCommand : public QUndoCommand
{
public:
    using Ops = std::shared_ptr<const std::vector<EditOp>>;

    // `toSaved`: the rows become those of the file. An edit that is prepared in the document (Private::ready) is taken
    // instead of the ops, here and in every later step.
    EditCommand(DatasetDocument &document, const QString &label, std::vector<EditOp> ops, bool toSaved);
    // Of an earlier session: the rows have changed already. `done`: and the step was not undone.
    EditCommand(DatasetDocument &document, const QString &label, HistoryStep step, bool done);
    ~EditCommand() override;
    const Ops &ops() const { return m_ops; }
    void redo() override;
    void undo() override;
    std::int64_t when() const { return m_when; } // ms since 1970; 0 = not known

private:
    void swap(ActionKind kind);

    DatasetDocument &m_document;
    Ops m_ops; // what is not in the document now
    std::uint64_t m_otherState; // of the document, on the other side of the swap
    std::int64_t m_when;
    bool m_first = true;
    bool m_toSaved = false; // the step, the first time
};

} // namespace onsa
