// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/convert_dialog.h"

#include "ui/dataset/pool_task.h"
#include "ui/error_banner.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

struct ConvertDialog::Private {
    std::shared_ptr<const DatasetSnapshot> snapshot;
    std::shared_ptr<ConvertPlan> plan;
    ErrorBanner *banner = nullptr;
    QComboBox *direction = nullptr;
    RowChoice *rows = nullptr;
    QFormLayout *form = nullptr;
    QPlainTextEdit *system = nullptr;
    QLabel *summary = nullptr;
    QPushButton *go = nullptr;
    QTimer pause; // while the instructions are being typed
    std::unique_ptr<PoolTask> task;
};

ConvertDialog::ConvertDialog(std::shared_ptr<const DatasetSnapshot> rows, const RowChoices &choices, QWidget *parent)
    : QDialog(parent)
    , d(std::make_unique<Private>())
{
    d->snapshot = std::move(rows);
    setObjectName(u"convertDialog"_s);
    setWindowTitle(tr("Convert"));
    resize(560, 420);
    d->banner = new ErrorBanner;
    d->direction = named(new QComboBox, u"convertDirection"_s, tr("Convert"));
    d->direction->addItem(tr("Prompts and completions to conversations"), true);
    d->direction->addItem(tr("Conversations to prompts and completions"), false);
    d->rows = new RowChoice(choices);
    d->system = named(new QPlainTextEdit, u"convertSystem"_s, tr("Instructions at the start of every conversation"));
    d->system->setPlaceholderText(tr("Optional. For example: You are the help desk of a clinic. Answer briefly."));
    d->system->setTabChangesFocus(true);
    d->system->setMaximumHeight(96);
    d->form = new QFormLayout;
    d->form->setHorizontalSpacing(grid::m);
    d->form->setVerticalSpacing(grid::m);
    d->form->addRow(tr("Convert"), d->direction);
    d->form->addRow(tr("Rows"), d->rows);
    d->form->addRow(tr("Instructions"), d->system);
    d->summary = named(new QLabel, u"convertSummary"_s);
    d->summary->setWordWrap(true);
    d->summary->setTextFormat(Qt::PlainText);
    auto *progress = named(new QProgressBar, u"convertProgress"_s, tr("Progress of the conversion"));
    d->task = std::make_unique<PoolTask>(this, progress);
    auto *buttons = new QDialogButtonBox;
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), u"convertCancel"_s);
    d->go = named(buttons->addButton(tr("Convert"), QDialogButtonBox::AcceptRole), u"convertGo"_s);
    d->go->setDefault(true);
    setClass(d->go, "primary");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(d->banner);
    layout->addLayout(d->form);
    layout->addWidget(d->summary);
    layout->addStretch();
    layout->addWidget(progress);
    layout->addWidget(buttons);

    d->pause.setSingleShot(true);
    d->pause.setInterval(400);
    connect(&d->pause, &QTimer::timeout, this, &ConvertDialog::plan);
    connect(d->direction, &QComboBox::activated, this, &ConvertDialog::plan);
    connect(d->rows, &RowChoice::changed, this, &ConvertDialog::plan);
    connect(d->system, &QPlainTextEdit::textChanged, this, [this] {
        d->task->stop(); // a plan with the old words must not be carried out
        d->go->setEnabled(false);
        d->pause.start();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(d->go, &QPushButton::clicked, this, [this] {
        const auto ready = d->plan;
        const bool toChat = d->direction->currentData().toBool();
        accept();
        Q_EMIT converted(ready, toChat);
    });
    plan();
}

ConvertDialog::~ConvertDialog() = default;

void ConvertDialog::plan()
{
    ConvertOrder order;
    order.toChat = d->direction->currentData().toBool();
    order.system = d->system->toPlainText().trimmed().toStdString();
    order.rows = d->rows->rows();
    d->system->setVisible(order.toChat);
    d->form->labelForField(d->system)->setVisible(order.toChat);
    d->plan.reset();
    d->go->setEnabled(false);
    d->summary->setText(tr("Looking at the rows…"));
    d->task->start(
        [snapshot = d->snapshot, order](const ScanProgress &progress, const std::stop_token &stop) {
            return planConversion(*snapshot, order, progress, stop);
        },
        [this](Result<ConvertPlan> plan) {
            if (!plan) {
                d->summary->clear();
                return d->banner->show(plan.error());
            }
            d->plan = std::make_shared<ConvertPlan>(std::move(*plan));
            showPlan();
        });
}

void ConvertDialog::showPlan()
{
    const ConvertPlan &plan = *d->plan;
    const auto number = [](std::size_t count) { return QLocale().toString(qulonglong(count)); };
    QStringList lines;
    lines << (plan.lines.empty() ? tr("There is nothing to convert in these rows.")
                                 : tr("Rows that will be converted: %1. Undo takes it back in one step.")
                                       .arg(number(plan.lines.size())));
    if (plan.systemLost > 0)
        lines << tr("Conversations that lose their instructions (system): %1.").arg(number(plan.systemLost));
    if (plan.detailsLost > 0)
        lines << tr("Conversations that lose weights, names or other details of their messages: %1.")
                     .arg(number(plan.detailsLost));
    if (plan.unchanged > 0)
        lines << tr("Rows that are so already: %1.").arg(number(plan.unchanged));
    if (plan.tooLong > 0)
        lines << tr("Conversations of more than one question and one answer, which stay as they are: %1.")
                     .arg(number(plan.tooLong));
    if (plan.unreadable > 0)
        lines << tr("Rows of another kind or with errors, which stay as they are: %1.").arg(number(plan.unreadable));
    d->summary->setText(lines.join(u'\n'));
    d->go->setEnabled(!plan.lines.empty());
}

} // namespace onsa::ui
