// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a job (training data, validation data, results as CSV), each to be saved where the user likes.
#pragma once

#include "core/api_types.h"
#include "core/result.h"
#include "ui/app_services.h"

#include <QWidget>

class QGridLayout;

namespace onsa::ui {

class JobFiles : public QWidget
{
    Q_OBJECT

public:
    explicit JobFiles(AppServices services, QWidget *parent = nullptr);

    void setJob(const QString &providerId, const FineTuneJob &job);
    void saveResults(); // asks where; does nothing without a result file
    void fetchTo(const QString &fileId, const QString &path); // downloads and writes; `saved` or `failed`

Q_SIGNALS:
    void failed(const onsa::Error &error);
    void saved(const QString &path);

private:
    void addRow(const QString &name, const QString &label, const std::string &fileId, const QString &suggested);
    void askWhereToSave(const QString &fileId, const QString &suggested);

    AppServices m_services;
    QGridLayout *m_rows = nullptr; // grows at its end; emptied rows have no height
    QString m_providerId;
    QString m_resultFile;
    QString m_shown; // what the rows were made from
};

} // namespace onsa::ui
