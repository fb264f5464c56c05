// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/changes_dialog.h"

#include "dataset/compare_files.h"
#include "dataset/row_cache.h"
#include "system/background.h"
#include "ui/dataset/diff_view.h"
#include "ui/error_text.h"
#include "ui/theme.h"

#include <QAbstractListModel>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace onsa::ui {

// Rows are put into words when they come into view: a replacement may have touched a million.
class ChangesDialog::List : public QAbstractListModel
{
public:
    explicit List(ChangesDialog &dialog)
        : QAbstractListModel(&dialog)
        , m_dialog(dialog)
    {
    }

    void reload()
    {
        beginResetModel();
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_dialog.m_changes.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
            return {};
        const RowChange &change = m_dialog.m_changes[static_cast<std::size_t>(index.row())];
        const auto &rows = change.now >= 0 ? m_dialog.m_now : m_dialog.m_before;
        const int at = change.now >= 0 ? change.now : change.before;
        return tr("%1 – %2").arg(m_dialog.m_other.empty() ? sinceSave(change) : inFiles(change),
                                 firstText(rows->line(static_cast<std::size_t>(at)).value_or("")));
    }

private:
    static QString sinceSave(const RowChange &change)
    {
        const QLocale locale;
        switch (change.kind) {
        case RowChange::Kind::Added:
            return ChangesDialog::tr("Row %1 added").arg(locale.toString(change.now + 1));
        case RowChange::Kind::Removed:
            return ChangesDialog::tr("Row %1 deleted").arg(locale.toString(change.before + 1));
        case RowChange::Kind::Moved:
            return ChangesDialog::tr("Row %1 moved, it was row %2")
                .arg(locale.toString(change.now + 1), locale.toString(change.before + 1));
        case RowChange::Kind::Changed:
            break;
        }
        return ChangesDialog::tr("Row %1 changed").arg(locale.toString(change.now + 1));
    }
    static QString inFiles(const RowChange &change)
    {
        const QLocale locale;
        switch (change.kind) {
        case RowChange::Kind::Added:
            return ChangesDialog::tr("Row %1 only here").arg(locale.toString(change.now + 1));
        case RowChange::Kind::Removed:
            return ChangesDialog::tr("Row %1 only in the other file").arg(locale.toString(change.before + 1));
        case RowChange::Kind::Moved:
            return ChangesDialog::tr("Row %1 stands elsewhere, in row %2 there")
                .arg(locale.toString(change.now + 1), locale.toString(change.before + 1));
        case RowChange::Kind::Changed:
            break;
        }
        return ChangesDialog::tr("Row %1 differs from row %2 there")
            .arg(locale.toString(change.now + 1), locale.toString(change.before + 1));
    }
    static QString firstText(const std::string &line)
    {
        const auto example = parseExample(line);
        const auto field = example ? promptField(*example) : std::nullopt;
        const QString text = field ? cellText(textOf(*example, *field)) : cellText(line);
        return text.isEmpty() ? ChangesDialog::tr("(empty)") : text;
    }

    ChangesDialog &m_dialog;
};

ChangesDialog::ChangesDialog(DatasetDocument &document, std::filesystem::path other, QWidget *parent)
    : QDialog(parent)
    , m_document(&document)
    , m_other(std::move(other))
    , m_model(new List(*this))
    , m_summary(new QLabel(tr("Looking at what changed…")))
    , m_list(new QListView)
    , m_diff(new DiffView(Qt::Horizontal))
    , m_go(new QPushButton(tr("Show in the table")))
    , m_back(new QPushButton)
{
    setObjectName(QStringLiteral("changesDialog"));
    const QString name = QFileInfo(QString::fromStdString(m_other.string())).fileName();
    setWindowTitle(m_other.empty() ? tr("Changes since the last save") : tr("Compared with %1").arg(name));
    m_summary->setObjectName(QStringLiteral("changesSummary"));
    m_summary->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("changesList"));
    m_list->setAccessibleName(tr("Rows that changed"));
    m_list->setUniformItemSizes(true); // a million rows are not measured
    m_list->setModel(m_model);
    m_diff->setTitles(m_other.empty() ? tr("As saved") : name, m_other.empty() ? tr("Now") : tr("Here"));
    m_go->setObjectName(QStringLiteral("changesGo"));
    m_back->setObjectName(QStringLiteral("changesPutBack"));
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_go, QDialogButtonBox::ActionRole);
    buttons->addButton(m_back, QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(QStringLiteral("changesClose"));
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_list);
    parts->addWidget(m_diff);
    parts->setStretchFactor(0, 2);
    parts->setStretchFactor(1, 3);
    parts->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(m_summary);
    layout->addWidget(parts, 1);
    layout->addWidget(buttons);
    resize(860, 600);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) { showChange(now.row()); });
    connect(m_list, &QListView::activated, m_go, &QPushButton::click);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, [this] {
        const int at = m_list->currentIndex().row();
        if (at >= 0)
            Q_EMIT rowWanted(m_changes[static_cast<std::size_t>(at)].id);
    });
    connect(m_back, &QPushButton::clicked, this, &ChangesDialog::takeBack);
    look();
}

