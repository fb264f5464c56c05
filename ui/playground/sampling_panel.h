// SPDX-License-Identifier: GPL-3.0-or-later
// How the model chooses its words: every control of the API, in plain words, with Reset.
#pragma once

#include "core/api_types.h"

#include <QWidget>

class QDoubleSpinBox;
class QLineEdit;
class QPlainTextEdit;
class QSlider;
class QSpinBox;

namespace onsa::ui {

class SamplingPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SamplingPanel(QWidget *parent = nullptr);

    Sampling sampling() const;
    void setSampling(const Sampling &sampling);
    static Sampling defaults(); // temperature 0: what was learned, the same each time

Q_SIGNALS:
    void changed();

private:
    QDoubleSpinBox *number(const QString &name, const QString &label, double low, double high, double step);

    QSlider *m_slider = nullptr;
    QDoubleSpinBox *m_temperature = nullptr;
    QSpinBox *m_maxTokens = nullptr;
    QSpinBox *m_n = nullptr;
    QDoubleSpinBox *m_topP = nullptr;
    QPlainTextEdit *m_stop = nullptr;
    QDoubleSpinBox *m_frequency = nullptr;
    QDoubleSpinBox *m_presence = nullptr;
    QLineEdit *m_seed = nullptr;
    bool m_filling = false;
};

} // namespace onsa::ui
