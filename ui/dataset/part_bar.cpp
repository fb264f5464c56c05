// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/part_bar.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace onsa::ui {

PartBar::PartBar(QWidget *parent)
    : QWidget(parent)
    , m_where(new QLabel)
{
    setObjectName(QStringLiteral("partBar"));
    setAutoFillBackground(true);
    setCursor(Qt::ArrowCursor);
    setClass(m_where, "muted");
    m_where->setObjectName(QStringLiteral("partWhere"));
    const auto step = [this](const QString &iconName, const QString &name, const QString &words, int by) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setIcon(icon(iconName));
        button->setToolTip(words);
        button->setAccessibleName(words);
        button->setFocusPolicy(Qt::NoFocus); // the keys of the text lead there too
        connect(button, &QToolButton::clicked, this, [this, by] { Q_EMIT wanted(by); });
        return button;
    };
    m_previous = step(QStringLiteral("chevron-left"), QStringLiteral("previousPart"),
                      tr("Previous part of this text (Page Up at its beginning)"), -1);
    m_next = step(QStringLiteral("chevron-right"), QStringLiteral("nextPart"),
                  tr("Next part of this text (Page Down at its end)"), 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::s, 0, grid::s, 0);
    layout->addWidget(m_where, 1);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
}

void PartBar::show(std::size_t part, std::size_t parts)
{
    const QLocale numbers;
    m_where->setText(tr("Long text: part %1 of %2")
                         .arg(numbers.toString(qulonglong(part + 1)), numbers.toString(qulonglong(parts))));
    m_previous->setEnabled(part > 0);
    m_next->setEnabled(part + 1 < parts);
    QWidget::show();
}

} // namespace onsa::ui
