// SPDX-License-Identifier: GPL-3.0-or-later
// The review states of a DatasetDocument, and how they outlive its journal.
#include "dataset/dataset_document_p.h"
#include "dataset/review_file.h"
#include "system/background_pool.h"

#include <mutex>

namespace onsa {

ReviewState DatasetDocument::review(int row) const
{
    return d->rows.table.review(rowId(row));
}

Result<> DatasetDocument::setReviews(std::vector<RowMark> marks, const QString &label)
{
    if (const auto may = mayEdit(); !may)
        return may;
    RowChanges changes;
    changes.marks = std::move(marks);
    auto ops = changeOps(d->rows.table, std::move(changes), {}, {});
    if (!ops)
        return tl::unexpected(ops.error());
    return push(std::move(*ops), label);
}

void DatasetDocument::noteReviews(int first, int last)
{
    if (first < 0)
        return;
    d->keepSoon.start();
    Q_EMIT reviewsChanged(first, last);
}

// The journal has them at once; this is for when it is gone, or when the file is another one. In the pool, unless it is
// done in no time.
void DatasetDocument::keepReviews()
{
    constexpr std::size_t quick = 10'000; // rows; about 10 ms
    d->keepSoon.stop();
    if (d->rows.path.empty() || d->rows.readOnly || !d->rows.onDisk)
        return;
    const auto write = [places = d->places, path = d->rows.path, saved = d->saved, now = d->rows.table.snapshot(),
                        identity = *d->rows.onDisk, unreadable = std::exchange(d->rows.reviewsUnreadable, false)] {
        static std::mutex oneAtATime;
        const std::lock_guard lock(oneAtATime);
        // Whatever goes wrong, the journal keeps them, and the next change tries again.
        std::ignore = writeReviews(*places.disk, reviewFile(places, path), *saved, now->marks(), identity, unreadable);
    };
    d->saved->rowCount() <= quick ? write() : runInPool(write);
}

} // namespace onsa
