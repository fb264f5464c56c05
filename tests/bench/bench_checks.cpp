// SPDX-License-Identifier: GPL-3.0-or-later
// How long the checks of N MiB take, beside `wc -l` on the same file in the same run:
//     bench_checks [MiB] [folder] [plain|ascii|long|chat] [what, any of c d e l m n]
// ascii: every row with \u escapes; long: rows of 24 KB; chat: conversations. Prints figures; asserts nothing. The file
// has planted faults and goes when the program ends. CPU is the time of all threads together: on a machine that others
// use, too, half of it is what two free cores would take.
#include "core/utf8.h"
#include "dataset/dataset_document.h"
#include "dataset/dataset_scan.h"
#include "dataset/near_duplicates.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sys/resource.h>
#include <thread>

using namespace onsa;

namespace {

namespace fs = std::filesystem;

enum class Style { Plain, Ascii, Long, Chat };

std::string escaped(const std::string &text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        char unit[8];
        if (point.value < 0x80)
            out += text[at];
        else
            out.append(unit,
                       static_cast<std::size_t>(
                           std::snprintf(unit, sizeof unit, "\\u%04x", static_cast<unsigned>(point.value))));
        at += point.bytes;
    }
    return out;
}

std::string lineOf(std::string prompt, std::string completion, Style style)
{
    if (style == Style::Ascii) {
        prompt = escaped(prompt);
        completion = escaped(completion);
    }
    if (style == Style::Chat)
        return "{\"messages\": [{\"role\": \"user\", \"content\": \"" + prompt
            + "\"}, {\"role\": \"assistant\", \"content\": \"" + completion + ".\"}]}\n";
    return "{\"prompt\": \"" + prompt + "\", \"completion\": \"" + completion + ".\"}\n";
}

// About 400 bytes a row, seven of ten in Japanese; one row in a hundred is a copy, one contradicts, some have faults.
void generate(const fs::path &file, std::int64_t bytes, Style style)
{
    static const std::vector<std::string> japanese{"申請書", "期限", "提出", "窓口", "担当者", "承認", "経費", "精算",
                                                   "出張",   "休暇", "契約", "更新", "規程",   "手続", "部署", "会議"};
    static const std::vector<std::string> english{"invoice", "deadline", "approval", "contract", "holiday", "travel",
                                                  "expense", "office",   "manager",  "renewal",  "archive", "policy"};
    static const std::vector<std::string> particles{"の", "を", "に", "は", "で"};
    std::mt19937 random(1);
    std::ofstream out(file, std::ios::binary);
    std::int64_t written = 0;
    std::string last;
    while (written < bytes) {
        const bool isJapanese = random() % 10 < 7;
        const auto text = [&](unsigned words) {
            std::string made;
            for (unsigned i = 0; i < words; ++i)
                made += isJapanese ? japanese[random() % japanese.size()] + particles[random() % particles.size()]
                                   : english[random() % english.size()] + " ";
            return made;
        };
        std::string prompt = text(8), completion = text((isJapanese ? 24U : 36U) * (style == Style::Long ? 100U : 1U));
        const auto fault = random() % 1000;
        if (fault < 3)
            prompt += "　";
        else if (fault < 5)
            completion += " taro@example.com";
        else if (fault < 8)
            completion = "申し訳ありませんが、お答えできません。";
        else if (fault < 11)
            completion += "１２３";
        std::string line = lineOf(prompt, completion, style);
        if (fault >= 11 && fault < 21 && !last.empty())
            line = last;
        last = line;
        out << line;
        written += static_cast<std::int64_t>(line.size());
    }
}

long memory(const char *field) // KiB
{
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(field))
            return std::atol(line.c_str() + std::string_view(field).size() + 1);
    return 0;
}

// The most anonymous memory while it lives, looked at every millisecond or two.
class PeakMemory
{
public:
    PeakMemory()
        : m_thread([this](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                m_most = std::max(m_most, memory("RssAnon:"));
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        })
    {
    }
    long mebibytes()
    {
        m_thread.request_stop();
        m_thread.join();
        return m_most / 1024;
    }

private:
    long m_most = 0;
    std::jthread m_thread;
};

