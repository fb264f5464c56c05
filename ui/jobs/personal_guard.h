// SPDX-License-Identifier: GPL-3.0-or-later
// Personal data leaves this computer only after the user has decided: masked, or as it is with a reason.
#pragma once

#include "core/result.h"
#include "ui/jobs/tune_plan.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QRadioButton;

namespace onsa::ui {

class PersonalGuard : public QFrame
{
    Q_OBJECT

public:
    explicit PersonalGuard(TunePlan &plan, QWidget *parent = nullptr);

    void enter(const QString &host); // the place may have changed; hidden where there is nothing to decide
    bool isDecided() const;

Q_SIGNALS:
    void decided();

private:
    void choose();

    TunePlan &m_plan;
    QLabel *m_text = nullptr;
    QRadioButton *m_mask = nullptr;
    QRadioButton *m_leave = nullptr;
    QLineEdit *m_reason = nullptr;
};

// What was decided, with the book of masks, into the state folder of this computer.
Result<> keepDecision(const TunePlan &plan, const QString &datasetName);

} // namespace onsa::ui
