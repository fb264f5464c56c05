// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/cell_text.h"

#include "ui/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QtMath>

namespace onsa::ui {

namespace {

Color colourOf(Severity severity)
{
    return severity == Severity::Error ? Color::Danger : severity == Severity::Warning ? Color::Warning : Color::Accent;
}

// Lays out at most `lines` lines. Returns where the last of them begins, and whether more text follows it.
std::pair<int, bool> layOut(QTextLayout &layout, int width, int lines)
{
    layout.beginLayout();
    qreal y = 0;
    int lastStart = 0;
    bool more = false;
    for (int made = 0;; ++made) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        more = made == lines;
        if (more)
            break;
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
        lastStart = line.textStart();
    }
    layout.endLayout();
    return {lastStart, more};
}

void drawWave(QPainter &painter, qreal left, qreal right, qreal y)
{
    constexpr qreal step = 2; // pixels, as high as wide
    QPainterPath path(QPointF(left, y));
    bool up = true;
    for (qreal x = left + step; x < right + step; x += step, up = !up)
        path.lineTo(qMin(x, right), up ? y - step : y);
    painter.drawPath(path);
}

void drawWaves(QPainter &painter, const QPointF &origin, const QTextLayout &layout, const TextWave &wave)
{
    const qsizetype size = layout.text().size();
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        const qsizetype start = line.textStart(), end = start + line.textLength();
        const qsizetype first = qMax(wave.first, start), last = qMin(qMin(wave.last, end), size);
        if (first >= last)
            continue;
        const qreal left = line.cursorToX(int(first)), right = line.cursorToX(int(last));
        constexpr qreal seen = 8; // pixels; what has no width is marked too
        const qreal y = origin.y() + line.y() + line.ascent() + 3;
        drawWave(painter, origin.x() + qMin(left, right),
                 origin.x() + qMax(qMax(left, right), qMin(left, right) + seen), y);
    }
}

} // namespace

int lineHeight(const QFont &font)
{
    QTextLayout layout(QStringLiteral("がプg"), font);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(10'000);
    layout.endLayout();
    return qCeil(qMax(line.height(), qreal(QFontMetrics(font).height())));
}

void drawFoundCorner(QPainter &painter, const QRect &cell, Severity severity)
{
    constexpr int size = 7;
    const QPoint corner(cell.right(), cell.top());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(colourOf(severity)));
    painter.drawPolygon(QPolygon({corner, corner - QPoint(size, 0), corner + QPoint(0, size)}));
    painter.restore();
}

void drawCellText(QPainter &painter, const QRect &room, const QString &text, const QFont &font, int lines,
                  const std::vector<TextWave> &waves)
{
    if (room.width() <= 0)
        return;
    const QFontMetrics metrics(font);
    QTextOption option;
    option.setWrapMode(lines > 1 ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    QString shown = lines > 1 ? text : metrics.elidedText(text, Qt::ElideRight, room.width());
    shown.replace(QLatin1Char('\n'), QChar::LineSeparator);
    QTextLayout layout(shown, font);
    layout.setTextOption(option);
    layout.setCacheEnabled(true);
    if (const auto [last, more] = layOut(layout, room.width(), lines); more) {
        // What follows the last line that fits is cut in that line.
        QString rest = shown.mid(last);
        const qsizetype end = rest.indexOf(QChar::LineSeparator);
        rest = end < 0 ? metrics.elidedText(rest, Qt::ElideRight, room.width())
                       : metrics.elidedText(rest.left(end) + QChar(0x2026), Qt::ElideRight, room.width());
        layout.setText(shown.left(last) + rest);
        layOut(layout, room.width(), lines);
    }
    qreal height = 0;
    for (int i = 0; i < qMin(lines, layout.lineCount()); ++i)
        height += layout.lineAt(i).height();
    const QPointF origin(room.left(), lines > 1 ? room.top() : room.top() + (room.height() - height) / 2);
    painter.save();
    painter.setClipRect(room, Qt::IntersectClip);
    for (int i = 0; i < qMin(lines, layout.lineCount()); ++i)
        layout.lineAt(i).draw(&painter, origin);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const TextWave &wave : waves) {
        painter.setPen(QPen(color(colourOf(wave.severity)), 1.2));
        drawWaves(painter, origin, layout, wave);
    }
    painter.restore();
}

} // namespace onsa::ui
