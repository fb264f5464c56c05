// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/dataset_page.h"

#include "core/checks/misread_text.h"
#include "dataset/row_cache.h"
#include "system/settings.h"
#include "ui/dataset/cluster_dialog.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page_p.h"
#include "ui/dataset/document_safety.h"
#include "ui/dataset/draft_keeper.h"
#include "ui/dataset/empty_state.h"
#include "ui/dataset/exchange_flow.h"
#include "ui/dataset/filter_chips.h"
#include "ui/dataset/find_bar.h"
#include "ui/dataset/findings_flow.h"
#include "ui/dataset/history_panel.h"
#include "ui/dataset/issues_panel.h"
#include "ui/dataset/opening_view.h"
#include "ui/dataset/review_flow.h"
#include "ui/dataset/row_delegate.h"
#include "ui/dataset/row_edits.h"
#include "ui/dataset/row_pane.h"
#include "ui/dataset/statistics_dialog.h"
#include "ui/dataset/view_controls.h"
#include "ui/dataset/view_flow.h"
#include "ui/dataset/welcome_strip.h"
#include "ui/dataset/work_strip.h"
#include "ui/error_banner.h"
#include "ui/error_text.h"
#include "ui/training_price.h"
#include "ui/window_parts.h"

#include <QAction>
#include <QApplication>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLocale>
#include <QProgressBar>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QUndoStack>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace onsa::ui {

namespace {

// A picture, a spreadsheet, a text in another encoding: not one line of it is a row.
bool holdsNoRows(const ScanReport &report)
{
    return report.rows > 0 && report.pairRows + report.chatRows + report.preferenceRows == 0;
}

// More than half of the rows are no UTF-8, and the first of them are rows in another encoding; not any text in it.
bool isInOtherEncoding(const ScanReport &report, const DatasetDocument &document)
{
    constexpr std::size_t looked = 20;
    const auto kind = report.kinds.find("invalid_utf8");
    if (kind == report.kinds.end() || kind->second.rows.size() * 2 <= report.rows)
        return false;
    const std::size_t first = std::min(looked, kind->second.rows.size());
    const auto rows =
        std::count_if(kind->second.rows.begin(), kind->second.rows.begin() + std::ptrdiff_t(first), [&](RowId id) {
            const int row = document.rowOfId(id);
            const auto text = row < 0 ? std::nullopt : decodeJapanese(document.line(row));
            return text && parseExample(*text);
        });
    return std::size_t(rows) * 2 > first;
}

} // namespace

DatasetPage::DatasetPage(AppServices services, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, services))
{
    setObjectName(QStringLiteral("dataPage"));
    d->build();
    d->connectParts();
    d->connectActions();
    d->loadTokenizer();
    d->showUndo();
    d->showStack();
}

DatasetPage::~DatasetPage()
{
    d->services.settings.setValue(QStringLiteral("data/splitter"), d->across->saveState());
    d->services.settings.setValue(QStringLiteral("data/paneSplitter"), d->pane->dividers());
    delete d->controls;
    d->flow->setModel(nullptr);
    d->table->setModel(nullptr);
    d->pane->setModel(nullptr);
    // What the document says while it goes would reach a half-destroyed page.
    if (DatasetDocument *open = document()) {
        open->disconnect(this);
        open->undoStack()->disconnect(this);
    }
    d->safety->setDocument(nullptr);
    d->drafts->setDocument(nullptr);
    d->history->setDocument(nullptr);
    d->model.reset();
    delete d->files;
}

void DatasetPage::openFile(const QString &path)
{
    d->files->open(path);
}

void DatasetPage::takeFiles(const QStringList &paths)
{
    d->exchange->take(paths);
}

void DatasetPage::openSample(const QString &language)
{
    d->files->openSample(language);
}

void DatasetPage::newDocument()
{
    d->files->create();
}

void DatasetPage::save()
{
    d->files->save();
}

void DatasetPage::saveAs()
{
    d->files->saveAs();
}

void DatasetPage::askToClose(std::function<void(bool)> done)
{
    d->files->askToClose(std::move(done));
}

DatasetDocument *DatasetPage::document() const
{
    return d->files->document();
}

DatasetModel *DatasetPage::model() const
{
    return d->model.get();
}

QString DatasetPage::title() const
{
    const DatasetDocument *open = document();
    if (!open)
        return {};
    if (d->files->isSample())
        return tr("Sample data");
    return open->displayName().isEmpty() ? tr("New data set") : open->displayName();
}

