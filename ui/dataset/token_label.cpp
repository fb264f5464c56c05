// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/token_label.h"

#include "system/background.h"
#include "ui/dataset/row_text.h"
#include "ui/theme.h"

#include <QLocale>

#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype shortText = 2000; // characters; some milliseconds of the tokenizer
constexpr double charactersPerToken = 2.5; // of a mixed text, until the first count knows better

} // namespace

TokenLabel::TokenLabel(RowText *text)
    : m_text(text)
{
    setClass(this, "muted");
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, &TokenLabel::countInPool);
    connect(text, &QPlainTextEdit::textChanged, this, &TokenLabel::recount);
    connect(text, &RowText::composed, this, &TokenLabel::recount);
    connect(text, &RowText::loaded, this, &TokenLabel::recount);
}

void TokenLabel::setCounter(std::shared_ptr<const TokenCounter> counter)
{
    m_counter = std::move(counter);
    m_counted.clear();
    recount();
}

void TokenLabel::recount()
{
    if (!m_counter)
        return clear();
    const QString text = m_text->text();
    if (text == m_counted && !text.isEmpty())
        return show(m_exactTokens, true);
    m_stop.request_stop();
    if (text.size() <= shortText) {
        m_pause.stop();
        m_counted = text;
        m_exactTokens = m_counter->count(std::string_view(text.toStdString()));
        return show(m_exactTokens, true);
    }
    const double perToken = m_exactTokens > 0 ? double(m_counted.size()) / m_exactTokens : charactersPerToken;
    show(int(double(text.size()) / perToken), false);
    m_pause.start();
}

void TokenLabel::countInPool()
{
    m_stop = runInBackground(
        this,
        [counter = m_counter, text = m_text->text()](std::stop_token) {
            return std::pair(text, counter->count(std::string_view(text.toStdString())));
        },
        [this](std::pair<QString, int> counted) {
            m_counted = std::move(counted.first);
            m_exactTokens = counted.second;
            if (m_text->text() == m_counted)
                show(m_exactTokens, true);
        });
}

void TokenLabel::show(int tokens, bool exact)
{
    m_tokens = tokens;
    m_exact = exact;
    const QString number = QLocale().toString(tokens);
    setText(exact ? tr("%1 tokens").arg(number) : tr("≈ %1 tokens").arg(number));
}

} // namespace onsa::ui
