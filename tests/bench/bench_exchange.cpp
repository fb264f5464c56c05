// SPDX-License-Identifier: GPL-3.0-or-later
// How fast foreign files come in and go out, beside reading the same bytes; and that memory does not grow with them.
//   bench_exchange [ROWS] [FOLDER]
#include "dataset/export/export_file.h"
#include "dataset/import/import_detect.h"
#include "dataset/import/import_file.h"
#include "dataset/row_table.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sys/resource.h>
#include <unistd.h>

using namespace onsa;

namespace {

double seconds(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double peakMiB()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}

double readTime(const std::filesystem::path &path)
{
    return seconds([&] {
        std::ifstream in(path, std::ios::binary);
        std::string block(1U << 20U, '\0');
        while (in.read(block.data(), std::streamsize(block.size())) || in.gcount() > 0) { }
    });
}

void print(const char *what, double time, double reading, const std::filesystem::path &path)
{
    const double mb = double(std::filesystem::file_size(path)) / 1e6;
    std::printf("%-28s %8.1f MB %7.2f s %8.1f MB/s  %6.1f x reading  peak %6.0f MiB\n", what, mb, time, mb / time,
                time / reading, peakMiB());
}

} // namespace

int main(int argc, char **argv)
{
    const int rows = argc > 1 ? std::atoi(argv[1]) : 500'000;
    const std::filesystem::path folder =
        argc > 2 ? argv[2] : std::filesystem::temp_directory_path() / ("onsa_bench_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    {
        std::ofstream out(folder / "in.csv", std::ios::binary);
        out << "prompt,completion,topic\n";
        for (int i = 0; i < rows; ++i)
            out << "パスワードを忘れました。" << i
                << "番の端末ではどうすればよいですか？,\"ログイン画面の「再設定」を押し、\n"
                << "登録した\"\"アドレス\"\"に届くメールの手順に従ってください。\",t" << i % 50 << '\n';
    }
    const auto csv = folder / "in.csv", jsonl = folder / "rows.jsonl";
    const double reading = readTime(csv);
    const auto guess = guessImport(csv);
    if (!guess)
        return 1;
    print("import CSV", seconds([&] { (void)importToFile(csv, guess->settings, jsonl, {}, {}); }), reading, csv);

    const auto source = RowSource::open(jsonl);
    if (!source)
        return 1;
    const auto index = RowIndex::build(**source, {});
    if (!index)
        return 1;
    RowTable table(*source, *index);
    const auto snapshot = table.snapshot();
    const double readingRows = readTime(jsonl);
    for (const ExportFormat format : {ExportFormat::JsonLines, ExportFormat::Csv, ExportFormat::Xlsx}) {
        const auto target = folder / (std::string("out") + extensionOf(format));
        Result<ExportPlan> plan;
        const double planning = seconds([&] { plan = planExport(*snapshot, {}, format, {}, {}); });
        ExportOrder order;
        order.target = target;
        const double writing = seconds([&] { (void)writeExport(*snapshot, {}, *plan, order, {}, {}); });
        std::printf("  plan of %-20s %8s    %7.2f s\n", nameOf(format), "", planning);
        print((std::string("export ") + nameOf(format)).c_str(), writing, readingRows, target);
    }
    const auto book = folder / "out.xlsx";
    const auto sheet = guessImport(book);
    if (sheet)
        print("import XLSX", seconds([&] { (void)importToFile(book, sheet->settings, folder / "b.jsonl", {}, {}); }),
              readTime(book), book);
    std::filesystem::remove_all(folder);
    return 0;
}
