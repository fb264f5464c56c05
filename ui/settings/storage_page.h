// SPDX-License-Identifier: GPL-3.0-or-later
// Where things lie on the disk, with buttons that open the places.
#pragma once

#include "ui/app_services.h"

#include <QWidget>

class QGridLayout;

namespace onsa::ui {

class StoragePage : public QWidget
{
    Q_OBJECT

public:
    explicit StoragePage(AppServices services, QWidget *parent = nullptr);

private:
    void addPlace(const QString &name, const QString &label, const QString &meaning, const QString &path);

    QGridLayout *m_places = nullptr;
};

} // namespace onsa::ui
