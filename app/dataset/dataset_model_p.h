// SPDX-License-Identifier: GPL-3.0-or-later
// What a DatasetModel holds; for its own .cpp files.
#pragma once

#include "dataset/dataset_model.h"
#include "dataset/row_cache.h"

#include <algorithm>

namespace onsa {

struct DatasetModel::Private {
    explicit Private(DatasetDocument &doc)
        : document(doc)
    {
    }

    ShownRow &shown(int documentRow) const
    {
        return cache.row(document.rowId(documentRow), [&] { return document.line(documentRow); });
    }
    std::vector<Issue> issuesOf(int documentRow) const
    {
        std::vector<Issue> all = shown(documentRow).issues;
        const RowId id = document.rowId(documentRow);
        const auto first = std::lower_bound(scanIssues.begin(), scanIssues.end(), id,
                                            [](const auto &known, RowId wanted) { return known.first < wanted; });
        const auto isTold = [&all](const Issue &issue) { // in another sentence: too long for the disk, for the model
            return std::any_of(all.begin(), all.end(), [&](const Issue &told) {
                return told.id == issue.id && told.field == issue.field && told.first == issue.first;
            });
        };
        for (auto known = first; known != scanIssues.end() && known->first == id; ++known)
            if (!isTold(known->second))
                all.push_back(known->second);
        std::stable_sort(all.begin(), all.end(),
                         [](const Issue &a, const Issue &b) { return a.severity < b.severity; });
        return all;
    }

    DatasetDocument &document;
    mutable RowCache cache;
    std::optional<std::vector<RowId>> filter; // the rows of the table, while they are not all in the document's order
    bool narrowed = false; // some are left out
    bool sorted = false;
    std::vector<RowId> leaving; // between the two signals of a change, while filtered
    std::vector<std::pair<RowId, Issue>> scanIssues; // by id
    std::function<int(const Example &)> countTokens;
    int cellLines = 1;
};

} // namespace onsa
