// SPDX-License-Identifier: GPL-3.0-or-later
// What the Data tab is made of and who hears whom.
#include "ui/dataset/dataset_page_p.h"

#include "dataset/row_cache.h"
#include "system/background.h"
#include "system/settings.h"
#include "ui/dataset/compare_flow.h"
#include "ui/dataset/conflicts_dialog.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_actions.h"
#include "ui/dataset/document_safety.h"
#include "ui/dataset/draft_keeper.h"
#include "ui/dataset/empty_state.h"
#include "ui/dataset/exchange_flow.h"
#include "ui/dataset/fill_handle.h"
#include "ui/dataset/filter_chips.h"
#include "ui/dataset/find_bar.h"
#include "ui/dataset/findings_flow.h"
#include "ui/dataset/history_panel.h"
#include "ui/dataset/issues_panel.h"
#include "ui/dataset/opening_view.h"
#include "ui/dataset/review_flow.h"
#include "ui/dataset/row_delegate.h"
#include "ui/dataset/row_drag.h"
#include "ui/dataset/row_edits.h"
#include "ui/dataset/row_pane.h"
#include "ui/dataset/safety_notes.h"
#include "ui/dataset/view_actions.h"
#include "ui/dataset/view_bar.h"
#include "ui/dataset/view_controls.h"
#include "ui/dataset/view_flow.h"
#include "ui/dataset/welcome_strip.h"
#include "ui/dataset/work_strip.h"
#include "ui/error_banner.h"
#include "ui/icons.h"
#include "ui/issue_words.h"
#include "ui/resource_folder.h"
#include "ui/theme.h"
#include "ui/window_parts.h"

#include <QAction>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace onsa::ui {

