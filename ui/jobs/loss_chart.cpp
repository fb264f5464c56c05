// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/loss_chart.h"

#include "ui/icons.h"
#include "ui/jobs/loss_plot.h"
#include "ui/jobs/named.h"
#include "ui/path_dialog.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr double smoothing = 0.8; // weight of the past; hides the noise of batches, keeps the bends
}

LossChart::LossChart(QWidget *parent)
    : QWidget(parent)
    , m_plot(named(new LossPlot, u"lossPlot"_s, tr("Loss chart")))
    , m_stack(new QStackedWidget)
    , m_empty(named(new QLabel, u"lossEmpty"_s))
    , m_reset(named(new QPushButton(tr("Show all")), u"lossReset"_s))
{
    m_plot->setToolTip(tr("Wheel or drag to zoom, double click to show all"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setClass(m_empty, "muted");
    setEmptyText(tr("Waiting for the first step."));
    auto *smooth = named(new QCheckBox(tr("Smooth")), u"lossSmooth"_s);
    // Without words, and Show all only where something is hidden: the tabs beside them need the room.
    auto *saveButton = named(new QPushButton(icon(u"save"_s), {}), u"lossSave"_s, tr("Save picture…"));
    saveButton->setToolTip(saveButton->accessibleName());
    for (QPushButton *button : {m_reset, saveButton}) {
        setClass(button, "quiet");
        button->setAutoDefault(false);
    }
    m_reset->hide();
    m_plot->viewport()->setAccessibleName(m_plot->accessibleName());

    m_tools = named(new QWidget, u"lossTools"_s);
    auto *tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(grid::s, 0, grid::s, 0);
    tools->addWidget(smooth);
    tools->addStretch();
    tools->addWidget(m_reset);
    tools->addWidget(saveButton);
    auto *full = new QWidget;
    auto *fullLayout = new QVBoxLayout(full);
    fullLayout->setContentsMargins(0, 0, 0, 0);
    fullLayout->setSpacing(0);
    fullLayout->addWidget(m_plot, 1);
    fullLayout->addWidget(m_tools);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(full);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(smooth, &QCheckBox::toggled, this, [this](bool on) { m_plot->setSmoothing(on ? smoothing : 0); });
    connect(m_reset, &QPushButton::clicked, m_plot, &LossPlot::resetZoom);
    connect(m_plot, &LossPlot::zoomedChanged, m_reset, &QWidget::setVisible);
    connect(saveButton, &QPushButton::clicked, this, &LossChart::askWhereToSave);
}

QWidget *LossChart::takeTools()
{
    m_tools->setParent(nullptr);
    return m_tools;
}

void LossChart::setMetrics(const MetricSeries &metrics, int epochs)
{
    const bool empty = metrics.trainLoss().empty() && metrics.validLoss().empty();
    m_stack->setCurrentIndex(empty ? 0 : 1);
    m_plot->setMetrics(metrics, epochs);
}

void LossChart::setEmptyText(const QString &text)
{
    m_empty->setText(text);
}

void LossChart::setSuggestedName(const QString &name)
{
    m_name = name;
}

bool LossChart::savePicture(const QString &path) const
{
    QImage image(m_plot->size() * 2, QImage::Format_ARGB32);
    image.setDevicePixelRatio(2);
    image.fill(color(Color::Surface));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    m_plot->render(&painter);
    painter.end();
    return image.save(path, "PNG");
}

void LossChart::askWhereToSave()
{
    auto *dialog = new QFileDialog(this, tr("Save the loss chart"), {}, tr("Pictures (*.png)"));
    dialog->setObjectName(u"lossSaveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"png"_s);
    dialog->selectFile((m_name.isEmpty() ? tr("losses") : m_name) + u".png"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (savePicture(path))
            return;
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Save the loss chart"),
                                    tr("The picture could not be written to %1. Choose another folder.").arg(path),
                                    QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    countClicksBesideSuggestions(*dialog);
    dialog->open();
}

} // namespace onsa::ui
