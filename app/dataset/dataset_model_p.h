// SPDX-License-Identifier: GPL-3.0-or-later
// What a DatasetModel holds; for its own .cpp files.
#pragma once

#include "dataset/dataset_model.h"
#include "dataset/row_cache.h"

#include <algorithm>
#include <unordered_map>

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
        if (const auto found = scanIssues.find(document.rowId(documentRow)); found != scanIssues.end())
            all.insert(all.end(), found->second.begin(), found->second.end());
        std::stable_sort(all.begin(), all.end(),
                         [](const Issue &a, const Issue &b) { return a.severity < b.severity; });
        return all;
    }

    DatasetDocument &document;
    mutable RowCache cache;
    std::optional<std::vector<RowId>> filter;
    std::vector<RowId> leaving; // between the two signals of a change, while filtered
    std::unordered_map<RowId, std::vector<Issue>> scanIssues;
    std::function<int(const Example &)> countTokens;
};

} // namespace onsa
