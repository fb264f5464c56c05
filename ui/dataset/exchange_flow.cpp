// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/exchange_flow.h"

#include "dataset/import/import_detect.h"
#include "system/background.h"
#include "ui/dataset/convert_dialog.h"
#include "ui/dataset/exchange_words.h"
#include "ui/dataset/export_dialog.h"
#include "ui/dataset/file_flow.h"
#include "ui/dataset/import_dialog.h"
#include "ui/dataset/split_dialog.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isTrainingName(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == "jsonl"_L1 || suffix == "ndjson"_L1;
}

} // namespace

ExchangeFlow::ExchangeFlow(FileFlow &files, QWidget *page)
    : QObject(page)
    , m_files(files)
    , m_page(page)
{
}

void ExchangeFlow::take(const QStringList &paths)
{
    m_queue = paths;
    m_later = false;
    next();
}

void ExchangeFlow::next()
{
    if (m_queue.isEmpty())
        return;
    const QString path = m_queue.takeFirst();
    const bool later = std::exchange(m_later, true);
    // The guess reads a megabyte: in the pool, as everything that touches a disk.
    const auto stop = runInBackground(
        this, [file = std::filesystem::path(path.toStdString())](std::stop_token) { return guessImport(file); },
        [this, path, later](const Result<ImportGuess> &guess) {
            // A data set with mistakes in it is still one: the editor shows them.
            const bool direct = guess ? opensDirectly(*guess) || isTrainingName(path) : true;
            if (!guess && !isTrainingName(path))
                return Q_EMIT failed(guess.error());
            if (direct && !later) {
                m_files.open(path);
                return next();
            }
            openImport(path, later);
        });
    Q_UNUSED(stop);
}

bool ExchangeFlow::claim(QDialog *dialog)
{
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return true;
}

void ExchangeFlow::openImport(const QString &path, bool later)
{
    if (m_dialog)
        return m_dialog->raise();
    if (!m_files.document())
        m_files.create(); // something has to be there when the import is given up
    m_flush();
    const DatasetDocument *open = m_files.document();
    const bool takes = open && !open->isReadOnly();
    const QString name = !takes         ? QString()
        : m_files.isSample()            ? tr("the sample data")
        : open->displayName().isEmpty() ? tr("the new data set")
                                        : open->displayName();
    auto *dialog =
        new ImportDialog(path, name, takes && (later || open->rowCount() > 0) && !m_files.isSample(), m_page);
    connect(dialog, &ImportDialog::imported, this, [this](const std::shared_ptr<ImportedRows> &rows) {
        DatasetDocument *document = m_files.document();
        if (!document)
            return;
        const int first = document->rowCount();
        const ImportReport report = rows->report;
        document->change(
            report.rows, tr("Import %1 rows").arg(QLocale().toString(qulonglong(report.rows))),
            [rows](const DatasetSnapshot &snapshot, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
                RowChanges changes;
                changes.inserted = std::move(rows->lines);
                changes.insertAt = int(snapshot.rowCount());
                return changes;
            },
            [this, report, first](const Result<> &done) {
                if (!done)
                    return Q_EMIT failed(done.error());
                tellImport(report);
                Q_EMIT rowsAdded(first);
            });
    });
    connect(dialog, &ImportDialog::created, this, [this](const QString &made, const ImportReport &report) {
        // Said when the new data set is there: it clears what was said before.
        connect(
            &m_files, &FileFlow::replaced, this,
            [this, made, report](const DatasetDocument *document) {
                if (QFileInfo(QString::fromStdString(document->path().string())) == QFileInfo(made))
                    tellImport(report);
            },
            Qt::SingleShotConnection);
        m_files.open(made);
    });
    connect(dialog, &QDialog::finished, this, &ExchangeFlow::next, Qt::QueuedConnection);
    claim(dialog);
}

void ExchangeFlow::tellImport(const ImportReport &report)
{
    const QLocale locale;
    m_leftOut.clear();
    m_leftOutCount = report.faultCount;
    for (const ImportFault &fault : report.faults)
        m_leftOut << faultText(fault, false);
    const QString rows = locale.toString(qulonglong(report.rows));
    if (report.faultCount == 0)
        return Q_EMIT said(tr("Imported %1 rows.").arg(rows), {});
    Q_EMIT said(tr("Imported %1 rows. %2 could not be read and were left out.")
                    .arg(rows, locale.toString(qulonglong(report.faultCount))),
                tr("Show them"));
}

