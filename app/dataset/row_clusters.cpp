// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_clusters.h"

#include "core/checks/comparison_form.h"
#include "dataset/near_duplicates.h"
#include "dataset/parallel.h"
#include "dataset/row_facts.h"
#include "dataset/row_issues.h"
#include "dataset/row_keys.h"
#include "dataset/scan_progress.h"
#include "dataset/text_similarity.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <xxhash.h>

namespace onsa {

namespace {

struct Entry {
    std::uint64_t prompt = 0, answer = 0;
    std::uint32_t row = 0;
    bool preference = false;
};

Result<std::vector<Entry>> entriesOf(const DatasetSnapshot &rows, ProgressMeter &meter, const std::stop_token &stop)
{
    const std::size_t count = rows.rowCount();
    std::vector<std::vector<Entry>> blocks((count + scanRows - 1) / scanRows);
    std::vector<Result<>> reads(blocks.size());
    parallelFor<std::string>(blocks.size(), stop, [&](std::size_t block, std::string &buffer) {
        const std::size_t first = block * scanRows, last = std::min(count, first + scanRows);
        reads[block] = rows.forEachLine(first, last, [&](std::size_t row, std::string_view line) {
            const auto example =
                isBlankLine(line) ? Result<Example>(fail(ErrorKind::InvalidInput, "blank")) : parseExample(line);
            if (!example)
                return !stop.stop_requested();
            const RowFacts facts = factsOf(*example, buffer);
            if (facts.answerLength > 0)
                blocks[block].push_back({facts.prompt, facts.answer, static_cast<std::uint32_t>(row),
                                         example->kind == ExampleKind::Preference});
            return !stop.stop_requested();
        });
        meter.add(last - first);
    });
    for (const Result<> &read : reads)
        if (!read)
            return tl::unexpected(read.error());
    std::vector<Entry> all;
    for (std::vector<Entry> &block : blocks)
        all.insert(all.end(), block.begin(), block.end());
    std::sort(all.begin(), all.end(), [](const Entry &a, const Entry &b) {
        return std::tie(a.prompt, a.answer, a.row) < std::tie(b.prompt, b.answer, b.row);
    });
    return all;
}

std::uint64_t hashOf(const std::vector<Message> &answer)
{
    return answer.empty() ? 0 : XXH3_64bits(answer.back().content.data(), answer.back().content.size());
}

// Of both answers where there are two.
ExampleKeys textKeys(const Example &example)
{
    ExampleKeys keys = keysOf(example);
    if (example.kind == ExampleKind::Preference)
        keys.answer = {hashOf(example.chosen), hashOf(example.rejected)};
    return keys;
}

using Places = std::unordered_map<RowId, std::uint32_t>;

// Of these rows alone: a data set of millions has few of them.
Places placesOf(const DatasetSnapshot &rows, const std::vector<std::vector<RowId>> &groups)
{
    Places places;
    for (const std::vector<RowId> &group : groups)
        for (const RowId id : group)
            places.emplace(id, 0);
    for (std::size_t row = 0; row < rows.rowCount(); ++row)
        if (const auto found = places.find(rows.rowId(row)); found != places.end())
            found->second = static_cast<std::uint32_t>(row);
    return places;
}

class Builder
{
public:
    explicit Builder(const DatasetSnapshot &rows)
        : m_rows(rows)
    {
    }

    void addQuestion(std::span<const Entry> asked)
    {
        if (asked.front().preference) // two answers each: equal ones alone
            return addSame(asked);
        for (std::size_t first = 0; first < asked.size();) {
            std::size_t last = first + 1;
            while (last < asked.size() && asked[last].answer == asked[first].answer)
                ++last;
            if (last - first > 1)
                addSame(asked.subspan(first, last - first));
            first = last;
        }
        if (asked.front().answer != asked.back().answer)
            add(ClusterKind::Contradiction, asked);
    }

    void addNear(const NearReport &near)
    {
        std::vector<std::vector<RowId>> groups;
        for (const auto *clusters : {&near.clusters, &near.softContradictions})
            for (const NearReport::Cluster &cluster : *clusters)
                groups.push_back(cluster.rows);
        const Places rowOf = placesOf(m_rows, groups);
        for (const NearReport::Cluster &cluster : near.clusters)
            addAlike(ClusterKind::Near, cluster.rows, rowOf);
        for (const NearReport::Cluster &cluster : near.softContradictions)
            addAlike(ClusterKind::SoftContradiction, cluster.rows, rowOf);
    }

    std::vector<RowCluster> take()
    {
        std::stable_sort(m_clusters.begin(), m_clusters.end(), [](const Placed &a, const Placed &b) {
            return std::tie(a.cluster.kind, a.first, a.cluster.rows)
                < std::tie(b.cluster.kind, b.first, b.cluster.rows);
        });
        std::vector<RowCluster> clusters;
        for (Placed &placed : m_clusters)
            clusters.push_back(std::move(placed.cluster));
        return clusters;
    }

private:
    struct Placed {
        std::uint32_t first = 0;
        RowCluster cluster;
    };

    std::optional<Example> exampleAt(std::uint32_t row) const
    {
        const auto line = m_rows.line(row);
        auto example = line ? parseExample(*line) : Result<Example>(tl::unexpected(line.error()));
        return example ? std::optional(std::move(*example)) : std::nullopt;
    }

