// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/prompt_edit.h"

#include <QInputMethodEvent>
#include <QKeyEvent>

namespace onsa::ui {

namespace {

bool isAskKey(const QKeyEvent &event)
{
    return (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        && event.modifiers().testFlag(Qt::ControlModifier);
}

} // namespace

PromptEdit::PromptEdit(QWidget *parent)
    : TextEdit(parent)
{
    setTabChangesFocus(true);
}

bool PromptEdit::event(QEvent *event)
{
    // F7, F8, F10 and the like: inside a composition they are the input method's, not the window's.
    if (event->type() == QEvent::ShortcutOverride && m_composing) {
        event->accept();
        return true;
    }
    // The key is ours before it is a shortcut of the window: a composition must be able to swallow it.
    if (event->type() == QEvent::ShortcutOverride && isAskKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return TextEdit::event(event);
}

void PromptEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_composing && enter) // an input method may let it through; it is still its own
        return event->accept();
    if (!isAskKey(*event))
        return TextEdit::keyPressEvent(event);
    event->accept();
    if (!m_composing)
        Q_EMIT askPressed();
}

void PromptEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    TextEdit::inputMethodEvent(event);
}

} // namespace onsa::ui
