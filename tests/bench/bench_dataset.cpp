// SPDX-License-Identifier: GPL-3.0-or-later
// How long a data set of N MiB takes to open, check, search and save, beside `wc -l` on the same file in the same run:
// bench_dataset [MiB] [folder] [find | reopen]. A part alone leaves the others out. Prints figures; asserts nothing.
#include "bench_rows.h"
#include "dataset/dataset_document.h"
#include "dataset/dataset_model.h"
#include "dataset/dataset_scan.h"
#include "dataset/row_index.h"
#include "system/background_pool.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <QUndoStack>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

using namespace onsa;

namespace {

namespace fs = std::filesystem;

double measure(const char *what, double reference, const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    std::printf("%-34s %8.3f s", what, seconds);
    if (reference > 0)
        std::printf("   %6.1f × wc -l", seconds / reference);
    std::printf("\n");
    return seconds;
}

void waitFor(const std::function<bool()> &isTrue)
{
    while (!isTrue())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
}

double threadSeconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// The longest time for which the window's thread did not come back to its event loop, between two beats of a timer: by
// the clock, which on a busy machine counts what other programs took, and by its own work.
class Blocks : public QObject
{
public:
    Blocks()
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.setInterval(1);
        connect(&m_beat, &QTimer::timeout, this, &Blocks::beat);
    }
    // Of the order: the call itself, and everything until it is done.
    void measure(const char *what, const std::function<void(DatasetDocument::ChangeDone)> &order)
    {
        QEventLoop loop;
        start();
        ::measure(what, 0, [&] {
            QTimer::singleShot(0, &loop, [&] {
                order([&loop](const Result<> &result) {
                    if (!result)
                        std::printf("%s\n", result.error().message.c_str());
                    QTimer::singleShot(5, &loop, &QEventLoop::quit); // a beat later: its own work has ended
                });
            });
            loop.exec();
        });
        m_beat.stop();
        std::printf("%-34s %8.1f ms   %6.1f ms of its own work\n", "  longest block of the window", m_longest,
                    m_longestWork);
    }

private:
    void start()
    {
        m_longest = m_longestWork = 0;
        m_clock.start();
        m_work = threadSeconds();
        m_beat.start();
    }
    void beat()
    {
        const double now = threadSeconds();
        m_longest = std::max(m_longest, static_cast<double>(m_clock.nsecsElapsed()) / 1e6 - 1); // less the interval
        m_longestWork = std::max(m_longestWork, (now - m_work) * 1e3);
        m_clock.start();
        m_work = now;
    }

    QTimer m_beat;
    QElapsedTimer m_clock;
    double m_work = 0, m_longest = 0, m_longestWork = 0;
};

// KiB of memory that is no file: what the bar means.
long memoryOf(const char *field)
{
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(field))
            return std::atol(line.c_str() + std::char_traits<char>::length(field));
    }
    return 0;
}

void printMemory(const char *when)
{
    std::printf("%-34s %8ld MiB anonymous, peak of all %ld MiB\n", when, memoryOf("RssAnon:") / 1024,
                memoryOf("VmHWM:") / 1024);
}

// The same bytes by plain writes and one flush: the floor of a save.
void writeRaw(const fs::path &from, const fs::path &to)
{
    const int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
    const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    std::string block(4 << 20, '\0');
    for (ssize_t count = 0; (count = ::read(in, block.data(), block.size())) > 0;)
        std::ignore = ::write(out, block.data(), static_cast<std::size_t>(count));
    ::fsync(out);
    ::close(out);
    ::close(in);
    fs::remove(to);
}

