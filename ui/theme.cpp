// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include "ui/style_sheet.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFontDatabase>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyle>
#include <QStyleOption>
#include <QTableView>
#include <QVariant>
#include <QWidget>

#include <algorithm>
#include <array>

namespace onsa::ui {

namespace {

struct Pair {
    QRgb light, dark;
};

// In the order of enum Color. Text on its ground has at least 4.5:1, borders of controls and series 3:1.
constexpr std::array<Pair, 15> table = {{{0xFFF6F7F9, 0xFF16181B},
                                         {0xFFFFFFFF, 0xFF1E2125},
                                         {0xFFFFFFFF, 0xFF262A2F},
                                         {0xFFD5D9E0, 0xFF3A4049},
                                         {0xFFE6E9EE, 0xFF2C3138},
                                         {0xFF1B1E23, 0xFFE8EAED},
                                         {0xFF5A6372, 0xFFA3ABB8},
                                         {0xFF2458C5, 0xFF7FA9FF},
                                         {0xFFFFFFFF, 0xFF0C1526},
                                         {0xFFDBE6FB, 0xFF2A3956},
                                         {0xFF18794E, 0xFF4CC38A},
                                         {0xFF8A5A00, 0xFFE5B84B},
                                         {0xFFC0272D, 0xFFFF7B7B},
                                         {0xFF6B7280, 0xFF9CA3AF},
                                         {0xFF2458C5, 0xFF7FA9FF}}};

bool looksDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

// The desktop's own palette, without what we set. An unset palette brings it back.
bool systemIsDark()
{
    QApplication::setPalette(QPalette());
    return looksDark(QApplication::palette()) || qEnvironmentVariable("GTK_THEME").endsWith(QLatin1String("dark"));
}

QPalette paletteOf(bool dark)
{
    const auto c = [dark](Color role) {
        const Pair &pair = table[static_cast<std::size_t>(role)];
        return QColor::fromRgba(dark ? pair.dark : pair.light);
    };
    QPalette p;
    p.setColor(QPalette::Window, c(Color::Window));
    p.setColor(QPalette::WindowText, c(Color::Text));
    p.setColor(QPalette::Base, c(Color::Surface));
    p.setColor(QPalette::AlternateBase, c(Color::Window));
    p.setColor(QPalette::Text, c(Color::Text));
    p.setColor(QPalette::Button, c(Color::Raised));
    p.setColor(QPalette::ButtonText, c(Color::Text));
    p.setColor(QPalette::BrightText, c(Color::Danger));
    p.setColor(QPalette::Highlight, c(Color::Selection));
    p.setColor(QPalette::HighlightedText, c(Color::Text));
    p.setColor(QPalette::Link, c(Color::Accent));
    p.setColor(QPalette::LinkVisited, c(Color::Accent));
    p.setColor(QPalette::ToolTipBase, c(Color::Raised));
    p.setColor(QPalette::ToolTipText, c(Color::Text));
    p.setColor(QPalette::PlaceholderText, c(Color::Muted));
    p.setColor(QPalette::Light, c(Color::Raised));
    p.setColor(QPalette::Midlight, c(Color::Divider));
    p.setColor(QPalette::Mid, c(Color::Border));
    p.setColor(QPalette::Dark, c(Color::Border));
    p.setColor(QPalette::Shadow, dark ? QColor(0, 0, 0, 160) : QColor(0, 0, 0, 60));
    QColor faint = c(Color::Muted);
    faint.setAlpha(150);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, faint);
    return p;
}

// The system's font first; Japanese from a Japanese face, so that shared code points do not come in Chinese shapes.
QFont withJapanese(QFont font, const QString &latin = {}, const QString &japanese = {})
{
    QStringList families = font.families();
    if (families.isEmpty())
        families << font.family();
    // A letter comes from the first family that has it: chosen Japanese stands before what the system would take.
    if (!japanese.isEmpty()) {
        families.removeAll(japanese);
        families.insert(latin.isEmpty() ? 1 : 0, japanese);
    }
    if (!latin.isEmpty()) {
        families.removeAll(latin);
        families.prepend(latin);
    }
    for (const char *name : {"Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic"}) {
        const QString family = QLatin1String(name);
        if (!families.contains(family))
            families << family;
    }
    font.setFamilies(families);
    return font;
}

// Rows of lists and trees are as high as those of tables. A style sheet's padding would not reach their size.
class RoomyStyle : public QProxyStyle
{
public:
    RoomyStyle()
        : QProxyStyle(QStringLiteral("Fusion"))
    {
    }

    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override
    {
        QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
        if (type == CT_ItemViewItem && !qobject_cast<const QTableView *>(widget))
            wanted.setHeight(std::max(wanted.height(), grid::rowHeight));
        return wanted;
    }

