// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/auto_field.h"

#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

AutoField::AutoField(const Spec &spec, QWidget *parent)
    : QWidget(parent)
    , m_automatic(named(new QCheckBox(tr("Automatic")), spec.name + u"Auto"_s, tr("%1: automatic").arg(spec.label)))
    , m_number(named(new QDoubleSpinBox, spec.name, spec.label))
{
    m_number->setDecimals(spec.decimals);
    m_number->setRange(spec.low, spec.high);
    m_number->setSingleStep(spec.step);
    m_number->setValue(spec.start);
    m_number->setSuffix(spec.suffix);
    m_number->setAccessibleDescription(spec.meaning);
    m_number->setMinimumWidth(130);
    m_number->setEnabled(false);
    m_number->setFocusPolicy(Qt::StrongFocus);
    m_automatic->setChecked(true);
    auto *label = new QLabel(spec.label);
    label->setBuddy(m_number);
    auto *meaning = new QLabel(spec.meaning);
    meaning->setWordWrap(true);
    setClass(meaning, "muted");
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(grid::s);
    layout->setVerticalSpacing(2);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_automatic, 0, 1);
    layout->addWidget(m_number, 0, 2);
    layout->addWidget(meaning, 1, 0, 1, 3);
    layout->setColumnStretch(0, 1);
    connect(m_automatic, &QCheckBox::toggled, this, [this](bool automatic) {
        m_number->setEnabled(!automatic);
        if (!automatic && m_automatic->hasFocus()) {
            m_number->setFocus();
            m_number->selectAll();
        }
        Q_EMIT changed();
    });
    connect(m_number, &QDoubleSpinBox::valueChanged, this, &AutoField::changed);
}

std::optional<double> AutoField::value() const
{
    if (m_automatic->isChecked())
        return {};
    return m_number->value();
}

void AutoField::setValue(std::optional<double> value)
{
    m_automatic->setChecked(!value);
    if (value)
        m_number->setValue(*value);
}

bool AutoField::isAutomatic() const
{
    return m_automatic->isChecked();
}

} // namespace onsa::ui