QList<QAction *> DatasetPage::actions() const
{
    return d->actions;
}

QAction *DatasetPage::action(const QString &objectName) const
{
    const auto found = std::find_if(d->actions.begin(), d->actions.end(),
                                    [&](const QAction *a) { return a->objectName() == objectName; });
    return found == d->actions.end() ? nullptr : *found;
}

QMenu *DatasetPage::viewsMenu() const
{
    return d->controls->viewsMenu();
}

void DatasetPage::refreshStatus()
{
    d->showStatus();
}

void DatasetPage::showRow(RowId id)
{
    if (document())
        d->goToDocumentRow(document()->rowOfId(id));
}

void DatasetPage::addExample(const QString &prompt, const QString &completion)
{
    if (!document())
        return d->files->create([this, prompt, completion] { addExample(prompt, completion); });
    d->flush();
    d->edits->addRow(prompt, completion);
}

QAction *DatasetPage::Private::action(const char *name) const
{
    return page.action(QLatin1String(name));
}

void DatasetPage::Private::takeDocument(DatasetDocument *document)
{
    controls->leaveDocument();
    QItemSelectionModel *oldSelection = table->selectionModel();
    pane->setModel(nullptr);
    table->setModel(nullptr);
    delete oldSelection;
    find->setDocument(nullptr);
    problemRows.clear();
    flow->setModel(nullptr);
    banner->clear();

    model = std::make_unique<DatasetModel>(*document);
    if (counter)
        model->setTokenCounter([counted = counter](const Example &row) { return counted->count(row); });
    table->setModel(model.get());
    flow->setModel(model.get());
    controls->setDocument(document);
    pane->setModel(model.get());
    edits->setModel(model.get());
    reviews->setModel(model.get());
    find->setDocument(document);
    findings->setDocument(document);
    hideKept();
    survey->setDismissals(findings->dismissals());
    survey->setDocument(document);
    Q_EMIT page.surveyed(0, {}); // not yet
    issues->hide();

    const auto on = [this, document](auto signal, auto slot) { QObject::connect(document, signal, &page, slot); };
    on(&DatasetDocument::rowsChanged, [this] { rowsChanged(); });
    on(&DatasetDocument::journalStateChanged, [this] { showStatus(); });
    on(&DatasetDocument::modifiedChanged, [this] {
        showStatus();
        showUndo();
        Q_EMIT page.documentChanged();
    });
    on(&DatasetDocument::pathChanged, [this] { Q_EMIT page.documentChanged(); });
    on(&DatasetDocument::saveProgress, [this](qint64 done, qint64 all) {
        progress->setMaximum(1000);
        progress->setValue(all > 0 ? int(done * 1000 / all) : 0);
    });
    on(&DatasetDocument::changingChanged, [this](bool changing) { showChanging(changing); });
    on(&DatasetDocument::changeProgress, [this](int permille) { work->setPermille(permille); });
    for (const auto signal : {&QUndoStack::undoTextChanged, &QUndoStack::redoTextChanged})
        QObject::connect(document->undoStack(), signal, &page, [this] { showUndo(); });
    QObject::connect(document->undoStack(), &QUndoStack::indexChanged, &page, [this] { showUndo(); });
    QObject::connect(model.get(), &DatasetModel::editRefused, &page, [this](const Error &error) { fail(error); });

    safety->setDocument(document);
    drafts->setDocument(document);
    history->setDocument(document);
    showUndo();
    showStack();
    showStatus();
    if (!keptNote.isEmpty())
        banner->showMessage(Severity::Info, std::exchange(keptNote, {}));
    const auto place = opening->place(); // of who has read in its first rows already
    const auto order = opening->takeOrder();
    opening->end();
    if (place) {
        table->goTo(place->atEnd ? document->rowCount() - 1 : qMin(place->row, document->rowCount() - 1),
                    place->column);
        if (!place->atEnd)
            table->verticalScrollBar()->setValue(place->scrolled);
    } else {
        table->goTo(0, DatasetModel::PromptColumn);
    }
    focusStart(&page);
    Q_EMIT page.documentChanged();
    if (order)
        order();
}

void DatasetPage::Private::showOpening(const QString &name)
{
    opening->setRoom(across->saveState(), chips->sizeHint().height());
    opening->begin(name);
    stack->setCurrentWidget(opening);
    showUndo();
}

