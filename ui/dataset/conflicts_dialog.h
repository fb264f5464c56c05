// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that were edited here and by another program: what was edited, what the user made of it, what stands in the file
// now. Nothing is applied before a choice; every choice is one undo step.
#pragma once

#include "dataset/dataset_document.h"

#include <QDialog>
#include <QPointer>

class QTableWidget;

namespace onsa::ui {

class ConflictsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ConflictsDialog(DatasetDocument &document, QWidget *parent = nullptr);

Q_SIGNALS:
    void refused(const onsa::Error &error);

private:
    void useMine();

    QPointer<DatasetDocument> m_document;
    QTableWidget *m_table;
};

} // namespace onsa::ui
