// SPDX-License-Identifier: GPL-3.0-or-later
// Text being typed in a cell or in the row pane, an input method's included, goes into the journal after 1 s of rest or
// 5 s of typing: a crash in mid-sentence loses that much, never more.
#pragma once

#include "dataset/dataset_document.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

class QWidget;

namespace onsa::ui {

class DraftKeeper : public QObject
{
    Q_OBJECT

public:
    // What is being typed and is in no row yet; nothing = nothing.
    using Source = std::function<std::optional<DatasetDocument::Draft>()>;

    DraftKeeper(QWidget *page, Source source);
    void setDocument(DatasetDocument *document);
    void keep(); // now

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Source m_source;
    QPointer<QWidget> m_page;
    QPointer<DatasetDocument> m_document;
    QTimer m_rest, m_typing;
    QString m_kept; // the last text that was kept
    bool m_open = false;
};

} // namespace onsa::ui
