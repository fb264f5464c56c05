// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows the Data tab shows, which are chosen, and how one gets from one to another.
#include "ui/dataset/dataset_page_p.h"

#include "dataset/id_set.h"
#include "system/settings.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/review_flow.h"
#include "ui/dataset/row_delegate.h"
#include "ui/dataset/row_edits.h"
#include "ui/dataset/row_pane.h"
#include "ui/dataset/view_flow.h"
#include "ui/error_text.h"

#include <QAction>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QLocale>

#include <algorithm>
#include <set>

namespace onsa::ui {

void DatasetPage::Private::showOnly(const std::vector<RowId> &rows)
{
    if (rows.empty())
        return;
    RowView only;
    only.conditions.push_back(
        {ConditionKind::Rows, ShownText::Any, {}, 0, {}, false, std::make_shared<const std::vector<RowId>>(rows)});
    flow->show(std::move(only), rows.front());
}

ViewFacts DatasetPage::Private::viewFacts(const RowView &view) const
{
    ViewFacts facts;
    if (counter)
        facts.countTokens = [counted = counter](const Example &row) { return counted->count(row); };
    facts.saved = files->document()->savedRows();
    facts.problems = problemRows;
    facts.checked = survey->report().rows > 0 || files->document()->rowCount() == 0;
    for (const RowCondition &condition : view.conditions) {
        const auto kind = survey->report().kinds.find(condition.text);
        if (condition.kind == ConditionKind::Finding && kind != survey->report().kinds.end())
            facts.findings.emplace_back(condition.text, kind->second.rows);
    }
    return facts;
}

QList<FilterDialog::Finding> DatasetPage::Private::knownFindings() const
{
    QList<FilterDialog::Finding> known;
    for (const auto &[id, kind] : survey->report().kinds)
        known.append({QString::fromStdString(id), issueText(Issue{id, kind.severity, {}, {}}), int(kind.rows.size())});
    return known;
}

void DatasetPage::Private::filterKind(const QString &id)
{
    RowView only;
    only.conditions.push_back({ConditionKind::Finding, ShownText::Any, id.toStdString(), 0, {}, false, {}});
    flow->show(std::move(only));
}

std::vector<RowId> DatasetPage::Private::chosenRows() const
{
    std::vector<RowId> rows;
    if (!model || !table->selectionModel())
        return rows;
    for (const QItemSelectionRange &range : table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(files->document()->rowId(model->documentRow(row)));
    return rows;
}

RowChoices DatasetPage::Private::rowChoices() const
{
    RowChoices choices;
    if (!model)
        return choices;
    choices.all = std::size_t(files->document()->rowCount());
    if (model->isFiltered()) {
        auto &shown = choices.filtered.emplace();
        for (int view = 0; view < model->rowCount(); ++view)
            shown.push_back(std::size_t(model->documentRow(view)));
        std::sort(shown.begin(), shown.end());
    }
    if (reviews->isUsed()) {
        std::vector<std::size_t> approved, notRejected;
        for (int row = 0; row < files->document()->rowCount(); ++row) {
            const ReviewState state = files->document()->review(row);
            if (state == ReviewState::Approved)
                approved.push_back(std::size_t(row));
            if (state != ReviewState::Rejected)
                notRejected.push_back(std::size_t(row));
        }
        if (notRejected.size() < choices.all)
            choices.notRejected = std::move(notRejected);
        if (!approved.empty())
            choices.approved = std::move(approved);
    }
    std::set<std::size_t> selected;
    if (const QItemSelectionModel *selection = table->selectionModel())
        for (const QItemSelectionRange &range : selection->selection())
            for (int view = range.top(); view <= range.bottom(); ++view)
                selected.insert(std::size_t(model->documentRow(view)));
    choices.selected.assign(selected.begin(), selected.end());
    return choices;
}

// The menus say beforehand how many rows an order is for.
void DatasetPage::Private::nameRowActions(int rows)
{
    const QString number = QLocale().toString(rows);
    action("actionDeleteRows")
        ->setText(rows > 1 ? DatasetPage::tr("Delete %1 rows").arg(number) : DatasetPage::tr("Delete rows"));
    action("actionDuplicateRows")
        ->setText(rows > 1 ? DatasetPage::tr("Duplicate %1 rows").arg(number) : DatasetPage::tr("Duplicate rows"));
    action("actionClear")
        ->setText(rows > 1 ? DatasetPage::tr("Clear cells in %1 rows").arg(number) : DatasetPage::tr("Clear cells"));
}

void DatasetPage::Private::moveRows(int by)
{
    if (model && model->isSorted())
        return tell(DatasetPage::tr("The table is sorted. Rows can be moved in the order of the data set: "
                                    "choose In the order of the data set (Alt+Shift+Home) first."),
                    {});
    edits->moveRows(by);
}

void DatasetPage::Private::stepIssue(bool back)
{
    if (problemRows.empty())
        return;
    // The next one as the table shows them, round the end; one that it does not show when there is no other.
    const IdSet problems(problemRows);
    const int now = table->currentIndex().row(), shown = model->rowCount();
    for (int step = 1; step <= shown; ++step) {
        const int view = (now + (back ? shown - step : step) + shown) % shown;
        if (problems.contains(files->document()->rowId(model->documentRow(view))))
            return table->goTo(view);
    }
    goToDocumentRow(files->document()->rowOfId(back ? problemRows.back() : problemRows.front()));
}

void DatasetPage::Private::setInvisibles(bool shown)
{
    services.settings.setValue(QStringLiteral("view/invisibles"), shown);
    table->rows()->setInvisibles(shown);
    table->viewport()->update();
    pane->setInvisibles(shown);
}

void DatasetPage::Private::askForRow()
{
    if (!files->document() || files->document()->rowCount() == 0)
        return;
    auto *dialog = new QInputDialog(&page);
    dialog->setObjectName(QStringLiteral("goToRow"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(DatasetPage::tr("Go to row"));
    dialog->setLabelText(DatasetPage::tr("Row (1 to %1)").arg(QLocale().toString(files->document()->rowCount())));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, files->document()->rowCount());
    dialog->setIntValue(currentDocumentRow() + 1);
    dialog->setOkButtonText(DatasetPage::tr("Go"));
    dialog->setCancelButtonText(DatasetPage::tr("Cancel"));
    QObject::connect(dialog, &QInputDialog::intValueSelected, &page, [this](int row) { goToDocumentRow(row - 1); });
    dialog->open();
}

int DatasetPage::Private::currentDocumentRow() const
{
    return model && table->currentIndex().isValid() ? model->documentRow(table->currentIndex().row()) : -1;
}

void DatasetPage::Private::goToDocumentRow(int row, int column)
{
    if (!model || row < 0 || row >= files->document()->rowCount())
        return;
    flow->reveal(files->document()->rowId(row), column);
}

} // namespace onsa::ui
