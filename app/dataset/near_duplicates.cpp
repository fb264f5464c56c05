// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/near_duplicates.h"

#include "dataset/band_store.h"
#include "dataset/parallel.h"
#include "dataset/row_forms.h"
#include "dataset/scan_progress.h"
#include "dataset/seen_twice.h"
#include "dataset/sketch_store.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <xxhash.h>

namespace onsa {

namespace {

constexpr std::size_t bands = 14, bandLength = 8; // P(found): 0.92 at 0.8, 1.00 at 0.9
constexpr double similar = 0.80, askedTheSame = 0.90;
constexpr std::size_t templateSize = 1000; // more rows in one band are made of a template

// Which rows belong together. Joining is under a lock, finding is not: a root that is just being joined is found a
// moment later.
class Clusters
{
public:
    explicit Clusters(std::size_t rows)
        : m_parent(rows)
    {
        for (std::size_t i = 0; i < rows; ++i)
            m_parent[i].store(static_cast<std::uint32_t>(i), std::memory_order_relaxed);
    }

    std::uint32_t rootOf(std::uint32_t row) const
    {
        for (std::uint32_t parent = parentOf(row); parent != row; parent = parentOf(row))
            row = parent;
        return row;
    }
    void join(std::uint32_t a, std::uint32_t b)
    {
        const std::lock_guard lock(m_lock);
        const std::uint32_t first = shorten(a), second = shorten(b);
        m_parent[std::max(first, second)].store(std::min(first, second), std::memory_order_relaxed);
    }

private:
    std::uint32_t parentOf(std::uint32_t row) const { return m_parent[row].load(std::memory_order_relaxed); }
    std::uint32_t shorten(std::uint32_t row) // the root, and a shorter way to it
    {
        for (std::uint32_t parent = parentOf(row); parent != row; parent = parentOf(row)) {
            m_parent[row].store(parentOf(parent), std::memory_order_relaxed);
            row = parentOf(row);
        }
        return row;
    }

    std::vector<std::atomic<std::uint32_t>> m_parent; // never larger than the row: no circle while others join
    std::mutex m_lock;
};

// What is compared of a row.
enum class Side { Whole, Prompt };

// False when there is nothing to compare.
bool readPieces(std::string_view line, Side side, RowForms &forms, Pieces &pieces)
{
    if (!(side == Side::Whole ? readForms(line, forms) : readAskedForm(line, forms)))
        return false;
    pieces.form = forms.asked;
    if (side == Side::Whole)
        pieces.form += forms.said;
    cutIntoPieces(pieces);
    dropRepeated(pieces);
    return true;
}

// Negations, yes and no, numbers: what makes two answers to one question contradict each other.
std::string factsIn(std::string_view said)
{
    std::string facts;
    bool inNumber = false;
    for (const char c : said) {
        const bool digit = c >= '0' && c <= '9';
        if (digit)
            facts += c;
        else if (inNumber)
            facts += ' ';
        inNumber = digit;
    }
    for (const std::string_view word : {"ない", "ません", "いいえ", "不可", "禁止", "not", "cannot", "never", "no"}) {
        const bool start = said.starts_with(word);
        const bool inside = word.size() > 2 && said.find(word) != std::string_view::npos;
        facts += start || inside ? '-' : '+';
    }
    return facts;
}

class Search
{
public:
    Search(const DatasetSnapshot &rows, ProgressMeter &meter, const std::stop_token &stop)
        : m_rows(rows)
        , m_meter(meter)
        , m_stop(stop)
        , m_clusters(rows.rowCount())
        , m_forms(rows.rowCount())
    {
    }

