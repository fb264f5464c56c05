// SPDX-License-Identifier: GPL-3.0-or-later
// From a data set to a running job: split -> upload -> create.
#pragma once

#include "api/api_client.h"
#include "dataset/dataset_document.h"
#include "dataset/dataset_scan.h"

#include <QObject>

#include <functional>
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
    ~JobLauncher() override; // cancels
    void start(const LaunchRequest &request); // one at a time
    // Uploaded files are deleted again; a job whose creation was sent is cancelled, also when the launcher goes at
    // once. failed() comes with ErrorKind::Cancelled.
    void cancel();

Q_SIGNALS:
    void progressed(onsa::JobLauncher::Step step, qint64 done, qint64 all); // bytes; 0, 0 = unknown
    void launched(const onsa::FineTuneJob &job);
    void failed(const onsa::Error &error, onsa::JobLauncher::Step at);

private:
    struct Launch; // outlives the launcher while an answer is awaited

    void split();
    void uploadTraining();
    void uploadValidation();
    void upload(Step step, std::string bytes, const QString &filename, std::function<void(const std::string &id)> then);
    void create();
    void giveUp(const Error &error);
    void enter(Step step);

    ApiClient &m_client;
    LaunchRequest m_request;
    TrainingSplit m_split;
    std::stop_source m_stop;
    QPointer<ApiCall> m_call;
    std::shared_ptr<Launch> m_launch; // null = nothing runs
    Step m_step = Step::Checking;
};

} // namespace onsa
