// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a file ready for training on prompts and completions, as the data preparation tool of openai-python 0.28 did,
// in its order and byte for byte. Differences: a byte order mark is skipped, and null is empty instead of the word
// "None".
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

struct PreparedRow {
    std::string prompt, completion;
    std::size_t line = 0; // of the file, from 1
};

struct PrepareTable {
    std::vector<PreparedRow> rows;
    std::vector<std::string> columns; // names as in the file
    std::vector<std::string> done; // what reading has already changed, in sentences
};

// By the extension: csv, tsv, txt, json, jsonl. Errors: InvalidInput with the place, Unsupported (xlsx, another
// extension).
Result<PrepareTable> readForPreparing(std::string_view fileName, std::string_view bytes);

enum class TaskKind { OpenEnded, Classification, Conditional };
TaskKind taskKindOf(const std::vector<PreparedRow> &rows);

enum class OfferKind {
    DuplicatedRows,
    LongExamples,
    LowerCasePrompt,
    LowerCaseCompletion,
    PromptSuffix,
    PromptPrefix,
    CompletionPrefix,
    CompletionSuffix,
    CompletionSpace,
    Split
};
struct Offer {
    OfferKind kind = OfferKind::DuplicatedRows;
    std::string name; // as --accept says it: "duplicated_rows"
    std::string text; // what is wrong and what would be done
    std::string value; // the suffix or prefix
};

struct PreparePlan {
    std::vector<std::string> notes; // what is good to know
    std::vector<std::string> done; // what had to be done and is done
    std::vector<Offer> offers; // what may be done, in this order
    TaskKind task = TaskKind::Conditional;
};
// Does what must be done to the rows, and says what may be done. Errors: InvalidInput (no prompt or completion, all
// prompts or all completions the same).
Result<PreparePlan> planPreparation(PrepareTable &table);

// All checks were made before: no fix makes another one necessary. The split is made by splitRows.
void applyOffer(const Offer &offer, std::vector<PreparedRow> &rows);

struct SplitRows {
    std::vector<PreparedRow> training, validation;
};
SplitRows splitRows(const std::vector<PreparedRow> &rows); // as DataFrame.sample(random_state=42) of pandas

// {"prompt":…,"completion":…} a line, as pandas writes them: a slash is \/, and what is not ASCII is kept.
std::string printPrepared(const std::vector<PreparedRow> &rows);

// What to use when asking the model, and how long the old service would have taken.
std::vector<std::string> adviceAfter(const std::vector<PreparedRow> &rows, const PreparePlan &plan, bool split);

} // namespace onsa
