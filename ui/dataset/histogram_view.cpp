// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/histogram_view.h"

#include "ui/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace onsa::ui {

HistogramView::HistogramView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void HistogramView::setSpread(const Spread &spread)
{
    m_spread = spread;
    QStringList words;
    for (std::size_t bar = 0; bar < m_spread.bars.size(); ++bar)
        if (m_spread.bars[bar] > 0)
            words << barWords(bar);
    setAccessibleDescription(words.join(QLatin1Char('\n')));
    update();
}

QRectF HistogramView::plot() const
{
    return QRectF(rect()).adjusted(1, grid::xs, -1, -fontMetrics().height() - grid::xs);
}

QString HistogramView::barWords(std::size_t bar) const
{
    const QLocale locale;
    const int first = m_spread.first + int(bar) * m_spread.width;
    const QString count = locale.toString(qulonglong(m_spread.bars[bar]));
    if (m_spread.width == 1)
        return tr("%1: %2 rows").arg(locale.toString(first), count);
    return tr("%1 to %2: %3 rows").arg(locale.toString(first), locale.toString(first + m_spread.width - 1), count);
}

void HistogramView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_spread.bars.empty())
        return;
    const QRectF area = plot();
    const double width = area.width() / double(m_spread.bars.size());
    const auto highest = double(*std::max_element(m_spread.bars.begin(), m_spread.bars.end()));
    painter.setPen(Qt::NoPen);
    for (std::size_t bar = 0; bar < m_spread.bars.size(); ++bar) {
        if (m_spread.bars[bar] == 0)
            continue;
        const int from = m_spread.first + int(bar) * m_spread.width;
        const bool over = m_spread.limit > 0 && from > m_spread.limit;
        const double height = std::max(2.0, area.height() * double(m_spread.bars[bar]) / highest); // one row is seen
        painter.setBrush(color(over ? Color::Danger : Color::Accent));
        painter.drawRect(
            QRectF(area.left() + width * double(bar), area.bottom() - height, std::max(1.0, width - 2), height));
    }
    const double end = m_spread.first + double(m_spread.width) * double(m_spread.bars.size());
    painter.setPen(QPen(color(Color::Border), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (m_spread.limit > m_spread.first && m_spread.limit < end) {
        const double x = area.left() + area.width() * (m_spread.limit - m_spread.first) / (end - m_spread.first);
        painter.setPen(QPen(color(Color::Danger), 1, Qt::DashLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    const QLocale locale;
    const QRectF below(area.left(), area.bottom() + 2, area.width(), fontMetrics().height());
    painter.setPen(color(Color::Muted));
    painter.drawText(below, Qt::AlignLeft, locale.toString(m_spread.first));
    painter.drawText(below, Qt::AlignRight, locale.toString(qint64(end) - (m_spread.width == 1 ? 1 : 0)));
}

bool HistogramView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_spread.bars.empty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QRectF area = plot();
    const double share = (help->pos().x() - area.left()) / std::max(1.0, area.width());
    const auto last = double(m_spread.bars.size() - 1);
    QToolTip::showText(help->globalPos(),
                       barWords(std::size_t(std::clamp(share * double(m_spread.bars.size()), 0.0, last))), this);
    return true;
}

} // namespace onsa::ui
