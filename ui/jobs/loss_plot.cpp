// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/loss_plot.h"

#include "ui/theme.h"

#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLegendMarker>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int repaintMs = 100; // ten times a second is as fast as eyes read a curve
constexpr int lowHeight = 220; // px
constexpr double narrowest = 4; // steps; further in there is nothing to see

QList<QPointF> pointsOf(std::span<const MetricPoint> series)
{
    QList<QPointF> points;
    points.reserve(qsizetype(series.size()));
    for (const MetricPoint &point : series) {
        if (std::isfinite(point.value)) // a diverged run must not break the axes
            points.append({double(point.step), point.value});
    }
    return points;
}

// The first of 1, 2, 5 · 10^k that leaves at most `parts` of it in `width`.
double niceStep(double width, int parts)
{
    const double raw = std::max(width, 1e-9) / parts;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (raw <= factor * power)
            return factor * power;
    }
    return 10 * power;
}

const MetricPoint *lastUpTo(std::span<const MetricPoint> series, int step)
{
    const auto after = std::upper_bound(series.begin(), series.end(), step,
                                        [](int value, const MetricPoint &point) { return value < point.step; });
    return after == series.begin() ? nullptr : &*(after - 1);
}

QString lossText(double value)
{
    return QLocale().toString(value, 'f', 3);
}

} // namespace

