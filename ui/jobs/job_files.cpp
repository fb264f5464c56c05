// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_files.h"

#include "api/api_client.h"
#include "jobs/provider_connections.h"
#include "ui/icons.h"
#include "ui/jobs/elided_label.h"
#include "ui/jobs/named.h"
#include "ui/path_dialog.h"
#include "ui/tab_order.h"
#include "ui/theme.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

JobFiles::JobFiles(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_rows(new QGridLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    column->addLayout(m_rows);
    column->addStretch();
    m_rows->setHorizontalSpacing(grid::l);
    m_rows->setVerticalSpacing(0); // else emptied rows would leave gaps
}

void JobFiles::setJob(const QString &providerId, const FineTuneJob &job)
{
    QString shown = providerId + u'/' + QString::fromStdString(job.id + "/" + job.trainingFile) + u'/'
        + QString::fromStdString(job.validationFile.value_or(std::string()));
    for (const std::string &file : job.resultFiles)
        shown += u'/' + QString::fromStdString(file);
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_providerId = providerId;
    m_resultFile = job.resultFiles.empty() ? QString() : QString::fromStdString(job.resultFiles.front());
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QString id = QString::fromStdString(job.id);
    for (std::size_t i = 0; i < job.resultFiles.size(); ++i)
        addRow(u"saveResults%1"_s.arg(i), tr("Losses of every step (CSV)"), job.resultFiles[i], id + u".csv"_s);
    if (job.resultFiles.empty()) {
        auto *later = named(new QLabel(tr("The table of losses is here when the job has finished.")), u"noResults"_s);
        setClass(later, "muted");
        later->setWordWrap(true);
        m_rows->addWidget(later, m_rows->rowCount(), 0, 1, 3);
    }
    addRow(u"saveTraining"_s, tr("Training data"), job.trainingFile, id + u"-training.jsonl"_s);
    if (job.validationFile)
        addRow(u"saveValidation"_s, tr("Validation data"), *job.validationFile, id + u"-validation.jsonl"_s);
    m_rows->setColumnStretch(1, 1);
    putInTabOrder(*this);
}

void JobFiles::addRow(const QString &name, const QString &label, const std::string &fileId, const QString &suggested)
{
    if (fileId.empty())
        return;
    const QString id = QString::fromStdString(fileId);
    const int row = m_rows->rowCount();
    auto *idLabel = new ElidedLabel; // the button beside it is what matters in a narrow window
    idLabel->setText(id);
    idLabel->setToolTip(id);
    idLabel->setFont(monoFont());
    setClass(idLabel, "muted");
    idLabel->setMinimumHeight(grid::controlHeight + grid::s);
    auto *button = named(new QPushButton(icon(u"download"_s), tr("Save as…")), name, tr("Save as: %1").arg(label));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, [this, id, suggested] { askWhereToSave(id, suggested); });
    m_rows->addWidget(new QLabel(label), row, 0);
    m_rows->addWidget(idLabel, row, 1);
    m_rows->addWidget(button, row, 2);
}

void JobFiles::saveResults()
{
    if (!m_resultFile.isEmpty())
        askWhereToSave(m_resultFile, m_resultFile + u".csv"_s);
}

void JobFiles::askWhereToSave(const QString &fileId, const QString &suggested)
{
    auto *dialog = new QFileDialog(this, tr("Save as"));
    dialog->setObjectName(u"fileSaveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggested);
    connect(dialog, &QFileDialog::fileSelected, this, [this, fileId](const QString &path) { fetchTo(fileId, path); });
    countClicksBesideSuggestions(*dialog);
    dialog->open();
}

void JobFiles::fetchTo(const QString &fileId, const QString &path)
{
    ApiClient *client = m_services.connections.client(m_providerId);
    if (!client || !client->isReady()) {
        Q_EMIT failed({ErrorKind::Network, "the service that has the file is not reachable", "not_ready", {}});
        return;
    }
    client->fileContent(fileId.toStdString(), this, [this, path](const Result<QByteArray> &bytes) {
        if (!bytes) {
            Q_EMIT failed(bytes.error());
            return;
        }
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit()) {
            Q_EMIT failed({ErrorKind::Io,
                           "cannot write " + path.toStdString() + ": " + file.errorString().toStdString(),
                           {},
                           path.toStdString()});
            return;
        }
        Q_EMIT saved(path);
    });
}

} // namespace onsa::ui