void DatasetPage::Private::showFirstRows(std::unique_ptr<DatasetDocument> preview)
{
    const QWidget *focus = QApplication::focusWidget();
    opening->show(std::move(preview));
    if (!focus || page.isAncestorOf(focus))
        opening->table()->setFocus();
}

bool DatasetPage::Private::isOpening() const
{
    return stack->currentWidget() == opening;
}

// What is open is not what is seen while another file is being opened. What needs all rows of that one is kept until
// they are here; what would change rows is refused with a word.
bool DatasetPage::Private::waits(const char *name, const std::function<void()> &order)
{
    constexpr std::array<std::string_view, 4> always{"actionNew", "actionOpen", "actionImport", "actionInvisibles"};
    constexpr std::array<std::string_view, 11> later{
        "actionCompare", "actionFind",  "actionReplace",  "actionGoToRow", "actionCheck", "actionExport",
        "actionConvert", "actionSplit", "actionFineTune", "actionHistory", "actionSaveAs"};
    const std::string_view wanted = name;
    if (!isOpening() || std::find(always.begin(), always.end(), wanted) != always.end())
        return false;
    if (std::find(later.begin(), later.end(), wanted) != later.end())
        opening->keepOrder(action(name)->text().remove(QLatin1Char('&')).remove(QChar(0x2026)), order);
    else
        opening->refuse();
    return true;
}

void DatasetPage::Private::flush()
{
    table->finishEditing();
    pane->flush();
}

void DatasetPage::Private::fail(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        banner->showMessage(Severity::Info, DatasetPage::tr("Cancelled. Nothing was changed."));
    else
        banner->show(error);
}

void DatasetPage::Private::tell(const QString &sentence, const QString &actionLabel)
{
    banner->showMessage(Severity::Info, sentence, actionLabel);
}

void DatasetPage::Private::showStack()
{
    const DatasetDocument *document = files->document();
    const bool any = document && document->rowCount() > 0;
    setStart(&page, any ? static_cast<QWidget *>(table) : empty);
    QWidget *wanted = any ? static_cast<QWidget *>(across) : empty;
    if (stack->currentWidget() != wanted) {
        const bool hadFocus = page.isAncestorOf(QApplication::focusWidget());
        stack->setCurrentWidget(wanted);
        if (hadFocus) // what had it is gone from sight
            focusStart(&page);
    }
    welcome->setVisible(any && files->isSample() && !document->isReadOnly()
                        && !services.settings.value(QStringLiteral("welcome/closed")).toBool());
}

// Between the table and the findings: one line of them needs no more than that.
void DatasetPage::Private::divideRoom()
{
    const bool oneLine = issues->maximumHeight() < QWIDGETSIZE_MAX;
    QList<int> sizes = down->sizes();
    const int both = sizes[0] + sizes[1];
    if (oneLine)
        sizes[1] = issues->maximumHeight();
    else if (findingsOneLine)
        sizes[1] = both / 4;
    sizes[0] = both - sizes[1];
    findingsOneLine = oneLine;
    down->setSizes(sizes);
}

// Told as long as it is so.
void DatasetPage::Private::showNotice()
{
    const ScanReport &report = survey->report();
    const bool writable = !files->document()->isReadOnly();
    const Notice now = !writable                        ? Notice::None
        : isInOtherEncoding(report, *files->document()) ? Notice::OtherEncoding
        : holdsNoRows(report)                           ? Notice::NoRows
                                                        : Notice::None;
    if (now == noticed)
        return;
    noticed = now;
    if (now == Notice::NoRows)
        notice->showMessage(
            Severity::Warning,
            DatasetPage::tr("No line of this file can be read as a row. Onsa reads JSON Lines: one "
                            "{\"prompt\": …, \"completion\": …} per line. Open another file, or choose a "
                            "line to see and repair it; the file itself was not changed."),
            DatasetPage::tr("Open another file…"));
    else if (now == Notice::OtherEncoding)
        notice->showMessage(
            Severity::Warning,
            DatasetPage::tr("Most lines of this file are not UTF-8: it was probably written as Shift_JIS "
                            "or EUC-JP. All of it can be converted in one step; the file itself changes "
                            "when you save."),
            DatasetPage::tr("Convert all rows…"));
    else
        notice->clear();
}

