// SPDX-License-Identifier: GPL-3.0-or-later
// findRows: the texts of every row, on several threads. Rows that cannot be read are searched as they stand.
#include "dataset/dataset_scan.h"

#include "dataset/find_text.h"
#include "dataset/parallel.h"

#include <algorithm>
#include <mutex>

namespace onsa {

namespace {

Result<bool> rowMatches(const TextFinder &finder, std::string_view line)
{
    if (!finder.mayMatch(line))
        return false;
    const auto example = parseExample(line);
    if (!example)
        return finder.matches(line);
    std::vector<std::string_view> texts;
    if (example->kind == ExampleKind::Pair)
        texts = {example->prompt, example->completion};
    for (const Message &message : example->messages)
        texts.push_back(message.content);
    for (const auto *answer : {&example->chosen, &example->rejected})
        for (const Message &message : *answer)
            texts.push_back(message.content);
    for (const std::string_view text : texts) {
        const auto found = finder.matches(text);
        if (!found || *found)
            return found;
    }
    return false;
}

} // namespace

Result<> checkPattern(const FindOptions &options)
{
    const auto finder = TextFinder::create(options);
    return finder ? Result<>() : Result<>(tl::unexpected(finder.error()));
}

Result<std::vector<RowId>> findRows(const DatasetSnapshot &rows, const FindOptions &options, std::stop_token stop)
{
    const auto finder = TextFinder::create(options);
    if (!finder)
        return tl::unexpected(finder.error());

    constexpr std::size_t blockRows = 1024;
    const std::size_t count = rows.rowCount();
    std::vector<std::vector<RowId>> found((count + blockRows - 1) / blockRows);
    std::mutex errorLock;
    std::optional<Error> error;
    std::atomic<bool> failed = false;
    parallelFor<int>(found.size(), stop, [&](std::size_t block, int &) {
        const auto keep = [&](const Error &what) {
            const std::scoped_lock lock(errorLock);
            error = what;
            failed = true;
        };
        const std::size_t first = block * blockRows;
        const auto done =
            rows.forEachLine(first, std::min(count, first + blockRows), [&](std::size_t row, std::string_view line) {
                const auto match = rowMatches(*finder, line);
                if (!match)
                    keep(match.error());
                else if (*match)
                    found[block].push_back(rows.rowId(row));
                return !failed && !stop.stop_requested();
            });
        if (!done)
            keep(done.error());
    });
    if (error)
        return tl::unexpected(*error);
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The search was stopped.", "cancelled");

    std::vector<RowId> all;
    for (const auto &block : found)
        all.insert(all.end(), block.begin(), block.end());
    return all;
}

} // namespace onsa
