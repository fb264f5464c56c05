// SPDX-License-Identifier: GPL-3.0-or-later
// A setting that is automatic or a number: a box to tick, the number, and one line that says what it means.
#pragma once

#include <QWidget>

#include <optional>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;

namespace onsa::ui {

class AutoField : public QWidget
{
    Q_OBJECT

public:
    struct Spec {
        QString name; // object name; the number is NAME, the box NAMEAuto
        QString label, meaning;
        double low = 0, high = 1, start = 1, step = 1; // start: shown when it stops being automatic
        int decimals = 0;
        QString suffix; // " %"
    };
    explicit AutoField(const Spec &spec, QWidget *parent = nullptr);

    std::optional<double> value() const; // nothing = automatic
    void setValue(std::optional<double> value);
    bool isAutomatic() const;

Q_SIGNALS:
    void changed();

private:
    QCheckBox *m_automatic = nullptr;
    QDoubleSpinBox *m_number = nullptr;
};

} // namespace onsa::ui
