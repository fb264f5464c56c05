// SPDX-License-Identifier: GPL-3.0-or-later
// The loss picture with what one does to it: smooth, show all, save; and words while there is nothing to draw.
#pragma once

#include "jobs/metric_series.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace onsa::ui {

class LossPlot;

class LossChart : public QWidget
{
    Q_OBJECT

public:
    explicit LossChart(QWidget *parent = nullptr);

    void setMetrics(const MetricSeries &metrics, int epochs); // epochs 0 = unknown
    void setEmptyText(const QString &text); // shown while there is no step
    void setSuggestedName(const QString &name); // of the saved picture, without ending
    bool savePicture(const QString &path) const; // PNG at twice the size on screen
    QWidget *takeTools(); // for a place beside the chart, where height is dear
    LossPlot *plot() const { return m_plot; }

private:
    void askWhereToSave();

    LossPlot *m_plot = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_tools = nullptr;
    QLabel *m_empty = nullptr;
    QPushButton *m_reset = nullptr;
    QString m_name;
};

} // namespace onsa::ui
