// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/export_dialog.h"

#include "ui/dataset/exchange_words.h"
#include "ui/dataset/pool_task.h"
#include "ui/error_banner.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString number(std::size_t count)
{
    return QLocale().toString(qulonglong(count));
}

} // namespace

struct ExportDialog::Private {
    std::shared_ptr<const DatasetSnapshot> snapshot;
    QString suggested;
    std::optional<ExportPlan> plan;
    bool targetTouched = false, replacing = false;
    ErrorBanner *banner = nullptr;
    QComboBox *format = nullptr;
    QLabel *hint = nullptr, *summary = nullptr, *losses = nullptr;
    std::map<std::string, std::size_t> dismissed;
    RowChoice *rows = nullptr;
    QLineEdit *target = nullptr;
    QCheckBox *note = nullptr;
    QListWidget *errors = nullptr;
    QPushButton *go = nullptr;
    std::unique_ptr<PoolTask> task;
};

ExportDialog::ExportDialog(std::shared_ptr<const DatasetSnapshot> rows, const RowChoices &choices,
                           const QString &suggested, QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>())
{
    d->snapshot = std::move(rows);
    d->suggested = suggested;
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export"));
    resize(680, 560);
    build(choices);
    suggestTarget();
    plan();
}

ExportDialog::~ExportDialog() = default;

ExportFormat ExportDialog::format() const
{
    return ExportFormat(d->format->currentData().toInt());
}

void ExportDialog::build(const RowChoices &choices)
{
    d->banner = new ErrorBanner;
    d->format = named(new QComboBox, u"exportFormat"_s, tr("Format"));
    using F = ExportFormat;
    for (const F one : {F::JsonLines, F::Chat, F::ExcelCsv, F::Xlsx, F::Csv, F::Tsv, F::JsonArray, F::Alpaca,
                        F::ShareGpt, F::Preference, F::Text})
        d->format->addItem(formatName(one), int(one));
    d->hint = named(new QLabel, u"exportHint"_s);
    d->hint->setWordWrap(true);
    setClass(d->hint, "muted");
    d->rows = new RowChoice(choices);
    d->target = named(new QLineEdit, u"exportTarget"_s, tr("File"));
    auto *choose = named(new QPushButton(tr("Choose…")), u"exportChoose"_s);
    choose->setAutoDefault(false);
    auto *place = new QHBoxLayout;
    place->setSpacing(grid::s);
    place->addWidget(d->target, 1);
    place->addWidget(choose);
    d->note = named(new QCheckBox(tr("Write a note of counts and hashes beside it (.meta.json)")), u"exportNote"_s);
    d->note->setChecked(true);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(grid::m);
    form->setVerticalSpacing(grid::s);
    form->addRow(tr("Format"), d->format);
    form->addRow(QString(), d->hint);
    form->addRow(tr("Rows"), d->rows);
    form->addRow(tr("File"), place);
    form->addRow(QString(), d->note);

    d->summary = named(new QLabel, u"exportSummary"_s);
    d->losses = named(new QLabel, u"exportLosses"_s);
    for (QLabel *label : {d->summary, d->losses}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    d->errors = named(new QListWidget, u"exportErrors"_s, tr("Rows that will be left out"));
    d->errors->setToolTip(tr("Double-click shows the row"));
    connect(d->errors, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT rowWanted(item->data(Qt::UserRole).toULongLong());
        QDialog::reject();
    });

    auto *progress = named(new QProgressBar, u"exportProgress"_s, tr("Progress of the export"));
    d->task = std::make_unique<PoolTask>(this, progress);
    auto *buttons = new QDialogButtonBox;
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), u"exportCancel"_s);
    d->go = named(buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole), u"exportGo"_s);
    d->go->setDefault(true);
    d->go->setEnabled(false);
    setClass(d->go, "primary");

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(d->banner);
    layout->addLayout(form);
    layout->addWidget(d->summary);
    layout->addWidget(d->losses);
    layout->addWidget(d->errors, 1);
    layout->addStretch();
    layout->addWidget(progress);
    layout->addWidget(buttons);

    connect(d->format, &QComboBox::activated, this, [this] {
        suggestTarget();
        plan();
    });
    connect(d->rows, &RowChoice::changed, this, &ExportDialog::plan);
    connect(d->target, &QLineEdit::textEdited, this, [this] {
        d->targetTouched = true;
        d->replacing = false;
    });
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseTarget);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    connect(d->go, &QPushButton::clicked, this, &ExportDialog::start);
}

// The name of the data set with the ending of the format, and never the data set itself.
void ExportDialog::suggestTarget()
{
    const QString ending = QLatin1String(extensionOf(format()));
    if (d->targetTouched) {
        const QFileInfo now(d->target->text());
        return d->target->setText(now.path() + u'/' + now.completeBaseName() + ending);
    }
    const QFileInfo source(d->suggested);
    const QString stem = source.absolutePath() + u'/' + source.completeBaseName();
    QString target = stem + ending;
    for (int i = 2; QFileInfo::exists(target); ++i)
        target = stem + u" %1"_s.arg(i) + ending;
    d->target->setText(QDir::toNativeSeparators(target));
}

