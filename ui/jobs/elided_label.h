// SPDX-License-Identifier: GPL-3.0-or-later
// A line of plain text that ends in … where it does not fit, and never asks for more room than there is.
#pragma once

#include <QLabel>
#include <QPainter>

namespace onsa::ui {

class ElidedLabel : public QLabel
{
public:
    ElidedLabel()
    {
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        const QRect box = contentsRect();
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideRight, box.width()));
    }
};

} // namespace onsa::ui
