// SPDX-License-Identifier: GPL-3.0-or-later
// One piece of work in the pool for a dialog: a bar that shows how far it is, a newer one that replaces an older one.
#pragma once

#include "dataset/dataset_scan.h"
#include "system/background.h"

#include <QProgressBar>
#include <QTimer>

#include <atomic>
#include <memory>

namespace onsa::ui {

class PoolTask
{
public:
    PoolTask(QObject *context, QProgressBar *bar)
        : m_context(context)
        , m_bar(bar)
    {
        bar->setRange(0, 1000);
        bar->setTextVisible(false);
        bar->hide();
        QObject::connect(&m_ticker, &QTimer::timeout, bar, [this] { m_bar->setValue(m_permille->load()); });
    }
    ~PoolTask() { m_stop.request_stop(); }
    PoolTask(const PoolTask &) = delete;
    PoolTask &operator=(const PoolTask &) = delete;

    bool isRunning() const { return m_running; }
    void stop()
    {
        m_stop.request_stop();
        finished();
    }

    // work(progress, stop) in the pool, done(result) here; not when it was stopped or replaced.
    template <class Work, class Done> void start(Work work, Done done)
    {
        m_stop.request_stop();
        m_running = true;
        m_permille = std::make_shared<std::atomic<int>>(0);
        m_bar->setValue(0);
        m_bar->show();
        m_ticker.start(50);
        m_stop = runInBackground(
            m_context,
            [work = std::move(work), permille = m_permille](std::stop_token token) {
                const ScanProgress progress = [permille](std::size_t rowsDone, std::size_t rowsAll) {
                    permille->store(rowsAll > 0 ? int(rowsDone * 1000 / rowsAll) : 0);
                };
                return work(progress, token);
            },
            [this, done = std::move(done)](auto result) {
                finished();
                done(std::move(result));
            });
    }

private:
    void finished()
    {
        m_running = false;
        m_ticker.stop();
        m_bar->hide();
    }

    QObject *m_context;
    QProgressBar *m_bar;
    QTimer m_ticker;
    std::stop_source m_stop;
    std::shared_ptr<std::atomic<int>> m_permille = std::make_shared<std::atomic<int>>(0);
    bool m_running = false;
};

} // namespace onsa::ui
