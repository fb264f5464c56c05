// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/filter_chips.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace onsa::ui {

FilterChips::FilterChips(QWidget *parent)
    : QWidget(parent)
    , m_all(new QPushButton)
    , m_problems(new QPushButton)
    , m_kind(new QPushButton)
{
    setObjectName(QStringLiteral("filterChips"));
    auto *group = new QButtonGroup(this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    layout->setSpacing(grid::s);
    for (QPushButton *chip : {m_all, m_problems, m_kind}) {
        chip->setCheckable(true);
        setClass(chip, "chip");
        group->addButton(chip);
        layout->addWidget(chip);
    }
    layout->addStretch();
    m_all->setObjectName(QStringLiteral("chipAll"));
    m_problems->setObjectName(QStringLiteral("chipProblems"));
    m_kind->setObjectName(QStringLiteral("chipKind"));
    m_kind->hide();
    m_all->setChecked(true);
    setCounts(0, -1);
    for (QPushButton *chip : {m_all, m_problems})
        connect(chip, &QPushButton::clicked, this, [this, chip] {
            m_kind->hide();
            Q_EMIT chosen(chip == m_problems);
        });
}

void FilterChips::setCounts(int all, int problems)
{
    const QLocale locale;
    m_all->setText(tr("All %1").arg(locale.toString(all)));
    m_problems->setText(problems < 0 ? tr("Problems") : tr("Problems %1").arg(locale.toString(problems)));
    m_problems->setIcon(problems > 0 ? icon(QStringLiteral("warning"), Color::Warning) : QIcon());
    m_problems->setEnabled(problems > 0 || m_problems->isChecked());
}

bool FilterChips::showsProblems() const
{
    return m_problems->isChecked();
}

void FilterChips::chooseKind(const QString &name, int rows)
{
    m_kind->setText(tr("%1: %2").arg(name, QLocale().toString(rows)));
    m_kind->show();
    m_kind->setChecked(true);
}

void FilterChips::chooseAll()
{
    m_kind->hide();
    m_all->setChecked(true);
}

} // namespace onsa::ui
