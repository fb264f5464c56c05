// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/split_dialog.h"

#include "ui/dataset/pool_task.h"
#include "ui/error_banner.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

struct SplitDialog::Private {
    std::shared_ptr<const DatasetSnapshot> snapshot;
    ErrorBanner *banner = nullptr;
    QSpinBox *share = nullptr, *seed = nullptr;
    QComboBox *group = nullptr;
    QLineEdit *training = nullptr, *validation = nullptr;
    QLabel *summary = nullptr;
    QPushButton *go = nullptr;
    std::unique_ptr<PoolTask> task;
    bool writing = false;
};

SplitDialog::SplitDialog(std::shared_ptr<const DatasetSnapshot> rows, const QString &suggested, QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>())
{
    d->snapshot = std::move(rows);
    setObjectName(u"splitDialog"_s);
    setWindowTitle(tr("Split into two files"));
    resize(620, 420);
    d->banner = new ErrorBanner;
    d->share = named(new QSpinBox, u"splitShare"_s, tr("Share for validation"));
    d->share->setRange(1, 50);
    d->share->setValue(10);
    d->share->setSuffix(u" %"_s);
    d->seed = named(new QSpinBox, u"splitSeed"_s, tr("Seed"));
    d->seed->setRange(0, std::numeric_limits<int>::max());
    d->seed->setValue(1);
    d->seed->setToolTip(tr("The same seed gives the same split; rows that are added later move no other row."));
    d->group = named(new QComboBox, u"splitGroup"_s, tr("What stays together"));
    d->group->addItem(tr("Rows with the same question"), QString());
    for (const std::string &name : groupMembers(*d->snapshot))
        d->group->addItem(tr("Rows with the same “%1”").arg(QString::fromStdString(name)),
                          QString::fromStdString(name));
    const QFileInfo source(suggested);
    const QString stem = source.absolutePath() + u'/' + source.completeBaseName();
    d->training = named(new QLineEdit(QDir::toNativeSeparators(stem + u".train.jsonl"_s)), u"splitTraining"_s,
                        tr("File to train on"));
    d->validation = named(new QLineEdit(QDir::toNativeSeparators(stem + u".validation.jsonl"_s)), u"splitValidation"_s,
                          tr("File to check with"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(grid::m);
    form->setVerticalSpacing(grid::s);
    form->addRow(tr("Share for validation"), d->share);
    form->addRow(tr("What stays together"), d->group);
    form->addRow(tr("Seed"), d->seed);
    form->addRow(tr("File to train on"), d->training);
    form->addRow(tr("File to check with"), d->validation);
    d->summary = named(new QLabel, u"splitSummary"_s);
    d->summary->setWordWrap(true);
    d->summary->setTextFormat(Qt::PlainText);
    auto *progress = named(new QProgressBar, u"splitProgress"_s, tr("Progress of the split"));
    d->task = std::make_unique<PoolTask>(this, progress);
    auto *buttons = new QDialogButtonBox;
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), u"splitCancel"_s);
    d->go = named(buttons->addButton(tr("Write both files"), QDialogButtonBox::AcceptRole), u"splitGo"_s);
    d->go->setDefault(true);
    setClass(d->go, "primary");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(d->banner);
    layout->addLayout(form);
    layout->addWidget(d->summary);
    layout->addStretch();
    layout->addWidget(progress);
    layout->addWidget(buttons);
    connect(d->share, &QSpinBox::valueChanged, this, &SplitDialog::plan);
    connect(d->seed, &QSpinBox::valueChanged, this, &SplitDialog::plan);
    connect(d->group, &QComboBox::activated, this, &SplitDialog::plan);
    connect(buttons, &QDialogButtonBox::rejected, this, &SplitDialog::reject);
    connect(d->go, &QPushButton::clicked, this, &SplitDialog::start);
    plan();
}

SplitDialog::~SplitDialog() = default;

SplitOrder SplitDialog::order() const
{
    return {d->share->value() / 100.0, std::uint64_t(d->seed->value()),
            d->group->currentData().toString().toStdString()};
}

void SplitDialog::plan()
{
    d->go->setEnabled(false);
    d->summary->setText(tr("Looking at the rows…"));
    d->task->start(
        [snapshot = d->snapshot, order = order()](const ScanProgress &progress, const std::stop_token &stop) {
            return planSplit(*snapshot, order, progress, stop);
        },
        [this](const Result<SplitPlan> &plan) {
            if (!plan) {
                d->summary->clear();
                return d->banner->show(plan.error());
            }
            showPlan(*plan);
        });
}

void SplitDialog::showPlan(const SplitPlan &plan)
{
    const auto number = [](std::size_t count) { return QLocale().toString(qulonglong(count)); };
    QStringList lines;
    lines << tr("Rows to train on: %1, to check with: %2, groups: %3.")
                 .arg(number(plan.trainingRows), number(plan.validationRows), number(plan.groups));
    if (plan.leftOut > 0)
        lines << tr("Rows with errors, left out: %1.").arg(number(plan.leftOut));
    if (plan.ungrouped > 0)
        lines << tr("Rows without “%2”, which go by their question: %1.")
                     .arg(number(plan.ungrouped), d->group->currentData().toString());
    lines << (plan.leaking == 0
                  ? tr("No question stands on both sides.")
                  : tr("Rows to check with that ask what is trained, too, so that the check would be too kind: %1. "
                       "Keep rows with the same question together instead.")
                        .arg(number(plan.leaking)));
    if (plan.trainingRows == 0 || plan.validationRows == 0)
        lines << tr("One of the two files would be empty. Choose another share or seed, or add rows.");
    d->summary->setText(lines.join(u'\n'));
    d->go->setEnabled(plan.trainingRows > 0 && plan.validationRows > 0);
}

void SplitDialog::start()
{
    const QString training = QFileInfo(d->training->text()).absoluteFilePath();
    const QString validation = QFileInfo(d->validation->text()).absoluteFilePath();
    if (training == validation)
        return d->banner->showMessage(Severity::Warning, tr("The two files need different names."));
    for (const QString &path : {training, validation})
        if (QFileInfo::exists(path))
            return d->banner->showMessage(
                Severity::Warning, tr("%1 is there already. Choose another name.").arg(QFileInfo(path).fileName()));
    d->go->setEnabled(false);
    d->writing = true;
    const SplitFiles files{std::filesystem::path(training.toStdString()),
                           std::filesystem::path(validation.toStdString())};
    d->task->start(
        [snapshot = d->snapshot, order = order(), files](const ScanProgress &progress, const std::stop_token &stop) {
            return writeSplit(*snapshot, order, files, progress, stop);
        },
        [this, training, validation](const Result<SplitPlan> &plan) {
            d->writing = false;
            d->go->setEnabled(true);
            if (!plan)
                return d->banner->show(plan.error());
            accept();
            Q_EMIT written(training, validation, *plan);
        });
}

void SplitDialog::reject()
{
    if (std::exchange(d->writing, false)) { // the first Cancel stops the writing
        d->task->stop();
        d->go->setEnabled(true);
        return d->banner->showMessage(Severity::Info, tr("The split was stopped. Nothing was written."));
    }
    QDialog::reject();
}

} // namespace onsa::ui
