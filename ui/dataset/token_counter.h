// SPDX-License-Identifier: GPL-3.0-or-later
// Exact token counts by the starter's tokenizer, for the token column, the status bar and "too long".
#pragma once

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

    int count(const Example &example) const; // of all its texts, without the marks between them; any thread
    int count(std::string_view text) const; // of one text; any thread
    int context() const { return m_context; } // tokens that the model reads at once; 0 = not known

    struct Totals {
        qint64 tokens = 0;
        int longest = 0;
        std::vector<std::pair<RowId, Issue>> tooLong;
    };
    Totals countAll(const DatasetSnapshot &rows, std::stop_token stop) const;

private:
    TokenCounter(std::shared_ptr<const Tokenizer> tokenizer, int context)
        : m_tokenizer(std::move(tokenizer))
        , m_context(context)
    {
    }

    std::shared_ptr<const Tokenizer> m_tokenizer;
    int m_context = 0;
};

} // namespace onsa::ui
