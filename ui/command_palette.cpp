// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command_palette.h"

#include "ui/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

namespace onsa::ui {

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
    , m_all(actions)
    , m_text(new QLineEdit)
    , m_list(new QListWidget)
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Find a command"));
    resize(480, 360);
    m_text->setObjectName(QStringLiteral("paletteText"));
    m_text->setPlaceholderText(tr("Type a part of the name"));
    m_text->setAccessibleName(tr("Find a command"));
    m_text->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setIconSize(QSize(20, 20));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(grid::s);
    layout->addWidget(m_text);
    layout->addWidget(m_list);
    connect(m_text, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_text, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    fill({});
}

bool CommandPalette::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_text || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(object, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return false;
    m_list->setCurrentRow(qBound(0, m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1), m_list->count() - 1));
    return true;
}

void CommandPalette::fill(const QString &part)
{
    m_list->clear();
    QPixmap nothing(m_list->iconSize());
    nothing.fill(Qt::transparent); // keeps the words in line
    for (QAction *action : m_all) {
        const QString words = action->text().remove(QLatin1Char('&'));
        if (!action->isEnabled() || !words.contains(part, Qt::CaseInsensitive)
            || action->objectName() == QLatin1String("actionPalette"))
            continue;
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        auto *item = new QListWidgetItem(action->icon().isNull() ? QIcon(nothing) : action->icon(),
                                         key.isEmpty() ? words : tr("%1   (%2)").arg(words, key), m_list);
        item->setData(Qt::UserRole, QVariant::fromValue<QObject *>(action));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QPointer<QObject> chosen = item->data(Qt::UserRole).value<QObject *>();
    accept();
    // After this dialog has gone: the order may open another.
    QTimer::singleShot(0, chosen.data(), [chosen] { qobject_cast<QAction *>(chosen.data())->trigger(); });
}

} // namespace onsa::ui