void ExchangeFlow::showLeftOut()
{
    if (m_leftOut.isEmpty() || m_dialog)
        return;
    auto *dialog = new QDialog(m_page);
    dialog->setObjectName(u"leftOutDialog"_s);
    dialog->setWindowTitle(tr("Rows that were left out"));
    dialog->resize(620, 420);
    auto *list = named(new QPlainTextEdit(m_leftOut.join(u'\n')), u"leftOutList"_s, tr("Rows that were left out"));
    list->setReadOnly(true);
    if (m_leftOutCount > std::size_t(m_leftOut.size()))
        list->appendPlainText(
            tr("… and %1 more.").arg(QLocale().toString(qulonglong(m_leftOutCount) - qulonglong(m_leftOut.size()))));
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(list);
    layout->addWidget(buttons);
    claim(dialog);
}

void ExchangeFlow::chooseAndImport()
{
    auto *dialog = new QFileDialog(m_page, tr("Import"));
    dialog->setObjectName(u"importFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables, data sets and texts (*.csv *.tsv *.xlsx *.json *.jsonl *.ndjson *.txt *.md)"),
                            tr("All files (*)")});
    dialog->setDirectory(QFileInfo(suggestedPath()).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_queue.clear();
        openImport(path);
    });
    dialog->open();
}

QString ExchangeFlow::suggestedPath() const
{
    const DatasetDocument *document = m_files.document();
    if (document && !document->path().empty() && !m_files.isSample())
        return QString::fromStdString(document->path().string());
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QDir(folder).exists())
        folder = QDir::homePath();
    return folder + u'/' + tr("my-data.jsonl");
}

void ExchangeFlow::exportRows()
{
    DatasetDocument *document = m_files.document();
    if (!document || m_dialog)
        return;
    m_flush();
    auto *dialog = new ExportDialog(document->snapshot(), m_choices(), suggestedPath(), m_page);
    if (m_dismissed)
        dialog->setDismissed(m_dismissed());
    connect(dialog, &ExportDialog::exported, this, [this](const QString &path, qulonglong rows) {
        Q_EMIT said(tr("Exported %1 rows to %2.").arg(QLocale().toString(rows), QDir::toNativeSeparators(path)), {});
    });
    connect(dialog, &ExportDialog::rowWanted, this, [this](qulonglong row) { Q_EMIT rowWanted(int(row)); });
    claim(dialog);
}

void ExchangeFlow::convert()
{
    DatasetDocument *document = m_files.document();
    if (!document || m_dialog)
        return;
    m_flush();
    auto *dialog = new ConvertDialog(document->snapshot(), m_choices(), m_page);
    connect(dialog, &ConvertDialog::converted, this, [this](const std::shared_ptr<ConvertPlan> &plan, bool toChat) {
        DatasetDocument *open = m_files.document();
        if (!open)
            return;
        const QString count = QLocale().toString(qulonglong(plan->lines.size()));
        open->change(
            plan->lines.size(),
            toChat ? tr("Convert %1 rows to conversations").arg(count) : tr("Convert %1 rows to pairs").arg(count),
            [plan](const DatasetSnapshot &, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
                RowChanges changes;
                changes.lines = std::move(plan->lines);
                return changes;
            },
            [this, count](const Result<> &done) {
                if (!done)
                    return Q_EMIT failed(done.error());
                Q_EMIT said(tr("Converted %1 rows. Undo takes it back.").arg(count), {});
            });
    });
    claim(dialog);
}

void ExchangeFlow::split()
{
    DatasetDocument *document = m_files.document();
    if (!document || m_dialog)
        return;
    m_flush();
    auto *dialog = new SplitDialog(document->snapshot(), suggestedPath(), m_page);
    connect(dialog, &SplitDialog::written, this,
            [this](const QString &training, const QString &validation, const SplitPlan &plan) {
                const QLocale locale;
                Q_EMIT said(tr("Wrote %1 rows to %2 and %3 rows to %4.")
                                .arg(locale.toString(qulonglong(plan.trainingRows)), QFileInfo(training).fileName(),
                                     locale.toString(qulonglong(plan.validationRows)),
                                     QFileInfo(validation).fileName()),
                            {});
            });
    claim(dialog);
}

} // namespace onsa::ui