    // One ring for all that the style sheet does not draw itself; it does so for boxes and buttons.
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        if (element == PE_FrameTabBarBase)
            return; // pieces of a line beside the tabs
        if (element != PE_FrameFocusRect)
            return QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (qobject_cast<const QAbstractButton *>(widget))
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(color(Color::Accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), grid::xs, grid::xs);
        painter->restore();
    }

    // A slider lying flat: the way up to its value in the accent colour, a round handle, the ring round all.
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override
    {
        const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (control != CC_Slider || !slider || slider->orientation != Qt::Horizontal)
            return QProxyStyle::drawComplexControl(control, option, painter, widget);
        constexpr double thick = 4, handle = 16;
        const QPointF at = QRectF(subControlRect(CC_Slider, option, SC_SliderHandle, widget)).center();
        QRectF groove(0, at.y() - thick / 2, 0, thick);
        groove.setLeft(option->rect.left() + handle / 2);
        groove.setRight(option->rect.right() - handle / 2);
        const bool leftToRight = option->direction == Qt::LeftToRight;
        QRectF way = groove;
        leftToRight ? way.setRight(at.x()) : way.setLeft(at.x());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(Color::Border));
        painter->drawRoundedRect(groove, thick / 2, thick / 2);
        painter->setBrush(option->state & State_Enabled ? color(Color::Accent) : color(Color::Muted));
        painter->drawRoundedRect(way, thick / 2, thick / 2);
        painter->drawEllipse(at, handle / 2, handle / 2);
        painter->restore();
        if (option->state & State_HasFocus) {
            QStyleOptionFocusRect ring;
            ring.QStyleOption::operator=(*option);
            drawPrimitive(PE_FrameFocusRect, &ring, painter, widget);
        }
    }
};

QFont scaled(double factor)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QColor color(Color role)
{
    const Pair &pair = table[static_cast<std::size_t>(role)];
    return QColor::fromRgba(isDark() ? pair.dark : pair.light);
}

bool isDark()
{
    return looksDark(QApplication::palette());
}

void applyTheme(QApplication &app, ThemeChoice choice)
{
    // The style sheet wraps the style, so the base is set once and told by a property.
    if (!app.property("onsaStyle").toBool()) {
        QApplication::setStyle(new RoomyStyle);
        QFont font = QApplication::font();
        if (font.pointSizeF() > 0 && font.pointSizeF() < 9.5)
            font.setPointSizeF(10); // a headless or bare system says 8 or 9, too small for hours of Japanese
        app.setProperty("onsaSystemFont", font);
        QApplication::setFont(withJapanese(font));
        app.setProperty("onsaStyle", true);
    }
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark());
    QApplication::setPalette(paletteOf(dark));
    app.setStyleSheet(styleSheet());
}

void applyFonts(QApplication &app, const QString &latin, const QString &japanese)
{
    const QFont system = app.property("onsaSystemFont").value<QFont>();
    const QFont wanted = withJapanese(system, latin, japanese);
    if (wanted == QApplication::font())
        return;
    QApplication::setFont(wanted);
    app.setStyleSheet(styleSheet()); // it keeps the fonts that widgets had when it was set
}

QFont sectionFont()
{
    return scaled(1.25);
}

QFont titleFont()
{
    return scaled(1.6);
}

QFont monoFont()
{
    QFont font = withJapanese(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

void setClass(QWidget *widget, const char *name)
{
    widget->setProperty("class", QString::fromLatin1(name));
    if (qstrcmp(name, "section") == 0)
        widget->setFont(sectionFont());
    if (qstrcmp(name, "title") == 0)
        widget->setFont(titleFont());
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace onsa::ui
