// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/filter_chips.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace onsa::ui {

FilterChips::FilterChips(QWidget *parent)
    : QWidget(parent)
    , m_all(new QPushButton)
    , m_problems(new QPushButton)
    , m_filter(new QPushButton(tr("Filter…")))
    , m_views(new QPushButton(tr("Views")))
    , m_counting(new QComboBox)
{
    setObjectName(QStringLiteral("filterChips"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    layout->setSpacing(grid::s);
    for (QPushButton *chip : {m_all, m_problems}) {
        chip->setCheckable(true);
        setClass(chip, "chip");
        layout->addWidget(chip);
    }
    m_filter->setObjectName(QStringLiteral("chipFilter"));
    m_filter->setIcon(icon(QStringLiteral("filter")));
    m_filter->setToolTip(tr("Show only some rows (Ctrl+Shift+L)"));
    m_views->setObjectName(QStringLiteral("chipViews"));
    m_views->setToolTip(tr("Saved filters, sorting and columns"));
    for (QPushButton *button : {m_filter, m_views}) {
        setClass(button, "quiet");
        layout->addWidget(button);
    }
    layout->addStretch();
    m_counting->setObjectName(QStringLiteral("countingChoice"));
    m_counting->setAccessibleName(tr("Count tokens for"));
    m_counting->setToolTip(tr("Whose tokens the table and the status bar count"));
    m_counting->addItem(tr("Tokens: starter model"), QStringLiteral("starter"));
    m_counting->addItem(tr("Tokens: GPT-4o and newer"), QStringLiteral("o200k_base"));
    m_counting->addItem(tr("Tokens: GPT-4, GPT-3.5, davinci-002"), QStringLiteral("cl100k_base"));
    layout->addWidget(m_counting);
    connect(m_counting, &QComboBox::activated, this,
            [this] { Q_EMIT countingChosen(m_counting->currentData().toString()); });
    m_all->setObjectName(QStringLiteral("chipAll"));
    m_problems->setObjectName(QStringLiteral("chipProblems"));
    m_all->setChecked(true);
    setCounts(0, -1);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_all->setChecked(true);
        Q_EMIT allChosen();
    });
    connect(m_problems, &QPushButton::clicked, this, &FilterChips::problemsChosen);
    connect(m_filter, &QPushButton::clicked, this, &FilterChips::filterWanted);
}

void FilterChips::setCounts(int all, int problems)
{
    const QLocale locale;
    m_all->setText(tr("All %1").arg(locale.toString(all)));
    m_problems->setText(problems < 0 ? tr("Problems") : tr("Problems %1").arg(locale.toString(problems)));
    m_problems->setIcon(problems > 0 ? icon(QStringLiteral("warning"), Color::Warning) : QIcon());
    m_problems->setEnabled(problems > 0 || m_problems->isChecked());
}

void FilterChips::setView(const RowView &view)
{
    m_all->setChecked(view.conditions.empty());
    m_problems->setChecked(
        std::any_of(view.conditions.begin(), view.conditions.end(), [](const RowCondition &condition) {
            return condition.kind == ConditionKind::Problems && !condition.except;
        }));
    m_problems->setEnabled(m_problems->isChecked() || !m_problems->icon().isNull());
}

void FilterChips::setViewsMenu(QMenu *menu)
{
    m_views->setMenu(menu);
}

void FilterChips::setCounting(const QString &tokenizer)
{
    m_counting->setCurrentIndex(qMax(0, m_counting->findData(tokenizer)));
}

} // namespace onsa::ui
