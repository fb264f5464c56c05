// SPDX-License-Identifier: GPL-3.0-or-later
// Find and replace over all rows. Searching runs in the pool; a new text stops the old search.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/dataset_scan.h"

#include <QFrame>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace onsa::ui {

class FindBar : public QFrame
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    void setDocument(DatasetDocument *document);
    // The rows that a filter shows; null = all. What it hides is neither found nor replaced.
    using ShownRows = std::function<std::shared_ptr<const std::vector<RowId>>()>;
    void setShownRows(ShownRows shown) { m_shown = std::move(shown); }
    void open(bool withReplace);
    void search(); // again, because the rows changed
    void step(int direction, int fromRow); // 1 or -1, from a row of the document

Q_SIGNALS:
    void found(const std::vector<onsa::RowId> &rows); // empty when closed
    void rowChosen(onsa::RowId row);
    void stepWanted(int direction); // the page knows the current row
    void replaceWanted(bool all);
    void replaced(int places, int rows);
    void refused(const onsa::Error &error);

public:
    void replaceAll(const QString &undoLabel); // label with %1 = how many
    void replaceIn(int row, const QString &undoLabel);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    FindOptions options() const;
    void close();
    void show(const Result<std::vector<RowId>> &rows);
    void replaceRows(const std::vector<RowId> &ids, const QString &undoLabel);

    QPointer<DatasetDocument> m_document;
    ShownRows m_shown = [] { return nullptr; };
    bool m_someShown = false; // the last search was of the rows of a filter
    QLineEdit *m_text = nullptr;
    QLineEdit *m_with = nullptr;
    QCheckBox *m_exact = nullptr;
    QCheckBox *m_pattern = nullptr;
    QLabel *m_count = nullptr;
    QWidget *m_replaceRow = nullptr;
    QTimer m_pause;
    std::stop_source m_stop;
    std::vector<RowId> m_rows;
    bool m_jump = false; // show the first hit of a new text
};

} // namespace onsa::ui
