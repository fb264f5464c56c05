// SPDX-License-Identifier: GPL-3.0-or-later
// What is being done to very many rows, how far it is, and a way to stop it; across the top of the page.
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace onsa::ui {

class WorkStrip : public QFrame
{
    Q_OBJECT

public:
    explicit WorkStrip(QWidget *parent = nullptr); // hidden until begin()

    void begin(const QString &words);
    void setPermille(int done);
    void end();

Q_SIGNALS:
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override; // Esc cancels

private:
    QLabel *m_words = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_cancel = nullptr;
    QTimer m_pause; // what is done at once is not announced
};

} // namespace onsa::ui
