// SPDX-License-Identifier: GPL-3.0-or-later
// A message across the top of a page that does not stand in the way: icon, sentence, one action, close.
#pragma once

#include "core/result.h"
#include "ui/error_text.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace onsa::ui {

class ErrorBanner : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBanner(QWidget *parent = nullptr); // hidden until something is shown
    void show(const Error &error);
    // With a first sentence that names what failed, and the action that fits there.
    void show(const Error &error, const QString &what, ErrorAction action);
    void showMessage(Severity severity, const QString &sentence, const QString &actionLabel = {}); // not an error
    void clear();

Q_SIGNALS:
    void actionTriggered(onsa::ui::ErrorAction action); // of an error
    void messageActionTriggered(); // of showMessage

private:
    void fill(Severity severity, const QString &sentence, const QString &details, const QString &actionLabel);

    QLabel *m_icon = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_action = nullptr;
    QPushButton *m_more = nullptr; // unfolds the English sentence
    QLabel *m_details = nullptr;
    QToolButton *m_close = nullptr;
    ErrorAction m_errorAction = ErrorAction::None;
    bool m_isError = false;
};

} // namespace onsa::ui
