// SPDX-License-Identifier: GPL-3.0-or-later
// Exact token counts by the tokenizer of the model that will be tuned, for the token column, the status bar and
// "too long".
#pragma once

#include "core/tokenizer/rank_tokenizer.h"
#include "core/tokenizer/tokenizer.h"
#include "dataset/dataset_scan.h"

#include <QString>

#include <memory>
#include <stop_token>
#include <vector>

namespace onsa::ui {

class TokenCounter
{
public:
    // Reads <folder>/tokenizer.json and config.json; for the pool.
    static Result<TokenCounter> load(const QString &modelFolder);

    // <folder>/o200k_base.ranks or cl100k_base.ranks, with the context that services train these models with.
    static Result<TokenCounter> loadHosted(const QString &folder, RankEncoding encoding);

    // Of all its texts; a chat for a hosted model with the marks between its messages, as services bill it. Any thread.
    int count(const Example &example) const;
    int count(std::string_view text) const; // of one text; any thread
    bool isHosted() const { return m_ranks != nullptr; }
    int context() const { return m_context; } // tokens that the model reads at once; 0 = not known

    struct Totals {
        qint64 tokens = 0;
        qint64 billed = 0; // without what is cut
        int longest = 0;
        std::vector<std::pair<RowId, Issue>> tooLong;
        std::vector<std::pair<RowId, Issue>> nearLimit; // more than nine tenths of the context
    };
    Totals countAll(const DatasetSnapshot &rows, std::stop_token stop) const;

private:
    TokenCounter(std::shared_ptr<const Tokenizer> tokenizer, int context)
        : m_tokenizer(std::move(tokenizer))
        , m_context(context)
    {
    }

    TokenCounter(std::shared_ptr<const RankTokenizer> ranks, int context)
        : m_ranks(std::move(ranks))
        , m_context(context)
    {
    }

    std::shared_ptr<const Tokenizer> m_tokenizer; // one of the two
    std::shared_ptr<const RankTokenizer> m_ranks;
    int m_context = 0;
};

} // namespace onsa::ui
