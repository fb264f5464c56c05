// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "dataset/accepted_rows.h"
#include "dataset/dataset_model.h"
#include "jobs/job_list_model.h"
#include "jobs/provider_connections.h"
#include "system/engine_process.h"
#include "system/settings.h"
#include "ui/about_dialog.h"
#include "ui/dataset/dataset_page.h"
#include "ui/error_banner.h"
#include "ui/help_window.h"
#include "ui/icons.h"
#include "ui/jobs/fine_tune_wizard.h"
#include "ui/jobs/jobs_panel.h"
#include "ui/jobs_dock.h"
#include "ui/playground/playground_page.h"
#include "ui/settings/settings_dialog.h"
#include "ui/status_area.h"
#include "ui/tune_hint.h"
#include "ui/ui_language.h"
#include "ui/window_parts.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace onsa::ui {

namespace {

// The data set's own questions for testing lie beside it: faq.jsonl, faq.validation.jsonl.
QString validationFileOf(const DatasetDocument &document)
{
    if (document.path().empty())
        return {};
    const QFileInfo file(QString::fromStdString(document.path().string()));
    const QString beside = file.absolutePath() + QLatin1Char('/') + file.completeBaseName()
        + QStringLiteral(".validation.") + file.suffix();
    return QFileInfo::exists(beside) ? beside : QString();
}

} // namespace

