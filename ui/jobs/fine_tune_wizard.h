// SPDX-License-Identifier: GPL-3.0-or-later
// From the data set to a running job in at most four pages: check, where and which model, how, review and start.
#pragma once

#include "core/api_types.h"
#include "dataset/dataset_document.h"
#include "ui/app_services.h"

#include <QDialog>

#include <memory>
#include <optional>

namespace onsa::ui {

struct TuneStart {
    std::shared_ptr<const DatasetSnapshot> rows;
    std::shared_ptr<const DatasetSnapshot> validationRows; // the data set's own validation file; may be null
    QString datasetName;
    std::optional<FineTuneJob> again; // "train again with changes": its settings
    std::size_t rejectedRows = 0; // that the reader of the data set rejected; not in `rows`
};

class FineTuneWizard : public QDialog
{
    Q_OBJECT

public:
    FineTuneWizard(AppServices services, TuneStart start, QWidget *parent = nullptr);
    ~FineTuneWizard() override;

    void reject() override; // Esc and Cancel: asks when something typed would be lost

Q_SIGNALS:
    void launched(const QString &providerId, const onsa::FineTuneJob &job); // the dialog then closes
    void showRowRequested(onsa::RowId row); // a finding was clicked; the dialog closes

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa::ui
