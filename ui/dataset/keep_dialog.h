// SPDX-License-Identifier: GPL-3.0-or-later
// A finding is kept as it is: how far that goes, and why.
#pragma once

#include "dataset/dismissals.h"

#include <QDialog>

class QLineEdit;
class QRadioButton;

namespace onsa::ui {

class KeepDialog : public QDialog
{
    Q_OBJECT

public:
    // Without a row only the whole kind can be kept.
    KeepDialog(const QString &title, bool hasRow, QWidget *parent);

    DismissScope scope() const;
    QString reason() const;

private:
    QRadioButton *m_row = nullptr;
    QRadioButton *m_value = nullptr;
    QRadioButton *m_kind = nullptr;
    QLineEdit *m_reason = nullptr;
};

} // namespace onsa::ui
