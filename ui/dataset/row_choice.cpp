// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_choice.h"

#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QLocale>
#include <QRadioButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

RowChoice::RowChoice(const RowChoices &choices, QWidget *parent)
    : QWidget(parent)
    , m_choices(choices)
{
    const auto number = [](std::size_t count) { return QLocale().toString(qulonglong(count)); };
    m_all = named(new QRadioButton(tr("All rows (%1)").arg(number(choices.all))), u"rowsAll"_s);
    m_filtered = named(
        new QRadioButton(
            tr("The rows that the filter shows (%1)").arg(number(choices.filtered ? choices.filtered->size() : 0))),
        u"rowsFiltered"_s);
    m_selected =
        named(new QRadioButton(tr("The selected rows (%1)").arg(number(choices.selected.size()))), u"rowsSelected"_s);
    const auto size = [&number](const auto &some) { return number(some ? some->size() : 0); };
    m_approved =
        named(new QRadioButton(tr("Only the approved rows (%1)").arg(size(choices.approved))), u"rowsApproved"_s);
    m_notRejected = named(new QRadioButton(tr("All but the rejected rows (%1)").arg(size(choices.notRejected))),
                          u"rowsNotRejected"_s);
    m_approved->setVisible(choices.approved.has_value());
    m_notRejected->setVisible(choices.notRejected.has_value());
    m_filtered->setVisible(choices.filtered.has_value());
    m_selected->setVisible(choices.selected.size() > 1); // one row is where the cursor stands
    (choices.selected.size() > 1 ? m_selected : choices.filtered ? m_filtered : m_all)->setChecked(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    for (QRadioButton *button : {m_all, m_filtered, m_selected, m_approved, m_notRejected}) {
        layout->addWidget(button);
        connect(button, &QRadioButton::toggled, this, [this](bool on) {
            if (on)
                Q_EMIT changed();
        });
    }
    setFocusProxy(m_all);
}

std::optional<std::vector<std::size_t>> RowChoice::rows() const
{
    if (m_selected->isChecked())
        return m_choices.selected;
    if (m_approved->isChecked())
        return m_choices.approved;
    if (m_notRejected->isChecked())
        return m_choices.notRejected;
    return m_filtered->isChecked() ? m_choices.filtered : std::nullopt;
}

std::size_t RowChoice::count() const
{
    const auto some = rows();
    return some ? some->size() : m_choices.all;
}

} // namespace onsa::ui
