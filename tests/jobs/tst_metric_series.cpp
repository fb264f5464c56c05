// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/metric_series.h"

#include <QTest>

#include <limits>

using namespace onsa;

class TstMetricSeries : public QObject
{
    Q_OBJECT

    static StepMetrics step(int number, std::optional<double> train, std::optional<double> valid = {},
                            std::optional<double> fullValid = {})
    {
        return {number, 10, train, {}, valid, {}, fullValid, {}};
    }
    static std::vector<MetricPoint> points(std::span<const MetricPoint> span) { return {span.begin(), span.end()}; }

private Q_SLOTS:
    void grows()
    {
        MetricSeries series;
        QVERIFY(series.add(step(1, 3.0)));
        QVERIFY(series.add(step(3, 2.0)));
        QVERIFY(series.add(step(2, 2.5))); // late
        QVERIFY(!series.add(step(2, 2.5))); // again
        QCOMPARE(points(series.trainLoss()), (std::vector<MetricPoint>{{1, 3.0}, {2, 2.5}, {3, 2.0}}));
        QCOMPARE(series.lastStep(), 3);
        QCOMPARE(series.totalSteps(), 10);
        series.clear();
        QVERIFY(series.trainLoss().empty());
        QCOMPARE(series.totalSteps(), 0);
    }

    void aResumedJobRepeatsSteps()
    {
        MetricSeries series;
        for (int i = 1; i <= 5; ++i)
            series.add(step(i, 5.0 - i));
        QVERIFY(series.add(step(4, 9.0)));
        QCOMPARE(points(series.trainLoss()).at(3), (MetricPoint{4, 9.0}));
        QCOMPARE(series.trainLoss().size(), std::size_t(5));
        QCOMPARE(series.lastStep(), 5);
    }

    void fullValidationGoesFirst()
    {
        MetricSeries series;
        series.add(step(1, {}, 4.0));
        series.add(step(2, {}, 3.0, 3.5));
        QVERIFY(series.trainLoss().empty());
        QCOMPARE(points(series.validLoss()), (std::vector<MetricPoint>{{1, 4.0}, {2, 3.5}}));
    }

    void nonsenseIsLeftOut()
    {
        MetricSeries series;
        QVERIFY(!series.add(step(0, 1.0)));
        QVERIFY(!series.add(step(-1, 1.0)));
        series.add(step(1, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()));
        QVERIFY(series.trainLoss().empty());
        QVERIFY(series.validLoss().empty());
    }

    void smooths()
    {
        MetricSeries series;
        QVERIFY(series.smoothedTrainLoss(0.5).empty());
        series.add(step(1, 4.0));
        series.add(step(2, 2.0));
        series.add(step(3, 2.0));
        QCOMPARE(series.smoothedTrainLoss(0.5), (std::vector<MetricPoint>{{1, 4.0}, {2, 3.0}, {3, 2.5}}));
        QCOMPARE(series.smoothedTrainLoss(0), points(series.trainLoss()));
        QCOMPARE(series.smoothedTrainLoss(7).at(2).value, 4.0);
    }
};

QTEST_APPLESS_MAIN(TstMetricSeries)
#include "tst_metric_series.moc"
