// SPDX-License-Identifier: GPL-3.0-or-later
// From a finding to its end: preview and fix, or keep with a reason. One undo step each.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/finding_fixes.h"
#include "ui/dataset/review_file.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>
#include <stop_token>

class QWidget;

namespace onsa::ui {

class FindingsFlow : public QObject
{
    Q_OBJECT

public:
    explicit FindingsFlow(QWidget *page);
    ~FindingsFlow() override;

    void setDocument(DatasetDocument *document); // loads what is known of it
    void setReport(const ScanReport *report) { m_report = report; } // not owned; it may be large
    std::shared_ptr<const Dismissals> dismissals() const { return m_dismissals; }

    void fix(const std::string &id, const std::vector<RowId> &rows); // asks first, with a preview
    bool hasMasks() const { return !m_review.masks.empty(); }
    void unmask(); // asks first, with a preview
    void keepRows(const std::string &id, const std::vector<RowId> &rows, const std::string &reason); // does not ask
    void fixFile(Fix fix); // what the next save does with the line ends
    void keep(const std::string &id, std::optional<RowId> row); // asks how far and why
    void restoreAll(); // nothing is kept any more

Q_SIGNALS:
    void refused(const onsa::Error &error);
    void fixed(int rows);
    void lineFormChosen();
    void masksChanged();
    void dismissalsChanged();

private:
    void preview(FixPlan plan, Fix fix);
    void apply(const FixPlan &plan, Fix fix);
    void saveReviewNow();
    void keepLineForm();

    QWidget *m_page;
    QPointer<DatasetDocument> m_document;
    const ScanReport *m_report = nullptr;
    Review m_review;
    std::shared_ptr<const Dismissals> m_dismissals;
    std::stop_source m_stop;
};

} // namespace onsa::ui
