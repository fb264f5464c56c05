// SPDX-License-Identifier: GPL-3.0-or-later
// How many tokens a text is while it is typed: exact at once for a short text; for a long one an estimate marked with ≈
// until the pool has counted.
#pragma once

#include "ui/dataset/token_counter.h"

#include <QLabel>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace onsa::ui {

class RowText;

class TokenLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TokenLabel(RowText *text);

    void setCounter(std::shared_ptr<const TokenCounter> counter); // null: says nothing
    void recount(); // the text may be another
    int tokens() const { return m_tokens; }
    bool isExact() const { return m_exact; }

private:
    void countInPool();
    void show(int tokens, bool exact);

    RowText *m_text;
    std::shared_ptr<const TokenCounter> m_counter;
    QString m_counted; // the text of the last exact count
    int m_exactTokens = 0; // of it
    int m_tokens = 0;
    bool m_exact = false;
    QTimer m_pause;
    std::stop_source m_stop;
};

} // namespace onsa::ui
