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

Error cancelledError()
{
    return Error{ErrorKind::Cancelled, "starting the job was stopped", "stopped", {}};
}

} // namespace

struct JobLauncher::Launch {
    ApiClient &client;
    std::vector<std::string> files; // uploaded
    bool cancelled = false;
    bool done = false;

    // Nobody waits for the answers: a file that stays is no harm, and the service may be away just now.
    void deleteFiles()
    {
        for (const std::string &id : files)
            client.deleteFile(id, &client, [](const Result<> &) {});
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
    m_launch = std::make_shared<Launch>(Launch{m_client, {}, false, false});
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
    struct Parts {
        TrainingSplit rows;
        bool validationIsEmpty = false;
    };
    enter(Step::Checking);
    m_stop = runInBackground(
        this,
        [rows = m_request.rows, validation = m_request.validationRows, share = m_request.validationShare,
         seed = m_request.job.seed.value_or(0)](const std::stop_token &stop) -> Result<Parts> {
            Parts parts;
            if (!rows)
                return fail(ErrorKind::InvalidInput, "there is no data to train on", "no_rows");
            auto main = splitForTraining(*rows, validation ? 0 : share, static_cast<std::uint64_t>(seed), stop);
            if (!main)
                return tl::unexpected(main.error());
            parts.rows = std::move(*main);
            if (!validation)
                return parts;
            auto own = splitForTraining(*validation, 0, 0, stop);
            if (!own)
                return tl::unexpected(own.error());
            parts.rows.validation = std::move(own->training);
            parts.rows.validationRows = own->trainingRows;
            parts.validationIsEmpty = own->trainingRows == 0;
            return parts;
        },
        [this](Result<Parts> parts) {
            if (!m_launch)
                return;
            if (!parts)
                return giveUp(parts.error());
            if (parts->rows.trainingRows == 0)
                return giveUp({ErrorKind::InvalidInput, "no row of the data set can be used for training", "no_rows",
                               "training_file"});
            if (parts->validationIsEmpty)
                return giveUp({ErrorKind::InvalidInput, "no row of the validation file can be used", "no_rows",
                               "validation_file"});
            m_split = std::move(parts->rows);
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
            launch->done = true;
            if (launch->cancelled) {
                if (job)
                    launch->client.cancelJob(job->id, &launch->client, [](const Result<FineTuneJob> &) {});
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
