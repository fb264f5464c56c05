// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes to sort and filter a data set of N MiB, and for how long it holds up its event loop
// meanwhile, beside `wc -l` on the same file in the same run: bench_view [MiB] [folder]. Prints figures.
#include "support/window_services.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/view_flow.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

using namespace onsa;
using namespace onsa::ui;

namespace {

namespace fs = std::filesystem;

// About 400 bytes a row, seven of ten in Japanese, as bench_dataset's; every twentieth prompt starts like many others.
void generate(const fs::path &file, std::int64_t bytes)
{
    std::mt19937 random(1);
    std::ofstream out(file, std::ios::binary);
    std::int64_t written = 0;
    for (unsigned row = 0; written < bytes; ++row) {
        std::string line = "{\"prompt\": \"";
        const bool japanese = random() % 10 < 7;
        if (random() % 20 == 0)
            line += "以下の文を、です・ます調の英語に訳してください。";
        line += (japanese ? "質問 " : "Question ") + std::to_string(random() % 3'000'000) + "\", \"completion\": \"";
        const auto words = 10 + random() % 20;
        constexpr std::array japaneseWords{"規程による手続です。", "申請は所属長へ出します。", "五営業日前までに",
                                           "例外として",           "別表第二のとおり",         "総務課が確認し、",
                                           "承認ののち",           "翌月に支給します。"};
        constexpr std::array englishWords{"according to the rules ",
                                          "the manager decides ",
                                          "within five days ",
                                          "unless agreed otherwise ",
                                          "in writing ",
                                          "see annex two ",
                                          "next month ",
                                          "as an exception "};
        for (unsigned w = 0; w < words; ++w)
            line += japanese ? japaneseWords[random() % japaneseWords.size()]
                             : englishWords[random() % englishWords.size()];
        line += std::to_string(row) + ".\"}\n";
        out << line;
        written += static_cast<std::int64_t>(line.size());
    }
}

double threadSeconds()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// The longest time between two beats of a timer, by the clock and by the thread's own work.
class Blocks : public QObject
{
public:
    explicit Blocks(double reference)
        : m_reference(reference)
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.setInterval(1);
        connect(&m_beat, &QTimer::timeout, this, [this] {
            const double now = threadSeconds();
            m_longest = std::max(m_longest, static_cast<double>(m_clock.nsecsElapsed()) / 1e6 - 1);
            m_longestWork = std::max(m_longestWork, (now - m_work) * 1e3);
            m_clock.start();
            m_work = now;
        });
    }
    // `order` is given from the event loop; `isDone` is asked on every beat.
    void measure(const char *what, const std::function<void()> &order, const std::function<bool()> &isDone)
    {
        m_longest = m_longestWork = 0;
        m_clock.start();
        m_work = threadSeconds();
        m_beat.start();
        QElapsedTimer timer;
        timer.start();
        QEventLoop loop;
        QTimer::singleShot(0, &loop, [&] { order(); });
        QTimer asking;
        bool given = false;
        connect(&asking, &QTimer::timeout, &loop, [&] {
            if (std::exchange(given, true) && isDone())
                loop.quit();
        });
        asking.start(2);
        loop.exec();
        const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
        QTimer::singleShot(60, &loop, &QEventLoop::quit); // the painting afterwards
        loop.exec();
        m_beat.stop();
        std::printf("%-44s %7.3f s", what, seconds);
        if (m_reference > 0)
            std::printf(" %6.1f × wc -l", seconds / m_reference);
        std::printf("   longest block %6.1f ms, %6.1f ms of its own work\n", m_longest, m_longestWork);
        std::fflush(stdout);
    }

private:
    double m_reference;
    QTimer m_beat;
    QElapsedTimer m_clock;
    double m_work = 0, m_longest = 0, m_longestWork = 0;
};

