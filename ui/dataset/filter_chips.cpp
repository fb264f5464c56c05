// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/filter_chips.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace onsa::ui {

FilterChips::FilterChips(QWidget *parent)
    : QWidget(parent)
    , m_all(new QPushButton)
    , m_problems(new QPushButton)
    , m_kind(new QPushButton)
    , m_counting(new QComboBox)
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

void FilterChips::setCounting(const QString &tokenizer)
{
    m_counting->setCurrentIndex(qMax(0, m_counting->findData(tokenizer)));
}

void FilterChips::chooseAll()
{
    m_kind->hide();
    m_all->setChecked(true);
}

} // namespace onsa::ui
