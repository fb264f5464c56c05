// SPDX-License-Identifier: GPL-3.0-or-later
// splitForTraining: a prompt's side is a number made of its text and the seed, compared with the share.
#include "dataset/dataset_scan.h"

#include "dataset/parallel.h"
#include "dataset/row_issues.h"
#include "dataset/row_keys.h"
#include "dataset/scan_progress.h"

#include <algorithm>
#include <limits>
#include <xxhash.h>

namespace onsa {

namespace {

// The place of a row's prompt on the line from 0 to 2^64; nothing = the row is left out.
std::optional<std::uint64_t> placeOf(std::string_view line, std::uint64_t seed)
{
    if (isBlankLine(line))
        return std::nullopt;
    const auto issues = checkRow(line);
    if (std::any_of(issues.begin(), issues.end(), [](const Issue &i) { return i.severity == Severity::Error; }))
        return std::nullopt;
    const auto example = parseExample(line);
    if (!example)
        return std::nullopt;
    const std::string asked = promptOf(*example);
    return XXH3_64bits_withSeed(asked.data(), asked.size(), seed);
}

struct Places {
    std::vector<std::uint64_t> place; // by row
    std::vector<char> usable;
};

// Prompts below it are for validation.
std::uint64_t border(const Places &rows, double share)
{
    std::uint64_t lowest = std::numeric_limits<std::uint64_t>::max(), highest = 0;
    std::size_t count = 0;
    for (std::size_t row = 0; row < rows.place.size(); ++row) {
        if (!rows.usable[row])
            continue;
        ++count;
        lowest = std::min(lowest, rows.place[row]);
        highest = std::max(highest, rows.place[row]);
    }
    if (!(share > 0))
        return 0;
    auto line = static_cast<std::uint64_t>(share * 0x1p64); // share ≤ 0.5: fits
    constexpr std::size_t enoughRows = 10; // of fewer, none can be spared
    if (line <= lowest && count >= enoughRows)
        line = lowest + 1;
    return std::min(line, highest); // the highest prompt always trains
}

} // namespace

Result<TrainingSplit> splitForTraining(const DatasetSnapshot &rows, double validationShare, std::uint64_t seed,
                                       std::stop_token stop)
{
    if (!(validationShare >= 0 && validationShare <= 0.5))
        return fail(ErrorKind::InvalidInput, "The validation share must be between 0 and 50 %.", "invalid_share",
                    "validationShare");
    const std::size_t count = rows.rowCount();
    Places places{std::vector<std::uint64_t>(count), std::vector<char>(count)};
    std::vector<Result<>> reads((count + scanRows - 1) / scanRows);
    parallelFor<int>(reads.size(), stop, [&](std::size_t block, int &) {
        const std::size_t first = block * scanRows;
        reads[block] =
            rows.forEachLine(first, std::min(count, first + scanRows), [&](std::size_t row, std::string_view line) {
                const auto place = placeOf(line, seed);
                places.place[row] = place.value_or(0);
                places.usable[row] = place ? 1 : 0;
                return !stop.stop_requested();
            });
    });
    for (const Result<> &read : reads) {
        if (!read)
            return tl::unexpected(read.error());
    }

    TrainingSplit split;
    const std::uint64_t line = border(places, validationShare);
    const auto done = rows.forEachLine(0, count, [&](std::size_t row, std::string_view bytes) {
        if (!places.usable[row]) {
            ++split.leftOut;
            return !stop.stop_requested();
        }
        const bool validates = places.place[row] < line;
        ++(validates ? split.validationRows : split.trainingRows);
        (validates ? split.validation : split.training).append(bytes).push_back('\n');
        return !stop.stop_requested();
    });
    if (!done)
        return tl::unexpected(done.error());
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "Preparing the training data was stopped.", "cancelled");
    if (split.trainingRows == 0)
        return fail(ErrorKind::InvalidInput, "There is no usable row to train on. Repair the rows with errors first.",
                    "no_usable_rows");
    return split;
}

} // namespace onsa
