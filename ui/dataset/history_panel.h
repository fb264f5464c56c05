// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of the document with their names and times, those of earlier sessions too. Enter or a click goes there.
#pragma once

#include "dataset/dataset_document.h"

#include <QPointer>
#include <QWidget>

class QListView;

namespace onsa::ui {

class HistoryModel;

class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPanel(QWidget *parent = nullptr);
    void setDocument(DatasetDocument *document);
    void open(); // shown, the current step in sight, with the focus

Q_SIGNALS:
    void stepChosen(int index); // so many steps are to be done
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showCurrent();

    HistoryModel *m_model;
    QListView *m_list;
    QPointer<DatasetDocument> m_document;
};

} // namespace onsa::ui
