// SPDX-License-Identifier: GPL-3.0-or-later
// From a data set to a running job: split -> upload -> create.
#pragma once

#include "api/api_client.h"
#include "dataset/dataset_document.h"
#include "dataset/dataset_scan.h"

#include <QObject>

#include <memory>
#include <stop_token>

namespace onsa {

struct LaunchRequest {
    std::shared_ptr<const DatasetSnapshot> rows;
    std::shared_ptr<const DatasetSnapshot> validationRows; // a file of its own; null = a share of `rows`
    QString datasetName;
    FineTuneRequest job; // files are filled in here
    double validationShare = 0; // 0…0.5
};

class JobLauncher : public QObject
{
    Q_OBJECT

public:
    enum class Step { Checking, Uploading, UploadingValidation, Creating };
    Q_ENUM(Step)

    explicit JobLauncher(ApiClient &client, QObject *parent = nullptr);
    void start(const LaunchRequest &request);
    void cancel(); // uploaded files are deleted again; a job whose creation was sent is cancelled

Q_SIGNALS:
    void progressed(onsa::JobLauncher::Step step, qint64 done, qint64 all);
    void launched(const onsa::FineTuneJob &job);
    void failed(const onsa::Error &error, onsa::JobLauncher::Step at);

private:
    void uploadTraining();
    void uploadValidation();
    void create();
    void giveUp(const Error &error);

    ApiClient &m_client;
    LaunchRequest m_request;
    TrainingSplit m_split;
    std::stop_source m_stop;
    QPointer<ApiCall> m_call;
    Step m_step = Step::Checking;
    bool m_cancelled = false;
    int m_generation = 0;
};

} // namespace onsa
