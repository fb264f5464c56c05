// SPDX-License-Identifier: GPL-3.0-or-later
// The loss picture: what it shows, how it is zoomed, and that it can be saved.
#include "support/screenshots.h"
#include "ui/jobs/loss_chart.h"
#include "ui/jobs/loss_plot.h"
#include "ui/tune_support.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <cmath>
#include <limits>

using namespace onsa;
using namespace onsa::tests;
using namespace onsa::ui;

namespace {

MetricSeries falling(int steps, int all)
{
    MetricSeries series;
    for (int step = 1; step <= steps; ++step) {
        StepMetrics metrics;
        metrics.step = step;
        metrics.totalSteps = all;
        metrics.trainLoss = 0.2 + 4 * std::exp(-step / 15.0) + (step % 3) * 0.05;
        if (step % 10 == 0)
            metrics.fullValidLoss = 0.5 + 3.5 * std::exp(-step / 18.0);
        series.add(metrics);
    }
    return series;
}

QValueAxis *stepsOf(const LossChart &chart)
{
    return qobject_cast<QValueAxis *>(chart.plot()->chart()->axes(Qt::Horizontal).value(0));
}

qsizetype pointsOf(const LossChart &chart, int series)
{
    return qobject_cast<QXYSeries *>(chart.plot()->chart()->series().value(series))->count();
}

} // namespace

class TestLossChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initResources(); }

    void emptyUntilTheFirstStep()
    {
        LossChart chart;
        chart.setMetrics({}, 0);
        chart.show();
        QVERIFY(child<QLabel>(chart, "lossEmpty")->isVisible());
        chart.setMetrics(falling(1, 60), 10);
        QVERIFY(!child<QLabel>(chart, "lossEmpty")->isVisible());
    }

    void growsWithTheJob()
    {
        LossChart chart;
        chart.setMetrics(falling(10, 60), 10);
        QCOMPARE(pointsOf(chart, 0), 10);
        chart.setMetrics(falling(30, 60), 10); // soon after: drawn a little later
        QTRY_COMPARE(pointsOf(chart, 0), 30);
        QCOMPARE(pointsOf(chart, 2), 3);
        QCOMPARE(stepsOf(chart)->max(), 60.0);
        QVERIFY2(chart.plot()->valuesAt(25).contains(QStringLiteral("25")), qPrintable(chart.plot()->valuesAt(25)));
        QVERIFY(chart.plot()->valuesAt(25).contains(QStringLiteral("20"))); // the validation it stands beside
        QVERIFY(chart.plot()->accessibleDescription().contains(QStringLiteral("30")));
    }

    void badNumbersDoNotBreakTheAxes()
    {
        MetricSeries series = falling(5, 60);
        StepMetrics bad;
        bad.step = 6;
        bad.totalSteps = 60;
        bad.trainLoss = std::numeric_limits<double>::quiet_NaN();
        series.add(bad);
        bad.step = 7;
        bad.trainLoss = std::numeric_limits<double>::infinity();
        series.add(bad);
        LossChart chart;
        chart.setMetrics(series, 0);
        QCOMPARE(pointsOf(chart, 0), 5);
        QVERIFY(std::isfinite(qobject_cast<QValueAxis *>(chart.plot()->chart()->axes(Qt::Vertical).value(0))->max()));
    }

    void smoothing()
    {
        LossChart chart;
        chart.setMetrics(falling(30, 60), 10);
        QCOMPARE(pointsOf(chart, 1), 0);
        child<QCheckBox>(chart, "lossSmooth")->setChecked(true);
        QCOMPARE(pointsOf(chart, 1), 30);
    }

    void zoomByWheelAndKeysAndBack()
    {
        LossChart chart;
        chart.resize(600, 400);
        chart.setMetrics(falling(60, 60), 10);
        chart.show();
        auto *reset = child<QPushButton>(chart, "lossReset");
        QVERIFY(!reset->isVisible());
        const QPointF middle = chart.plot()->viewport()->rect().center();
        QWheelEvent wheel(middle, chart.plot()->viewport()->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(chart.plot()->viewport(), &wheel);
        QVERIFY(chart.plot()->isZoomed());
        const double width = stepsOf(chart)->max() - stepsOf(chart)->min();
        QVERIFY(width < 60);
        chart.setMetrics(falling(60, 80), 10); // new numbers leave the zoom alone
        QCOMPARE(stepsOf(chart)->max() - stepsOf(chart)->min(), width);
        QVERIFY(reset->isVisible());
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!chart.plot()->isZoomed());
        QTest::keyClick(chart.plot(), Qt::Key_Plus);
        QVERIFY(chart.plot()->isZoomed());
        QTest::keyClick(chart.plot(), Qt::Key_0);
        QVERIFY(!chart.plot()->isZoomed());
    }

    void savesAPicture()
    {
        QTemporaryDir folder;
        LossChart chart;
        chart.resize(500, 300);
        chart.setMetrics(falling(30, 60), 10);
        chart.show();
        const QString path = folder.filePath(QStringLiteral("loss.png"));
        QVERIFY(chart.savePicture(path));
        const QImage image(path);
        QCOMPARE(image.width(), chart.plot()->width() * 2);
        QVERIFY(!chart.savePicture(QStringLiteral("/nonexistent/folder/loss.png")));
    }

    void screenshots()
    {
        forEachFace([](const QString &language, ThemeChoice) {
            LossChart chart;
            chart.resize(640, 320);
            chart.setMetrics(falling(45, 60), 10);
            chart.show();
            chart.plot()->setFocus();
            for (int i = 0; i < 20; ++i)
                QTest::keyClick(chart.plot(), Qt::Key_Left);
            QVERIFY(screenshot(chart, QStringLiteral("loss-chart"), language));
        });
    }
};

QTEST_MAIN(TestLossChart)
#include "tst_loss_chart.moc"