LossPlot::LossPlot(QWidget *parent)
    : QChartView(parent)
    , m_train(new QLineSeries(this))
    , m_smooth(new QLineSeries(this))
    , m_valid(new QLineSeries(this))
    , m_points(new QScatterSeries(this))
    , m_steps(new QValueAxis(this))
    , m_loss(new QValueAxis(this))
{
    setRenderHint(QPainter::Antialiasing);
    setRubberBand(QChartView::RectangleRubberBand);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    chart()->setMargins({grid::xs, grid::xs, grid::s, grid::xs});
    chart()->setBackgroundRoundness(0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_train->setName(tr("Training"));
    m_smooth->setName(tr("Training, smoothed"));
    m_valid->setName(tr("Validation"));
    m_points->setMarkerSize(7);
    m_steps->setLabelFormat(u"%d"_s);
    m_steps->setTitleText(tr("Step"));
    m_loss->setTitleText(tr("Loss (lower is better)"));
    for (QXYSeries *series : {static_cast<QXYSeries *>(m_train), static_cast<QXYSeries *>(m_smooth),
                              static_cast<QXYSeries *>(m_valid), static_cast<QXYSeries *>(m_points)})
        chart()->addSeries(series);
    chart()->addAxis(m_steps, Qt::AlignBottom);
    chart()->addAxis(m_loss, Qt::AlignLeft);
    for (QAbstractSeries *series : chart()->series()) {
        series->attachAxis(m_steps);
        series->attachAxis(m_loss);
    }
    m_smooth->setVisible(false);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    m_repaint.setSingleShot(true);
    connect(&m_repaint, &QTimer::timeout, this, &LossPlot::redraw);
    applyColours();
}

void LossPlot::setMetrics(const MetricSeries &metrics, int epochs)
{
    m_metrics = metrics;
    m_epochs = epochs;
    if (m_repaint.isActive())
        return;
    const qint64 since = m_sinceDrawn.isValid() ? m_sinceDrawn.elapsed() : repaintMs;
    if (since >= repaintMs)
        redraw();
    else
        m_repaint.start(int(repaintMs - since));
}

void LossPlot::setSmoothing(double weight)
{
    m_smoothing = weight;
    m_smooth->setVisible(weight > 0);
    applyColours();
    redraw();
}

void LossPlot::redraw()
{
    m_sinceDrawn.restart();
    m_train->replace(pointsOf(m_metrics.trainLoss()));
    if (m_smoothing > 0)
        m_smooth->replace(pointsOf(m_metrics.smoothedTrainLoss(m_smoothing)));
    const auto valid = pointsOf(m_metrics.validLoss());
    m_valid->replace(valid);
    m_points->replace(valid);
    m_valid->setVisible(!valid.isEmpty());
    m_points->setVisible(!valid.isEmpty());
    for (QLegendMarker *marker : chart()->legend()->markers(m_points))
        marker->setVisible(false); // the line's own entry says it
    if (!m_zoomed)
        fitAxes();
    QString spoken = tr("Losses by step.");
    if (m_metrics.lastStep() > 0)
        spoken += u' ' + valuesAt(m_metrics.lastStep());
    setAccessibleDescription(spoken);
    viewport()->update();
}

void LossPlot::fitAxes()
{
    double highest = 0;
    for (const QXYSeries *series : {static_cast<const QXYSeries *>(m_train), static_cast<const QXYSeries *>(m_valid)}) {
        const auto points = series->points();
        for (const QPointF &point : points)
            highest = std::max(highest, point.y());
    }
    const double step = niceStep(std::max(highest, 0.01), height() < lowHeight ? 2 : 4);
    const double top = std::max(step, std::ceil(highest / step) * step);
    m_loss->setLabelFormat(step >= 1 ? u"%.0f"_s : step >= 0.1 ? u"%.1f"_s : u"%.2f"_s);
    m_loss->setTickType(QValueAxis::TicksDynamic);
    m_loss->setTickInterval(step);
    m_loss->setRange(0, top);
    const int last = std::max({m_metrics.totalSteps(), m_metrics.lastStep(), 2});
    m_steps->setTickType(QValueAxis::TicksDynamic);
    m_steps->setTickInterval(std::max(1.0, niceStep(last, 6)));
    m_steps->setRange(0, last);
}

void LossPlot::resetZoom()
{
    setZoomed(false);
    fitAxes();
    viewport()->update();
}

void LossPlot::setZoomed(bool zoomed)
{
    if (m_zoomed == zoomed)
        return;
    m_zoomed = zoomed;
    Q_EMIT zoomedChanged(zoomed);
}

void LossPlot::zoomX(double factor, double around)
{
    const double whole = std::max({m_metrics.totalSteps(), m_metrics.lastStep(), 2});
    const double width = (m_steps->max() - m_steps->min()) * factor;
    if (width >= whole)
        return resetZoom();
    if (width < narrowest && factor < 1)
        return;
    const double share = (around - m_steps->min()) / std::max(1e-9, m_steps->max() - m_steps->min());
    const double low = std::clamp(around - share * width, 0.0, whole - width);
    setZoomed(true);
    m_steps->setTickInterval(std::max(1.0, niceStep(width, 6)));
    m_steps->setRange(low, low + width);
    viewport()->update();
}

double LossPlot::stepAt(const QPointF &position) const
{
    return chart()->mapToValue(chart()->mapFromScene(mapToScene(position.toPoint())), m_train).x();
}

QString LossPlot::valuesAt(int step) const
{
    QStringList parts;
    if (const MetricPoint *train = lastUpTo(m_metrics.trainLoss(), step)) {
        parts << tr("Step %1").arg(train->step) << tr("training %1").arg(lossText(train->value));
    } else {
        parts << tr("Step %1").arg(step);
    }
    if (const MetricPoint *valid = lastUpTo(m_metrics.validLoss(), step))
        parts << tr("validation %1 (step %2)").arg(lossText(valid->value)).arg(valid->step);
    return parts.join(u" · "_s);
}

void LossPlot::setHover(int step)
{
    if (m_hoverStep == step)
        return;
    m_hoverStep = step;
    viewport()->update();
}

void LossPlot::applyColours()
{
    const QColor text = color(Color::Text), muted = color(Color::Muted);
    chart()->setBackgroundBrush(color(Color::Surface));
    setBackgroundBrush(color(Color::Surface));
    chart()->legend()->setLabelColor(text);
    QColor train = color(Color::TunedSeries);
    if (m_smoothing > 0)
        train.setAlphaF(0.35F); // the smoothed line is the one to read then
    m_train->setPen(QPen(train, 2));
    m_smooth->setPen(QPen(color(Color::TunedSeries), 2));
    m_valid->setPen(QPen(color(Color::Warning), 2, Qt::DashLine));
    m_points->setColor(color(Color::Warning));
    m_points->setBorderColor(color(Color::Surface));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() > 0 ? small.pointSizeF() * 0.9 : 9);
    for (QValueAxis *axis : {m_steps, m_loss}) {
        axis->setLabelsColor(muted);
        axis->setTitleBrush(muted);
        axis->setLabelsFont(small);
        axis->setTitleFont(small);
        axis->setLinePenColor(color(Color::Border));
        axis->setGridLineColor(color(Color::Divider));
    }
    chart()->legend()->setFont(small);
    viewport()->update();
}

void LossPlot::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (m_loss && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        applyColours();
}

void LossPlot::drawForeground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawForeground(painter, rect);
    const QRectF plot = chart()->mapToScene(chart()->plotArea()).boundingRect();
    if (plot.width() < 40 || plot.height() < 20)
        return;
    painter->save();
    painter->setFont(m_steps->labelsFont());
    drawEpochMarks(painter, plot);
    drawHover(painter, plot);
    painter->restore();
}

