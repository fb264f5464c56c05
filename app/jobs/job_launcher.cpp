// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job_launcher.h"

#include "system/background.h"

#include <QUuid>

namespace onsa {
namespace {

const QString purpose = QStringLiteral("fine-tune");

QString fileName(const QString &dataset, const QString &suffix)
{
    QString stem = dataset.isEmpty() ? QStringLiteral("dataset") : dataset;
    if (stem.endsWith(u".jsonl", Qt::CaseInsensitive))
        stem.chop(6);
    return stem + suffix + QStringLiteral(".jsonl");
}

// The rows to upload; an error names the file.
Result<TrainingSplit> splitOne(const DatasetSnapshot *rows, double share, std::int64_t seed, const char *file,
                               const std::stop_token &stop)
{
    if (!rows)
        return fail(ErrorKind::InvalidInput, "there is no data to train on", "no_rows", file);
    auto split = splitForTraining(*rows, share, static_cast<std::uint64_t>(seed), stop);
    if (!split && split.error().param.empty())
        split.error().param = file;
    return split;
}

Error cancelledError()
{
    return Error{ErrorKind::Cancelled, "starting the job was stopped", "stopped", {}};
}

} // namespace

struct JobLauncher::Launch {
    QPointer<ApiClient> client; // it may go first, and take the launcher along as its child
    std::vector<std::string> files; // uploaded
    bool cancelled = false;

    // Nobody waits for the answers: a file that stays is no harm, and the service may be away just now.
    void deleteFiles()
    {
        for (const std::string &id : files) {
            if (client)
                client->deleteFile(id, client, [](const Result<> &) {});
        }
        files.clear();
    }
};

JobLauncher::JobLauncher(ApiClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

JobLauncher::~JobLauncher()
{
    const QSignalBlocker blocker(this);
    cancel();
}

void JobLauncher::start(const LaunchRequest &request)
{
    if (m_launch)
        return;
    m_launch = std::make_shared<Launch>(Launch{&m_client, {}, false});
    m_request = request;
    // By this mark the job is found again when the answer to its creation is lost.
    m_request.job.metadata["onsa_launch"] = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    split();
}

void JobLauncher::cancel()
{
    if (!m_launch)
        return;
    const std::shared_ptr<Launch> launch = m_launch;
    launch->cancelled = true;
    m_stop.request_stop();
    // The order to create a job cannot be called back: its answer is awaited, then the job is cancelled.
    if (m_step != Step::Creating) {
        if (m_call)
            m_call->cancel();
        launch->deleteFiles();
    }
    m_launch.reset();
    Q_EMIT failed(cancelledError(), m_step);
}

void JobLauncher::enter(Step step)
{
    m_step = step;
    Q_EMIT progressed(step, 0, 0);
}

void JobLauncher::split()
{
    enter(Step::Checking);
    m_stop = runInBackground(
        this,
        [rows = m_request.rows, validation = m_request.validationRows, share = m_request.validationShare,
         seed = m_request.job.seed.value_or(0)](const std::stop_token &stop) -> Result<TrainingSplit> {
            auto split = splitOne(rows.get(), validation ? 0 : share, seed, "training_file", stop);
            if (!split || !validation)
                return split;
            auto own = splitOne(validation.get(), 0, seed, "validation_file", stop);
            if (!own)
                return own;
            split->validation = std::move(own->training);
            split->validationRows = own->trainingRows;
            return split;
        },
        [this](Result<TrainingSplit> parts) {
            if (!m_launch)
                return;
            if (!parts)
                return giveUp(parts.error());
            m_split = std::move(*parts);
            uploadTraining();
        });
}

void JobLauncher::uploadTraining()
{
    upload(Step::Uploading, std::move(m_split.training), fileName(m_request.datasetName, {}),
           [this](const std::string &id) {
               m_request.job.trainingFile = id;
               if (m_split.validationRows == 0)
                   return create();
               uploadValidation();
           });
}

void JobLauncher::uploadValidation()
{
    upload(Step::UploadingValidation, std::move(m_split.validation),
           fileName(m_request.datasetName, QStringLiteral("-validation")), [this](const std::string &id) {
               m_request.job.validationFile = id;
               create();
           });
}

void JobLauncher::upload(Step step, std::string bytes, const QString &filename,
                         std::function<void(const std::string &id)> then)
{
    enter(step);
    m_call = m_client.uploadFile(QByteArray::fromStdString(bytes), filename, purpose, this,
                                 [this, launch = m_launch, then = std::move(then)](const Result<UploadedFile> &file) {
                                     if (launch->cancelled)
                                         return;
                                     if (!file)
                                         return giveUp(file.error());
                                     launch->files.push_back(file->id);
                                     if (file->status == "error")
                                         return giveUp({ErrorKind::InvalidInput,
                                                        file->statusDetails.empty()
                                                            ? "the service could not read the uploaded file"
                                                            : file->statusDetails,
                                                        "invalid_file", "training_file"});
                                     then(file->id);
                                 });
    if (m_call)
        connect(m_call, &ApiCall::uploadProgress, this,
                [this, step](qint64 sent, qint64 all) { Q_EMIT progressed(step, sent, all); });
}

void JobLauncher::create()
{
    enter(Step::Creating);
    const QByteArray key = QByteArray::fromStdString(m_request.job.metadata["onsa_launch"]);
    // The client is the context, not we: the answer counts also when the window's dialog has gone.
    m_call = m_client.createJob(
        m_request.job, key, &m_client,
        [self = QPointer<JobLauncher>(this), launch = m_launch](const Result<FineTuneJob> &job) {
            if (launch->cancelled) {
                if (job)
                    launch->client->cancelJob(job->id, launch->client, [](const Result<FineTuneJob> &) {});
                if (job || job.error().code != "launch_unknown")
                    launch->deleteFiles();
                return;
            }
            if (!self)
                return;
            if (!job)
                return self->giveUp(job.error());
            self->m_launch.reset();
            Q_EMIT self->launched(*job);
        });
}

void JobLauncher::giveUp(const Error &error)
{
    // A job that may be there after all needs its files.
    if (error.code != "launch_unknown")
        m_launch->deleteFiles();
    m_launch.reset();
    Q_EMIT failed(error, m_step);
}

} // namespace onsa
