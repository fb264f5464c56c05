// SPDX-License-Identifier: GPL-3.0-or-later
// Rows against other rows: what changed since the last save, and what another file has otherwise.
#pragma once

#include "core/result.h"
#include "dataset/dataset_snapshot.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace onsa::ui {

class ChangesDialog;
class FileFlow;

class CompareFlow : public QObject
{
    Q_OBJECT

public:
    CompareFlow(FileFlow &files, QWidget *page);

    void setFlush(std::function<void()> flush) { m_flush = std::move(flush); } // before anything reads the document
    void showChanges();
    void chooseFile();
    void compareWith(const QString &path);

Q_SIGNALS:
    void failed(const onsa::Error &error);
    void rowWanted(onsa::RowId row);

private:
    void open(ChangesDialog *dialog, const QString &label); // of the undo step that takes the other text

    FileFlow &m_files;
    QPointer<QWidget> m_page;
    std::function<void()> m_flush = [] {};
};

} // namespace onsa::ui
