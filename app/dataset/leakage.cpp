// SPDX-License-Identifier: GPL-3.0-or-later
// findLeakage: first the validation rows whose question is there word for word, by hashes; then, for the others alone,
// those that are nearly there. The validation rows stand in memory, the training rows pass by.
#include "dataset/near_duplicates.h"

#include "dataset/parallel.h"
#include "dataset/row_forms.h"
#include "dataset/row_issues.h"
#include "dataset/scan_progress.h"
#include "dataset/seen_twice.h"
#include "dataset/sketch_store.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <xxhash.h>

namespace onsa {

namespace {

constexpr std::size_t bands = 28, bandLength = 4; // P(found): 0.999 at 0.7
constexpr double seenBefore = 0.7;

struct Asked {
    std::uint32_t row = 0;
    std::string form;
    std::uint32_t twin = 0; // 1 + the training row that gave it away, the first of them
    bool exact = false;
    Pieces pieces; // this and the sketch: of those without an exact twin
    Sketch sketch;
};

std::uint64_t hashOf(std::string_view form)
{
    return XXH3_64bits(form.data(), form.size());
}

// False when the line asks nothing that can be compared.
bool readAsked(std::string_view line, RowForms &forms)
{
    return !isBlankLine(line) && readAskedForm(line, forms) && !forms.asked.empty();
}

bool isNearlySeen(const Pieces &validation, const Pieces &training)
{
    if (validation.characters < shortText || training.characters < shortText)
        return false; // short questions resemble each other by chance
    const auto less = static_cast<double>(std::min(validation.hashes.size(), training.hashes.size()));
    const auto more = static_cast<double>(std::max(validation.hashes.size(), training.hashes.size()));
    return less >= seenBefore * more && jaccard(validation, training) >= seenBefore;
}

// Numbers by a key, for looking up very many keys of which few are there.
template <class Key> class Lookup
{
public:
    explicit Lookup(std::vector<std::pair<Key, std::uint32_t>> entries)
        : m_entries(std::move(entries))
        , m_bits(m_entries.size())
    {
        std::sort(m_entries.begin(), m_entries.end());
        for (const auto &entry : m_entries)
            m_bits.add(entry.first);
    }

    bool mayHave(Key key) const { return m_bits.has(key); }
    template <class Visit> void forEach(Key key, Visit &&visit) const
    {
        auto at = std::lower_bound(m_entries.begin(), m_entries.end(), std::pair(key, std::uint32_t{0}));
        for (; at != m_entries.end() && at->first == key; ++at)
            visit(at->second);
    }

private:
    std::vector<std::pair<Key, std::uint32_t>> m_entries;
    HashBits m_bits;
};

// One pass over all rows; `visit(row, line, scratch)` from any thread.
template <class Scratch, class Visit>
Result<> forEachRow(const DatasetSnapshot &rows, const std::stop_token &stop, Visit visit)
{
    std::mutex lock;
    Result<> failed;
    const std::size_t count = rows.rowCount();
    parallelFor<Scratch>((count + scanRows - 1) / scanRows, stop, [&](std::size_t block, Scratch &scratch) {
        const std::size_t first = block * scanRows;
        const auto done =
            rows.forEachLine(first, std::min(count, first + scanRows), [&](std::size_t row, std::string_view line) {
                visit(static_cast<std::uint32_t>(row), line, scratch);
                return !stop.stop_requested();
            });
        if (!done) {
            const std::lock_guard guard(lock);
            failed = done;
        }
    });
    return failed;
}

class Leaks
{
public:
    Leaks(const DatasetSnapshot &training, const DatasetSnapshot &validation, const std::stop_token &stop)
        : m_training(training)
        , m_validation(validation)
        , m_stop(stop)
    {
    }

    Result<std::vector<std::pair<RowId, Issue>>> run()
    {
        for (const auto step : {&Leaks::readValidation, &Leaks::findSame, &Leaks::findSimilar})
            if (const Result<> done = (this->*step)(); !done)
                return tl::unexpected(done.error());
        return report();
    }

private:
    Result<> readValidation()
    {
        std::mutex lock;
        const Result<> read =
            forEachRow<RowForms>(m_validation, m_stop, [&](std::uint32_t row, std::string_view line, RowForms &forms) {
                if (!readAsked(line, forms))
                    return;
                const std::lock_guard guard(lock);
                m_asked.push_back({row, forms.asked, 0, false, {}, {}});
            });
        std::sort(m_asked.begin(), m_asked.end(), [](const Asked &a, const Asked &b) { return a.row < b.row; });
        return read;
    }

    Result<> findSame()
    {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> hashes;
        hashes.reserve(m_asked.size());
        for (std::size_t i = 0; i < m_asked.size(); ++i)
            hashes.emplace_back(hashOf(m_asked[i].form), static_cast<std::uint32_t>(i));
        if (hashes.empty())
            return {};
        const Lookup byHash(std::move(hashes));
        return forEachRow<RowForms>(m_training, m_stop, [&](std::uint32_t row, std::string_view line, RowForms &forms) {
            if (!readAsked(line, forms))
                return;
            const std::uint64_t hash = hashOf(forms.asked);
            if (byHash.mayHave(hash))
                byHash.forEach(hash, [&](std::uint32_t i) {
                    if (m_asked[i].form == forms.asked)
                        note(m_asked[i], row, true);
                });
        });
    }

