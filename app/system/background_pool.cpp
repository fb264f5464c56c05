// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/background_pool.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace onsa {

namespace {

class Inbox;

// What waits for the window's thread.
struct Calls {
    std::mutex lock;
    std::deque<std::function<void()>> waiting;
    Inbox *inbox = nullptr; // while there is an application
};

Calls &calls()
{
    static Calls all;
    return all;
}

// One call for each event: a call that runs an event loop of its own does not hold up the ones behind it. The event is
// not looked at: it was made in another thread, and only Qt knows how it came here.
class Inbox : public QObject
{
protected:
    void customEvent(QEvent *) override
    {
        std::function<void()> call;
        {
            const std::scoped_lock lock(calls().lock);
            if (calls().waiting.empty())
                return;
            call = std::move(calls().waiting.front());
            calls().waiting.pop_front();
        }
        call();
    }
};

class Pool
{
public:
    Pool()
    {
        std::ignore = calls(); // made first, so that it goes last
    }
    ~Pool()
    {
        {
            const std::scoped_lock lock(m_lock);
            m_stopping = true;
        }
        m_wake.notify_all();
        for (std::thread &thread : m_threads)
            thread.join();
    }
    Pool(const Pool &) = delete;
    Pool &operator=(const Pool &) = delete;

    void start(std::function<void()> work)
    {
        {
            const std::scoped_lock lock(m_lock);
            m_waiting.push_back(std::move(work));
            if (m_waiting.size() > m_idle && m_threads.size() < maxThreads())
                m_threads.emplace_back([this] { run(); });
        }
        m_wake.notify_one();
    }

    void waitUntilDone()
    {
        std::unique_lock lock(m_lock);
        m_done.wait(lock, [this] { return m_waiting.empty() && m_idle == m_threads.size(); });
    }

private:
    // At least four: one that waits for a slow disk must not hold up a search.
    static std::size_t maxThreads() { return std::max(4U, std::thread::hardware_concurrency()); }

    void run()
    {
        std::unique_lock lock(m_lock);
        while (true) {
            ++m_idle;
            m_done.notify_all();
            m_wake.wait(lock, [this] { return !m_waiting.empty() || m_stopping; });
            --m_idle;
            if (m_waiting.empty())
                return;
            std::function<void()> work = std::move(m_waiting.front());
            m_waiting.pop_front();
            lock.unlock();
            work();
            work = nullptr; // what it holds goes before it counts as done
            lock.lock();
        }
    }

    std::mutex m_lock; // guards what follows
    std::condition_variable m_wake, m_done;
    std::deque<std::function<void()>> m_waiting;
    std::vector<std::thread> m_threads;
    std::size_t m_idle = 0;
    bool m_stopping = false;
};

Pool &pool()
{
    static Pool threads;
    return threads;
}

void closeInbox()
{
    waitForPool();
    std::deque<std::function<void()>> left; // goes after the lock: what it holds may call us
    const std::scoped_lock lock(calls().lock);
    left.swap(calls().waiting);
    delete std::exchange(calls().inbox, nullptr);
}

void openInbox()
{
    {
        const std::scoped_lock lock(calls().lock);
        calls().inbox = new Inbox;
    }
    qAddPostRoutine(&closeInbox);
}

Q_COREAPP_STARTUP_FUNCTION(openInbox)

} // namespace

void runInPool(std::function<void()> work)
{
    pool().start(std::move(work));
}

void runInWindow(std::function<void()> call)
{
    Calls &all = calls();
    const std::scoped_lock lock(all.lock);
    if (!all.inbox)
        return;
    all.waiting.push_back(std::move(call));
    QCoreApplication::postEvent(all.inbox, new QEvent(QEvent::User));
}

void waitForPool()
{
    pool().waitUntilDone();
}

} // namespace onsa
