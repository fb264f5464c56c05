// SPDX-License-Identifier: GPL-3.0-or-later
// How long until the first rows of a data set of N MiB are painted, until all are there, and how many frames a second
// the table paints at any point of it, beside `wc -l` on the same file in the same run: bench_table [MiB] [folder]. Run
// it with QT_QPA_PLATFORM=offscreen. Prints figures; asserts nothing.
#include "bench_rows.h"
#include "support/window_services.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/opening_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace onsa;
using namespace onsa::ui;

namespace {

namespace fs = std::filesystem;

// When a widget was first painted with rows in it, and the longest time between two beats of the window's thread.
class Watch : public QObject
{
public:
    explicit Watch(DataTable *table)
        : m_table(table)
    {
        table->viewport()->installEventFilter(this);
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.setInterval(1);
        connect(&m_beat, &QTimer::timeout, this, [this] {
            longest = std::max(longest, double(m_since.nsecsElapsed()) / 1e6 - 1);
            m_since.start();
        });
    }
    void start()
    {
        clock.start();
        m_since.start();
        m_beat.start();
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && painted == 0 && m_table->model() && m_table->model()->rowCount() > 0)
            QTimer::singleShot(0, this,
                               [this] { painted = painted == 0 ? double(clock.nsecsElapsed()) / 1e6 : painted; });
        return false;
    }

    QElapsedTimer clock;
    double painted = 0, longest = 0; // ms

private:
    DataTable *m_table;
    QTimer m_beat;
    QElapsedTimer m_since;
};

void frames(const char *what, DataTable &table, int count, const std::function<int(int)> &row)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        QElapsedTimer clock;
        clock.start();
        table.verticalScrollBar()->setValue(row(i));
        table.viewport()->repaint();
        QCoreApplication::sendPostedEvents();
        times.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    const double median = times[times.size() / 2];
    const double slow = times[times.size() * 95 / 100];
    std::printf("%-34s %8.1f ms median (%.0f frames a second), %.1f ms p95 (%.0f)\n", what, median, 1000 / median, slow,
                1000 / slow);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    const std::int64_t mebibytes = argc > 1 ? std::atol(argv[1]) : 256;
    const fs::path root =
        fs::path(argc > 2 ? argv[2] : "/tmp") / ("onsa-bench-" + std::to_string(QCoreApplication::applicationPid()));
    fs::create_directories(root);
    const fs::path file = root / "rows.jsonl";
    bench::generate(file, mebibytes << 20);
    const std::string count = "wc -l '" + file.string() + "' > /dev/null";
    std::ignore = std::system(count.c_str()); // warms the cache
    QElapsedTimer clock;
    clock.start();
    std::ignore = std::system(count.c_str());
    const double wc = double(clock.nsecsElapsed()) / 1e6;
    std::printf("%-34s %8.1f ms\n", "wc -l", wc);

    {
        tests::WindowServices services;
        DatasetPage page(services.services());
        page.resize(1600, 1000);
        page.show();
        QCoreApplication::processEvents();
        Watch watch(page.findChild<DataTable *>(QStringLiteral("openingTable")));
        watch.start();
        page.openFile(QString::fromStdString(file.string()));
        while (!page.document())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
        const double all = double(watch.clock.nsecsElapsed()) / 1e6;
        for (int i = 0; i < 20; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        std::printf("%-34s %8.1f ms   %6.1f × wc -l\n", "first rows painted", watch.painted, watch.painted / wc);
        std::printf("%-34s %8.1f ms   %6.1f × wc -l\n", "all rows there", all, all / wc);
        std::printf("%-34s %8.1f ms\n", "longest block of the window", watch.longest);

        DataTable &table = *page.findChild<DataTable *>(QStringLiteral("dataTable"));
        const int last = table.verticalScrollBar()->maximum();
        std::printf("%d rows, %d × %d pixels\n", page.document()->rowCount(), table.viewport()->width(),
                    table.viewport()->height());
        std::mt19937 random(1);
        frames("jump to any point", table, 300,
               [&](int) { return std::uniform_int_distribution<int>(0, last)(random); });
        frames("scroll by three rows in the middle", table, 300, [&](int i) { return last / 2 + 3 * i; });
        frames("scroll by three rows at the end", table, 300, [&](int i) { return last - 3 * (300 - i); });
    }
    fs::remove_all(root);
    return 0;
}
