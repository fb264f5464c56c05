// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of the losses: training line (and its smoothed twin), dashed validation line with points, epoch marks,
// values under the pointer. Wheel or drag zooms, double click shows all; arrows, + and - and 0 do the same by keyboard.
#pragma once

#include "jobs/metric_series.h"

#include <QtCharts/QChartView>

#include <QElapsedTimer>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QLineSeries;
class QScatterSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace onsa::ui {

class LossPlot : public QChartView
{
    Q_OBJECT

public:
    explicit LossPlot(QWidget *parent = nullptr);

    // Takes a copy; drawn at most ten times a second. `epochs` 0 = unknown, no marks.
    void setMetrics(const MetricSeries &metrics, int epochs);
    void setSmoothing(double weight); // 0 = off … 0.95
    void resetZoom();
    bool isZoomed() const { return m_zoomed; }
    QString valuesAt(int step) const; // as shown under the pointer

Q_SIGNALS:
    void zoomedChanged(bool zoomed);

protected:
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void redraw();
    void applyColours();
    void fitAxes();
    void zoomX(double factor, double around);
    void setZoomed(bool zoomed);
    void setHover(int step);
    double stepAt(const QPointF &position) const;
    void drawEpochMarks(QPainter *painter, const QRectF &plot) const;
    void drawHover(QPainter *painter, const QRectF &plot) const;

    QLineSeries *m_train = nullptr;
    QLineSeries *m_smooth = nullptr;
    QLineSeries *m_valid = nullptr;
    QScatterSeries *m_points = nullptr;
    QValueAxis *m_steps = nullptr;
    QValueAxis *m_loss = nullptr;
    MetricSeries m_metrics;
    QTimer m_repaint;
    QElapsedTimer m_sinceDrawn;
    double m_smoothing = 0;
    int m_epochs = 0;
    int m_hoverStep = -1;
    bool m_zoomed = false;
};

} // namespace onsa::ui
