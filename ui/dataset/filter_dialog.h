// SPDX-License-Identifier: GPL-3.0-or-later
// One condition of the filter: on which text, of what kind, with which values.
#pragma once

#include "dataset/view/row_view.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace onsa::ui {

class FilterDialog : public QDialog
{
    Q_OBJECT

public:
    struct Finding {
        QString id, words;
        int rows = 0;
    };
    // `findings` of the last check, for the choice.
    FilterDialog(const RowCondition &start, const QList<Finding> &findings, QWidget *parent);

    RowCondition condition() const;

private:
    void showKind();
    void check();

    QComboBox *m_kind, *m_where, *m_finding, *m_state;
    QStackedWidget *m_values;
    QLineEdit *m_text;
    QSpinBox *m_from, *m_to;
    QCheckBox *m_except;
    QLabel *m_note, *m_valueName;
    QPushButton *m_accept = nullptr;
};

} // namespace onsa::ui