double cpuSeconds(int who)
{
    rusage used{};
    getrusage(who, &used);
    const auto seconds = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double measure(const char *what, double reference, const std::function<void()> &work)
{
    const int who = reference > 0 ? RUSAGE_SELF : RUSAGE_CHILDREN;
    const double before = cpuSeconds(who);
    PeakMemory peak;
    QElapsedTimer timer;
    timer.start();
    work();
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9, cpu = cpuSeconds(who) - before;
    std::printf("%-44s %8.3f s, CPU %8.3f s", what, seconds, cpu);
    if (reference > 0)
        std::printf("   %6.1f × wc -l, at most %ld MiB", seconds / reference, peak.mebibytes());
    std::printf("\n");
    std::fflush(stdout);
    return seconds;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const std::int64_t mebibytes = argc > 1 ? std::atol(argv[1]) : 64;
    const fs::path root =
        fs::path(argc > 2 ? argv[2] : "/tmp") / ("onsa-bench-" + std::to_string(QCoreApplication::applicationPid()));
    const std::string_view named = argc > 3 ? argv[3] : "plain", wanted = argc > 4 ? argv[4] : "cdelmn";
    const Style style = named == "ascii" ? Style::Ascii
        : named == "long"                ? Style::Long
        : named == "chat"                ? Style::Chat
                                         : Style::Plain;
    const auto wants = [&](char part) { return wanted.find(part) != std::string_view::npos; };
    fs::create_directories(root);
    const fs::path file = root / "rows.jsonl";
    generate(file, mebibytes << 20, style);

    const std::string count = "wc -l '" + file.string() + "' > /dev/null";
    std::ignore = std::system(count.c_str()); // warms the cache
    double wc = measure("wc -l", 0, [&] { std::ignore = std::system(count.c_str()); });
    wc = std::min(wc, measure("wc -l", 0, [&] { std::ignore = std::system(count.c_str()); }));

    std::unique_ptr<DatasetDocument> document;
    QObject context;
    DatasetDocument::openFile(file, root / "work", &context, [&](auto opened) { document = std::move(*opened); });
    while (!document)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    const auto rows = document->snapshot();
    std::printf("%d rows, %ld MiB resident, %ld MiB anonymous\n", document->rowCount(), memory("VmHWM:") / 1024,
                memory("RssAnon:") / 1024);
    ScanReport report;
    if (wants('c'))
        measure("every row parsed and checked", wc, [&] { report = checkAll(*rows, {}, {}, {true, false}); });
    for (const auto &[id, kind] : report.kinds)
        std::printf("    %-24s %9zu\n", id.c_str(), kind.count);
    report = {};
    if (wants('d'))
        measure("duplicates, contradictions, habits", wc, [&] { report = checkAll(*rows, {}, {}, {false, true}); });
    for (const auto &[id, kind] : report.kinds)
        std::printf("    %-24s %9zu\n", id.c_str(), kind.count);
    report = {};
    if (wants('e'))
        measure("all of these in one pass", wc, [&] { report = checkAll(*rows, {}, {}); });
    report = {};
    // The same rows as validation: every one leaks.
    struct Part : DatasetSnapshot {
        const DatasetSnapshot &all;
        bool changed = false;
        Part(const DatasetSnapshot &rows, bool change)
            : all(rows)
            , changed(change)
        {
        }
        std::size_t rowCount() const override { return all.rowCount() / 20; }
        RowId rowId(std::size_t row) const override { return all.rowId(row); }
        Result<std::string> line(std::size_t row) const override
        {
            auto bytes = all.line(row);
            const std::size_t text = bytes ? bytes->find(": \"") : std::string::npos;
            if (changed && text != std::string::npos)
                bytes->insert(text + 3, "新");
            return bytes;
        }
    };
    if (wants('l'))
        measure("leakage (a twentieth, the same questions)", wc, [&] {
            const auto leaks = findLeakage(*rows, Part(*rows, false), {});
            std::printf("    %zu leaks\n", leaks ? leaks->size() : 0);
        });
    if (wants('m'))
        measure("leakage (a twentieth, nearly the same)", wc, [&] {
            const auto leaks = findLeakage(*rows, Part(*rows, true), {});
            std::printf("    %zu leaks\n", leaks ? leaks->size() : 0);
        });
    if (wants('n'))
        measure("near duplicates", wc, [&] {
            const auto found = findNearDuplicates(*rows, {}, {});
            std::printf("    %zu findings\n", found ? found->issues.size() : 0);
        });
    document.reset();
    fs::remove_all(root);
    return 0;
}