    Result<> findSimilar()
    {
        std::array<std::vector<std::pair<std::uint32_t, std::uint32_t>>, bands> keys;
        MinHash hash;
        for (std::size_t i = 0; i < m_asked.size() && !m_stop.stop_requested(); ++i) {
            Asked &one = m_asked[i];
            if (one.exact)
                continue; // nothing is nearer
            cutIntoPieces(one.form, one.pieces);
            if (one.pieces.characters < shortText)
                continue;
            minHashOf(one.pieces, hash);
            sortPieces(one.pieces);
            one.sketch = sketchOf(one.pieces);
            for (std::size_t band = 0; band < bands; ++band)
                keys[band].emplace_back(bandKey(hash, band * bandLength, bandLength), static_cast<std::uint32_t>(i));
        }
        if (keys[0].empty())
            return {};
        std::vector<Lookup<std::uint32_t>> byBand;
        for (auto &entries : keys)
            byBand.emplace_back(std::move(entries));
        return forEachRow<Scratch>(m_training, m_stop, [&](std::uint32_t row, std::string_view line, Scratch &scratch) {
            if (readAsked(line, scratch.forms))
                compare(row, byBand, scratch);
        });
    }

    struct Scratch {
        RowForms forms;
        Pieces pieces;
        MinHash hash;
        std::array<std::uint32_t, bands> keys;
        std::vector<std::uint32_t> candidates;
    };

    void compare(std::uint32_t row, const std::vector<Lookup<std::uint32_t>> &byBand, Scratch &scratch)
    {
        cutIntoPieces(scratch.forms.asked, scratch.pieces);
        if (scratch.pieces.characters < shortText)
            return;
        dropRepeated(scratch.pieces);
        minHashOf(scratch.pieces, scratch.hash);
        std::size_t there = 0;
        for (std::size_t band = 0; band < bands; ++band) {
            const std::uint32_t key = bandKey(scratch.hash, band * bandLength, bandLength);
            const bool may = byBand[band].mayHave(key);
            scratch.keys[band] = may ? key : 0; // a key is never 0
            there += may ? 1 : 0;
        }
        // One band of 28 is chance; texts that are alike by 0.7 have two or more in 995 of 1000 cases.
        if (there < 2)
            return;
        auto &candidates = scratch.candidates;
        candidates.clear();
        for (std::size_t band = 0; band < bands; ++band)
            if (scratch.keys[band] != 0)
                byBand[band].forEach(scratch.keys[band], [&](std::uint32_t i) { candidates.push_back(i); });
        std::sort(candidates.begin(), candidates.end());
        bool sorted = false;
        const Sketch sketch = sketchOf(scratch.pieces);
        for (std::size_t i = 0, next = 0; i < candidates.size(); i = next) {
            next = i + 1;
            while (next < candidates.size() && candidates[next] == candidates[i])
                ++next;
            if (next - i < 2 || !mayBeAlike(m_asked[candidates[i]].sketch, sketch, seenBefore))
                continue;
            if (!sorted)
                sortPieces(scratch.pieces);
            sorted = true;
            if (isNearlySeen(m_asked[candidates[i]].pieces, scratch.pieces))
                note(m_asked[candidates[i]], row, false);
        }
    }

    // The first, whichever thread came by first.
    void note(Asked &one, std::uint32_t row, bool exact)
    {
        const std::lock_guard guard(m_lock);
        one.exact = exact;
        if (one.twin == 0 || row + 1 < one.twin)
            one.twin = row + 1;
    }

    std::vector<std::pair<RowId, Issue>> report() const
    {
        std::vector<std::pair<RowId, Issue>> leaks;
        for (const Asked &one : m_asked) {
            if (one.twin == 0)
                continue;
            leaks.emplace_back(m_validation.rowId(one.row),
                               Issue{"leakage", Severity::Warning, "prompt",
                                     std::string("The training data asks ")
                                         + (one.exact ? "the same" : "nearly the same") + " in row "
                                         + std::to_string(one.twin) + ".",
                                     0, 0, Fix::DeleteRow});
        }
        return leaks;
    }

    const DatasetSnapshot &m_training, &m_validation;
    const std::stop_token &m_stop;
    std::vector<Asked> m_asked;
    std::mutex m_lock;
};

} // namespace

Result<std::vector<std::pair<RowId, Issue>>> findLeakage(const DatasetSnapshot &training,
                                                         const DatasetSnapshot &validation, std::stop_token stop)
{
    auto leaks = Leaks(training, validation, stop).run();
    if (leaks && stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The comparison was stopped.", "cancelled");
    return leaks;
}

} // namespace onsa
