// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to see of a file while it is being opened: its name, then its first rows, more and more of them, where
// the table will have them.
#pragma once

#include "dataset/dataset_document.h"

#include <QWidget>

#include <functional>
#include <memory>

class QLabel;
class QProgressBar;
class QSplitter;

namespace onsa {
class DatasetModel;
}

namespace onsa::ui {

class DataTable;

class OpeningView : public QWidget
{
    Q_OBJECT

public:
    explicit OpeningView(QWidget *parent = nullptr);
    ~OpeningView() override;

    void begin(const QString &name); // no row yet
    void show(std::unique_ptr<DatasetDocument> preview);
    // The rows go; what was asked for meanwhile is forgotten unless it was taken.
    void end();

    // How the room is divided between the table and what stands beside it, and how much stands above it.
    void setRoom(const QByteArray &splitter, int above);
    // What is done when all rows are here, the last one that was asked for; `words` name it.
    void keepOrder(const QString &words, std::function<void()> order);
    std::function<void()> takeOrder(); // or nothing
    void refuse(); // an order that would change rows

    // Where the reader is, for the table that comes.
    struct Place {
        int row = 0, column = 0;
        int scrolled = 0; // value of the vertical scroll bar
        bool atEnd = false; // waits for the last row
    };
    std::optional<Place> place() const; // nothing: no row was shown
    DataTable *table() const { return m_table; }

Q_SIGNALS:
    void counted(int rows); // so many are here

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void grown();
    void showWords();

    QString m_name;
    QLabel *m_words;
    QProgressBar *m_progress;
    QWidget *m_line;
    QSplitter *m_across;
    DataTable *m_table;
    std::unique_ptr<DatasetDocument> m_preview;
    std::unique_ptr<DatasetModel> m_model;
    QString m_orderWords;
    std::function<void()> m_order;
    bool m_toEnd = false;
    bool m_refused = false;
};

} // namespace onsa::ui
