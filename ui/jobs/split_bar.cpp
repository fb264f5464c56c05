// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/split_bar.h"

#include "ui/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int barHeight = 12;
}

SplitBar::SplitBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SplitBar::setRows(std::size_t training, std::size_t validation, bool exact)
{
    m_training = training;
    m_validation = validation;
    m_exact = exact;
    setAccessibleDescription(text());
    update();
}

QString SplitBar::trainingText() const
{
    const QString about = m_exact || m_validation == 0 ? QString() : u"≈ "_s;
    return tr("%1 to train on").arg(about + QLocale().toString(qulonglong(m_training)));
}

QString SplitBar::validationText() const
{
    if (m_validation == 0)
        return tr("none to test on");
    return tr("%1 to test on (validation)")
        .arg((m_exact ? QString() : u"≈ "_s) + QLocale().toString(qulonglong(m_validation)));
}

QString SplitBar::text() const
{
    return trainingText() + u", "_s + validationText();
}

QSize SplitBar::sizeHint() const
{
    return {240, barHeight + grid::xs + fontMetrics().height()};
}

void SplitBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double all = double(std::max<std::size_t>(1, m_training + m_validation));
    const double split = width() * double(m_training) / all;
    constexpr double round = barHeight / 2.0;
    const auto part = [&](const QRectF &clip, Color role) {
        painter.setClipRect(clip);
        painter.setBrush(color(role));
        painter.drawRoundedRect(QRectF(0, 0, width(), barHeight), round, round);
        painter.setClipping(false);
    };
    part(QRectF(0, 0, split - 1, barHeight), Color::TunedSeries);
    part(QRectF(split + 1, 0, width() - split, barHeight), Color::Warning);

    // Words below, each with a square in its colour.
    const int top = barHeight + grid::xs, height = fontMetrics().height(), square = height / 2;
    const auto key = [&](int left, Color role, const QString &words) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(role));
        painter.drawRoundedRect(QRectF(left, top + (height - square) / 2.0, square, square), 2, 2);
        painter.setPen(color(Color::Text));
        painter.drawText(left + square + grid::s, top + fontMetrics().ascent(), words);
    };
    key(0, Color::TunedSeries, trainingText());
    const QString validation = validationText();
    const int wide = fontMetrics().horizontalAdvance(validation) + square + grid::s;
    key(width() - wide, m_validation > 0 ? Color::Warning : Color::Divider, validation);
}

} // namespace onsa::ui
