// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/keep_dialog.h"

#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace onsa::ui {

KeepDialog::KeepDialog(const QString &title, bool hasRow, QWidget *parent)
    : QDialog(parent)
    , m_row(new QRadioButton(tr("This row only, until it is edited")))
    , m_value(new QRadioButton(tr("This text, wherever it stands")))
    , m_kind(new QRadioButton(tr("All findings of this kind in this data set")))
    , m_reason(new QLineEdit)
{
    setObjectName(QStringLiteral("keepDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keep as it is"));
    auto *heading = new QLabel(title);
    heading->setFont(sectionFont());
    heading->setWordWrap(true);
    m_row->setObjectName(QStringLiteral("keepRow"));
    m_value->setObjectName(QStringLiteral("keepValue"));
    m_kind->setObjectName(QStringLiteral("keepKind"));
    (hasRow ? m_row : m_kind)->setChecked(true);
    for (QRadioButton *choice : {m_row, m_value})
        choice->setVisible(hasRow);
    m_reason->setObjectName(QStringLiteral("keepReason"));
    m_reason->setPlaceholderText(tr("for example: checked with the author"));
    auto *why = new QLabel(tr("&Why it is right (for whoever looks next)"));
    why->setBuddy(m_reason);

    auto *buttons = new QDialogButtonBox;
    auto *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(QStringLiteral("keepCancel"));
    auto *keep = buttons->addButton(tr("Keep"), QDialogButtonBox::AcceptRole);
    keep->setObjectName(QStringLiteral("keepAccept"));
    keep->setDefault(true);
    setClass(keep, "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::s);
    layout->addWidget(heading);
    for (QRadioButton *choice : {m_row, m_value, m_kind})
        layout->addWidget(choice);
    layout->addSpacing(grid::s);
    layout->addWidget(why);
    layout->addWidget(m_reason);
    layout->addSpacing(grid::s);
    layout->addWidget(buttons);
    setMinimumWidth(440);
    m_reason->setFocus();
}

DismissScope KeepDialog::scope() const
{
    return m_row->isChecked() ? DismissScope::Row : m_value->isChecked() ? DismissScope::Value : DismissScope::Kind;
}

QString KeepDialog::reason() const
{
    return m_reason->text().trimmed();
}

} // namespace onsa::ui
