// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_table.h"

#include <algorithm>
#include <numeric>

namespace onsa {

namespace {

template <class Value> auto offsetOf(Value value)
{
    return static_cast<std::ptrdiff_t>(value);
}

Result<std::string> readRow(const RowSource &source, const RowIndex &index, RowId id)
{
    const std::int64_t start = index.start(id);
    std::string row(static_cast<std::size_t>(index.end(id) - start), '\0');
    if (const auto done = source.read(start, row); !done)
        return tl::unexpected(done.error());
    row.resize(withoutLineEnd(row).size());
    return row;
}

} // namespace

RowTable::RowTable(std::shared_ptr<const RowSource> source, std::shared_ptr<const RowIndex> index)
    : m_source(std::move(source))
    , m_index(std::move(index))
    , m_order(std::make_shared<std::vector<RowId>>(m_index->rowCount()))
    , m_nextId(static_cast<RowId>(m_index->rowCount()))
{
    std::iota(m_order->begin(), m_order->end(), RowId{0});
}

RowTable RowTable::untitled()
{
    return {RowSource::empty(), std::make_shared<RowIndex>()};
}

int RowTable::rowOfId(RowId id) const
{
    if (id < size() && rowId(id) == id)
        return static_cast<int>(id);
    indexRows();
    return id < m_rowOf.size() ? m_rowOf[id] : -1;
}

void RowTable::indexRows() const
{
    if (!m_rowOf.empty())
        return;
    m_rowOf.assign(m_nextId, -1);
    for (std::size_t row = 0; row < size(); ++row)
        m_rowOf[rowId(row)] = static_cast<std::int32_t>(row);
}

Result<std::string> RowTable::bytesOf(RowId id) const
{
    if (const auto &bytes = m_overlay.find(id))
        return *bytes;
    if (id >= fileRows())
        return fail(ErrorKind::Internal, "Row id " + std::to_string(id) + " has no bytes.");
    return readRow(*m_source, *m_index, id);
}

Result<std::string> RowTable::fileBytesOf(RowId id) const
{
    return readRow(*m_source, *m_index, id);
}

EditOp RowTable::apply(EditOp op)
{
    if (auto *set = std::get_if<SetOp>(&op))
        return SetOp{set->id, m_overlay.exchange(set->id, std::move(set->bytes))};
    if (auto *mark = std::get_if<MarkOp>(&op)) {
        for (RowMark &one : mark->marks)
            one.state = m_marks.exchange(one.id, one.state);
        std::reverse(mark->marks.begin(), mark->marks.end()); // a row may be there twice
        return std::move(*mark);
    }

    const auto &splice = std::get<SpliceOp>(op);
    if (m_orderShared) {
        m_order = std::make_shared<std::vector<RowId>>(*m_order);
        m_orderShared = false;
    }
    const auto first = m_order->begin() + offsetOf(splice.first);
    const std::size_t common = std::min<std::size_t>(splice.removed, splice.inserted.size());
    SpliceOp inverse{
        splice.first, static_cast<std::uint32_t>(splice.inserted.size()), {first, first + offsetOf(splice.removed)}};
    std::copy_n(splice.inserted.begin(), common, first);
    if (splice.removed > common)
        m_order->erase(first + offsetOf(common), first + offsetOf(splice.removed));
    else
        m_order->insert(first + offsetOf(common), splice.inserted.begin() + offsetOf(common), splice.inserted.end());
    m_rowOf.clear();
    return inverse;
}

std::shared_ptr<const RowsSnapshot> RowTable::snapshot()
{
    m_orderShared = true;
    return std::make_shared<RowsSnapshot>(m_source, m_index, m_order, m_overlay.share(), m_form, m_formSaved,
                                          m_marks.share());
}

void RowTable::setLineForm(LineForm form, bool saved)
{
    m_form = form;
    m_formSaved = saved;
}

RowTable RowTable::fork()
{
    m_orderShared = true;
    std::ignore = m_overlay.share();
    std::ignore = m_marks.share();
    auto index = std::exchange(m_rowOf, {}); // the other one makes its own
    RowTable other = *this;
    m_rowOf = std::move(index);
    return other;
}

std::pair<int, int> stretchOf(const RowTable &table, const std::vector<RowMark> &marks)
{
    int first = -1, last = -1;
    for (const RowMark &one : marks) {
        const int row = table.rowOfId(one.id);
        first = row >= 0 && (first < 0 || row < first) ? row : first;
        last = std::max(last, row);
    }
    return {first, last};
}

RowsSnapshot::RowsSnapshot(std::shared_ptr<const RowSource> source, std::shared_ptr<const RowIndex> index,
                           std::shared_ptr<const std::vector<RowId>> order, RowOverlay overlay, LineForm form,
                           bool formSaved, ReviewMarks marks)
    : m_source(std::move(source))
    , m_index(std::move(index))
    , m_order(std::move(order))
    , m_overlay(std::move(overlay))
    , m_form(form)
    , m_formSaved(formSaved)
    , m_marks(std::move(marks))
{
}

bool RowsSnapshot::has(RowId id) const
{
    return std::find(m_order->begin(), m_order->end(), id) != m_order->end();
}

Result<std::string> RowsSnapshot::bytesOf(RowId id) const
{
    if (const auto &bytes = m_overlay.find(id))
        return *bytes;
    return readRow(*m_source, *m_index, id);
}

// One past the last row of the untouched neighbours in the file that start at `row`.
std::size_t RowsSnapshot::runEnd(std::size_t row, std::size_t limit) const
{
    const auto &order = *m_order;
    std::size_t next = row + 1;
    while (next < limit && order[next] == order[next - 1] + 1 && order[next] < m_index->rowCount()
           && !m_overlay.find(order[next]))
        ++next;
    return next;
}

namespace {

// Memory that a thread uses again for its next read: a fresh megabyte costs as much as reading it. Taken while it is in
// use, so that a visitor may read rows, too.
class ReadBuffer
{
public:
    ReadBuffer() { m_bytes.swap(spare()); }
    ~ReadBuffer()
    {
        if (m_bytes.capacity() <= static_cast<std::size_t>(blockBytes))
            m_bytes.swap(spare());
    }
    ReadBuffer(const ReadBuffer &) = delete;
    ReadBuffer &operator=(const ReadBuffer &) = delete;

