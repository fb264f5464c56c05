// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: providers and their keys, language, theme, where things lie on the disk.
#pragma once

#include "ui/app_services.h"

#include <QDialog>

#include <memory>

namespace onsa::ui {

class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(AppServices services, QWidget *parent = nullptr);
    ~SettingsDialog() override;

    void showProviders(const QString &providerId); // that page, with the key's field focused

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
