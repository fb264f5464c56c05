// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the Data tab and how they are held together; split over dataset_page*.cpp.
#pragma once

#include "dataset/view/row_view.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/file_flow.h"
#include "ui/dataset/filter_dialog.h"
#include "ui/dataset/row_choice.h"
#include "ui/dataset/row_survey.h"

#include <QPointer>

class QProgressBar;
class QSplitter;
class QStackedWidget;

namespace onsa::ui {

class DataTable;
class EmptyState;
class CompareFlow;
class ExchangeFlow;
class ErrorBanner;
class FilterChips;
class DocumentSafety;
class DraftKeeper;
class FindBar;
class FindingsFlow;
class HistoryPanel;
class IssuesPanel;
class RowEdits;
class ReviewFlow;
class RowPane;
class SafetyNotes;
class OpeningView;
class ViewBar;
class ViewControls;
class ViewFlow;
class WelcomeStrip;
class WorkStrip;

struct DatasetPage::Private {
    Private(DatasetPage &p, AppServices s)
        : page(p)
        , services(s)
    {
    }

    // dataset_page_layout.cpp
    void build();
    void connectParts();
    void connectActions();
    void loadTokenizer();

    // dataset_page.cpp
    void takeDocument(DatasetDocument *document);
    void flush();
    void showStack();
    void showOpening(const QString &name);
    void showFirstRows(std::unique_ptr<DatasetDocument> preview);
    bool isOpening() const;
    bool waits(const char *name, const std::function<void()> &order);
    std::optional<DatasetDocument::Draft> typedText() const;
    void showStatus();
    void showSurvey();
    void divideRoom();
    void showNotice();
    std::vector<RowId> rowsOfKind(const QString &id) const; // of the last check
    void compareRows(const QString &finding); // side by side; "" = all groups
    void showStatistics();
    void showUndo();
    void rowsChanged();
    void showChanging(bool changing);
    void hideKept();
    void undo(bool again);
    void fail(const Error &error);
    void tell(const QString &sentence, const QString &actionLabel);
    QAction *action(const char *name) const;

    // dataset_page_view.cpp
    void showOnly(const std::vector<RowId> &rows);
    void filterKind(const QString &id);
    ViewFacts viewFacts(const RowView &view) const;
    QList<FilterDialog::Finding> knownFindings() const;
    void moveRows(int by);
    void nameRowActions(int rows);
    std::vector<RowId> chosenRows() const;
    void stepIssue(bool back);
    void askForRow();
    void setInvisibles(bool shown);
    RowChoices rowChoices() const;
    int currentDocumentRow() const;
    void goToDocumentRow(int row, int column = -1);

    DatasetPage &page;
    AppServices services;
    QList<QAction *> actions;
    FileFlow *files = nullptr;
    RowSurvey *survey = nullptr;
    RowEdits *edits = nullptr;
    ExchangeFlow *exchange = nullptr;
    CompareFlow *compare = nullptr;
    FindingsFlow *findings = nullptr;
    ReviewFlow *reviews = nullptr;
    ViewFlow *flow = nullptr;
    ViewControls *controls = nullptr;
    std::unique_ptr<DatasetModel> model;
    std::shared_ptr<const TokenCounter> counter;

    WelcomeStrip *welcome = nullptr;
    ErrorBanner *banner = nullptr; // what went wrong
    ErrorBanner *notice = nullptr; // what is odd about the file
    SafetyNotes *notes = nullptr;
    DocumentSafety *safety = nullptr;
    DraftKeeper *drafts = nullptr;
    HistoryPanel *history = nullptr;
    QProgressBar *progress = nullptr;
    WorkStrip *work = nullptr; // a change of many rows, or many cells on their way to the clipboard
    QPointer<QWidget> focusBefore; // such a change
    QStackedWidget *stack = nullptr;
    EmptyState *empty = nullptr;
    OpeningView *opening = nullptr;
    QSplitter *across = nullptr;
    QSplitter *down = nullptr;
    FilterChips *chips = nullptr;
    ViewBar *viewBar = nullptr;
    FindBar *find = nullptr;
    DataTable *table = nullptr;
    IssuesPanel *issues = nullptr;
    RowPane *pane = nullptr;
    std::vector<RowId> problemRows;
    QString keptNote; // about the edits of the data set that was open before
    bool findingsOneLine = false;
    enum class Notice { None, NoRows, OtherEncoding } noticed = Notice::None; // what the notice says
    bool beganEmpty = false; // after a first file that could not be opened; tried once
};

} // namespace onsa::ui