void DatasetPage::Private::build()
{
    files = new FileFlow(services.settings, &page);
    exchange = new ExchangeFlow(*files, &page);
    compare = new CompareFlow(*files, &page);
    survey = new RowSurvey(&page);
    welcome = new WelcomeStrip;
    banner = new ErrorBanner;
    notice = new ErrorBanner;
    notice->setObjectName(QStringLiteral("dataNotice"));
    notes = new SafetyNotes;
    safety = new DocumentSafety(notes, &page);
    drafts = new DraftKeeper(&page, [this] { return typedText(); });
    progress = new QProgressBar;
    progress->setObjectName(QStringLiteral("saveProgress"));
    progress->setAccessibleName(tr("Progress of saving"));
    progress->hide();
    work = new WorkStrip;
    chips = new FilterChips;
    viewBar = new ViewBar;
    find = new FindBar;
    table = new DataTable;
    edits = new RowEdits(*table, &page);
    findings = new FindingsFlow(&page);
    reviews = new ReviewFlow(*table, &page);
    issues = new IssuesPanel;
    issues->hide();
    history = new HistoryPanel;
    history->hide();
    pane = new RowPane;
    empty = new EmptyState;
    opening = new OpeningView;
    actions = makeDatasetActions(&page, table) + makeViewActions(&page, table);
    flow = new ViewFlow(*table, *viewBar, &page);
    controls = new ViewControls({*table, *chips, *viewBar, *flow}, actions, &page);

    auto *addRow = new QPushButton(tr("Add row"));
    addRow->setObjectName(QStringLiteral("addRowBelow"));
    addRow->setIcon(icon(QStringLiteral("add")));
    setClass(addRow, "quiet");
    QObject::connect(addRow, &QPushButton::clicked, &page, [this] { action("actionAddRow")->trigger(); });

    auto *tableSide = new QWidget;
    auto *tableLayout = new QVBoxLayout(tableSide);
    tableLayout->setContentsMargins(0, 0, 0, 0);
    tableLayout->setSpacing(0);
    tableLayout->addWidget(chips);
    tableLayout->addWidget(viewBar);
    tableLayout->addWidget(find);
    tableLayout->addWidget(table, 1);
    tableLayout->addWidget(addRow, 0, Qt::AlignLeft);
    down = new QSplitter(Qt::Vertical);
    down->addWidget(tableSide);
    down->addWidget(issues);
    down->addWidget(history);
    down->setStretchFactor(0, 3);
    down->setStretchFactor(1, 1);
    down->setChildrenCollapsible(false);
    across = new QSplitter(Qt::Horizontal);
    across->setObjectName(QStringLiteral("dataSplitter"));
    across->addWidget(down);
    across->addWidget(pane);
    across->setStretchFactor(0, 5);
    across->setStretchFactor(1, 2);
    across->setChildrenCollapsible(false);

    for (QWidget *part :
         std::initializer_list<QWidget *>{welcome, banner, notice, notes, empty, tableSide, issues, history, pane})
        markPart(part);
    setStart(tableSide, table);
    stack = new QStackedWidget;
    stack->addWidget(empty);
    stack->addWidget(across);
    stack->addWidget(opening);
    auto *strips = new QVBoxLayout; // with air around, but only where there is a note
    strips->setContentsMargins(grid::m, 0, grid::m, 0);
    strips->setSpacing(grid::xs);
    for (QWidget *note : std::initializer_list<QWidget *>{welcome, banner, notice, notes})
        strips->addWidget(note);
    welcome->hide();
    auto *layout = new QVBoxLayout(&page);
    layout->setContentsMargins(0, grid::s, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(strips);
    layout->addWidget(progress);
    layout->addWidget(work);
    layout->addWidget(stack, 1);
    table->setLook(services.settings.value(QStringLiteral("view/rowLines"), 1).toInt(),
                   services.settings.value(QStringLiteral("view/zoom"), 100).toInt());
    pane->setDividers(services.settings.value(QStringLiteral("data/paneSplitter")).toByteArray());
    action("actionInvisibles")->setCheckable(true);
    action("actionInvisibles")->setChecked(services.settings.value(QStringLiteral("view/invisibles")).toBool());
    setInvisibles(action("actionInvisibles")->isChecked());
    across->setSizes({720, 280}); // shares; the row's texts would ask for half the window
    across->restoreState(services.settings.value(QStringLiteral("data/splitter")).toByteArray());
}

void DatasetPage::Private::connectParts()
{
    const auto on = [this](auto *sender, auto signal, auto slot) { QObject::connect(sender, signal, &page, slot); };

    files->setFlush([this] { flush(); });
    on(files, &FileFlow::chosen, [this](const QString &path) { exchange->take({path}); });
    files->setPreview([this](std::unique_ptr<DatasetDocument> rows) { showFirstRows(std::move(rows)); });
    on(files, &FileFlow::opening, [this](const QString &name) { showOpening(name); });
    on(files, &FileFlow::replaced, [this](DatasetDocument *document) { takeDocument(document); });
    // Nothing was open before: begin with an empty data set, so that every order works.
    const auto beginEmpty = [this](const std::function<void()> &then) {
        opening->end();
        showStack();
        showUndo();
        if (!files->document() && !std::exchange(beganEmpty, true))
            return files->create(then); // it clears what is said before it is there
        then();
    };
    on(files, &FileFlow::failed,
       [this, beginEmpty](const Error &error) { beginEmpty([this, error] { fail(error); }); });
    on(files, &FileFlow::openFailed, [this, beginEmpty](const QString &path, const Error &error) {
        beginEmpty([this, path, error] {
            banner->show(error, DatasetPage::tr("%1 could not be opened.").arg(QFileInfo(path).fileName()),
                         ErrorAction::OpenAnother);
        });
    });
    on(files, &FileFlow::saveFailed, [this](const QString &path, const Error &error) {
        const ErrorAction next = errorText(error).action;
        banner->show(
            error, DatasetPage::tr("%1 could not be saved. Your edits are still here.").arg(QFileInfo(path).fileName()),
            next == ErrorAction::None ? ErrorAction::SaveElsewhere : next);
    });
    on(files, &FileFlow::editsKept, [this](const QString &name) {
        keptNote =
            DatasetPage::tr("The unsaved edits of %1 are safe. They are there again when you open it.").arg(name);
    });
    on(files, &FileFlow::saving, [this](bool busy) { progress->setVisible(busy); });
    on(files, &FileFlow::saved, [this](const QString &) {
        banner->clear();
        safety->refresh();
        showStatus();
        Q_EMIT page.documentChanged();
    });

    compare->setFlush([this] { flush(); });
    on(compare, &CompareFlow::failed, [this](const Error &error) { fail(error); });
    on(compare, &CompareFlow::rowWanted, [this](RowId row) { page.showRow(row); });
    exchange->setFlush([this] { flush(); });
    exchange->setChoices([this] { return rowChoices(); });
    exchange->setDismissed([this] { return survey->keptKinds(); });
    on(exchange, &ExchangeFlow::failed,
       [this, beginEmpty](const Error &error) { beginEmpty([this, error] { fail(error); }); });
    on(exchange, &ExchangeFlow::said, [this](const QString &sentence, const QString &label) {
        // A new data set clears the banner when it is there.
        QMetaObject::invokeMethod(
            &page, [this, sentence, label] { tell(sentence, label); }, Qt::QueuedConnection);
    });
    on(exchange, &ExchangeFlow::rowsAdded, [this](int row) { goToDocumentRow(row); });
    on(exchange, &ExchangeFlow::rowWanted, [this](int row) { goToDocumentRow(row); });
    on(banner, &ErrorBanner::messageActionTriggered, [this] { exchange->showLeftOut(); });
    on(edits, &RowEdits::filesPasted, [this](const QStringList &paths) { exchange->take(paths); });

    on(survey, &RowSurvey::started, [this] { issues->setBusy(true); });
    on(survey, &RowSurvey::finished, [this] { showSurvey(); });
    on(edits, &RowEdits::refused, [this](const Error &error) { fail(error); });
    on(edits, &RowEdits::copying, [this](bool busy) { busy ? work->begin(DatasetPage::tr("Copying…")) : work->end(); });
    on(work, &WorkStrip::cancelled, [this] {
        edits->cancelCopy();
        if (files->document())
            files->document()->cancelChange();
    });
    on(edits, &RowEdits::rowMade, [this](int row) { goToDocumentRow(row); });
    on(chips, &FilterChips::countingChosen, [this](const QString &tokenizer) {
        services.settings.setValue(QStringLiteral("data/tokenizer"), tokenizer);
        loadTokenizer();
    });
    flow->setFlush([this] { flush(); });
    flow->setFacts([this](const RowView &view) { return viewFacts(view); });
    on(flow, &ViewFlow::findingsWanted, [this] { survey->run(); });
    on(flow, &ViewFlow::failed, [this](const Error &error) { banner->show(error); });
    controls->setFindings([this] { return knownFindings(); });
    on(controls, &ViewControls::refused, [this](const Error &error) { fail(error); });

    on(table, &DataTable::currentRowChanged,
       [this](int row) { pane->showRow(row < 0 || !model ? -1 : model->documentRow(row)); });
    on(table, &DataTable::textLeft, [this](RowId id, int column, const QString &text) {
        const int row = page.document()->rowOfId(id);
        const auto example = row < 0 ? Result<Example>(Example()) : page.document()->example(row);
        const auto field = !example                ? std::nullopt
            : column == DatasetModel::PromptColumn ? promptField(*example)
                                                   : completionField(*example);
        if (row < 0 || !field)
            return;
        if (const auto done = page.document()->setText(row, *field, text); !done)
            fail(done.error());
    });
    on(table, &DataTable::selectionChangedTo, [this](int rows) { nameRowActions(rows); });
    on(table, &DataTable::rowWanted, [this] { action("actionAddRow")->trigger(); });
    on(edits, &RowEdits::said, [this](const QString &sentence) { banner->showMessage(Severity::Info, sentence); });
    on(table->fillHandle(), &FillHandle::filled, [this](const FillDrag &drag) { edits->fill(drag); });
    on(table->rowDrag(), &RowDrag::dropped, [this](int before) { edits->moveRowsTo(before); });
    on(table->rowDrag(), &RowDrag::refused, [this] {
        banner->showMessage(Severity::Info,
                            DatasetPage::tr("Rows can be moved while all of them are shown in document order. Choose "
                                            "“All” above the table first."));
    });
    on(table, &DataTable::lookChanged, [this](int lines, int zoom) {
        services.settings.setValue(QStringLiteral("view/rowLines"), lines);
        services.settings.setValue(QStringLiteral("view/zoom"), zoom);
    });
    on(table, &DataTable::fillWanted, [this](const QString &text) { edits->fillWith(text); });
    on(reviews, &ReviewFlow::countsChanged, [this] { showStatus(); });
    on(reviews, &ReviewFlow::refused, [this](const Error &error) { fail(error); });
    on(reviews, &ReviewFlow::said, [this](const QString &sentence) { banner->showMessage(Severity::Info, sentence); });
    on(table, &DataTable::stateWanted, [this](const QModelIndex &cell) {
        QMenu menu(table);
        menu.setObjectName(QStringLiteral("stateMenu"));
        for (const char *name : {"actionMarkDraft", "actionReviewed", "actionApprove", "actionReject"})
            menu.addAction(action(name));
        menu.setActiveAction(menu.actions().at(cell.data(DatasetModel::ReviewRole).toInt()));
        menu.exec(table->viewport()->mapToGlobal(table->visualRect(cell).bottomLeft()));
    });
    on(table, &DataTable::paneWanted, [this](int column) { pane->focusText(column); });
    on(table, &QWidget::customContextMenuRequested, [this](const QPoint &at) {
        QMenu menu(table);
        for (const char *name :
             {"actionCut", "actionCopy", "actionPaste", "actionClear", "", "actionFillDown", "actionFillRight", "",
              "actionInsertRow", "actionDuplicateRows", "actionMoveUp", "actionMoveDown", "", "actionDeleteRows"}) {
            if (*name)
                menu.addAction(action(name));
            else
                menu.addSeparator();
        }
        menu.exec(table->viewport()->mapToGlobal(at));
    });

    on(pane, &RowPane::stepRequested, [this](int rows) { table->goTo(table->currentIndex().row() + rows); });
    on(pane, &RowPane::typed, [this] { showUndo(); });
    on(pane, &RowPane::deleteRequested, [this] { action("actionDeleteRows")->trigger(); });
    on(pane, &RowPane::refused, [this](const Error &error) { fail(error); });
    on(issues, &IssuesPanel::rowChosen, [this](RowId row) { page.showRow(row); });
    on(issues, &IssuesPanel::closed, [this] { issues->hide(); });
    on(issues, &IssuesPanel::kindFilterWanted, [this](const QString &id) { filterKind(id); });
    on(issues, &IssuesPanel::similarWanted, [this] {
        flush();
        survey->runSimilar();
    });
    on(issues, &IssuesPanel::fixAllWanted, [this](const QString &id) {
        flush();
        for (const Issue &issue : survey->report().fileIssues)
            if (issue.id == id.toStdString() && isFileFix(issue.fix))
                return findings->fixFile(issue.fix);
        findings->fix(id.toStdString(), rowsOfKind(id));
    });
    on(findings, &FindingsFlow::lineFormChosen, [this] { survey->run(); });
    on(issues, &IssuesPanel::fixChosenWanted, [this](const QString &id) {
        flush();
        const std::vector<RowId> chosen = chosenRows();
        std::vector<RowId> rows = rowsOfKind(id);
        std::erase_if(rows, [&](RowId row) { return std::find(chosen.begin(), chosen.end(), row) == chosen.end(); });
        if (rows.empty())
            banner->showMessage(Severity::Info,
                                DatasetPage::tr("None of the chosen rows has this finding. Choose rows in the table."));
        findings->fix(id.toStdString(), rows);
    });
    on(issues, &IssuesPanel::keepWanted,
       [this](const QString &id, std::optional<RowId> row) { findings->keep(id.toStdString(), row); });
    on(issues, &IssuesPanel::compareWanted, [this](const QString &id) { compareRows(id); });
    on(findings, &FindingsFlow::masksChanged, [this] { showUndo(); });
    on(issues, &IssuesPanel::restoreWanted, [this] { findings->restoreAll(); });
    on(findings, &FindingsFlow::refused, [this](const Error &error) { fail(error); });
    on(findings, &FindingsFlow::dismissalsChanged, [this] {
        hideKept();
        survey->setDismissals(findings->dismissals());
        survey->run();
    });
    on(findings, &FindingsFlow::fixed, [this](int rows) {
        banner->showMessage(Severity::Info,
                            DatasetPage::tr("Changed %1 rows. Undo takes it back.").arg(QLocale().toString(rows)));
        survey->run();
    });

    on(find, &FindBar::found, [this](const std::vector<RowId> &rows) {
        table->rows()->setFound(rows);
        table->viewport()->update();
    });
    on(find, &FindBar::rowChosen, [this](RowId row) { page.showRow(row); });
    find->setShownRows([this]() -> std::shared_ptr<const std::vector<RowId>> {
        return model && model->isFiltered() ? model->filterRows() : nullptr;
    });
    on(flow, &ViewFlow::changed, [this] { find->search(); });
    on(find, &FindBar::stepWanted, [this](int direction) { find->step(direction, currentDocumentRow()); });
    on(find, &FindBar::refused, [this](const Error &error) { fail(error); });
    on(find, &FindBar::replaceWanted, [this](bool all) {
        flush();
        if (all)
            find->replaceAll(DatasetPage::tr("Replace %1 places"));
        else
            find->replaceIn(currentDocumentRow(), DatasetPage::tr("Replace %1 places"));
    });
    on(find, &FindBar::replaced, [this](int places, int rows) {
        banner->showMessage(Severity::Info,
                            places == 0 ? DatasetPage::tr("Nothing was replaced.")
                                        : DatasetPage::tr("Replaced %1 places in %2 texts. Undo brings them back.")
                                              .arg(QLocale().toString(places), QLocale().toString(rows)));
    });

    on(empty, &EmptyState::typeChosen, [this] { action("actionAddRow")->trigger(); });
    on(empty, &EmptyState::pasteChosen, [this] {
        edits->paste();
        if (page.document()->rowCount() == 0 && !page.document()->isChanging())
            banner->showMessage(Severity::Info,
                                DatasetPage::tr("There is nothing to paste yet. Copy two columns in Excel first."));
    });
    on(empty, &EmptyState::openChosen, [this] { files->chooseAndOpen(); });
    on(empty, &EmptyState::sampleChosen, [this] {
        const QString chosen = services.settings.language();
        page.openSample(!chosen.isEmpty()                               ? chosen
                            : QLocale().language() == QLocale::Japanese ? QStringLiteral("ja")
                                                                        : QStringLiteral("en"));
    });
    on(banner, &ErrorBanner::actionTriggered, [this](ErrorAction chosen) {
        if (chosen == ErrorAction::OpenAnother)
            files->chooseAndOpen();
        else if (chosen == ErrorAction::SaveElsewhere)
            page.saveAs();
        else if (chosen == ErrorAction::Retry)
            page.save();
    });
    on(safety, &DocumentSafety::saveAsWanted, [this] { page.saveAs(); });
    on(safety, &DocumentSafety::reloadWanted, [this] { files->reload(); });
    on(safety, &DocumentSafety::rowsWanted, [this](const std::vector<RowId> &rows) { showOnly(rows); });
    on(safety, &DocumentSafety::rowWanted, [this](RowId row) { page.showRow(row); });
    on(safety, &DocumentSafety::refused, [this](const Error &error) { fail(error); });
    on(safety, &DocumentSafety::conflictsWanted, [this] {
        auto *dialog = new ConflictsDialog(*files->document(), &page);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &ConflictsDialog::refused, &page, [this](const Error &error) { fail(error); });
        dialog->open();
    });
    on(files, &FileFlow::letGo, [this] {
        safety->setDocument(nullptr);
        drafts->setDocument(nullptr);
        history->setDocument(nullptr);
        showUndo();
    });
    on(history, &HistoryPanel::stepChosen, [this](int step) {
        flush();
        if (files->document())
            files->document()->goToHistory(step);
    });
    on(history, &HistoryPanel::closed, [this] {
        history->hide();
        table->setFocus();
    });
    on(notice, &ErrorBanner::messageActionTriggered, [this] {
        if (noticed == Notice::OtherEncoding)
            return findings->fix("invalid_utf8", rowsOfKind(QStringLiteral("invalid_utf8")));
        files->chooseAndOpen();
    });
    on(welcome, &WelcomeStrip::closed, [this] {
        services.settings.setValue(QStringLiteral("welcome/closed"), true);
        welcome->hide();
    });
}

