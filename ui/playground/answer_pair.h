// SPDX-License-Identifier: GPL-3.0-or-later
// The two answer cards: puts one question to the chosen model and, if compared, to its base, shows what comes, and
// keeps it in the history.
#pragma once

#include "ui/playground/question.h"

#include <QPointer>
#include <QSplitter>

#include <functional>
#include <optional>

namespace onsa {
class ProviderConnections;
}

namespace onsa::ui {

class AnswerHistory;
class AnswerRun;
class AnswerView;

class AnswerPair : public QSplitter
{
    Q_OBJECT

public:
    using LabelOf = std::function<QString(const QString &providerId, const QString &model)>; // names for people

    AnswerPair(ProviderConnections &connections, AnswerHistory &history, LabelOf labelOf, QWidget *parent = nullptr);
    ~AnswerPair() override;

    bool isAsking() const;
    // `base` empty = not compared. `tuned` says which mark the first card bears. Not while isAsking().
    void ask(Question question, const QString &base, bool tuned);
    void stop();
    void restore(std::size_t entry); // of the history

Q_SIGNALS:
    void finished(); // no answer is under way any more
    void addToDataSet(const QString &prompt, const QString &completion);

private:
    bool start(const Question &question, AnswerView *view, QPointer<AnswerRun> *run);
    void oneFinished();
    void keepThumbs();

    ProviderConnections &m_connections;
    AnswerHistory &m_history;
    LabelOf m_labelOf;
    AnswerView *m_tuned = nullptr;
    AnswerView *m_base = nullptr;
    QPointer<AnswerRun> m_tunedRun, m_baseRun;
    std::optional<HistoryEntry> m_asked; // while its answers come
    std::optional<std::size_t> m_shown; // entry of the history on show
    QString m_prompt; // whose answers the cards show
};

} // namespace onsa::ui
