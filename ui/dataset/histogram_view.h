// SPDX-License-Identifier: GPL-3.0-or-later
// Bars of how many rows are how long, with the limit as a line. Drawn by hand; told to screen readers in words.
#pragma once

#include "ui/dataset/row_statistics.h"

#include <QWidget>

namespace onsa::ui {

class HistogramView : public QWidget
{
    Q_OBJECT

public:
    explicit HistogramView(QWidget *parent = nullptr);

    void setSpread(const Spread &spread);
    const Spread &spread() const { return m_spread; }
    QSize sizeHint() const override { return {480, 120}; }
    QSize minimumSizeHint() const override { return {200, 90}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override; // the tool tip of a bar

private:
    QRectF plot() const;
    QString barWords(std::size_t bar) const;

    Spread m_spread;
};

} // namespace onsa::ui
