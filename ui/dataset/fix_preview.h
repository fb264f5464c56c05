// SPDX-License-Identifier: GPL-3.0-or-later
// What a fix would do, row by row, before it is done.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/finding_fixes.h"

#include <QDialog>

namespace onsa::ui {

class FixPreview : public QDialog
{
    Q_OBJECT

public:
    // Accepted = do it. Rows are numbered as they stand in the document now.
    FixPreview(const FixPlan &plan, Fix fix, const DatasetDocument &document, QWidget *parent);
};

} // namespace onsa::ui
