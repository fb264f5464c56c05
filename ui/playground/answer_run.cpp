// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/answer_run.h"

namespace onsa::ui {

namespace {

constexpr int flushMs = 33; // 30 pictures a second
constexpr int mostAnswers = 128; // n of the API; a stray index must not make a huge list

} // namespace

AnswerRun::AnswerRun(ApiClient &client, const Question &question, QObject *parent)
    : QObject(parent)
    , m_model(question.model.toStdString())
{
    for (int i = 0; i < question.sampling.n; ++i)
        m_texts << QString();
    m_flush.setSingleShot(true);
    m_flush.setInterval(flushMs);
    connect(&m_flush, &QTimer::timeout, this, &AnswerRun::updated);
    m_clock.start();
    m_stream = question.chat ? client.streamChat(question.chatRequest(), this)
                             : client.streamCompletion(question.completionRequest(), this);
    connect(m_stream, &AnswerStream::piece, this, &AnswerRun::take);
    connect(m_stream, &AnswerStream::finished, this, &AnswerRun::end);
}

void AnswerRun::stop()
{
    if (m_stream)
        m_stream->abort();
}

bool AnswerRun::wasCutByLimit(int answer) const
{
    return m_cutByLimit.contains(answer);
}

int AnswerRun::tokens() const
{
    return m_counted.value_or(m_pieces);
}

double AnswerRun::seconds() const
{
    return m_took >= 0 ? m_took : double(m_clock.elapsed()) / 1000;
}

void AnswerRun::take(const Answer &piece)
{
    if (!piece.model.empty())
        m_model = piece.model;
    if (piece.usage)
        m_counted = piece.usage->completionTokens;
    for (const AnswerChoice &choice : piece.choices) {
        if (choice.index < 0 || choice.index >= mostAnswers)
            continue;
        while (m_texts.size() <= choice.index)
            m_texts << QString();
        if (!choice.text.empty()) {
            m_texts[choice.index] += QString::fromStdString(choice.text);
            ++m_pieces;
        }
        if (choice.finishReason == "length")
            m_cutByLimit.insert(choice.index);
    }
    if (!m_flush.isActive())
        m_flush.start();
}

void AnswerRun::end(const Result<Usage> &usage)
{
    m_flush.stop();
    m_took = double(m_clock.elapsed()) / 1000;
    if (usage && usage->completionTokens > 0)
        m_counted = usage->completionTokens;
    if (m_stream) {
        m_stream->deleteLater();
        m_stream.clear();
    }
    Q_EMIT updated();
    if (!usage)
        m_outcome = tl::unexpected(usage.error());
    Q_EMIT finished();
}

} // namespace onsa::ui
