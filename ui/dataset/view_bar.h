// SPDX-License-Identifier: GPL-3.0-or-later
// Above the table: what is shown and in what order, each part with its own way out, and how many rows that are.
#pragma once

#include "dataset/view/row_view.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace onsa::ui {

class FlowLayout;

class ViewBar : public QWidget
{
    Q_OBJECT

public:
    explicit ViewBar(QWidget *parent = nullptr); // hidden while the view is plain

    void setView(const RowView &view, bool byCode); // byCode: the texts were too many for a dictionary's order
    void setCounts(int shown, int all);
    void setStale(bool stale); // rows were edited since: they may stand in the wrong place
    void setBusy(bool busy); // shown after a moment
    QProgressBar *progress() const { return m_progress; }

Q_SIGNALS:
    void conditionWanted(int index); // to be changed
    void conditionRemoved(int index);
    void sortReversed();
    void sortRemoved();
    void clearWanted();
    void refreshWanted();
    void cancelled();

protected:
    bool eventFilter(QObject *object, QEvent *event) override; // Delete on a chip

private:
    void addChip(const QString &words, const QString &name, const QString &removeName, const QString &tip,
                 std::function<void()> chosen, std::function<void()> removed);
    void showSelf();

    FlowLayout *m_flow;
    QList<QWidget *> m_chips;
    QPushButton *m_clear, *m_refresh;
    QLabel *m_count;
    QWidget *m_work;
    QProgressBar *m_progress;
    QTimer m_pause; // what is done at once is not announced
    bool m_plain = true;
};

} // namespace onsa::ui