    Result<NearReport> run()
    {
        auto sketches = SketchStore::create(m_rows.rowCount());
        if (!sketches)
            return tl::unexpected(sketches.error());
        m_sketches = std::move(*sketches);
        for (const Side side : {Side::Whole, Side::Prompt}) {
            auto store = signatures(side);
            if (!store)
                return tl::unexpected(store.error());
            for (std::size_t band = 0; band < bands && !m_stop.stop_requested(); ++band) {
                if (const auto done = compareBand(*store, band, side); !done)
                    return tl::unexpected(done.error());
            }
        }
        if (m_stop.stop_requested())
            return fail(ErrorKind::Cancelled, "The search for similar rows was stopped.", "cancelled");
        return report();
    }

private:
    struct Entry {
        std::uint32_t key, row;
    };

    Result<BandStore> signatures(Side side)
    {
        auto store = BandStore::create(m_rows.rowCount(), bands);
        if (!store)
            return store;
        const std::size_t count = m_rows.rowCount();
        std::mutex lock;
        Result<> failed;
        parallelFor<Scratch>((count + scanRows - 1) / scanRows, m_stop, [&](std::size_t block, Scratch &scratch) {
            const std::size_t first = block * scanRows, last = std::min(count, first + scanRows);
            for (auto &keys : scratch.keys)
                keys.assign(last - first, 0);
            scratch.sketches.assign(last - first, {});
            Result<> done = m_rows.forEachLine(first, last, [&](std::size_t row, std::string_view line) {
                if (readPieces(line, side, scratch.forms, scratch.pieces) && !scratch.pieces.form.empty())
                    sign(side, row, first, scratch);
                return !m_stop.stop_requested();
            });
            for (std::size_t band = 0; band < bands && done; ++band)
                done = store->write(band, first, scratch.keys[band]);
            if (done)
                done = m_sketches.write(first, scratch.sketches);
            if (!done) {
                const std::lock_guard guard(lock);
                failed = done;
            }
            m_meter.add(last - first);
        });
        return failed ? std::move(store) : Result<BandStore>(tl::unexpected(failed.error()));
    }

    struct Scratch {
        std::array<std::vector<std::uint32_t>, bands> keys;
        std::vector<Sketch> sketches;
        RowForms forms;
        Pieces pieces;
        MinHash hash;
    };

    void sign(Side side, std::size_t row, std::size_t first, Scratch &scratch)
    {
        const Pieces &pieces = scratch.pieces;
        if (side == Side::Whole)
            m_forms[row] = XXH3_64bits(pieces.form.data(), pieces.form.size());
        minHashOf(pieces, scratch.hash);
        for (std::size_t band = 0; band < bands; ++band)
            scratch.keys[band][row - first] = bandKey(scratch.hash, band * bandLength, bandLength);
        scratch.sketches[row - first] = sketchOf(pieces);
    }

    Result<> compareBand(const BandStore &store, std::size_t band, Side side)
    {
        std::vector<Entry> entries;
        {
            const auto keys = store.read(band);
            if (!keys)
                return tl::unexpected(keys.error());
            SeenTwice seen(keys->size());
            for (const std::uint32_t key : *keys)
                if (key != 0)
                    seen.add(key);
            for (std::size_t row = 0; row < keys->size(); ++row)
                if ((*keys)[row] != 0 && seen.has((*keys)[row]))
                    entries.push_back({(*keys)[row], static_cast<std::uint32_t>(row)});
        }
        std::sort(entries.begin(), entries.end(),
                  [](const Entry &a, const Entry &b) { return std::tie(a.key, a.row) < std::tie(b.key, b.row); });
        std::vector<std::span<const Entry>> buckets;
        for (std::size_t begin = 0; begin < entries.size();) {
            std::size_t end = begin + 1;
            while (end < entries.size() && entries[end].key == entries[begin].key)
                ++end;
            if (end - begin > 1)
                buckets.emplace_back(entries.data() + begin, end - begin);
            begin = end;
        }
        parallelFor<int>(buckets.size(), m_stop, [&](std::size_t i, int &) {
            if (buckets[i].size() > templateSize)
                countTemplate(buckets[i], side);
            else if (side == Side::Whole)
                joinSimilar(buckets[i]);
            else
                compareAnswers(buckets[i]);
        });
        return {};
    }

