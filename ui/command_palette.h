// SPDX-License-Identifier: GPL-3.0-or-later
// Every order by name: type a part of it, Enter does it.
#pragma once

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace onsa::ui {

class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(const QList<QAction *> &actions, QWidget *parent);

protected:
    bool eventFilter(QObject *object, QEvent *event) override; // arrows in the text move the list

private:
    void fill(const QString &part);
    void run();

    QList<QAction *> m_all;
    QLineEdit *m_text = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace onsa::ui
