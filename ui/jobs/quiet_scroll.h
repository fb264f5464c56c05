// SPDX-License-Identifier: GPL-3.0-or-later
// A scroll area without frame or background of its own, so that a card or page shows through. The keyboard moves among
// the controls in it, which come into sight with the focus; only where there is text alone is it a stop of its own.
#pragma once

#include "ui/theme.h"

#include <QApplication>
#include <QScrollArea>

namespace onsa::ui {

inline QScrollArea *quietScroll(QWidget *content)
{
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    content->setAutoFillBackground(false); // setWidget() turns it on
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setFocusPolicy(Qt::NoFocus);
    // Qt itself does so only for steps inside.
    QObject::connect(qApp, &QApplication::focusChanged, scroll, [scroll](QWidget *, QWidget *now) {
        if (now && scroll->isAncestorOf(now) && now != scroll->viewport())
            scroll->ensureWidgetVisible(now, grid::s, grid::s);
    });
    return scroll;
}

inline QScrollArea *readingScroll(QWidget *content)
{
    QScrollArea *scroll = quietScroll(content);
    scroll->setFocusPolicy(Qt::StrongFocus); // the arrow keys scroll
    setClass(scroll, "reading");
    return scroll;
}

} // namespace onsa::ui
