// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/token_counter.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace onsa::ui {

Result<TokenCounter> TokenCounter::load(const QString &modelFolder)
{
    const QDir folder(modelFolder);
    auto tokenizer = Tokenizer::load(folder.filePath(QStringLiteral("tokenizer.json")).toStdString());
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    QFile config(folder.filePath(QStringLiteral("config.json")));
    int context = 0;
    if (config.open(QIODevice::ReadOnly))
        context =
            QJsonDocument::fromJson(config.readAll()).object().value(QLatin1String("max_position_embeddings")).toInt();
    return TokenCounter(std::make_shared<const Tokenizer>(std::move(*tokenizer)), context);
}

Result<TokenCounter> TokenCounter::loadHosted(const QString &folder, RankEncoding encoding)
{
    const bool o200k = encoding == RankEncoding::O200k;
    const QString file =
        QDir(folder).filePath(o200k ? QStringLiteral("o200k_base.ranks") : QStringLiteral("cl100k_base.ranks"));
    auto ranks = RankTokenizer::load(file.toStdString(), encoding);
    if (!ranks)
        return tl::unexpected(ranks.error());
    constexpr int gpt4oContext = 65'536, gpt35Context = 16'385; // of training; longer examples are cut at the end
    return TokenCounter(std::make_shared<const RankTokenizer>(std::move(*ranks)), o200k ? gpt4oContext : gpt35Context);
}

int TokenCounter::count(std::string_view text) const
{
    return int(m_ranks ? m_ranks->encode(text).size() : m_tokenizer->encode(text, SpecialTokens::AsText).size());
}

int TokenCounter::count(const Example &example) const
{
    const auto tokens = [this](const std::string &text) { return count(std::string_view(text)); };
    if (example.kind == ExampleKind::Pair)
        return tokens(example.prompt) + tokens(example.completion);
    // Three for each message and three for the whole, as the guide of the service counts.
    const int perMessage = m_ranks ? 3 : 0;
    int sum = perMessage;
    for (const Message &message : example.messages)
        sum += tokens(message.content) + (m_ranks ? tokens(message.role) + perMessage : 0);
    for (const auto *answer : {&example.chosen, &example.rejected})
        for (const Message &message : *answer)
            sum += tokens(message.content);
    return sum;
}

TokenCounter::Totals TokenCounter::countAll(const DatasetSnapshot &rows, std::stop_token stop) const
{
    Totals totals;
    for (std::size_t i = 0; i < rows.rowCount() && !stop.stop_requested(); ++i) {
        const auto line = rows.line(i);
        const auto example = line ? parseExample(*line) : Result<Example>(tl::unexpected(line.error()));
        if (!example)
            continue;
        const int tokens = count(*example);
        totals.tokens += tokens;
        totals.billed += m_context > 0 ? std::min(tokens, m_context) : tokens;
        totals.longest = std::max(totals.longest, tokens);
        if (m_context > 0 && tokens > m_context)
            totals.tooLong.emplace_back(
                rows.rowId(i), Issue{"too_long", Severity::Warning, "", "the row is longer than the model reads"});
        else if (m_context > 0 && std::int64_t{tokens} * 10 > std::int64_t{m_context} * 9)
            totals.nearLimit.emplace_back(
                rows.rowId(i), Issue{"near_limit", Severity::Info, "", "the row is nearly as long as the model reads"});
    }
    return totals;
}

} // namespace onsa::ui
