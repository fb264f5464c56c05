// SPDX-License-Identifier: GPL-3.0-or-later
// A scroll area without frame or background of its own, so that a card or page shows through.
#pragma once

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
    return scroll;
}

} // namespace onsa::ui
