// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/compare_files.h"

#include "dataset/row_keys.h"
#include "dataset/row_table.h"

#include <algorithm>
#include <functional>
#include <xxhash.h>

namespace onsa {

namespace {

struct KeyedRow {
    RowKey key;
    int row = 0;

    auto operator<=>(const KeyedRow &) const = default;
};

// Of a line; nothing: the row takes no part.
using KeyOf = std::function<std::optional<RowKey>(std::string_view line)>;

std::optional<RowKey> bytesKey(std::string_view line)
{
    const XXH128_hash_t hash = XXH3_128bits(line.data(), line.size());
    return RowKey{hash.high64, hash.low64};
}

std::optional<RowKey> askedKey(std::string_view line)
{
    const auto example = parseExample(line);
    return example ? std::optional(keysOf(*example).prompt) : std::nullopt;
}

// The rows without a partner, by their key.
Result<std::vector<KeyedRow>> keyed(const DatasetSnapshot &rows, const std::vector<int> &partner, const KeyOf &keyOf,
                                    const std::stop_token &stop)
{
    std::vector<KeyedRow> found;
    const auto read = rows.forEachLine(0, rows.rowCount(), [&](std::size_t row, std::string_view line) {
        if (partner[row] < 0)
            if (const auto key = keyOf(line))
                found.push_back({*key, static_cast<int>(row)});
        return !stop.stop_requested();
    });
    if (!read)
        return tl::unexpected(read.error());
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The comparison was cancelled.");
    std::sort(found.begin(), found.end());
    return found;
}

struct Partners {
    std::vector<int> ofOther, ofNow; // row on the other side, or -1
};

Result<> join(const DatasetSnapshot &other, const DatasetSnapshot &now, const KeyOf &keyOf, Partners &partners,
              const std::stop_token &stop)
{
    const auto theirs = keyed(other, partners.ofOther, keyOf, stop);
    const auto ours = theirs ? keyed(now, partners.ofNow, keyOf, stop) : theirs;
    if (!ours)
        return tl::unexpected(ours.error());
    for (auto a = theirs->begin(), b = ours->begin(); a != theirs->end() && b != ours->end();) {
        if (a->key == b->key) {
            partners.ofOther[static_cast<std::size_t>(a->row)] = b->row;
            partners.ofNow[static_cast<std::size_t>(b->row)] = a->row;
            ++a, ++b;
        } else {
            (a->key < b->key ? a : b) += 1;
        }
    }
    return {};
}

} // namespace

Result<FileComparison> compareWithFile(const std::filesystem::path &path, const DatasetSnapshot &now,
                                       const std::stop_token &stop)
{
    auto source = RowSource::open(path);
    if (!source)
        return tl::unexpected(source.error());
    auto index = RowIndex::build(**source, stop);
    if (!index)
        return tl::unexpected(index.error());
    const std::shared_ptr<const DatasetSnapshot> other = RowTable(std::move(*source), std::move(*index)).snapshot();

    Partners partners{std::vector<int>(other->rowCount(), -1), std::vector<int>(now.rowCount(), -1)};
    if (const auto joined = join(*other, now, bytesKey, partners, stop); !joined)
        return tl::unexpected(joined.error());
    const std::vector<int> sameBytes = partners.ofNow;
    if (const auto joined = join(*other, now, askedKey, partners, stop); !joined)
        return tl::unexpected(joined.error());
    return FileComparison{other,
                          changesBetween(
                              *other, now, {partners.ofOther, partners.ofNow},
                              [&](int, int is) { return sameBytes[static_cast<std::size_t>(is)] >= 0; }, stop)};
}

} // namespace onsa
