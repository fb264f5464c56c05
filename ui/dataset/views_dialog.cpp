// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/views_dialog.h"

#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

ViewsDialog::ViewsDialog(const std::vector<SavedView> &views, QWidget *parent)
    : QDialog(parent)
    , m_views(views)
    , m_list(named(new QListWidget, u"viewsList"_s, tr("Views")))
{
    setObjectName(u"viewsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Rename or delete views"));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    for (std::size_t i = 0; i < views.size(); ++i) {
        auto *item = new QListWidgetItem(views[i].name, m_list);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setData(Qt::UserRole, int(i));
    }
    m_list->setCurrentRow(0);
    auto *rename = named(new QPushButton(tr("Rename (F2)")), u"viewRename"_s);
    auto *remove = named(new QPushButton(tr("Delete")), u"viewDelete"_s);
    connect(rename, &QPushButton::clicked, this, [this] {
        if (QListWidgetItem *item = m_list->currentItem()) {
            m_list->setFocus();
            m_list->editItem(item);
        }
    });
    connect(remove, &QPushButton::clicked, this, [this] { delete m_list->currentItem(); });
    auto *side = new QVBoxLayout;
    side->setSpacing(grid::s);
    side->addWidget(rename);
    side->addWidget(remove);
    side->addStretch();
    auto *top = new QHBoxLayout;
    top->setSpacing(grid::s);
    top->addWidget(m_list, 1);
    top->addLayout(side);
    auto *buttons = new QDialogButtonBox;
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), u"viewsCancel"_s);
    auto *accept = named(buttons->addButton(tr("OK"), QDialogButtonBox::AcceptRole), u"viewsAccept"_s);
    setClass(accept, "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addLayout(top);
    layout->addWidget(buttons);
    resize(440, 320);
}

std::vector<SavedView> ViewsDialog::views() const
{
    std::vector<SavedView> kept;
    for (int row = 0; row < m_list->count(); ++row) {
        SavedView view = m_views[std::size_t(m_list->item(row)->data(Qt::UserRole).toInt())];
        if (const QString name = m_list->item(row)->text().simplified(); !name.isEmpty())
            view.name = name;
        std::erase_if(kept, [&](const SavedView &known) { return known.name == view.name; });
        kept.push_back(std::move(view));
    }
    std::sort(kept.begin(), kept.end(),
              [](const SavedView &a, const SavedView &b) { return QString::localeAwareCompare(a.name, b.name) < 0; });
    return kept;
}

} // namespace onsa::ui
