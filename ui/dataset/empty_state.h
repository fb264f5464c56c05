// SPDX-License-Identifier: GPL-3.0-or-later
// What an empty data set shows: four ways to begin.
#pragma once

#include <QWidget>

namespace onsa::ui {

class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

Q_SIGNALS:
    void typeChosen();
    void pasteChosen();
    void openChosen();
    void sampleChosen();
};

} // namespace onsa::ui