long peakMebibytes()
{
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmHWM:"))
            return std::atol(line.c_str() + 6) / 1024;
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    applyTheme(*qApp, ThemeChoice::Light);
    const std::int64_t mebibytes = argc > 1 ? std::atol(argv[1]) : 256;
    const fs::path root =
        fs::path(argc > 2 ? argv[2] : "/tmp") / ("onsa-bench-view-" + std::to_string(app.applicationPid()));
    fs::create_directories(root);
    const fs::path file = root / "rows.jsonl";
    generate(file, mebibytes << 20);
    const std::string count = "wc -l '" + file.string() + "' > /dev/null";
    std::ignore = std::system(count.c_str()); // warms the cache
    QElapsedTimer timer;
    timer.start();
    std::ignore = std::system(count.c_str());
    const double wc = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    std::printf("%-44s %7.3f s\n", "wc -l", wc);

    tests::WindowServices services;
    DatasetPage page(services.services());
    page.resize(1600, 1000);
    page.show();
    Blocks blocks(wc);
    blocks.measure(
        "open", [&] { page.openFile(QString::fromStdString(file.string())); },
        [&] { return page.document() && page.document()->rowCount() > 0; });
    auto &table = *page.findChild<DataTable *>(QStringLiteral("dataTable"));
    auto &flow = *page.findChild<ViewFlow *>();
    std::printf("%d rows, peak %ld MiB\n", page.document()->rowCount(), peakMebibytes());

    const auto show = [&](const char *what, const RowView &view) {
        blocks.measure(
            what, [&] { flow.show(view); }, [&] { return !flow.isBusy(); });
        if (!(flow.view() == view))
            std::printf("  it did not come about\n");
        else
            std::printf("  %d rows shown, peak %ld MiB\n", page.model()->rowCount(), peakMebibytes());
    };
    const auto sorted = [](SortKey::By by, ShownText where, bool down = false) {
        return RowView{{}, {{by, where, down}}};
    };
    const auto filtered = [](ConditionKind kind, ShownText where, std::string text, int from = 0) {
        RowCondition condition;
        condition.kind = kind;
        condition.where = where;
        condition.text = std::move(text);
        condition.from = from;
        return RowView{{condition}, {}};
    };
    show("sort by prompt", sorted(SortKey::By::Text, ShownText::Prompt));
    show("turn it round", sorted(SortKey::By::Text, ShownText::Prompt, true));
    show("sort by completion", sorted(SortKey::By::Text, ShownText::Completion));
    show("sort by length of completion", sorted(SortKey::By::Length, ShownText::Completion));
    RowView two = sorted(SortKey::By::Length, ShownText::Completion);
    two.sort.push_back({SortKey::By::Text, ShownText::Prompt, true});
    show("by length, then by prompt", two);
    show("last rows first", sorted(SortKey::By::Row, ShownText::Any, true));
    show("back to the document's order", {});
    show("filter: prompt contains, width-insensitive",
         filtered(ConditionKind::Contains, ShownText::Prompt, "ＱＵＥＳＴＩＯＮ 47"));
    show("filter: any text contains", filtered(ConditionKind::Contains, ShownText::Any, "4711"));
    show("filter: prompt matches a pattern", filtered(ConditionKind::Matches, ShownText::Prompt, "質問 \\d+11$"));
    show("filter: completion of 200 characters or more",
         filtered(ConditionKind::Length, ShownText::Completion, {}, 200));
    show("filter: changed since the save", filtered(ConditionKind::Changed, ShownText::Any, {}));
    show("without filters", {});
    blocks.measure(
        "select all", [&] { table.selectAll(); }, [] { return true; });
    blocks.measure(
        "select a column", [&] { table.selectColumn(DatasetModel::PromptColumn); }, [] { return true; });
    blocks.measure(
        "cancel a sort under way",
        [&] {
            flow.show(sorted(SortKey::By::Text, ShownText::Completion));
            flow.cancel();
        },
        [&] { return !flow.isBusy(); });
    std::error_code ignored;
    fs::remove_all(root, ignored);
    return 0;
}
