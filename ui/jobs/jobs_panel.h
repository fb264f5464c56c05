// SPDX-License-Identifier: GPL-3.0-or-later
// The jobs of all providers beside every tab: list on the left, the chosen job's losses, events and settings on the
// right.
#pragma once

#include "core/api_types.h"
#include "ui/app_services.h"

#include <QWidget>

#include <memory>

namespace onsa::ui {

class JobsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JobsPanel(AppServices services, QWidget *parent = nullptr);
    ~JobsPanel() override;

    void select(const QString &providerId, const std::string &jobId);

Q_SIGNALS:
    void askRequested(const QString &providerId, const QString &tunedModel, const QString &baseModel);
    void trainAgainRequested(const onsa::FineTuneJob &job);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
