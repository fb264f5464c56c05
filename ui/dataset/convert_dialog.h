// SPDX-License-Identifier: GPL-3.0-or-later
// Turns pairs into conversations or back: says how many rows change and what is lost before anything does.
#pragma once

#include "dataset/convert_rows.h"
#include "ui/dataset/row_choice.h"

#include <QDialog>

#include <memory>

namespace onsa::ui {

class ConvertDialog : public QDialog
{
    Q_OBJECT

public:
    ConvertDialog(std::shared_ptr<const DatasetSnapshot> rows, const RowChoices &choices, QWidget *parent);
    ~ConvertDialog() override;

Q_SIGNALS:
    void converted(const std::shared_ptr<onsa::ConvertPlan> &plan, bool toChat);

private:
    void plan();
    void showPlan();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
