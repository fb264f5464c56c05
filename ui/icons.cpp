// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace onsa::ui {

namespace {

// Draws in the colour that the role has now, so that icons follow the theme without being made again.
class SvgIconEngine : public QIconEngine
{
public:
    SvgIconEngine(QString name, Color role)
        : m_name(std::move(name))
        , m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect.topLeft(), drawn(rect.size(), scale, mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override { return drawn(size, 1.0, mode); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return drawn(size / scale, scale, mode);
    }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }
    QIconEngine *clone() const override { return new SvgIconEngine(m_name, m_role); }
    QString iconName() override { return m_name; }
    bool isNull() override { return !QFile::exists(path()); }

private:
    QString path() const { return QStringLiteral(":/icons/%1.svg").arg(m_name); }

    QPixmap drawn(const QSize &size, qreal scale, QIcon::Mode mode) const
    {
        const QColor ink = color(mode == QIcon::Disabled ? Color::Muted : m_role);
        const QString key = QStringLiteral("onsa-%1-%2-%3x%4-%5-%6")
                                .arg(m_name, ink.name())
                                .arg(size.width())
                                .arg(size.height())
                                .arg(scale)
                                .arg(mode == QIcon::Disabled);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size * scale);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QFile file(path());
        if (!file.open(QIODevice::ReadOnly))
            return pixmap;
        QSvgRenderer renderer(file.readAll().replace("currentColor", ink.name().toLatin1()));
        QPainter painter(&pixmap);
        if (mode == QIcon::Disabled)
            painter.setOpacity(0.55);
        const int side = qMin(size.width(), size.height());
        renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString m_name;
    Color m_role;
};

} // namespace

QIcon icon(const QString &name, Color role)
{
    return QIcon(new SvgIconEngine(name, role));
}

} // namespace onsa::ui