ChangesDialog::~ChangesDialog()
{
    m_stop.request_stop();
}

void ChangesDialog::look()
{
    if (!m_document)
        return reject();
    const int chosen = m_list->currentIndex().row();
    m_now = m_document->snapshot();
    m_stop.request_stop();
    m_stop = runInBackground(
        this,
        [before = m_document->savedRows(), now = m_now, other = m_other](const std::stop_token &stop) -> Looked {
            if (other.empty())
                return {before, changedRows(*before, *now, stop), {}};
            auto compared = compareWithFile(other, *now, stop);
            if (!compared)
                return {before, {}, compared.error()};
            return {compared->other, std::move(compared->changes), {}};
        },
        [this, chosen](Looked looked) { took(std::move(looked), chosen); });
}

void ChangesDialog::took(Looked looked, int chosen)
{
    m_before = std::move(looked.before);
    m_changes = std::move(looked.changes);
    m_model->reload();
    const QString count = QLocale().toString(int(m_changes.size()));
    if (looked.error)
        m_summary->setText(errorText(*looked.error).sentence);
    else if (m_other.empty())
        m_summary->setText(m_changes.empty()
                               ? tr("Nothing has changed since the last save.")
                               : tr("Rows that differ from the saved file: %1. All of it can be undone.").arg(count));
    else
        m_summary->setText(m_changes.empty() ? tr("Both files have the same rows in the same order.")
                                             : tr("Rows that differ from the other file: %1").arg(count));
    const int last = int(m_changes.size()) - 1;
    m_list->setCurrentIndex(m_model->index(qBound(0, chosen, qMax(0, last)), 0));
    showChange(m_list->currentIndex().row());
}

void ChangesDialog::takeBack()
{
    const int at = m_list->currentIndex().row();
    if (at < 0 || !m_document)
        return;
    const RowChange change = m_changes[static_cast<std::size_t>(at)];
    const auto line = m_before->line(static_cast<std::size_t>(change.before));
    if (!line)
        m_summary->setText(errorText(line.error()).sentence);
    else if (change.kind == RowChange::Kind::Removed)
        Q_EMIT newLineWanted(*line);
    else
        Q_EMIT lineWanted(change.id, *line);
    look();
}

void ChangesDialog::showChange(int index)
{
    const bool any = index >= 0 && index < int(m_changes.size());
    const RowChange change = any ? m_changes[static_cast<std::size_t>(index)] : RowChange();
    m_go->setEnabled(any && change.now >= 0);
    const bool add = change.kind == RowChange::Kind::Removed && !m_other.empty();
    m_back->setText(add                   ? tr("Add this row")
                        : m_other.empty() ? tr("Put the saved text back")
                                          : tr("Take the other text"));
    m_back->setEnabled(any && (add || change.kind == RowChange::Kind::Changed) && m_document
                       && !m_document->isReadOnly());
    const auto lineAt = [](const DatasetSnapshot &rows, int row) {
        return row < 0 ? std::string() : rows.line(static_cast<std::size_t>(row)).value_or("");
    };
    if (!any)
        return m_diff->compare({}, {});
    const std::string before = lineAt(*m_before, change.before), now = lineAt(*m_now, change.now);
    if (before.empty() || now.empty())
        return m_diff->compare(before.empty() ? QString() : rowInWords(before),
                               now.empty() ? QString() : rowInWords(now));
    const auto [old, fresh] = rowsInWords(before, now);
    m_diff->compare(old, fresh);
}

} // namespace onsa::ui
