// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes from the start of its process to the first frame that shows the rows of the sample, beside
// a bare QMainWindow in the same run; each process is a new one.
//   bench_window_start [RUNS]
#include "dataset/dataset_model.h"
#include "support/real_onsa.h"
#include "ui/dataset/dataset_page.h"

#include <QAbstractItemView>
#include <QMainWindow>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

using namespace onsa;

namespace {

qint64 nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// Ends the process after the first frame of `widget` for which `complete` holds, and prints the time since `startedNs`.
class FirstFrame : public QObject
{
public:
    FirstFrame(QWidget *widget, qint64 startedNs, std::function<bool()> complete)
        : QObject(widget)
        , m_startedNs(startedNs)
        , m_complete(std::move(complete))
    {
        widget->installEventFilter(this);
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_complete())
            QTimer::singleShot(0, this, [this] { // the frame is on the screen
                std::printf("%.1f\n", double(nowNs() - m_startedNs) / 1e6);
                std::fflush(stdout);
                std::_Exit(0); // nothing was edited; the engine ends with its input
            });
        return false;
    }

private:
    const qint64 m_startedNs;
    const std::function<bool()> m_complete;
};

int runChild(int argc, char **argv, bool bare, qint64 startedNs)
{
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("onsa"));
    if (bare) {
        QMainWindow window;
        auto *middle = new QWidget;
        window.setCentralWidget(middle);
        new FirstFrame(middle, startedNs, [] { return true; });
        window.resize(1280, 800);
        window.show();
        return QApplication::exec();
    }
    tests::RealOnsa onsa(QStringLiteral("en"), ThemeChoice::Light);
    auto *table = onsa.window->findChild<QAbstractItemView *>(QStringLiteral("dataTable"));
    new FirstFrame(table->viewport(), startedNs, [table] { return table->model() && table->model()->rowCount() > 0; });
    onsa.start({1280, 800});
    return QApplication::exec();
}

double medianMs(const QString &program, const QString &which, int runs)
{
    std::vector<double> all;
    for (int i = 0; i < runs; ++i) {
        QProcess child;
        child.start(program, {which, QString::number(nowNs())});
        child.waitForFinished();
        all.push_back(child.readAllStandardOutput().toDouble());
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray which = argc > 1 ? argv[1] : "";
    if (argc > 2 && (which == "onsa" || which == "bare"))
        return runChild(argc, argv, which == "bare", QByteArray(argv[2]).toLongLong());
    const QString program = QString::fromLocal8Bit(argv[0]);
    const int runs = argc > 1 ? which.toInt() : 9;
    const double bare = medianMs(program, QStringLiteral("bare"), runs);
    const double onsa = medianMs(program, QStringLiteral("onsa"), runs);
    std::printf("first frame, median of %d: bare QMainWindow %.0f ms, Onsa with its sample %.0f ms, ratio %.1f\n", runs,
                bare, onsa, onsa / bare);
    return 0;
}