    // Rows that are the very same again are no template; they are known as duplicates.
    void countTemplate(std::span<const Entry> bucket, Side side)
    {
        if (side != Side::Whole)
            return;
        const bool same = std::all_of(bucket.begin(), bucket.end(), [&](const Entry &entry) {
            return m_forms[entry.row] == m_forms[bucket.front().row];
        });
        const std::lock_guard guard(m_lock);
        for (const Entry &entry : bucket)
            if (!same)
                m_template.push_back(entry.row);
    }

    std::optional<Pieces> piecesOf(std::uint32_t row, Side side)
    {
        thread_local RowForms forms;
        const auto line = m_rows.line(row);
        Pieces pieces;
        if (!line || !readPieces(*line, side, forms, pieces))
            return std::nullopt;
        sortPieces(pieces);
        return pieces;
    }

    void joinSimilar(std::span<const Entry> bucket)
    {
        struct Known {
            std::uint32_t row = 0;
            std::optional<Pieces> pieces; // read when it is needed
        };
        constexpr std::size_t most = 8; // groups in one bucket that are told apart
        std::vector<Known> known;
        for (const Entry &entry : bucket) {
            const std::uint32_t root = m_clusters.rootOf(entry.row);
            const bool joined = std::any_of(known.begin(), known.end(), [&](const Known &other) {
                return m_clusters.rootOf(other.row) == root || m_forms[other.row] == m_forms[entry.row];
            });
            if (joined) {
                for (const Known &other : known)
                    if (m_forms[other.row] == m_forms[entry.row])
                        m_clusters.join(other.row, entry.row);
                continue;
            }
            Known now{entry.row, {}};
            bool found = false;
            for (Known &other : known) {
                if (!mayBeSimilar(other.row, now.row))
                    continue;
                if (!other.pieces)
                    other.pieces = piecesOf(other.row, Side::Whole);
                if (!now.pieces)
                    now.pieces = piecesOf(now.row, Side::Whole);
                if (!other.pieces || !now.pieces || !alike(*other.pieces, *now.pieces))
                    continue;
                m_clusters.join(other.row, now.row);
                found = true;
                break;
            }
            if (!found && known.size() < most)
                known.push_back(std::move(now));
        }
    }

    bool mayBeSimilar(std::uint32_t a, std::uint32_t b) const
    {
        const Sketch &first = m_sketches.of(a), &second = m_sketches.of(b);
        return (isShort(first) && isShort(second)) || mayBeAlike(first, second, similar);
    }

    static bool alike(const Pieces &a, const Pieces &b)
    {
        return std::max(a.characters, b.characters) < shortText ? nearlyEqualShort(a, b) : jaccard(a, b) >= similar;
    }

    // Prompts that are nearly the same, and answers that differ in a number or a negation.
    void compareAnswers(std::span<const Entry> bucket)
    {
        struct Known {
            std::uint32_t row = 0;
            bool isRead = false;
            std::optional<Pieces> asked; // nothing: it could not be read
            std::string said;
        };
        thread_local RowForms forms;
        const auto read = [&](Known &one) -> bool {
            if (one.isRead)
                return one.asked.has_value();
            one.isRead = true;
            const auto line = m_rows.line(one.row);
            if (!line || !readForms(*line, forms))
                return false;
            one.asked.emplace();
            cutIntoPieces(forms.asked, *one.asked);
            dropRepeated(*one.asked);
            sortPieces(*one.asked);
            one.said = forms.said;
            return true;
        };
        constexpr std::size_t most = 16;
        std::vector<Known> known;
        for (const Entry &entry : bucket) {
            Known now{entry.row, false, {}, {}};
            for (Known &other : known) {
                if (!mayBeAlike(m_sketches.of(other.row), m_sketches.of(now.row), askedTheSame) || !read(other)
                    || !read(now))
                    continue;
                if (other.asked->form == now.asked->form || other.said == now.said
                    || jaccard(*other.asked, *now.asked) < askedTheSame || factsIn(other.said) == factsIn(now.said))
                    continue;
                const std::lock_guard guard(m_lock);
                m_soft.try_emplace(now.row, other.row);
                break;
            }
            if (known.size() < most)
                known.push_back(std::move(now));
        }
    }

