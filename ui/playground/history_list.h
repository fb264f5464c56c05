// SPDX-License-Identifier: GPL-3.0-or-later
// The questions asked before, folded to one line until opened; choosing one brings it back.
#pragma once

#include <QWidget>

#include <cstddef>

class QListWidget;
class QPushButton;

namespace onsa::ui {

class AnswerHistory;

class HistoryList : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryList(AnswerHistory &history, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(std::size_t entry);

private:
    void fill();

    AnswerHistory &m_history;
    QPushButton *m_toggle = nullptr;
    QPushButton *m_clear = nullptr;
    QListWidget *m_list = nullptr;
};

} // namespace onsa::ui
