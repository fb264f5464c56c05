// SPDX-License-Identifier: GPL-3.0-or-later
// The Playground tab: ask the tuned model, beside the base model, with every sampling control.
#pragma once

#include "ui/app_services.h"

#include <QWidget>

#include <memory>

namespace onsa::ui {

class PlaygroundPage : public QWidget
{
    Q_OBJECT

public:
    explicit PlaygroundPage(AppServices services, QWidget *parent = nullptr);
    ~PlaygroundPage() override;

    // Chooses the models and puts the cursor into the prompt.
    void openModel(const QString &providerId, const QString &tunedModel, const QString &baseModel);
    void setPrompt(const QString &prompt);
    void ask();
    void stop();

Q_SIGNALS:
    void addToDataSet(const QString &prompt, const QString &completion);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Esc stops

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
