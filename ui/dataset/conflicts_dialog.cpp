// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/conflicts_dialog.h"

#include "dataset/recovery.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <set>

namespace onsa::ui {

namespace {

QString wordsOf(const RowBytes &bytes, const QString &otherwise)
{
    return bytes ? QString::fromStdString(*bytes) : otherwise;
}

} // namespace

ConflictsDialog::ConflictsDialog(DatasetDocument &document, QWidget *parent)
    : QDialog(parent)
    , m_document(&document)
    , m_table(new QTableWidget)
{
    setObjectName(QStringLiteral("conflicts"));
    setWindowTitle(tr("Rows changed twice"));
    auto *words =
        new QLabel(tr("These rows were edited here and by another program. The file’s text is what you see in "
                      "the table; choose the rows where your text should stand instead."));
    words->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("conflictTable"));
    m_table->setAccessibleName(tr("Rows changed twice"));
    m_table->setColumnCount(4);
    m_table->setHorizontalHeaderLabels({tr("Row"), tr("Before"), tr("Yours"), tr("In the file now")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    for (int column = 1; column < 4; ++column)
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);

    const auto &conflicts = document.conflicts();
    m_table->setRowCount(static_cast<int>(conflicts.size()));
    m_table->verticalHeader()->setDefaultSectionSize(grid::rowHeight);
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const RowConflict &one = conflicts[static_cast<std::size_t>(i)];
        const int row = one.now ? document.rowOfId(*one.now) : -1;
        const QStringList cells{row >= 0 ? QLocale().toString(row + 1) : tr("new"),
                                wordsOf(one.then, tr("(not known)")), wordsOf(one.yours, tr("(deleted)")),
                                row >= 0 ? QString::fromStdString(document.line(row)) : tr("(gone)")};
        for (int column = 0; column < 4; ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column].left(2000));
            m_table->setItem(i, column, item);
        }
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    QPushButton *mine = buttons->addButton(tr("Use mine for the selected rows"), QDialogButtonBox::ActionRole);
    mine->setObjectName(QStringLiteral("useMine"));
    mine->setEnabled(false);
    connect(m_table, &QTableWidget::itemSelectionChanged, this,
            [this, mine] { mine->setEnabled(!m_table->selectedItems().isEmpty()); });
    connect(mine, &QPushButton::clicked, this, &ConflictsDialog::useMine);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(grid::s);
    layout->addWidget(words);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
    resize(900, 460);
}

void ConflictsDialog::useMine()
{
    if (!m_document)
        return;
    std::set<int> chosen;
    for (const QTableWidgetItem *item : m_table->selectedItems())
        chosen.insert(item->row());
    const auto conflicts = m_document->conflicts();
    std::vector<int> deleted;
    for (const int i : chosen) {
        const RowConflict &one = conflicts[static_cast<std::size_t>(i)];
        const int row = one.now ? m_document->rowOfId(*one.now) : -1;
        Result<> done;
        if (!one.yours && row >= 0)
            deleted.push_back(row);
        else if (one.yours && row >= 0)
            done = m_document->replaceLine(row, *one.yours, tr("Use my text"));
        else if (const auto example = one.yours ? parseExample(*one.yours) : Result<Example>(Example());
                 one.yours && example)
            done = m_document->insertExamples(m_document->rowCount(), std::span(&*example, 1), tr("Use my text"));
        if (!done)
            return Q_EMIT refused(done.error());
        m_table->hideRow(i);
    }
    if (const auto done = m_document->removeRows(deleted, tr("Use my text")); !done)
        Q_EMIT refused(done.error());
    m_table->clearSelection();
}

} // namespace onsa::ui
