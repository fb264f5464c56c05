// SPDX-License-Identifier: GPL-3.0-or-later
// How a data set is looked at: which rows, and in what order. Looking never changes the data set.
#pragma once

#include "dataset/dataset_scan.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace onsa {

// The text of a row that a condition or an order means; Any = each of them, every turn of a conversation.
enum class ShownText { Any, Prompt, Completion };

// A new kind: a value here, its predicate in a file of its own (row_predicate.h), its words in ui/dataset/view_words.
enum class ConditionKind {
    Contains, // as the find bar compares: width, kana and case do not matter
    Matches, // a pattern
    Empty, // nothing but white space
    Length, // characters
    Tokens, // of the whole row
    Finding, // of the last check; `text` is its id
    Problems, // any finding of that check that is more than a remark
    Changed, // since the last save
    Review, // `from` is the number of a ReviewState
    Rows // these rows, whatever they say
};

struct RowCondition {
    ConditionKind kind = ConditionKind::Contains;
    ShownText where = ShownText::Any;
    std::string text; // UTF-8
    int from = 0; // Length, Tokens: both ends belong to it; Review
    std::optional<int> to; // nothing = without an end
    bool except = false; // the rows that do not meet it
    std::shared_ptr<const std::vector<RowId>> rows; // Rows

    bool operator==(const RowCondition &) const = default;
};

struct SortKey {
    enum class By { Text, Length, Tokens, Problems, Row } by = By::Text;
    ShownText where = ShownText::Prompt; // Text, Length: not Any
    bool descending = false;

    bool operator==(const SortKey &) const = default;
};

struct RowView {
    std::vector<RowCondition> conditions; // all must hold
    std::vector<SortKey> sort; // the first one decides, then the next; rows that are equal keep the document's order

    bool isPlain() const { return conditions.empty() && sort.empty(); }
    bool operator==(const RowView &) const = default;
};

// What is known of the rows beside their bytes, taken when the view is asked for.
struct ViewFacts {
    std::function<int(const Example &)> countTokens; // from any thread; null: no row has a number of tokens
    std::shared_ptr<const DatasetSnapshot> saved; // Changed
    std::vector<std::pair<std::string, std::vector<RowId>>> findings; // Finding: those that are asked for
    std::vector<RowId> problems; // Problems
    bool checked = true; // false: no check has looked at the rows yet, so nothing is known of findings
};

// Up to so many rows, texts are ordered as a Japanese dictionary would, numbers in them by their value. With more it
// would take long; then the character codes decide.
constexpr std::size_t maxDictionaryRows = 200'000;

struct ViewRows {
    std::vector<RowId> rows; // in the order of the view
    bool byCode = false; // more than maxDictionaryRows texts were put in order
};

// Reads each row once for all conditions and once or more for each key; on several threads, for the pool. About 40
// bytes a row of memory while it runs. Errors: InvalidInput (a pattern), Io, Cancelled.
Result<ViewRows> rowsOf(const DatasetSnapshot &rows, const RowView &view, const ViewFacts &facts,
                        const ScanProgress &progress, std::stop_token stop);

} // namespace onsa