    // Rows with one comparison form: those with the very same texts are duplicates.
    void addSame(std::span<const Entry> same)
    {
        std::vector<std::pair<ExampleKeys, std::vector<std::uint32_t>>> texts;
        std::vector<std::uint32_t> all;
        for (const Entry &entry : same) {
            const auto example = exampleAt(entry.row);
            if (!example)
                continue;
            const ExampleKeys keys = textKeys(*example);
            const auto twin = std::find_if(texts.begin(), texts.end(), [&](const auto &known) {
                return known.first.prompt == keys.prompt && known.first.answer == keys.answer;
            });
            all.push_back(entry.row);
            if (twin != texts.end())
                twin->second.push_back(entry.row);
            else if (texts.size() < clusterRows)
                texts.push_back({keys, {entry.row}});
        }
        if (texts.size() > 1 && !same.front().preference)
            return add(ClusterKind::SameNormalised, all); // with their duplicates: one of them stays
        for (const auto &[keys, rows] : texts)
            add(ClusterKind::Duplicate, rows);
    }

    void add(ClusterKind kind, std::span<const Entry> entries)
    {
        std::vector<std::uint32_t> rows;
        for (const Entry &entry : entries)
            rows.push_back(entry.row);
        std::sort(rows.begin(), rows.end());
        add(kind, rows);
    }

    void add(ClusterKind kind, std::span<const std::uint32_t> rows, double similarity = 1)
    {
        if (rows.size() < 2)
            return;
        Placed placed{rows.front(), {kind, {}, similarity}};
        for (const std::uint32_t row : rows.first(std::min(rows.size(), clusterRows)))
            placed.cluster.rows.push_back(m_rows.rowId(row));
        m_clusters.push_back(std::move(placed));
    }

    std::optional<Pieces> piecesOf(std::uint32_t row, ClusterKind kind) const
    {
        const auto example = exampleAt(row);
        if (!example)
            return std::nullopt;
        std::string form = cmp(promptOf(*example));
        if (kind == ClusterKind::Near && example->kind == ExampleKind::Pair)
            form += cmp(example->completion);
        else if (kind == ClusterKind::Near && example->kind == ExampleKind::Preference)
            for (const auto *answer : {&example->chosen, &example->rejected})
                form += answer->empty() ? std::string() : cmp(answer->back().content);
        else if (kind == ClusterKind::Near && !example->messages.empty())
            form += cmp(example->messages.back().content);
        Pieces pieces;
        cutIntoPieces(form, pieces);
        sortPieces(pieces);
        return pieces;
    }

    void addAlike(ClusterKind kind, const std::vector<RowId> &ids, const Places &rowOf)
    {
        std::vector<std::uint32_t> rows;
        for (const RowId id : ids)
            if (const auto row = rowOf.find(id); row != rowOf.end())
                rows.push_back(row->second);
        std::sort(rows.begin(), rows.end());
        if (rows.size() < 2)
            return;
        constexpr std::size_t measured = 50; // members; more would hold up the rest
        double least = 1;
        const auto first = piecesOf(rows.front(), kind);
        for (std::size_t i = 1; first && i < std::min(rows.size(), measured); ++i)
            if (const auto other = piecesOf(rows[i], kind))
                least = std::min(least, jaccard(*first, *other));
        add(kind, rows, least);
    }

    const DatasetSnapshot &m_rows;
    std::vector<Placed> m_clusters;
};

void leaveOutKept(std::vector<RowCluster> &clusters, const DatasetSnapshot &rows, const Dismissals &kept,
                  const std::stop_token &stop)
{
    if (kept.empty())
        return;
    std::vector<std::vector<RowId>> groups;
    for (const RowCluster &cluster : clusters)
        groups.push_back(cluster.rows);
    const Places rowOf = placesOf(rows, groups);
    std::erase_if(clusters, [&](const RowCluster &cluster) {
        Issue issue;
        issue.id = findingOf(cluster.kind);
        return !stop.stop_requested() && std::all_of(cluster.rows.begin(), cluster.rows.end(), [&](RowId id) {
            const auto line = rows.line(rowOf.at(id));
            return line && kept.covers(issue, *line);
        });
    });
}

} // namespace

const char *findingOf(ClusterKind kind)
{
    constexpr std::array names{"contradiction", "soft_contradiction", "duplicate", "same_normalised", "near_duplicate"};
    return names[static_cast<std::size_t>(kind)];
}

bool saysTheSame(ClusterKind kind)
{
    return kind != ClusterKind::Contradiction && kind != ClusterKind::SoftContradiction;
}

Result<std::vector<RowCluster>> findClusters(const DatasetSnapshot &rows, bool similar, const Dismissals &kept,
                                             const ScanProgress &progress, std::stop_token stop)
{
    const std::size_t all = rows.rowCount();
    ProgressMeter meter(progress, all * (similar ? 3 : 1)); // the search reads all rows twice
    const auto entries = entriesOf(rows, meter, stop);
    if (!entries)
        return tl::unexpected(entries.error());
    Builder builder(rows);
    for (std::size_t begin = 0; begin < entries->size() && !stop.stop_requested();) {
        std::size_t end = begin + 1;
        while (end < entries->size() && (*entries)[end].prompt == (*entries)[begin].prompt)
            ++end;
        if (end - begin > 1)
            builder.addQuestion(std::span(entries->data() + begin, end - begin));
        begin = end;
    }
    if (similar && !stop.stop_requested()) {
        const ScanProgress later = [&](std::size_t done, std::size_t) {
            if (progress)
                progress(all + done, 3 * all);
        };
        const auto near = findNearDuplicates(rows, later, stop);
        if (!near)
            return tl::unexpected(near.error());
        builder.addNear(*near);
    }
    auto clusters = builder.take();
    leaveOutKept(clusters, rows, kept, stop);
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The comparison was stopped.", "cancelled");
    return clusters;
}

} // namespace onsa