void LossPlot::drawEpochMarks(QPainter *painter, const QRectF &plot) const
{
    const int total = m_metrics.totalSteps();
    if (m_epochs < 2 || total < m_epochs)
        return;
    const double width = m_steps->max() - m_steps->min();
    const double perEpoch = double(total) / m_epochs;
    const double pixels = perEpoch / std::max(width, 1e-9) * plot.width();
    const int every = std::max(1, int(std::ceil(28 / std::max(pixels, 0.01)))); // 28 px leaves room for the label
    for (int epoch = every; epoch < m_epochs; epoch += every) {
        const double x = plot.left() + (epoch * perEpoch - m_steps->min()) / std::max(width, 1e-9) * plot.width();
        if (x <= plot.left() || x >= plot.right())
            continue;
        painter->setPen(QPen(color(Color::Border), 1, Qt::DotLine));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter->setPen(color(Color::Muted));
        painter->drawText(QRectF(x + 2, plot.top(), 40, 16), Qt::AlignLeft | Qt::AlignTop, tr("e%1").arg(epoch));
    }
}

void LossPlot::drawHover(QPainter *painter, const QRectF &plot) const
{
    if (m_hoverStep < 0 || m_metrics.lastStep() == 0)
        return;
    const double width = m_steps->max() - m_steps->min();
    const double x = plot.left() + (m_hoverStep - m_steps->min()) / std::max(width, 1e-9) * plot.width();
    if (x < plot.left() || x > plot.right())
        return;
    painter->setPen(QPen(color(Color::Muted), 1));
    painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const QString text = valuesAt(m_hoverStep);
    QRectF box = painter->fontMetrics().boundingRect(text);
    box.adjust(-grid::s, -grid::xs, grid::s, grid::xs);
    box.moveTopLeft({x + grid::s, plot.top() + grid::xs});
    if (box.right() > plot.right())
        box.moveRight(std::max(x - grid::s, plot.left() + box.width()));
    painter->setPen(color(Color::Border));
    painter->setBrush(color(Color::Raised));
    painter->drawRoundedRect(box, grid::xs, grid::xs);
    painter->setPen(color(Color::Text));
    painter->drawText(box, Qt::AlignCenter, text);
}

void LossPlot::mouseMoveEvent(QMouseEvent *event)
{
    QChartView::mouseMoveEvent(event);
    setHover(std::clamp(int(std::lround(stepAt(event->position()))), 0, std::max(0, m_metrics.lastStep())));
}

void LossPlot::resizeEvent(QResizeEvent *event)
{
    // In a low dock the curve gets the room: the legend goes aside, the axes keep their numbers only.
    const bool low = event->size().height() < lowHeight;
    m_steps->setTitleVisible(!low);
    m_loss->setTitleVisible(!low);
    chart()->legend()->setAlignment(low ? Qt::AlignRight : Qt::AlignTop);
    QChartView::resizeEvent(event);
    if (!m_zoomed)
        fitAxes();
}

void LossPlot::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    setHover(-1);
}

void LossPlot::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::RightButton)
        return resetZoom(); // the base class would zoom out by half
    const double low = m_steps->min(), high = m_steps->max();
    QChartView::mouseReleaseEvent(event);
    if (!qFuzzyCompare(low + 1, m_steps->min() + 1) || !qFuzzyCompare(high + 1, m_steps->max() + 1)) {
        setZoomed(true);
        m_steps->setTickInterval(std::max(1.0, niceStep(m_steps->max() - m_steps->min(), 6)));
        m_loss->setTickInterval(niceStep(m_loss->max() - m_loss->min(), 4));
    }
}

void LossPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    event->accept();
    resetZoom();
}

void LossPlot::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() == 0 || m_metrics.lastStep() == 0)
        return event->ignore();
    zoomX(event->angleDelta().y() > 0 ? 0.8 : 1.25, stepAt(event->position()));
    event->accept();
}

void LossPlot::keyPressEvent(QKeyEvent *event)
{
    const int last = m_metrics.lastStep();
    const double middle = m_hoverStep >= 0 ? m_hoverStep : (m_steps->min() + m_steps->max()) / 2;
    switch (event->key()) {
    case Qt::Key_Left:
        return setHover(std::clamp((m_hoverStep < 0 ? last + 1 : m_hoverStep) - 1, 0, last));
    case Qt::Key_Right:
        return setHover(std::clamp(m_hoverStep + 1, 0, last));
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomX(0.8, middle);
    case Qt::Key_Minus:
        return zoomX(1.25, middle);
    case Qt::Key_0:
        return resetZoom();
    default:
        QChartView::keyPressEvent(event);
    }
}

} // namespace onsa::ui
