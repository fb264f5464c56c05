// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/http_date.h"
#include "api/retry_policy.h"

#include <QTest>

using namespace onsa;
using Reach = FailedTry::Reach;

class TstRetryPolicy : public QObject
{
    Q_OBJECT

    static constexpr std::int64_t now = 784887151; // Tue, 15 Nov 1994 08:12:31 GMT

    // ms, or -1 = no retry
    static int delay(RetryRule rule, const FailedTry &failed, int retries = 0, double jitter = 0)
    {
        const auto wait = retryDelay(rule, failed, retries, jitter, now);
        return wait ? static_cast<int>(wait->count()) : -1;
    }

private Q_SLOTS:
    void statuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("idempotent");
        QTest::addColumn<int>("whenNotDone");
        for (const int status : {400, 401, 403, 404, 405, 409, 413, 415, 422, 425})
            QTest::addRow("%d", status) << status << -1 << -1;
        for (const int status : {408, 500, 502, 503, 504, 529})
            QTest::addRow("%d", status) << status << 500 << -1;
        QTest::addRow("429") << 429 << 500 << 500;
    }
    void statuses()
    {
        QFETCH(int, status);
        const FailedTry failed{Reach::Answered, status, {}, {}, {}};
        QTEST(delay(RetryRule::Idempotent, failed), "idempotent");
        QTEST(delay(RetryRule::WhenNotDone, failed), "whenNotDone");
    }

    void withoutAnAnswer()
    {
        QCOMPARE(delay(RetryRule::Idempotent, {Reach::Lost, 0, {}, {}, {}}), 500);
        QCOMPARE(delay(RetryRule::WhenNotDone, {Reach::Lost, 0, {}, {}, {}}), -1);
        QCOMPARE(delay(RetryRule::Idempotent, {Reach::NotSent, 0, {}, {}, {}}), 500);
        QCOMPARE(delay(RetryRule::WhenNotDone, {Reach::NotSent, 0, {}, {}, {}}), 500);
        QCOMPARE(delay(RetryRule::Idempotent, {Reach::Hopeless, 0, {}, {}, "true"}), -1);
    }

    void backsOffTwice()
    {
        const FailedTry failed{Reach::Answered, 500, {}, {}, {}};
        QCOMPARE(delay(RetryRule::Idempotent, failed, 0), 500);
        QCOMPARE(delay(RetryRule::Idempotent, failed, 1), 1000);
        QCOMPARE(delay(RetryRule::Idempotent, failed, 2), -1);
        QCOMPARE(delay(RetryRule::Idempotent, failed, 0, 1), 375);
        QCOMPARE(delay(RetryRule::Idempotent, failed, 1, 0.5), 875);
        QCOMPARE(delay(RetryRule::Idempotent, failed, 0, 99), 375);
    }

    void theServerDecides_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("afterMs");
        QTest::addColumn<QByteArray>("shouldRetry");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("expected");
        const QByteArray none;
        QTest::addRow("seconds") << QByteArray("2") << none << none << 429 << 2000;
        QTest::addRow("float") << QByteArray("0.25") << none << none << 429 << 250;
        QTest::addRow("at once") << QByteArray("0") << none << none << 500 << 0;
        QTest::addRow("ms first") << QByteArray("9") << QByteArray("120") << none << 429 << 120;
        QTest::addRow("a minute") << QByteArray("60") << none << none << 429 << 60000;
        QTest::addRow("too long") << QByteArray("61") << none << none << 429 << -1;
        QTest::addRow("date") << QByteArray("Tue, 15 Nov 1994 08:12:41 GMT") << none << none << 503 << 10000;
        QTest::addRow("past date") << QByteArray("Tue, 15 Nov 1994 08:12:01 GMT") << none << none << 503 << 0;
        QTest::addRow("far date") << QByteArray("Tue, 15 Nov 2094 08:12:01 GMT") << none << none << 503 << -1;
        QTest::addRow("nonsense") << QByteArray("soon") << QByteArray("x") << none << 503 << 500;
        QTest::addRow("negative") << QByteArray("-5") << QByteArray("-1") << none << 503 << 500;
        QTest::addRow("infinite") << QByteArray("inf") << QByteArray("nan") << none << 503 << 500;
        QTest::addRow("do not") << none << none << QByteArray("false") << 500 << -1;
        QTest::addRow("do") << none << none << QByteArray("true") << 400 << 500;
    }
    void theServerDecides()
    {
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, afterMs);
        QFETCH(QByteArray, shouldRetry);
        QFETCH(int, status);
        QTEST(delay(RetryRule::Idempotent, {Reach::Answered, status, after, afterMs, shouldRetry}), "expected");
    }

    void anUploadIsSentAgainOnlyWhenTold()
    {
        QCOMPARE(delay(RetryRule::WhenNotDone, {Reach::Answered, 503, "1", {}, {}}), 1000);
        QCOMPARE(delay(RetryRule::WhenNotDone, {Reach::Answered, 500, {}, {}, "true"}), 500);
        QCOMPARE(delay(RetryRule::WhenNotDone, {Reach::Answered, 500, "1", {}, {}}), -1);
    }

    void dates()
    {
        QCOMPARE(httpDate("Tue, 15 Nov 1994 08:12:31 GMT").value_or(0), now);
        QVERIFY(!httpDate(""));
        QVERIFY(!httpDate("Tue, 15 Nov 1994 08:12:31"));
        QVERIFY(!httpDate("15.11.1994"));
    }
};

QTEST_APPLESS_MAIN(TstRetryPolicy)
#include "tst_retry_policy.moc"
