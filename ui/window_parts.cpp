// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_parts.h"

#include <QApplication>
#include <QVariant>
#include <QWidget>

#include <algorithm>

namespace onsa::ui {

namespace {

constexpr const char *mark = "windowPart";
constexpr const char *start = "startOfPart";

QWidget *startOf(const QWidget &part)
{
    return qobject_cast<QWidget *>(part.property(start).value<QObject *>());
}

bool canHaveFocus(const QWidget &widget)
{
    return widget.isVisible() && widget.isEnabled() && widget.focusPolicy() & Qt::TabFocus;
}

// Hidden parts, and folded ones of no height, have nothing to go to.
QWidget *targetIn(QWidget &part)
{
    if (!part.isVisible() || !part.isEnabled())
        return nullptr;
    if (QWidget *last = part.focusWidget(); last && part.isAncestorOf(last) && canHaveFocus(*last))
        return last;
    if (QWidget *wanted = startOf(part); wanted && canHaveFocus(*wanted))
        return wanted;
    if (canHaveFocus(part))
        return &part;
    for (QWidget *next = part.nextInFocusChain(); next && next != &part; next = next->nextInFocusChain())
        if (part.isAncestorOf(next) && canHaveFocus(*next))
            return next;
    return nullptr;
}

} // namespace

void markPart(QWidget *widget)
{
    widget->setProperty(mark, true);
}

void goToNextPart(const QWidget &window, int direction)
{
    QList<QWidget *> parts;
    for (QWidget *widget : window.findChildren<QWidget *>())
        if (widget->property(mark).toBool() && targetIn(*widget))
            parts << widget;
    if (parts.isEmpty())
        return;
    const auto place = [&window](const QWidget *part) {
        const QPoint at = part->mapTo(&window, QPoint());
        return std::pair(at.y(), at.x());
    };
    std::sort(parts.begin(), parts.end(), [&](const QWidget *a, const QWidget *b) { return place(a) < place(b); });
    const QWidget *now = QApplication::focusWidget();
    const auto at = std::find_if(parts.begin(), parts.end(),
                                 [now](const QWidget *part) { return part == now || part->isAncestorOf(now); });
    const qsizetype count = parts.size();
    const qsizetype next =
        at == parts.end() ? (direction > 0 ? 0 : count - 1) : ((at - parts.begin()) + direction + count) % count;
    focusPart(parts[next]);
}

void focusPart(QWidget *part)
{
    if (QWidget *target = targetIn(*part))
        target->setFocus(Qt::TabFocusReason);
}

void setStart(QWidget *part, QWidget *control)
{
    part->setProperty(start, QVariant::fromValue<QObject *>(control));
}

void focusStart(QWidget *part)
{
    QWidget *control = startOf(*part);
    if (control && startOf(*control)) // of a part of a part
        control = startOf(*control);
    if (control)
        control->setFocus(Qt::ShortcutFocusReason);
}

} // namespace onsa::ui
