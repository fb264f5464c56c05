// SPDX-License-Identifier: GPL-3.0-or-later
// Orders of very many rows, and their undo: prepared in the pool on a fork of the table, applied by swapping tables.
#include "dataset/dataset_document_p.h"
#include "dataset/edit_command.h"
#include "system/background.h"

namespace onsa {

namespace {

// Whoever lets it go last, it is given back in the pool.
using Prepared = std::shared_ptr<Result<PreparedEdit>>;

Prepared givenBackInPool(Result<PreparedEdit> edit)
{
    return {new Result<PreparedEdit>(std::move(edit)),
            [](Result<PreparedEdit> *gone) { runInPool([gone] { delete gone; }); }};
}

// Progress over two passes of about the same length: looking at the rows, and making their new bytes.
ScanProgress half(const std::shared_ptr<std::atomic<int>> &permille, int from)
{
    return [permille, from](std::size_t done, std::size_t all) {
        *permille = from + (all > 0 ? static_cast<int>(done * 500 / all) : 0);
    };
}

} // namespace

void DatasetDocument::change(std::size_t rows, const QString &label, ChangeMaker make, ChangeDone done)
{
    if (const auto may = mayEdit(); !may)
        return done(may);
    if (rows <= smallChange) {
        auto changes = make(*d->rows.table.snapshot(), {}, {});
        if (!changes)
            return done(tl::unexpected(changes.error()));
        const QString words = changes->label.isEmpty() ? label : changes->label;
        auto ops = changeOps(d->rows.table, std::move(*changes), {}, {});
        if (!ops)
            return done(tl::unexpected(ops.error()));
        return done(push(std::move(*ops), words));
    }

    const auto words = std::make_shared<QString>(label); // written in the pool before the hand-over
    const auto work = [make = std::move(make), words,
                       afterSave = d->saves > 0](RowTable table, const Permille &permille,
                                                 const std::stop_token &stop) -> Result<PreparedEdit> {
        auto changes = make(*table.snapshot(), half(permille, 0), stop);
        if (!changes)
            return tl::unexpected(changes.error());
        if (!changes->label.isEmpty())
            *words = changes->label;
        auto ops = changeOps(table, std::move(*changes), half(permille, 500), stop);
        if (!ops)
            return tl::unexpected(ops.error());
        return prepareEdit(std::move(table), std::move(*ops), ActionKind::Do, words->toStdString(), afterSave);
    };
    prepare(
        work, [this, words] { d->undo.push(new EditCommand(*this, *words, std::vector<EditOp>(), false)); }, std::move(done));
}

void DatasetDocument::undo(ChangeDone done)
{
    step(false, std::move(done));
}

void DatasetDocument::redo(ChangeDone done)
{
    step(true, std::move(done));
}

void DatasetDocument::step(bool again, ChangeDone done)
{
    if (const auto may = mayEdit(); !may)
        return done(may);
    const auto apply = [this, again] { again ? d->undo.redo() : d->undo.undo(); };
    const auto *next = dynamic_cast<const EditCommand *>(d->undo.command(d->undo.index() - (again ? 0 : 1)));
    if (!next || weightOf(*next->ops()) <= smallChange) {
        apply();
        return done({});
    }
    const auto work = [ops = next->ops(), label = next->text().toStdString(),
                       kind = again ? ActionKind::Redo : ActionKind::Undo, afterSave = d->saves > 0](
                          RowTable table, const Permille &permille, const std::stop_token &) -> Result<PreparedEdit> {
        *permille = 500; // one pass, and it is the second
        return prepareEdit(std::move(table), *ops, kind, label, afterSave);
    };
    prepare(work, apply, std::move(done));
}

void DatasetDocument::prepare(PrepareEdit work, std::function<void()> apply, ChangeDone done)
{
    d->change = std::make_unique<ChangeUnderWay>();
    d->change->state = d->state;
    d->change->done = std::move(done);
    d->changeTimer.start();
    Q_EMIT changingChanged(true);

    // A function must be copyable; the table is moved out of its box once.
    const auto table = std::make_shared<RowTable>(d->rows.table.fork());
    d->change->stop = runInBackground(
        this,
        [work = std::move(work), table, permille = d->change->permille](const std::stop_token &stop) {
            return givenBackInPool(work(std::move(*table), permille, stop));
        },
        [this, apply = std::move(apply)](const Prepared &edit) {
            auto ended = std::exchange(d->change, nullptr); // from here on it cannot be cancelled
            // Only an undo past this class could have come between; what was prepared does not fit any more then.
            const bool fits = d->state == ended->state;
            if (!*edit || !fits) {
                const Result<> why = fits
                    ? Result<>(tl::unexpected(edit->error()))
                    : fail(ErrorKind::Conflict, "The rows were changed meanwhile. Try again.", "changing");
                return endChange(std::move(ended), why);
            }
            if (const auto room = roomFor((*edit)->record.size()); !room)
                return endChange(std::move(ended), room);
            if (!(*edit)->inverse.empty()) {
                d->ready = std::make_unique<PreparedEdit>(std::move(**edit));
                apply();
            }
            endChange(std::move(ended), {});
        });
}

void DatasetDocument::endChange(std::unique_ptr<ChangeUnderWay> ended, const Result<> &result)
{
    d->changeTimer.stop();
    const auto waiting = std::exchange(d->afterChange, {});
    Q_EMIT changingChanged(false);
    const QPointer<DatasetDocument> self = this; // who hears that it is done may close us
    ended->done(result);
    for (const auto &order : waiting) {
        if (self)
            order();
    }
}

bool DatasetDocument::isChanging() const
{
    return d->change != nullptr;
}

void DatasetDocument::cancelChange()
{
    if (!d->change)
        return;
    auto ended = std::exchange(d->change, nullptr);
    ended->stop.request_stop();
    endChange(std::move(ended), tl::unexpected(changeCancelled()));
}

} // namespace onsa
