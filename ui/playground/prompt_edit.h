// SPDX-License-Identifier: GPL-3.0-or-later
// Where the prompt is written: Enter is a new line, Ctrl+Enter asks, and no Enter of a Japanese composition ever does.
#pragma once

#include "ui/text_edit.h"

namespace onsa::ui {

class PromptEdit : public TextEdit
{
    Q_OBJECT

public:
    explicit PromptEdit(QWidget *parent = nullptr);
    bool isComposing() const { return m_composing; }

Q_SIGNALS:
    void askPressed();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    bool m_composing = false;
};

} // namespace onsa::ui
