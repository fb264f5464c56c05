// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/background.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

using namespace onsa;

class TestBackground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksElsewhereAndAnswersHere()
    {
        QThread *worker = nullptr;
        QThread *answered = nullptr;
        auto stop = runInBackground(
            this, [](const std::stop_token &) { return QThread::currentThread(); },
            [&](QThread *thread) {
                worker = thread;
                answered = QThread::currentThread();
            });
        QTRY_VERIFY(answered);
        QCOMPARE(answered, QCoreApplication::instance()->thread());
        QVERIFY(worker != answered);
    }
    void answersComeInTheOrderInWhichTheyWereGiven()
    {
        std::vector<int> order;
        std::thread other([&order] {
            for (int i = 0; i < 1000; ++i)
                runInWindow([&order, i] { order.push_back(i); });
        });
        other.join();
        QTRY_COMPARE(order.size(), std::size_t(1000));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }
    void everyWorkIsDoneOnceHoweverManyAsk()
    {
        std::vector<int> results(300, 0); // written by the pool, read by us, with nothing but the hand-over between
        int answers = 0;
        for (std::size_t i = 0; i < results.size(); ++i)
            std::ignore = runInBackground(
                this,
                [&results, i](const std::stop_token &) {
                    results[i] += int(i);
                    return i;
                },
                [&](std::size_t) { ++answers; });
        QTRY_COMPARE(answers, 300);
        for (std::size_t i = 0; i < results.size(); ++i)
            QCOMPARE(results[i], int(i));
    }
    void aStoppedOneDoesNotAnswer()
    {
        bool called = false;
        std::atomic<bool> heard = false;
        std::atomic<bool> begun = false;
        auto stop = runInBackground(
            this,
            [&](const std::stop_token &token) {
                begun = true;
                while (!token.stop_requested())
                    std::this_thread::yield();
                heard = true;
                return 1;
            },
            [&](int) { called = true; });
        QTRY_VERIFY(begun.load());
        stop.request_stop();
        waitForPool();
        QCoreApplication::processEvents();
        QVERIFY(heard);
        QVERIFY(!called);
    }
    void whatTheWorkHeldIsGoneBeforeItsAnswer()
    {
        std::atomic<bool> gone = false;
        const auto slowly = [&gone](const int *held) { // as a file's lock, for example
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            gone = true;
            delete held;
        };
        std::optional<bool> goneBefore;
        std::ignore = runInBackground(
            this, [held = std::shared_ptr<int>(new int(1), slowly)](const std::stop_token &) { return *held; },
            [&](int) { goneBefore = gone; });
        QTRY_VERIFY(goneBefore);
        waitForPool();
        QVERIFY(*goneBefore);
    }
    void noAnswerAfterTheContextIsGone()
    {
        bool called = false;
        auto context = std::make_unique<QObject>();
        std::ignore = runInBackground(
            context.get(), [](const std::stop_token &) { return 1; }, [&](int) { called = true; });
        context.reset();
        waitForPool();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
    // A question on the screen runs an event loop of its own: what comes meanwhile must not wait for the answer.
    void anAnswerWithItsOwnEventLoopHoldsUpNobody()
    {
        QEventLoop question;
        bool asked = false;
        runInWindow([&] {
            asked = true;
            runInPool([&] { runInWindow([&] { question.quit(); }); });
            question.exec();
        });
        QTRY_VERIFY(asked && !question.isRunning());
    }
};

QTEST_GUILESS_MAIN(TestBackground)
#include "tst_background.moc"