void ExportDialog::chooseTarget()
{
    auto *dialog = new QFileDialog(this, tr("Export"), d->target->text(),
                                   formatName(format()) + u" (*"_s + QLatin1String(extensionOf(format())) + u')');
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QLatin1String(extensionOf(format()) + 1));
    dialog->selectFile(QFileInfo(d->target->text()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        d->targetTouched = d->replacing = true; // the file dialog has asked about an older file
        d->target->setText(path);
    });
    dialog->open();
}

void ExportDialog::plan()
{
    d->plan.reset();
    d->go->setEnabled(false);
    d->hint->setText(formatHint(format()));
    d->summary->setText(tr("Looking at the rows…"));
    d->losses->hide();
    d->errors->hide();
    d->task->start([snapshot = d->snapshot, rows = d->rows->rows(), format = format()](
                       const ScanProgress &progress,
                       const std::stop_token &stop) { return planExport(*snapshot, rows, format, progress, stop); },
                   [this](Result<ExportPlan> plan) {
                       if (!plan) {
                           d->summary->clear();
                           return d->banner->show(plan.error());
                       }
                       d->banner->clear();
                       d->plan = std::move(*plan);
                       showPlan();
                   });
}

void ExportDialog::showPlan()
{
    const ExportPlan &plan = *d->plan;
    const std::size_t out = plan.errorRows + plan.unfitRows;
    QStringList lines;
    if (plan.tooManyRows)
        lines << tr("A sheet has room for 1,048,575 rows, and these are %1. Export as CSV, or fewer rows at a time.")
                     .arg(number(plan.written));
    else
        lines << tr("%1 of %2 rows will be written.").arg(number(plan.written), number(plan.rows));
    if (plan.errorRows > 0)
        lines << tr("Rows with errors: %1. Correct them first, or export without them.").arg(number(plan.errorRows));
    if (plan.longRows > 0)
        lines << tr("Rows with a text longer than the 32,767 characters that a cell of Excel holds: %1.")
                     .arg(number(plan.longRows));
    if (plan.unfitRows > plan.longRows)
        lines << tr("Rows of a kind that this format cannot hold: %1.").arg(number(plan.unfitRows - plan.longRows));
    d->summary->setText(lines.join(u'\n'));

    QStringList losses;
    for (const auto &[loss, rows] : plan.losses)
        losses << u"• "_s + lossText(loss, rows);
    d->losses->setText(losses.isEmpty() ? QString()
                                        : tr("When the file is imported again:") + u'\n' + losses.join(u'\n'));
    d->losses->setVisible(!losses.isEmpty());

    d->errors->clear();
    const auto add = [this](std::size_t row, const QString &words) {
        auto *item = new QListWidgetItem(tr("Row %1: %2").arg(number(row + 1), words), d->errors);
        item->setData(Qt::UserRole, qulonglong(row));
    };
    for (const RowProblem &problem : plan.errors)
        add(problem.row, issueText(problem.issue));
    for (const std::size_t row : plan.unfit)
        add(row, tr("It does not fit into this format."));
    d->errors->setVisible(out > 0);
    d->go->setText(out > 0 ? tr("Export without those rows") : tr("Export"));
    d->go->setEnabled(plan.written > 0 && !plan.tooManyRows);
}

void ExportDialog::start()
{
    if (!d->plan || d->task->isRunning())
        return;
    const QString path = QFileInfo(d->target->text()).absoluteFilePath();
    if (d->target->text().trimmed().isEmpty())
        return d->banner->showMessage(Severity::Warning, tr("Choose a file first."));
    if (QFileInfo(path) == QFileInfo(d->suggested))
        return d->banner->showMessage(Severity::Warning,
                                      tr("This is the open data set itself. Choose another name for the export."));
    if (QFileInfo::exists(path) && !std::exchange(d->replacing, true))
        return d->banner->showMessage(
            Severity::Warning, tr("There is a file of that name already. Press the button again to replace it."));
    ExportOrder order;
    order.target = std::filesystem::path(path.toStdString());
    order.note = d->note->isChecked();
    order.dismissed = d->dismissed;
    d->go->setEnabled(false);
    d->summary->setText(tr("Writing %1…").arg(QFileInfo(path).fileName()));
    d->task->start(
        [snapshot = d->snapshot, rows = d->rows->rows(), plan = *d->plan, order](const ScanProgress &progress,
                                                                                 const std::stop_token &stop) {
            return writeExport(*snapshot, rows, plan, order, progress, stop);
        },
        [this, path](const Result<ExportReport> &report) {
            if (!report) {
                showPlan();
                return d->banner->show(report.error());
            }
            accept();
            Q_EMIT exported(path, qulonglong(report->rows));
        });
}

void ExportDialog::setDismissed(std::map<std::string, std::size_t> dismissed)
{
    d->dismissed = std::move(dismissed);
}

void ExportDialog::reject()
{
    if (d->plan && d->task->isRunning()) { // the first Cancel stops the export
        d->task->stop();
        showPlan();
        return d->banner->showMessage(Severity::Info, tr("The export was stopped. Nothing was written."));
    }
    QDialog::reject();
}

} // namespace onsa::ui
