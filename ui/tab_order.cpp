// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tab_order.h"

#include <QWidget>

namespace onsa::ui {

namespace {

bool isStop(const QWidget &widget)
{
    return widget.focusPolicy() & Qt::TabFocus && !widget.focusProxy();
}

} // namespace

void putInTabOrder(QWidget &container)
{
    QWidget *before = container.previousInFocusChain();
    while (before != &container && (container.isAncestorOf(before) || !isStop(*before)))
        before = before->previousInFocusChain();
    if (before == &container)
        return; // there is no other control yet
    for (QWidget *control : container.findChildren<QWidget *>()) {
        if (!isStop(*control))
            continue;
        QWidget::setTabOrder(before, control);
        before = control;
    }
}

} // namespace onsa::ui
