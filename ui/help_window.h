// SPDX-License-Identifier: GPL-3.0-or-later
// Help that is read beside the work: the pages of resources/help in the window's language, and the list of keys.
#pragma once

#include <QDialog>

class QTextBrowser;

namespace onsa::ui {

class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    // `actions` are those whose keys are listed.
    HelpWindow(const QString &language, const QList<QAction *> &actions, QWidget *parent = nullptr);

    void showKeys();

private:
    QString keysAsHtml(const QList<QAction *> &actions) const;

    QTextBrowser *m_text = nullptr;
    QString m_keys;
};

} // namespace onsa::ui
