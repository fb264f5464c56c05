// SPDX-License-Identifier: GPL-3.0-or-later
// findLeakage: the validation rows stand in memory by their bands, the training rows pass by.
#include "dataset/near_duplicates.h"

#include "core/checks/comparison_form.h"
#include "dataset/parallel.h"
#include "dataset/row_issues.h"
#include "dataset/row_keys.h"
#include "dataset/scan_progress.h"
#include "dataset/text_similarity.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace onsa {

namespace {

constexpr std::size_t bands = 28, bandLength = 4; // P(found): 0.999 at 0.7
constexpr double seenBefore = 0.7;

struct Asked {
    std::uint32_t row = 0;
    Pieces pieces;
    std::uint32_t twin = 0; // 1 + the training row that gave it away
    bool exact = false;
};

bool isSeen(const Pieces &validation, const Pieces &training)
{
    if (validation.form == training.form)
        return true;
    if (validation.characters < shortText || training.characters < shortText)
        return false; // short questions resemble each other by chance
    const auto less = static_cast<double>(std::min(validation.hashes.size(), training.hashes.size()));
    const auto more = static_cast<double>(std::max(validation.hashes.size(), training.hashes.size()));
    return less >= seenBefore * more && jaccard(validation, training) >= seenBefore;
}

bool readPieces(std::string_view line, Pieces &pieces)
{
    if (isBlankLine(line))
        return false;
    const auto example = parseExample(line);
    if (!example)
        return false;
    const std::string form = cmp(promptOf(*example));
    if (form.empty())
        return false;
    cutIntoPieces(form, pieces);
    return true;
}

} // namespace

Result<std::vector<std::pair<RowId, Issue>>> findLeakage(const DatasetSnapshot &training,
                                                         const DatasetSnapshot &validation, std::stop_token stop)
{
    std::vector<Asked> asked;
    std::unordered_multimap<std::uint64_t, std::uint32_t> byBand; // band and key -> index in `asked`
    MinHash hash;
    const auto bandAt = [&hash](std::size_t band) {
        return (static_cast<std::uint64_t>(band) << 32U) | bandKey(hash, band * bandLength, bandLength);
    };
    const auto read = validation.forEachLine(0, validation.rowCount(), [&](std::size_t row, std::string_view line) {
        Asked now{static_cast<std::uint32_t>(row), {}, 0, false};
        if (!readPieces(line, now.pieces))
            return !stop.stop_requested();
        minHashOf(now.pieces, hash);
        sortPieces(now.pieces);
        for (std::size_t band = 0; band < bands; ++band)
            byBand.emplace(bandAt(band), static_cast<std::uint32_t>(asked.size()));
        asked.push_back(std::move(now));
        return !stop.stop_requested();
    });
    if (!read)
        return tl::unexpected(read.error());

    struct Scratch {
        Pieces pieces;
        MinHash signature;
        std::vector<std::uint32_t> candidates;
    };
    std::mutex lock;
    Result<> failed;
    const std::size_t count = training.rowCount();
    parallelFor<Scratch>((count + scanRows - 1) / scanRows, stop, [&](std::size_t block, Scratch &scratch) {
        const std::size_t first = block * scanRows;
        const auto done =
            training.forEachLine(first, std::min(count, first + scanRows), [&](std::size_t row, std::string_view line) {
                if (!readPieces(line, scratch.pieces))
                    return !stop.stop_requested();
                minHashOf(scratch.pieces, scratch.signature);
                scratch.candidates.clear();
                for (std::size_t band = 0; band < bands; ++band) {
                    const std::uint64_t key = (static_cast<std::uint64_t>(band) << 32U)
                        | bandKey(scratch.signature, band * bandLength, bandLength);
                    const auto [begin, end] = byBand.equal_range(key);
                    for (auto at = begin; at != end; ++at)
                        scratch.candidates.push_back(at->second);
                }
                if (scratch.candidates.empty())
                    return !stop.stop_requested();
                sortPieces(scratch.pieces);
                std::sort(scratch.candidates.begin(), scratch.candidates.end());
                for (std::size_t i = 0, next = 0; i < scratch.candidates.size(); i = next) {
                    const std::uint32_t index = scratch.candidates[i];
                    next = i + 1;
                    while (next < scratch.candidates.size() && scratch.candidates[next] == index)
                        ++next;
                    // One band of 28 is chance; texts that are alike by 0.7 have two or more in 995 of 1000 cases.
                    if (next - i < 2)
                        continue;
                    Asked &one = asked[index];
                    if (!isSeen(one.pieces, scratch.pieces))
                        continue;
                    const bool exact = one.pieces.form == scratch.pieces.form;
                    const std::lock_guard guard(lock);
                    const auto twin = static_cast<std::uint32_t>(row) + 1;
                    // The nearest, then the first: the same whichever thread came by first.
                    if (one.twin == 0 || (exact && !one.exact) || (exact == one.exact && twin < one.twin)) {
                        one.twin = twin;
                        one.exact = exact;
                    }
                }
                return !stop.stop_requested();
            });
        if (!done) {
            const std::lock_guard guard(lock);
            failed = done;
        }
    });
    if (!failed)
        return tl::unexpected(failed.error());
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The comparison was stopped.", "cancelled");

    std::vector<std::pair<RowId, Issue>> leaks;
    for (const Asked &one : asked) {
        if (one.twin == 0)
            continue;
        leaks.emplace_back(validation.rowId(one.row),
                           Issue{"leakage", Severity::Warning, "prompt",
                                 std::string("The training data asks ") + (one.exact ? "the same" : "nearly the same")
                                     + " in row " + std::to_string(one.twin) + ".",
                                 0, 0, Fix::DeleteRow});
    }
    return leaks;
}

} // namespace onsa
