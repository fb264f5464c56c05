// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/view_controls.h"

#include "dataset/dataset_model.h"
#include "ui/dataset/column_header.h"
#include "ui/dataset/column_layout.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/filter_chips.h"
#include "ui/dataset/view_bar.h"
#include "ui/dataset/view_flow.h"
#include "ui/dataset/views_dialog.h"

#include <QAction>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<ShownText> textOf(int column)
{
    if (column == DatasetModel::PromptColumn)
        return ShownText::Prompt;
    return column == DatasetModel::CompletionColumn ? std::optional(ShownText::Completion) : std::nullopt;
}

} // namespace

ViewControls::ViewControls(Parts parts, const QList<QAction *> &actions, QWidget *page)
    : QObject(page)
    , m_parts(parts)
    , m_actions(actions)
    , m_page(page)
    , m_viewsMenu(new QMenu(page))
{
    m_viewsMenu->setObjectName(u"viewsMenu"_s);
    m_viewsMenu->setTitle(tr("Views"));
    parts.chips.setViewsMenu(m_viewsMenu);
    connect(m_viewsMenu, &QMenu::aboutToShow, this, &ViewControls::fillViewsMenu);
    connect(&parts.chips, &FilterChips::allChosen, &parts.flow, &ViewFlow::showAll);
    connect(&parts.chips, &FilterChips::problemsChosen, &parts.flow, &ViewFlow::setProblemsOnly);
    connect(&parts.chips, &FilterChips::filterWanted, this, [this] { askForFilter(); });
    connect(&parts.bar, &ViewBar::conditionWanted, this, [this](int index) { askForFilter(index); });
    connect(&parts.flow, &ViewFlow::changed, this, [this] {
        m_parts.chips.setView(m_parts.flow.view());
        showActions();
    });
    ColumnHeader *header = parts.table.columns();
    connect(header, &QWidget::customContextMenuRequested, header,
            [header](const QPoint &at) { Q_EMIT header->menuWanted(header->logicalIndexAt(at), at); });
    connect(header, &ColumnHeader::menuWanted, this,
            [this, header](int of, const QPoint &at) { columnMenu(of, header->viewport()->mapToGlobal(at)); });
    connect(parts.table.layOut(), &ColumnLayout::changed, this, &ViewControls::keep);
    connectActions();
}

ViewControls::~ViewControls()
{
    leaveDocument();
    disconnect(&m_parts.flow, nullptr, this, nullptr);
}

void ViewControls::leaveDocument()
{
    if (!m_path.empty() && m_parts.table.model() && m_parts.table.layOut()->state() != m_found)
        keep();
    m_path.clear();
}

QAction *ViewControls::action(const char *name) const
{
    const auto found = std::find_if(m_actions.begin(), m_actions.end(),
                                    [&](const QAction *one) { return one->objectName() == QLatin1String(name); });
    Q_ASSERT(found != m_actions.end());
    return *found;
}

int ViewControls::column() const
{
    return m_column >= 0 ? m_column : m_parts.table.currentIndex().column();
}

