// SPDX-License-Identifier: GPL-3.0-or-later
// Divides the data set into two files and says before how many rows each gets and whether questions leak.
#pragma once

#include "dataset/split_files.h"

#include <QDialog>

#include <memory>

namespace onsa::ui {

class SplitDialog : public QDialog
{
    Q_OBJECT

public:
    SplitDialog(std::shared_ptr<const DatasetSnapshot> rows, const QString &suggested, QWidget *parent);
    ~SplitDialog() override;

    void reject() override;

Q_SIGNALS:
    void written(const QString &training, const QString &validation, const onsa::SplitPlan &plan);

private:
    void plan();
    void showPlan(const SplitPlan &plan);
    void start();
    SplitOrder order() const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
