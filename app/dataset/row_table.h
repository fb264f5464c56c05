// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a document: the file, the order of row ids, the edited rows. Every change is an EditOp, and its undo is
// the EditOp that apply() returns. No Qt object, no thread of its own.
#pragma once

#include "dataset/edit_op.h"
#include "dataset/review_state.h"
#include "dataset/row_index.h"
#include "dataset/row_overlay.h"

namespace onsa {

// One stretch of the saved file: bytes of the source, or `text`.
struct RowPiece {
    std::int64_t offset = 0;
    std::int64_t length = 0;
    std::string_view text; // used when length == 0
};

// Immutable; see DatasetSnapshot.
class RowsSnapshot : public DatasetSnapshot
{
public:
    RowsSnapshot(std::shared_ptr<const RowSource> source, std::shared_ptr<const RowIndex> index,
                 std::shared_ptr<const std::vector<RowId>> order, RowOverlay overlay, LineForm form, bool formSaved,
                 ReviewMarks marks);

    std::size_t rowCount() const override { return m_order->size(); }
    RowId rowId(std::size_t row) const override { return (*m_order)[row]; }
    Result<std::string> line(std::size_t row) const override { return bytesOf(rowId(row)); }
    Result<std::string> bytesOf(RowId id) const;
    const RowBytes &edited(RowId id) const { return m_overlay.find(id); } // null: as in the file
    bool has(RowId id) const; // looks through the order
    Result<> forEachLine(std::size_t first, std::size_t last, const LineVisitor &visit) const override;
    ReviewState review(RowId id) const override { return m_marks.find(id); }
    bool hasBom() const override { return m_source->hasBom(); }
    Result<LineEnds> lineEnds(const std::stop_token &stop) const override;
    LineForm lineForm() const override { return m_form; }
    bool isFormSaved() const override { return m_formSaved; }

    const RowSource &source() const { return *m_source; }
    const std::vector<RowId> &order() const { return *m_order; }
    const RowOverlay &overlay() const { return m_overlay; }
    const ReviewMarks &marks() const { return m_marks; }
    // What a saved file consists of, in order, so that untouched rows keep every byte, unless lineForm() says
    // otherwise.
    Result<> forEachPiece(const std::function<Result<>(const RowPiece &)> &visit) const;

private:
    Result<> forEachUnified(const std::function<Result<>(const RowPiece &)> &visit) const;
    std::size_t runEnd(std::size_t row, std::size_t limit) const;
    Result<std::string> lineEndOf(RowId id) const;

    std::shared_ptr<const RowSource> m_source;
    std::shared_ptr<const RowIndex> m_index;
    std::shared_ptr<const std::vector<RowId>> m_order;
    RowOverlay m_overlay;
    LineForm m_form;
    bool m_formSaved = false;
    ReviewMarks m_marks;
};

class RowTable
{
public:
    RowTable(std::shared_ptr<const RowSource> source, std::shared_ptr<const RowIndex> index);
    static RowTable untitled();

    const RowSource &source() const { return *m_source; }
    std::size_t size() const { return m_order->size(); }
    std::size_t fileRows() const { return m_index->rowCount(); } // ids below are rows of the file
    RowId rowId(std::size_t row) const { return (*m_order)[row]; }
    const std::vector<RowId> &order() const { return *m_order; }
    int rowOfId(RowId id) const; // -1 when it is not there
    RowId newId() { return m_nextId++; }
    void noteId(RowId id) { m_nextId = std::max(m_nextId, id + 1); } // ids of an earlier session
    bool hasRoomFor(std::size_t rows) const { return m_nextId + rows < maxRowIds && size() + rows < maxRows; }

    const RowBytes &edited(RowId id) const { return m_overlay.find(id); }
    Result<std::string> bytesOf(RowId id) const; // as it is now
    Result<std::string> fileBytesOf(RowId id) const; // as the file has it; id < fileRows()
    Result<std::string> line(std::size_t row) const { return bytesOf(rowId(row)); }

    ReviewState review(RowId id) const { return m_marks.find(id); }
    bool hasMarks() const { return !m_marks.empty(); }

    EditOp apply(EditOp op);
    std::shared_ptr<const RowsSnapshot> snapshot();
    // A table of its own with the same rows: what both hold is shared until one of them changes it. For preparing an
    // edit in the pool.
    RowTable fork();
    // How the lines of a saved file shall end; `saved`: they do.
    LineForm lineForm() const { return m_form; }
    bool isFormSaved() const { return m_formSaved; }
    void setLineForm(LineForm form, bool saved);
    void indexRows() const; // now, so that the first rowOfId() need not

private:
    std::shared_ptr<const RowSource> m_source;
    std::shared_ptr<const RowIndex> m_index;
    std::shared_ptr<std::vector<RowId>> m_order;
    bool m_orderShared = false; // with a snapshot: copy before the next write
    RowOverlay m_overlay;
    ReviewMarks m_marks;
    RowId m_nextId = 0;
    LineForm m_form;
    bool m_formSaved = false;
    mutable std::vector<std::int32_t> m_rowOf; // the inverse of the order, made when first asked for
};

// The first and the last row of those that are in the order; −1, −1 when none is.
std::pair<int, int> stretchOf(const RowTable &table, const std::vector<RowMark> &marks);

} // namespace onsa