void ViewControls::connectActions()
{
    ViewFlow &flow = m_parts.flow;
    const auto on = [this](const char *name, auto slot) { connect(action(name), &QAction::triggered, this, slot); };
    const auto sort = [this, &flow](bool down, bool add) {
        if (auto key = ViewFlow::sortKeyOf(column())) {
            key->descending = down;
            flow.sortBy(*key, add);
        }
    };
    const auto sortByLength = [this, &flow](bool down) {
        if (const auto where = textOf(column()))
            flow.sortBy({SortKey::By::Length, *where, down}, false);
    };
    on("actionSortUp", [sort] { sort(false, false); });
    on("actionSortDown", [sort] { sort(true, false); });
    on("actionSortThenUp", [sort] { sort(false, true); });
    on("actionSortThenDown", [sort] { sort(true, true); });
    on("actionSortShort", [sortByLength] { sortByLength(false); });
    on("actionSortLong", [sortByLength] { sortByLength(true); });
    on("actionSortFromEnd", [&flow] { flow.sortBy({SortKey::By::Row, ShownText::Any, true}, false); });
    on("actionDocumentOrder", [&flow] { flow.inDocumentOrder(); });
    on("actionFilter", [this] { askForFilter(); });
    on("actionFilterChanged", [&flow] {
        flow.addCondition({ConditionKind::Changed, ShownText::Any, {}, 0, {}, false, {}});
    });
    on("actionClearView", [&flow] { flow.clear(); });
    on("actionRefreshView", [&flow] { flow.refresh(); });
    on("actionSaveView", [this] { askToSave(); });
    on("actionManageViews", [this] { manage(); });
    on("actionColumnMenu", [this] {
        const int current = column();
        ColumnHeader *header = m_parts.table.columns();
        columnMenu(current,
                   header->viewport()->mapToGlobal(
                       QPoint(qMax(0, header->sectionViewportPosition(current)) + 8, header->height())));
    });
    ColumnLayout *layOut = m_parts.table.layOut();
    on("actionFitColumn", [this, layOut] { layOut->fit(column()); });
    on("actionHideColumn", [this, layOut] { layOut->hide(column()); });
    on("actionShowColumns", [layOut] { layOut->showAll(); });
    on("actionFreeze", [this, layOut] {
        const ColumnHeader &columns = *m_parts.table.columns();
        int shown = 0;
        for (int visual = 0; visual <= columns.visualIndex(column()); ++visual)
            shown += columns.isSectionHidden(columns.logicalIndex(visual)) ? 0 : 1;
        layOut->setFrozen(shown);
    });
    on("actionUnfreeze", [layOut] { layOut->setFrozen(0); });
    const auto moveColumn = [this](int by) {
        ColumnHeader *header = m_parts.table.columns();
        const int from = header->visualIndex(column());
        int to = from + by;
        while (to >= 0 && to < header->count() && header->isSectionHidden(header->logicalIndex(to)))
            to += by;
        if (from >= 0 && to >= 0 && to < header->count())
            header->moveSection(from, to);
    };
    on("actionMoveColumnLeft", [moveColumn] { moveColumn(-1); });
    on("actionMoveColumnRight", [moveColumn] { moveColumn(1); });
    connect(layOut, &ColumnLayout::frozenChanged, this, &ViewControls::showActions);
    connect(layOut, &ColumnLayout::changed, this, &ViewControls::showActions);
}

void ViewControls::setDocument(DatasetDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_views = {};
    m_path.clear();
    if (!document)
        return;
    m_path = document->path();
    if (auto known = loadViews(m_path))
        m_views = std::move(*known);
    else
        Q_EMIT refused(known.error());
    m_parts.table.layOut()->restore(m_views.columns);
    m_found = m_parts.table.layOut()->state();
    // Saved under another name, the data takes its views along.
    connect(document, &DatasetDocument::pathChanged, this, [this] {
        m_path = m_document->path();
        keep();
    });
    showActions();
}

void ViewControls::setFindings(std::function<QList<FilterDialog::Finding>()> findings)
{
    m_findings = std::move(findings);
}

void ViewControls::showActions()
{
    const RowView &view = m_parts.flow.view();
    const ColumnLayout *layOut = m_parts.table.layOut();
    action("actionDocumentOrder")->setEnabled(!view.sort.empty());
    action("actionClearView")->setEnabled(!view.isPlain());
    action("actionRefreshView")->setEnabled(!view.isPlain());
    action("actionShowColumns")->setEnabled(!layOut->hidden().isEmpty());
    action("actionUnfreeze")->setEnabled(layOut->frozen() > 0);
    action("actionSaveView")->setEnabled(!m_path.empty());
    action("actionManageViews")->setEnabled(!m_views.views.empty());
}

void ViewControls::askForFilter(std::optional<int> change)
{
    if (!m_document)
        return;
    RowCondition start;
    const auto &conditions = m_parts.flow.view().conditions;
    if (change && *change < int(conditions.size())) {
        start = conditions[std::size_t(*change)];
    } else {
        const int of = column();
        start.where = textOf(of).value_or(ShownText::Any);
        if (of == DatasetModel::TokensColumn)
            start.kind = ConditionKind::Tokens;
        else if (of == DatasetModel::FlagColumn)
            start.kind = ConditionKind::Finding;
        else if (of == DatasetModel::ReviewColumn)
            start.kind = ConditionKind::Review;
    }
    auto *dialog = new FilterDialog(start, m_findings ? m_findings() : QList<FilterDialog::Finding>(), m_page);
    connect(dialog, &QDialog::accepted, this, [this, dialog, change] {
        if (change)
            m_parts.flow.setCondition(*change, dialog->condition());
        else
            m_parts.flow.addCondition(dialog->condition());
        m_parts.table.setFocus();
    });
    dialog->open();
}