MainWindow::MainWindow(AppServices services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/onsa.svg")));
    setMinimumSize(900, 600);
    setAcceptDrops(true);
    m_data = new DatasetPage(services);
    m_playground = new PlaygroundPage(services);
    m_jobs = new JobsPanel(services);
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("mainTabs"));
    m_tabs->setAccessibleName(tr("Data and playground"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_data, tr("Data"));
    m_tabs->addTab(m_playground, tr("Playground"));
    m_engineBanner = new ErrorBanner;
    m_engineBanner->setObjectName(QStringLiteral("engineBanner"));
    m_note = new ErrorBanner;
    m_note->setObjectName(QStringLiteral("windowNote"));
    auto *middle = new QWidget;
    auto *layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    auto *notes = new QVBoxLayout; // air at the sides, and none where there is no note
    notes->setContentsMargins(grid::m, 0, grid::m, 0);
    notes->setSpacing(grid::xs);
    notes->addWidget(m_engineBanner);
    notes->addWidget(m_note);
    layout->addLayout(notes);
    layout->addWidget(m_tabs, 1);
    setCentralWidget(middle);
    m_dock = new JobsDock(services.jobs, m_jobs, this);
    addDockWidget(Qt::BottomDockWidgetArea, m_dock);
    m_status = new StatusArea(*statusBar(), services.engine);
    for (QWidget *part : {static_cast<QWidget *>(m_engineBanner), static_cast<QWidget *>(m_note),
                          static_cast<QWidget *>(m_dock), static_cast<QWidget *>(statusBar())})
        markPart(part);

    makeActions();
    makeMenus();
    makeToolBar();
    connectPages();
    resize(QSize(1440, 900).boundedTo(screen()->availableSize()).expandedTo(minimumSize()));
    restoreGeometry(services.settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(services.settings.value(QStringLiteral("window/state")).toByteArray());
    m_dock->setFolded(services.settings.value(QStringLiteral("window/jobsFolded"), true).toBool());
    showTitle();
    showEngine();
}

MainWindow::~MainWindow()
{
    hide(); // a cell that is being typed in is kept when it loses the focus: now, while everything is there
}

void MainWindow::connectPages()
{
    connect(m_data, &DatasetPage::documentChanged, this, &MainWindow::showTitle);
    connect(m_data, &DatasetPage::documentChanged, this, [this] {
        if (m_note->property("does").toString() == QLatin1String("showData") && m_addedTo != m_data->document())
            m_note->clear(); // its row is in another data set
    });
    connect(m_data, &DatasetPage::statusChanged, this, [this](const QString &safety, const QString &counts) {
        const DatasetDocument *document = m_data->document();
        m_status->setData(document ? document->journalState() : JournalState::Safe, safety, counts);
    });
    auto *hint = new TuneHint(m_services, this);
    connect(m_data, &DatasetPage::surveyed, hint, &TuneHint::setRows);
    connect(hint, &TuneHint::changed, m_status, &StatusArea::setTuneHint);
    connect(m_data, &DatasetPage::fineTuneRequested, this, [this] { fineTune(nullptr); });
    connect(m_data->action(QStringLiteral("actionCheck")), &QAction::triggered, this,
            [this] { m_tabs->setCurrentWidget(m_data); });
    connect(m_jobs, &JobsPanel::askRequested, this,
            [this](const QString &provider, const QString &tuned, const QString &base) {
                m_tabs->setCurrentWidget(m_playground);
                m_playground->openModel(provider, tuned, base);
            });
    connect(m_jobs, &JobsPanel::trainAgainRequested, this, [this](const FineTuneJob &job) { fineTune(&job); });
    connect(m_playground, &PlaygroundPage::addToDataSet, this, [this](const QString &prompt, const QString &answer) {
        m_data->addExample(prompt, answer);
        m_addedTo = m_data->document();
        m_note->showMessage(Severity::Info, tr("Added as the last row of %1.").arg(m_data->title()), tr("Show it"));
        m_note->setProperty("does", QStringLiteral("showData"));
    });
    connect(&m_services.engine, &EngineProcess::stateChanged, this, &MainWindow::showEngine);
    connect(m_engineBanner, &ErrorBanner::actionTriggered, this, [this](ErrorAction chosen) {
        if (chosen == ErrorAction::Retry)
            m_services.engine.start();
        else
            showLog();
    });
    connect(m_engineBanner, &ErrorBanner::messageActionTriggered, this, [this] { m_services.engine.start(); });
    connect(m_note, &ErrorBanner::messageActionTriggered, this, [this] {
        if (m_note->property("does").toString() == QLatin1String("restart"))
            return restart();
        m_tabs->setCurrentWidget(m_data);
    });
    connect(m_status, &StatusArea::showLogRequested, this, &MainWindow::showLog);
    connect(&m_services.settings, &Settings::themeChanged, this,
            [this] { applyTheme(*qApp, m_services.settings.theme()); });
    connect(&m_services.settings, &Settings::fontsChanged, this,
            [this] { applyFonts(*qApp, m_services.settings.latinFont(), m_services.settings.japaneseFont()); });
    connect(&m_services.settings, &Settings::languageChanged, this, [this] {
        m_note->showMessage(Severity::Info, tr("The language changes when Onsa starts again."), tr("Start again now"));
        m_note->setProperty("does", QStringLiteral("restart"));
    });
}

void MainWindow::begin(const QStringList &files, const QString &sample)
{
    const QString last = m_services.settings.value(QStringLiteral("window/lastFile")).toString();
    const bool first = !m_services.settings.value(QStringLiteral("window/started")).toBool();
    m_services.settings.setValue(QStringLiteral("window/started"), true);
    if (!sample.isEmpty())
        return m_data->openSample(sample);
    if (!files.isEmpty()) {
        QStringList paths;
        for (const QString &file : files)
            paths << QFileInfo(file).absoluteFilePath();
        return m_data->takeFiles(paths);
    }
    if (first)
        return m_data->openSample(uiLanguage(m_services.settings));
    if (!last.isEmpty() && QFileInfo::exists(last))
        return m_data->openFile(last);
    m_data->newDocument();
}

void MainWindow::showPage(QWidget *page)
{
    m_tabs->setCurrentWidget(page);
    focusStart(page); // its table, its prompt
}

void MainWindow::foldJobs(bool folded)
{
    // The focus goes where the eyes go.
    const bool wasThere = m_dock->isAncestorOf(focusWidget());
    m_dock->setFolded(folded);
    if (!folded)
        focusPart(m_jobs);
    else if (wasThere || !focusWidget())
        focusStart(m_tabs->currentWidget());
}

void MainWindow::showTitle()
{
    const DatasetDocument *document = m_data->document();
    const QString name = m_data->title();
    setWindowTitle(name.isEmpty() ? QStringLiteral("Onsa") : QStringLiteral("%1[*] — Onsa").arg(name));
    setWindowModified(document && document->isModified());
}

void MainWindow::showEngine()
{
    if (m_services.engine.state() != EngineProcess::State::Failed)
        return m_engineBanner->clear();
    m_engineBanner->show(m_services.engine.error());
}

void MainWindow::fineTune(const FineTuneJob *again)
{
    const DatasetDocument *document = m_data->document();
    if (!document)
        return;
    const auto settings = again ? std::optional<FineTuneJob>(*again) : std::nullopt;
    const QString validation = validationFileOf(*document);
    if (validation.isEmpty())
        return openWizard(nullptr, settings);
    DatasetDocument::openFile(std::filesystem::path(validation.toStdString()), Settings::stateFolder() / "work", this,
                              [this, settings](const Result<std::unique_ptr<DatasetDocument>> &opened) {
                                  openWizard(opened ? (*opened)->snapshot() : nullptr, settings);
                              });
}

void MainWindow::openWizard(std::shared_ptr<const DatasetSnapshot> validation, std::optional<FineTuneJob> again)
{
    const DatasetDocument *document = m_data->document();
    if (!document || findChild<FineTuneWizard *>())
        return;
    auto [rows, rejected] = acceptedRows(document->snapshot());
    auto *wizard = new FineTuneWizard(
        m_services, TuneStart{std::move(rows), std::move(validation), m_data->title(), std::move(again), rejected},
        this);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(wizard, &FineTuneWizard::launched, this, [this](const QString &provider, const FineTuneJob &job) {
        m_dock->setFolded(false);
        if (JobMonitor *monitor = m_services.connections.monitor(provider))
            monitor->watch(job);
        m_jobs->select(provider, job.id);
        focusPart(m_jobs);
    });
    connect(wizard, &FineTuneWizard::showRowRequested, this, [this](RowId row) {
        m_tabs->setCurrentWidget(m_data);
        m_data->showRow(row);
    });
    wizard->open();
}

void MainWindow::openSettings(const QString &providerId)
{
    auto *dialog = new SettingsDialog(m_services, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, m_data, &DatasetPage::refreshStatus);
    if (!providerId.isEmpty())
        dialog->showProviders(providerId);
    dialog->open();
}

void MainWindow::showLog()
{
    makeLogDialog(m_services.engine, this)->open();
}

void MainWindow::showHelp(bool keys)
{
    if (!m_help)
        m_help = new HelpWindow(uiLanguage(m_services.settings), m_data->actions() + m_actions, this);
    if (keys)
        m_help->showKeys();
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::restart()
{
    m_data->askToClose([this](bool may) {
        if (!may)
            return;
        m_mayClose = true;
        close();
        Q_EMIT restartWanted();
    });
}

void MainWindow::remember()
{
    m_services.settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_services.settings.setValue(QStringLiteral("window/state"), saveState());
    m_services.settings.setValue(QStringLiteral("window/jobsFolded"), m_dock->isFolded());
}

bool MainWindow::event(QEvent *event)
{
    // The desktop went dark or light.
    if (event->type() == QEvent::ThemeChange && m_services.settings.theme() == ThemeChoice::System)
        applyTheme(*qApp, ThemeChoice::System);
    return QMainWindow::event(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_mayClose) {
        remember();
        return event->accept();
    }
    event->ignore();
    m_data->askToClose([this](bool may) {
        if (!may)
            return;
        m_mayClose = true;
        // A question may have closed just now; the window follows when that is done.
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && std::all_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); }))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    QStringList paths;
    for (const QUrl &url : urls)
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    m_tabs->setCurrentWidget(m_data);
    m_data->takeFiles(paths);
}

} // namespace onsa::ui