void printTimes(const char *what, std::vector<double> seconds)
{
    std::sort(seconds.begin(), seconds.end());
    std::printf("%-34s %8.3f ms median, %.3f ms p99, %.3f ms worst\n", what, seconds[seconds.size() / 2] * 1000,
                seconds[seconds.size() * 99 / 100] * 1000, seconds.back() * 1000);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const std::int64_t mebibytes = argc > 1 ? std::atol(argv[1]) : 256;
    const fs::path root =
        fs::path(argc > 2 ? argv[2] : "/tmp") / ("onsa-bench-" + std::to_string(app.applicationPid()));
    fs::create_directories(root);
    const fs::path file = root / "rows.jsonl";
    bench::generate(file, mebibytes << 20);

    const std::string count = "wc -l '" + file.string() + "' > /dev/null";
    std::ignore = std::system(count.c_str()); // warms the cache
    const double wc = measure("wc -l", 0, [&] { std::ignore = std::system(count.c_str()); });

    measure("index", wc, [&] {
        const auto source = RowSource::open(file);
        std::ignore = RowIndex::build(**source, {});
    });
    std::unique_ptr<DatasetDocument> document;
    QObject context;
    measure("open", wc, [&] {
        DatasetDocument::openFile(file, WorkPlaces(root / "work"), &context,
                                  [&](auto opened) { document = std::move(*opened); });
        waitFor([&] { return document != nullptr; });
    });
    std::printf("%d rows\n", document->rowCount());
    printMemory("memory of the open document");

    std::shared_ptr<const DatasetSnapshot> rows;
    measure("snapshot", 0, [&] { rows = document->snapshot(); });
    const std::string part = argc > 3 ? argv[3] : "";
    if (part.empty())
        measure("check all", wc, [&] { std::ignore = checkAll(*rows, {}, {}); });
    measure("find literal, width-insensitive", wc, [&] {
        std::ignore = findRows(*rows, {"ｷﾃｲ 4711", false, false}, {});
    });
    measure("find one that most rows have", wc, [&] { std::ignore = findRows(*rows, {"ﾃﾂﾂﾞｷ", false, false}, {}); });
    measure("find one with other signs", wc, [&] { std::ignore = findRows(*rows, {"手続ﾃﾞｽ", false, false}, {}); });
    measure("find literal, exact", wc, [&] { std::ignore = findRows(*rows, {"質問 4711", true, false}, {}); });
    measure("find pattern", wc, [&] { std::ignore = findRows(*rows, {"質問 \\d+11$", false, true}, {}); });
    rows.reset();

    const TextField prompt{TextField::Kind::Prompt, 0};
    if (part == "find") {
        document.reset();
        fs::remove_all(root);
        return 0;
    }
    if (part.empty()) {
        measure("first edit after a snapshot", 0,
                [&] { std::ignore = document->setText(0, prompt, QStringLiteral("x")); });
        measure("next edit", 0, [&] { std::ignore = document->setText(1, prompt, QStringLiteral("x")); });
        {
            const DatasetModel table(*document); // hears everything, as under the window
            Blocks blocks;
            const int every = 2;
            const auto replace = [](const DatasetSnapshot &all, const ScanProgress &,
                                    std::stop_token) -> Result<RowChanges> {
                RowChanges changes;
                const auto done = all.forEachLine(0, all.rowCount(), [&](std::size_t row, std::string_view line) {
                    if (row % every == 0 && parseExample(line))
                        changes.texts.push_back(
                            {static_cast<int>(row), {TextField::Kind::Prompt, 0}, QStringLiteral("新しい質問")});
                    return true;
                });
                return done ? Result<RowChanges>(std::move(changes)) : tl::unexpected(done.error());
            };
            const auto rowsNow = static_cast<std::size_t>(document->rowCount());
            std::printf("%zu rows, every second one is changed\n", rowsNow);
            blocks.measure("replace in half of the rows", [&](auto done) {
                document->change(rowsNow, QStringLiteral("replace"), replace, std::move(done));
            });
            blocks.measure("undo it", [&](auto done) { document->undo(std::move(done)); });
            blocks.measure("redo it", [&](auto done) { document->redo(std::move(done)); });
            blocks.measure("undo it without the pool, to compare", [&](auto done) {
                document->undoStack()->undo();
                done({});
            });
            blocks.measure("redo it", [&](auto done) { document->redo(std::move(done)); });
            blocks.measure("add half as many rows", [&](auto done) {
                document->change(
                    rowsNow, QStringLiteral("paste"),
                    [](const DatasetSnapshot &all, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
                        RowChanges changes;
                        changes.inserted.assign(all.rowCount() / 2, "{\"prompt\":\"p\",\"completion\":\"c\"}");
                        changes.insertAt = 1;
                        return changes;
                    },
                    std::move(done));
            });
            blocks.measure("undo it", [&](auto done) { document->undo(std::move(done)); });
            blocks.measure("an edit, which drops the redo step",
                           [&](auto done) { done(document->setText(2, prompt, QStringLiteral("y"))); });
            blocks.measure("remove every tenth row", [&](auto done) {
                document->change(
                    rowsNow, QStringLiteral("remove"),
                    [](const DatasetSnapshot &all, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
                        RowChanges changes;
                        for (std::size_t row = 0; row < all.rowCount(); row += 10)
                            changes.removed.push_back(static_cast<int>(row));
                        return changes;
                    },
                    std::move(done));
            });
        }
        measure("until the journal is safe", 0,
                [&] { waitFor([&] { return document->journalState() == JournalState::Safe; }); });
        measure("save", wc, [&] {
            bool saved = false;
            document->save({}, &context, [&](const Result<> &result) {
                saved = true;
                if (!result)
                    std::printf("%s\n", result.error().message.c_str());
            });
            waitFor([&] { return saved; });
        });
        printMemory("memory after all that");
        document.reset();
        fs::remove_all(root / "work");
    } else {
        document.reset();
        fs::remove_all(root / "work");
    }

    // One cell after the other, each until it is on the disk; then many, and the window is gone.
    const auto close = [&] {
        DatasetDocument::close(std::move(document));
        waitForPool(); // otherwise its end would be a part of the next opening
    };
    const auto open = [&] {
        DatasetDocument::openFile(file, WorkPlaces(root / "work"), &context,
                                  [&](auto opened) { document = std::move(*opened); });
        waitFor([&] { return document != nullptr; });
    };
    const double plain = measure("open again", wc, open);
    std::vector<double> inWindow, durable;
    for (int i = 0; i < 500; ++i) {
        QElapsedTimer timer;
        timer.start();
        std::ignore = document->setText(i * 37, prompt, QStringLiteral("規程による手続 %1").arg(i));
        inWindow.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e9);
        waitFor([&] { return document->journalState() == JournalState::Safe; });
        durable.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e9);
    }
    printTimes("commit of a cell, in the window", inWindow);
    printTimes("commit of a cell, on the disk", durable);
    for (int i = 0; i < 100'000; ++i)
        std::ignore = document->setText(i % document->rowCount(), prompt, QStringLiteral("編集 %1").arg(i));
    waitFor([&] { return document->journalState() == JournalState::Safe; });
    measure("close it", 0, close);
    const double edited = measure("open with 100 k unsaved edits", wc, open);
    std::printf("%-34s %8.3f s more, %d steps of history\n", "", edited - plain, document->historyCount());
    const double raw = measure("raw write of the same bytes", wc, [&] { writeRaw(file, root / "raw"); });
    const double save = measure("save", wc, [&] {
        bool saved = false;
        document->save({}, &context, [&](const Result<> &) { saved = true; });
        waitFor([&] { return saved; });
    });
    std::printf("%-34s %8.2f × the raw write\n", "", save / raw);
    close();
    measure("open with history behind a save", wc, open);
    printMemory("memory with that history");
    document.reset();
    fs::remove_all(root);
    return 0;
}