void ViewControls::columnMenu(int of, const QPoint &at)
{
    if (of < 0 || !m_document)
        return;
    auto *menu = new QMenu(&m_parts.table);
    menu->setObjectName(u"columnMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_column = of;
    const auto add = [this, menu](std::initializer_list<const char *> names) {
        for (const char *name : names)
            menu->addAction(action(name));
        menu->addSeparator();
    };
    add({"actionSortUp", "actionSortDown"});
    if (!m_parts.flow.view().sort.empty())
        add({"actionSortThenUp", "actionSortThenDown"});
    if (const auto where = textOf(of)) {
        add({"actionSortShort", "actionSortLong"});
        add({"actionDocumentOrder"});
        menu->addAction(action("actionFilter"));
        connect(menu->addAction(tr("Only empty ones")), &QAction::triggered, this, [this, where = *where] {
            m_parts.flow.addCondition({ConditionKind::Empty, where, {}, 0, {}, false, {}});
        });
    } else {
        add({"actionDocumentOrder"});
        menu->addAction(action("actionFilter"));
    }
    if (m_parts.table.columns()->mark(of).filtered)
        connect(menu->addAction(tr("Without the filters of this column")), &QAction::triggered, this,
                [this, of] { m_parts.flow.removeConditionsOf(of); });
    menu->addSeparator();
    add({"actionFitColumn", "actionHideColumn", "actionShowColumns"});
    add({"actionMoveColumnLeft", "actionMoveColumnRight"});
    add({"actionFreeze", "actionUnfreeze"});
    action("actionHideColumn")->setEnabled(m_parts.table.layOut()->mayHide(of));
    connect(menu, &QMenu::aboutToHide, this, [this] {
        // The chosen action comes after the menu has gone.
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_column = -1;
                action("actionHideColumn")->setEnabled(true);
            },
            Qt::QueuedConnection);
    });
    menu->popup(at);
}

void ViewControls::fillViewsMenu()
{
    m_viewsMenu->clear();
    for (const SavedView &view : m_views.views) {
        QString shown = view.name;
        QAction *open = m_viewsMenu->addAction(shown.replace(u'&', u"&&"_s));
        open->setCheckable(true);
        open->setChecked(view.view == m_parts.flow.view() && !view.view.isPlain());
        connect(open, &QAction::triggered, this, [this, view] { choose(view); });
    }
    if (m_views.views.empty())
        m_viewsMenu
            ->addAction(m_path.empty() ? tr("Save the data set first: views are kept with a file")
                                       : tr("No view has a name yet"))
            ->setEnabled(false);
    m_viewsMenu->addSeparator();
    for (const char *name : {"actionSaveView", "actionManageViews", "actionClearView"})
        m_viewsMenu->addAction(action(name));
}

void ViewControls::choose(const SavedView &view)
{
    m_parts.table.layOut()->restore(view.columns);
    m_parts.flow.show(view.view);
    m_parts.table.setFocus();
    keep();
}

void ViewControls::askToSave()
{
    if (m_path.empty())
        return;
    auto *dialog = new QInputDialog(m_page);
    dialog->setObjectName(u"viewName"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this view"));
    dialog->setLabelText(tr("Name of the view: its filters, sorting and columns. A view of that name is replaced."));
    dialog->setOkButtonText(tr("Save"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        const QString name = text.simplified();
        if (name.isEmpty())
            return;
        RowView view = m_parts.flow.view();
        std::erase_if(view.conditions,
                      [](const RowCondition &condition) { return condition.kind == ConditionKind::Rows; });
        std::erase_if(m_views.views, [&](const SavedView &known) { return known.name == name; });
        m_views.views.push_back({name, std::move(view), m_parts.table.layOut()->state()});
        std::sort(m_views.views.begin(), m_views.views.end(), [](const SavedView &a, const SavedView &b) {
            return QString::localeAwareCompare(a.name, b.name) < 0;
        });
        keep();
        showActions();
    });
    dialog->open();
}

void ViewControls::manage()
{
    auto *dialog = new ViewsDialog(m_views.views, m_page);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_views.views = dialog->views();
        keep();
        showActions();
    });
    dialog->open();
}

void ViewControls::keep()
{
    if (m_path.empty())
        return;
    m_views.columns = m_found = m_parts.table.layOut()->state();
    if (const auto kept = saveViews(m_path, m_views); !kept)
        Q_EMIT refused(kept.error());
}

} // namespace onsa::ui