    std::span<char> first(std::size_t size)
    {
        if (m_bytes.size() < size)
            m_bytes.resize(size);
        return {m_bytes.data(), size};
    }

private:
    static std::string &spare()
    {
        thread_local std::string bytes;
        return bytes;
    }

    std::string m_bytes;
};

} // namespace

Result<> RowsSnapshot::forEachLine(std::size_t first, std::size_t last, const LineVisitor &visit) const
{
    ReadBuffer memory;
    std::vector<std::int64_t> starts;
    for (std::size_t row = first; row < last;) {
        if (const auto &bytes = m_overlay.find(rowId(row))) {
            if (!visit(row++, *bytes))
                return {};
            continue;
        }
        // As many neighbours as fit into one read, but at least one row.
        const std::size_t run = runEnd(row, std::min(last, row + 16384));
        m_index->copyStarts(rowId(row), run - row, starts);
        std::size_t fits = 1;
        while (row + fits < run && starts[fits + 1] - starts[0] <= blockBytes / 4)
            ++fits;
        const std::span<char> buffer = memory.first(static_cast<std::size_t>(starts[fits] - starts[0]));
        if (const auto done = m_source->read(starts[0], buffer); !done)
            return done;
        for (std::size_t i = 0; i < fits; ++i, ++row) {
            const auto from = static_cast<std::size_t>(starts[i] - starts[0]);
            const auto to = static_cast<std::size_t>(starts[i + 1] - starts[0]);
            if (!visit(row, withoutLineEnd({buffer.data() + from, to - from})))
                return {};
        }
    }
    return {};
}

Result<LineEnds> RowsSnapshot::lineEnds(const std::stop_token &stop) const
{
    if (m_order->empty())
        return LineEnds();
    auto ends = readLineEnds(*m_source, m_index->rowCount(), stop);
    // The line without an end may be gone from its place; then it gets one.
    if (ends && m_order->back() + std::size_t{1} != m_index->rowCount())
        ends->open = false;
    return ends;
}

// Every row with LF behind it, in pieces of a megabyte.
Result<> RowsSnapshot::forEachUnified(const std::function<Result<>(const RowPiece &)> &visit) const
{
    constexpr std::size_t pieceBytes = 1 << 20;
    const std::size_t count = rowCount();
    bool open = false;
    if (count > 0 && !m_form.closeLast && m_order->back() + std::size_t{1} == m_index->rowCount()) {
        const auto own = lineEndOf(m_order->back());
        if (!own)
            return tl::unexpected(own.error());
        open = own->empty();
    }
    std::string text;
    Result<> visited;
    const auto read = forEachLine(0, count, [&](std::size_t row, std::string_view line) {
        while (line.ends_with('\r')) // before CR LF: white space of JSON, and it would be a line end again
            line.remove_suffix(1);
        text.append(line);
        if (row + 1 < count || !open)
            text += '\n';
        if (text.size() < pieceBytes && row + 1 < count)
            return true;
        visited = visit({0, 0, text});
        text.clear();
        return visited.has_value();
    });
    return read ? visited : read;
}

// How the row ended in the file; new rows end as the file's first line does.
Result<std::string> RowsSnapshot::lineEndOf(RowId id) const
{
    if (id >= m_index->rowCount())
        return std::string(m_index->isCrlf() ? "\r\n" : "\n");
    const std::int64_t start = m_index->start(id);
    std::string tail(static_cast<std::size_t>(std::min<std::int64_t>(2, m_index->end(id) - start)), '\0');
    if (const auto done = m_source->read(m_index->end(id) - static_cast<std::int64_t>(tail.size()), tail); !done)
        return tl::unexpected(done.error());
    return tail.substr(withoutLineEnd(tail).size());
}

Result<> RowsSnapshot::forEachPiece(const std::function<Result<>(const RowPiece &)> &visit) const
{
    const std::size_t count = rowCount();
    const std::string_view newLine = m_index->isCrlf() ? "\r\n" : "\n";
    if (m_source->hasBom()) {
        if (auto done = visit({0, 3, {}}); !done)
            return done;
    }
    if (m_form.unify)
        return forEachUnified(visit);
    for (std::size_t row = 0; row < count;) {
        const auto &bytes = m_overlay.find(rowId(row));
        const std::size_t next = bytes ? row + 1 : runEnd(row, count);
        const std::int64_t start = bytes ? 0 : m_index->start(rowId(row));
        const std::int64_t length = bytes ? 0 : m_index->end(rowId(next - 1)) - start;
        if (auto done = visit({start, length, bytes ? std::string_view(*bytes) : std::string_view()}); !done)
            return done;

        // An edited row keeps its own line end; of the others only the file's last one can lack it.
        const RowId last = rowId(next - 1);
        if (bytes || last + std::size_t{1} == m_index->rowCount()) {
            const auto own = lineEndOf(last);
            if (!own)
                return tl::unexpected(own.error());
            const std::string_view end = !own->empty() ? (bytes ? *own : std::string_view())
                : next < count || m_form.closeLast     ? newLine
                                                       : std::string_view();
            if (auto done = visit({0, 0, end}); !done)
                return done;
        }
        row = next;
    }
    return {};
}

} // namespace onsa
