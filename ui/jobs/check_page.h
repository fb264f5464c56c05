// SPDX-License-Identifier: GPL-3.0-or-later
// Page 1: what is in the data, finding by finding, and whether it is enough.
#pragma once

#include "dataset/dataset_scan.h"
#include "ui/jobs/tune_plan.h"
#include "ui/jobs/wizard_page.h"

#include <memory>
#include <stop_token>

class QLabel;
class QProgressBar;
class QVBoxLayout;

namespace onsa::ui {

class SplitBar;

class CheckPage : public WizardPage
{
    Q_OBJECT

public:
    CheckPage(TunePlan &plan, const TuneStart &start, QWidget *parent = nullptr);
    ~CheckPage() override;

    QString title() const override;
    bool isReady() const override;
    void enter() override;

Q_SIGNALS:
    void showRowRequested(onsa::RowId row);

private:
    struct Report {
        ScanReport rows, validation;
        std::vector<ExampleLength> lengths;
        std::size_t personalRows = 0; // with personal data or secrets
        std::size_t leaks = 0; // validation rows that the training data gives away
    };
    void run(const TuneStart &start);
    void finish(const Report &report);
    void addFinding(const QString &id, const Issue &issue, std::size_t count, std::optional<RowId> first);
    void showVerdict();

    TunePlan &m_plan;
    std::stop_source m_stop;
    bool m_done = false;
    std::size_t m_leftOut = 0;
    std::size_t m_rejected = 0; // rows
    QLabel *m_state = nullptr;
    QProgressBar *m_progress = nullptr;
    QVBoxLayout *m_findings = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_advice = nullptr;
    SplitBar *m_split = nullptr;
};

} // namespace onsa::ui
