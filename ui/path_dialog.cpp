// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/path_dialog.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QCompleter>
#include <QFileDialog>
#include <QLineEdit>
#include <QMouseEvent>

namespace onsa::ui {

namespace {

class ClicksBesideList : public QObject
{
public:
    ClicksBesideList(QFileDialog &dialog, QAbstractItemView &list)
        : QObject(&dialog)
        , m_dialog(dialog)
        , m_list(list)
    {
        list.installEventFilter(this); // after the completer's own filter, so it is asked before it
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::MouseButtonPress)
            return false;
        const auto *press = static_cast<const QMouseEvent *>(event);
        const QPoint at = press->globalPosition().toPoint();
        if (press->button() != Qt::LeftButton || m_list.rect().contains(m_list.mapFromGlobal(at)))
            return false;
        auto *button = qobject_cast<QAbstractButton *>(m_dialog.childAt(m_dialog.mapFromGlobal(at)));
        if (!button || !button->isEnabled())
            return false;
        m_list.hide();
        // Queued: the click may close the dialog, and with it the list whose event this is.
        QMetaObject::invokeMethod(button, &QAbstractButton::click, Qt::QueuedConnection);
        return true;
    }

private:
    QFileDialog &m_dialog;
    QAbstractItemView &m_list;
};

} // namespace

void countClicksBesideSuggestions(QFileDialog &dialog)
{
    const auto *name = dialog.findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    if (name && name->completer())
        new ClicksBesideList(dialog, *name->completer()->popup());
}

} // namespace onsa::ui