std::vector<RowId> DatasetPage::Private::rowsOfKind(const QString &id) const
{
    const auto kind = survey->report().kinds.find(id.toStdString());
    return kind == survey->report().kinds.end() ? std::vector<RowId>() : kind->second.rows;
}

void DatasetPage::Private::compareRows(const QString &finding)
{
    if (!files->document() || page.findChild<ClusterDialog *>())
        return;
    flush();
    auto *dialog = new ClusterDialog(*files->document(), findings->dismissals(), &page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->showKind(finding);
    QObject::connect(dialog, &ClusterDialog::rowWanted, &page, [this, dialog](RowId row) {
        dialog->accept();
        page.showRow(row);
    });
    QObject::connect(
        dialog, &ClusterDialog::variantsWanted, &page, [this](const QString &id, const std::vector<RowId> &rows) {
            findings->keepRows(id.toStdString(), rows, DatasetPage::tr("Variants: all are right").toStdString());
        });
    QObject::connect(dialog, &ClusterDialog::refused, &page, [this](const Error &error) { fail(error); });
    dialog->open();
}

void DatasetPage::Private::showStatistics()
{
    if (!files->document())
        return;
    flush();
    auto *dialog = new StatisticsDialog(
        files->document()->snapshot(), counter,
        [this](qint64 tokens) { return costWords(services.settings, services.providers, tokens); }, &page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

// In the cell that is open, else in the pane.
std::optional<DatasetDocument::Draft> DatasetPage::Private::typedText() const
{
    if (!model)
        return std::nullopt;
    if (const auto text = table->typedText()) {
        const int row = currentDocumentRow();
        const auto example = row < 0 ? std::nullopt : std::optional(files->document()->example(row));
        if (!example || !*example)
            return std::nullopt;
        const auto field = table->currentIndex().column() == DatasetModel::PromptColumn ? promptField(**example)
                                                                                        : completionField(**example);
        if (field)
            return DatasetDocument::Draft{files->document()->rowId(row), *field, *text, {}};
        return std::nullopt;
    }
    return pane->typedText();
}

void DatasetPage::Private::showUndo()
{
    const DatasetDocument *document = files->document();
    QUndoStack *stackOfEdits = document ? document->undoStack() : nullptr;
    const auto fill = [](QAction *target, bool can, const QString &plain, const QString &words) {
        target->setEnabled(can);
        target->setText(words.isEmpty() ? plain : words);
        target->setIconText(plain); // the tool bar stays still
    };
    const QString undoText = stackOfEdits ? stackOfEdits->undoText() : QString();
    const QString redoText = stackOfEdits ? stackOfEdits->redoText() : QString();
    const bool changing = document && document->isChanging();
    fill(action("actionUndo"), stackOfEdits && !changing && (stackOfEdits->canUndo() || pane->isChanged()),
         DatasetPage::tr("Undo"), undoText.isEmpty() ? QString() : DatasetPage::tr("Undo: %1").arg(undoText));
    fill(action("actionRedo"), stackOfEdits && !changing && stackOfEdits->canRedo(), DatasetPage::tr("Redo"),
         redoText.isEmpty() ? QString() : DatasetPage::tr("Redo: %1").arg(redoText));
    const bool may = document && !document->isReadOnly() && !changing;
    for (const char *name :
         {"actionCut", "actionPaste", "actionClear", "actionAddRow", "actionInsertRow", "actionDeleteRows",
          "actionDuplicateRows", "actionMoveUp", "actionMoveDown", "actionReplace", "actionFillDown", "actionFillRight",
          "actionMarkReviewed", "actionMarkDraft", "actionReviewed", "actionApprove", "actionReject"})
        action(name)->setEnabled(may);
    action("actionDiscard")->setEnabled(may && document->isModified());
    action("actionConvert")->setEnabled(may);
    action("actionUnmask")->setEnabled(may && findings->hasMasks());
    for (const char *name : {"actionClusters", "actionStatistics", "actionChanges", "actionCompare", "actionSave",
                             "actionSaveAs", "actionExport", "actionSplit", "actionCheck", "actionFineTune"})
        action(name)->setEnabled(document != nullptr || isOpening()); // then they wait
}

void DatasetPage::Private::rowsChanged()
{
    pane->refresh();
    showStack();
    showStatus();
    chips->setCounts(files->document()->rowCount(), int(problemRows.size()));
}

// Rows can be looked at while many of them are made ready to change; whatever writes waits.
void DatasetPage::Private::showChanging(bool changing)
{
    if (changing) {
        focusBefore = QApplication::focusWidget();
        work->begin(DatasetPage::tr("Changing many rows…"));
    } else {
        work->end();
    }
    for (QWidget *writer : std::initializer_list<QWidget *>{pane, find, empty})
        writer->setEnabled(!changing);
    if (!changing && focusBefore && focusBefore->isEnabled() && page.isVisible())
        focusBefore->setFocus();
    showUndo();
}

void DatasetPage::Private::showStatus()
{
    const DatasetDocument *document = files->document();
    if (!document)
        return;
    QString words;
    switch (document->journalState()) {
    case JournalState::Safe:
        words = document->isModified() ? DatasetPage::tr("All edits safe, not saved to the file yet")
                                       : DatasetPage::tr("Saved");
        break;
    case JournalState::Writing:
        words = DatasetPage::tr("Writing edits…");
        break;
    case JournalState::NotSafe:
        words = DatasetPage::tr("Edits cannot be kept safe. Save now.");
        break;
    }
    const QLocale locale;
    QString counts = document->rowCount() == 1 ? DatasetPage::tr("1 row")
                                               : DatasetPage::tr("%1 rows").arg(locale.toString(document->rowCount()));
    if (survey->hasTokens()) {
        counts += DatasetPage::tr(" · %1 tokens").arg(locale.toString(survey->totals().tokens));
        counts += survey->context() > 0
            ? DatasetPage::tr(" · longest %1 of %2")
                  .arg(locale.toString(survey->totals().longest), locale.toString(survey->context()))
            : QString();
        if (!survey->totals().tooLong.empty())
            counts += DatasetPage::tr(" · %1 rows will be cut")
                          .arg(locale.toString(qulonglong(survey->totals().tooLong.size())));
        if (counter && counter->isHosted()) {
            const int rounds = automaticRounds(std::size_t(document->rowCount()));
            const qint64 billed = survey->totals().billed * rounds;
            counts += DatasetPage::tr(" · about %1 tokens billed in %2 rounds")
                          .arg(locale.toString(billed), locale.toString(rounds));
            if (const QString cost = costWords(services.settings, services.providers, billed); !cost.isEmpty())
                counts += DatasetPage::tr(" · %1").arg(cost);
        }
    }
    if (const QString reviewed = reviews->countText(); !reviewed.isEmpty())
        counts += QStringLiteral(" · ") + reviewed;
    Q_EMIT page.statusChanged(words, counts);
}

void DatasetPage::Private::showSurvey()
{
    const ScanReport &report = survey->report();
    Q_EMIT page.surveyed(report.usableRows, survey->lengths());
    problemRows = survey->problemRows();
    const DatasetDocument &document = *files->document();
    if (model)
        model->setScanIssues(survey->takeBetweenRows());
    chips->setCounts(document.rowCount(), int(problemRows.size()));
    findings->setReport(&report);
    flow->checkEnded();
    if (issues->isVisibleTo(&page)) {
        issues->show(report, document, survey->kept());
        divideRoom();
    }
    showNotice();
    pane->refresh();
    showStatus();
}

void DatasetPage::Private::hideKept()
{
    const auto kept = findings->dismissals();
    model->setHiddenIssues(
        kept->empty() ? std::function<bool(const Issue &, std::string_view)>()
                      : [kept](const Issue &issue, std::string_view line) { return kept->covers(issue, line); });
    pane->refresh();
}

void DatasetPage::Private::undo(bool again)
{
    DatasetDocument *document = files->document();
    if (!document)
        return;
    flush();
    const auto touched = std::make_shared<int>(-1);
    const auto watch = QObject::connect(document, &DatasetDocument::rowsChanged, &page,
                                        [touched](int first) { *touched = *touched < 0 ? first : *touched; });
    const auto watchStates = QObject::connect(document, &DatasetDocument::reviewsChanged, &page,
                                              [touched](int first) { *touched = *touched < 0 ? first : *touched; });
    const auto done = [this, document, touched, watch, watchStates](const Result<> &result) {
        QObject::disconnect(watch);
        QObject::disconnect(watchStates);
        if (!result)
            return fail(result.error());
        if (*touched >= 0)
            goToDocumentRow(qMin(*touched, document->rowCount() - 1));
    };
    again ? document->redo(done) : document->undo(done);
}

} // namespace onsa::ui