void DatasetPage::Private::connectActions()
{
    const auto on = [this](const char *name, auto slot) {
        QObject::connect(action(name), &QAction::triggered, &page, [this, name, slot] {
            if (!waits(name, slot))
                slot();
        });
    };
    on("actionNew", [this] { page.newDocument(); });
    on("actionOpen", [this] { files->chooseAndOpen(); });
    on("actionSave", [this] { page.save(); });
    on("actionSaveAs", [this] { page.saveAs(); });
    on("actionDiscard", [this] {
        flush();
        files->discardEdits();
    });
    on("actionImport", [this] { exchange->chooseAndImport(); });
    on("actionExport", [this] { exchange->exportRows(); });
    on("actionConvert", [this] { exchange->convert(); });
    on("actionSplit", [this] { exchange->split(); });
    on("actionUndo", [this] { undo(false); });
    on("actionRedo", [this] { undo(true); });
    on("actionHistory", [this] {
        flush();
        history->open();
    });
    on("actionBringBack", [this] { files->bringBackDiscarded(); });
    on("actionCut", [this] { edits->cut(); });
    on("actionCopy", [this] { edits->copy(); });
    on("actionPaste", [this] { edits->paste(); });
    on("actionClear", [this] { edits->clearCells(); });
    on("actionAddRow", [this] {
        flush();
        edits->addRow();
        table->editCell(table->currentIndex().row(), DatasetModel::PromptColumn);
    });
    on("actionInsertRow", [this] { edits->insertRow(); });
    on("actionDeleteRows", [this] { edits->deleteRows(); });
    on("actionDuplicateRows", [this] { edits->duplicateRows(); });
    on("actionFillDown", [this] { edits->fillDown(); });
    on("actionFillRight", [this] { edits->fillRight(); });
    on("actionMoveUp", [this] { moveRows(-1); });
    on("actionMoveDown", [this] { moveRows(1); });
    on("actionMarkReviewed", [this] { reviews->toggleReviewed(); });
    constexpr std::pair<const char *, ReviewState> states[] = {{"actionMarkDraft", ReviewState::Draft},
                                                               {"actionReviewed", ReviewState::Reviewed},
                                                               {"actionApprove", ReviewState::Approved},
                                                               {"actionReject", ReviewState::Rejected}};
    for (const auto &[name, state] : states)
        on(name, [this, wanted = state] {
            flush();
            reviews->mark(wanted);
        });
    on("actionNextDraft", [this] {
        flush();
        reviews->goToNextDraft();
    });
    on("actionFind", [this] { find->open(false); });
    on("actionReplace", [this] { find->open(true); });
    on("actionFindNext", [this] { find->step(1, currentDocumentRow()); });
    on("actionFindPrevious", [this] { find->step(-1, currentDocumentRow()); });
    on("actionGoToRow", [this] { askForRow(); });
    on("actionChanges", [this] { compare->showChanges(); });
    on("actionCompare", [this] { compare->chooseFile(); });
    on("actionInvisibles", [this] { setInvisibles(action("actionInvisibles")->isChecked()); });
    on("actionRowLines", [this] { table->nextRowLines(); });
    on("actionZoomIn", [this] { table->zoomBy(1); });
    on("actionZoomOut", [this] { table->zoomBy(-1); });
    on("actionZoomReset", [this] { table->zoomBy(0); });
    on("actionCheck", [this] {
        flush();
        issues->show();
        survey->run();
    });
    on("actionNextIssue", [this] { stepIssue(false); });
    on("actionPreviousIssue", [this] { stepIssue(true); });
    on("actionClusters", [this] { compareRows({}); });
    on("actionStatistics", [this] { showStatistics(); });
    on("actionUnmask", [this] {
        flush();
        findings->unmask();
    });
    on("actionFineTune", [this] {
        flush();
        Q_EMIT page.fineTuneRequested();
    });
}

