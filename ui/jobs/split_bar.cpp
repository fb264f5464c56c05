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
    const std::size_t all = std::max<std::size_t>(1, m_training + m_validation);
    const double split = width() * double(m_training) / double(all);
    constexpr double round = barHeight / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(m_validation > 0 ? Color::Warning : Color::Divider));
    painter.drawRoundedRect(QRectF(0, 0, width(), barHeight), round, round);
    if (m_training > 0) {
        painter.setClipRect(QRectF(0, 0, m_validation > 0 ? split - 1 : width(), barHeight));
        painter.setBrush(color(Color::Surface));
        painter.drawRect(QRectF(0, 0, width(), barHeight).adjusted(split, 0, 0, 0));
        painter.setBrush(color(Color::TunedSeries));
        painter.drawRoundedRect(QRectF(0, 0, width(), barHeight), round, round);
        painter.setClipping(false);
    }
    painter.setPen(color(Color::Text));
    const QRectF words(0, barHeight + grid::xs, width(), fontMetrics().height());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, u"■ "_s + trainingText());
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, u"□ "_s + validationText());
}

} // namespace onsa::ui