    NearReport report()
    {
        NearReport out;
        std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> groups;
        for (std::uint32_t row = 0; row < m_rows.rowCount(); ++row)
            if (const std::uint32_t root = m_clusters.rootOf(row); root != row)
                groups[root].push_back(row);
        std::vector<std::pair<std::uint32_t, Issue>> issues;
        for (auto &[root, others] : groups) {
            NearReport::Cluster cluster{{m_rows.rowId(root)}};
            std::vector<std::uint64_t> forms{m_forms[root]};
            for (const std::uint32_t row : others) {
                cluster.rows.push_back(m_rows.rowId(row));
                if (std::find(forms.begin(), forms.end(), m_forms[row]) != forms.end())
                    continue; // a duplicate, and known as one
                forms.push_back(m_forms[row]);
                issues.emplace_back(row,
                                    Issue{"near_duplicate",
                                          Severity::Warning,
                                          {},
                                          "This row says nearly the same as row " + std::to_string(root + 1) + ".",
                                          0,
                                          0,
                                          Fix::DeleteRow});
            }
            if (forms.size() > 1)
                out.clusters.push_back(std::move(cluster));
        }
        for (const auto &[row, other] : m_soft)
            issues.emplace_back(row,
                                Issue{"soft_contradiction",
                                      Severity::Warning,
                                      {},
                                      "Row " + std::to_string(other + 1)
                                          + " asks nearly the same, and its answer differs in a number or a \"not\"."});
        std::stable_sort(issues.begin(), issues.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (auto &[row, issue] : issues)
            out.issues.emplace_back(m_rows.rowId(row), std::move(issue));
        std::sort(out.clusters.begin(), out.clusters.end(),
                  [](const auto &a, const auto &b) { return a.rows.front() < b.rows.front(); });
        std::sort(m_template.begin(), m_template.end());
        out.templateRows =
            static_cast<std::size_t>(std::unique(m_template.begin(), m_template.end()) - m_template.begin());
        return out;
    }

    const DatasetSnapshot &m_rows;
    ProgressMeter &m_meter;
    const std::stop_token &m_stop;
    Clusters m_clusters;
    std::vector<std::uint64_t> m_forms; // by row
    SketchStore m_sketches; // of the side that is compared now
    std::mutex m_lock;
    std::vector<std::uint32_t> m_template;
    std::unordered_map<std::uint32_t, std::uint32_t> m_soft; // row -> the earlier one
};

} // namespace

void addFindings(ScanReport &report, std::vector<std::pair<RowId, Issue>> issues)
{
    for (auto &[row, issue] : issues) {
        ScanReport::Kind &kind = report.kinds[issue.id];
        if (kind.count++ == 0) {
            kind.severity = issue.severity;
            kind.fix = issue.fix;
            kind.field = issue.field;
        }
        if (kind.rows.empty() || kind.rows.back() != row)
            kind.rows.push_back(row);
        ++report.counts[issue.id];
        if (report.issues.size() < maxStoredIssues)
            report.issues.emplace_back(row, std::move(issue));
        else
            report.issuesCut = true;
    }
}

Result<NearReport> findNearDuplicates(const DatasetSnapshot &rows, const ScanProgress &progress, std::stop_token stop)
{
    ProgressMeter meter(progress, 2 * rows.rowCount()); // two passes
    return Search(rows, meter, stop).run();
}

} // namespace onsa
