// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/history_panel.h"

#include "ui/dataset/history_model.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

namespace onsa::ui {

HistoryPanel::HistoryPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new HistoryModel(this))
    , m_list(new QListView)
{
    setObjectName(QStringLiteral("historyPanel"));
    auto *title = new QLabel(tr("History"));
    setClass(title, "section");
    auto *close = new QToolButton;
    close->setObjectName(QStringLiteral("historyClose"));
    close->setIcon(icon(QStringLiteral("close"), Color::Muted));
    close->setToolTip(tr("Close the history"));
    close->setAccessibleName(tr("Close the history"));
    m_list->setObjectName(QStringLiteral("historyList"));
    m_list->setAccessibleName(tr("Steps of the history"));
    m_list->setModel(m_model);
    m_list->setUniformItemSizes(true); // a session may have a hundred thousand steps
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);

    auto *head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::xs, grid::s, grid::s);
    layout->setSpacing(grid::xs);
    layout->addLayout(head);
    layout->addWidget(m_list);

    connect(close, &QToolButton::clicked, this, &HistoryPanel::closed);
    const auto choose = [this](const QModelIndex &index) { Q_EMIT stepChosen(index.row()); };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
}

void HistoryPanel::setDocument(DatasetDocument *document)
{
    m_document = document;
    m_model->setDocument(document);
    if (!document)
        return;
    connect(document->undoStack(), &QUndoStack::indexChanged, this, [this] {
        if (isVisible())
            showCurrent();
    });
    showCurrent();
}

void HistoryPanel::open()
{
    show();
    showCurrent();
    m_list->setFocus();
}

void HistoryPanel::showCurrent()
{
    if (!m_document)
        return;
    const QModelIndex now = m_model->index(m_document->historyIndex());
    m_list->setCurrentIndex(now);
    m_list->scrollTo(now);
}

void HistoryPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace onsa::ui
