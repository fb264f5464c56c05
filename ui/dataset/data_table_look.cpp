// SPDX-License-Identifier: GPL-3.0-or-later
// How large the rows of the data table are: lines of a text, and zoom.
#include "dataset/dataset_model.h"
#include "ui/dataset/cell_text.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/frozen_columns.h"
#include "ui/dataset/row_delegate.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace onsa::ui {

namespace {

constexpr std::array heights = {1, 3, 6}; // lines
constexpr std::array zooms = {50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300}; // percent

template <class Steps> std::ptrdiff_t nearest(const Steps &steps, int value)
{
    return std::min_element(steps.begin(), steps.end(),
                            [value](int a, int b) { return std::abs(a - value) < std::abs(b - value); })
        - steps.begin();
}

} // namespace

void DataTable::setLook(int lines, int zoom)
{
    lines = heights[std::size_t(nearest(heights, lines))];
    zoom = zooms[std::size_t(nearest(zooms, zoom))];
    if (lines == m_lines && zoom == m_zoom)
        return;
    m_lines = lines;
    m_zoom = zoom;
    applyLook();
    Q_EMIT lookChanged(lines, zoom);
}

void DataTable::nextRowLines()
{
    setLook(heights[std::size_t(nearest(heights, m_lines) + 1) % heights.size()], m_zoom);
}

void DataTable::zoomBy(int steps)
{
    const auto at = std::clamp<std::ptrdiff_t>(nearest(zooms, m_zoom) + steps, 0, std::ptrdiff_t(zooms.size()) - 1);
    setLook(m_lines, steps == 0 ? 100 : zooms[std::size_t(at)]);
}

int DataTable::mostHeight() const
{
    constexpr qint64 pixels = 2'100'000'000; // an int, and the height of a view
    return int(qMin<qint64>(pixels / qMax<qint64>(m_roomFor, 1), 10'000));
}

void DataTable::makeRoomFor(qint64 rows)
{
    if (rows == m_roomFor)
        return;
    const int before = mostHeight();
    m_roomFor = rows;
    if (mostHeight() < verticalHeader()->defaultSectionSize() || mostHeight() > before)
        applyLook();
}

// A row that is at the top stays there, and what is being typed stays.
void DataTable::applyLook()
{
    finishEditing();
    const double zoom = m_zoom / 100.0;
    m_delegate->setLook(m_lines, zoom);
    const int line = lineHeight(m_delegate->font(font()));
    const auto height = [&](int lines) { return qMax(qRound(grid::rowHeight * zoom), lines * line + 2 * grid::xs); };
    int lines = m_lines;
    while (lines > 1 && height(lines) > mostHeight())
        lines = heights[std::size_t(nearest(heights, lines) - 1)];
    m_shownLines = lines;
    m_delegate->setLook(lines, zoom);
    if (auto *rows = qobject_cast<DatasetModel *>(model()))
        rows->setCellLines(lines);
    const int top = rowAt(0);
    {
        // The header tells of every row that it has another size, which for millions is a second; one look is enough.
        const QSignalBlocker quiet(verticalHeader());
        verticalHeader()->setDefaultSectionSize(qMin(height(lines), mostHeight()));
    }
    updateGeometries();
    verticalHeader()->viewport()->update();
    if (currentIndex().isValid())
        scrollTo(currentIndex());
    else if (top >= 0 && model())
        scrollTo(model()->index(top, DatasetModel::PromptColumn), PositionAtTop);
    if (m_frozen)
        m_frozen->place(); // its rows are as high
    viewport()->update();
}

void DataTable::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() != Qt::ControlModifier)
        return QTableView::wheelEvent(event);
    constexpr int notch = 120; // eighths of a degree; touch pads send less at a time
    m_wheel += event->angleDelta().y();
    if (const int steps = m_wheel / notch; steps != 0) {
        m_wheel -= steps * notch;
        zoomBy(steps);
    }
    event->accept();
}

void DataTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyLook();
}

} // namespace onsa::ui