void DatasetPage::Private::loadTokenizer()
{
    const QString chosen =
        services.settings.value(QStringLiteral("data/tokenizer"), QStringLiteral("starter")).toString();
    const bool hosted = chosen == QLatin1String("o200k_base") || chosen == QLatin1String("cl100k_base");
    const QString folder = resourceFile(hosted ? QStringLiteral("tokenizers") : QStringLiteral("starter/onsa-starter"));
    chips->setCounting(hosted ? chosen : QStringLiteral("starter"));
    if (folder.isEmpty())
        return; // the column stays empty
    const RankEncoding encoding = chosen == QLatin1String("o200k_base") ? RankEncoding::O200k : RankEncoding::Cl100k;
    auto stop = runInBackground(
        &page,
        [folder, hosted, encoding](std::stop_token) {
            return hosted ? TokenCounter::loadHosted(folder, encoding) : TokenCounter::load(folder);
        },
        [this, chosen](Result<TokenCounter> loaded) {
            if (!loaded
                || services.settings.value(QStringLiteral("data/tokenizer"), QStringLiteral("starter")).toString()
                    != chosen)
                return; // another one was chosen in the meantime
            counter = std::make_shared<const TokenCounter>(std::move(*loaded));
            survey->setCounter(counter);
            pane->setCounter(counter);
            if (model)
                model->setTokenCounter([counted = counter](const Example &row) { return counted->count(row); });
        });
    Q_UNUSED(stop);
}

} // namespace onsa::ui
