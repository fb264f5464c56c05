// SPDX-License-Identifier: GPL-3.0-or-later
// One model answering one question: the stream's pieces are gathered and told at most every 33 ms.
#pragma once

#include "api/api_client.h"
#include "core/api_types.h"
#include "core/result.h"
#include "ui/playground/question.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <set>
#include <vector>

namespace onsa::ui {

class AnswerRun : public QObject
{
    Q_OBJECT

public:
    AnswerRun(ApiClient &client, const Question &question, QObject *parent);

    void stop(); // finishes as Cancelled
    bool isRunning() const { return m_stream != nullptr; }
    const QStringList &texts() const { return m_texts; } // one per answer
    bool wasCutByLimit(int answer) const; // it ended because max tokens were used up
    int tokens() const; // counted by the service, or pieces so far
    double seconds() const;
    const Result<> &outcome() const { return m_outcome; } // once it has finished
    std::string model() const { return m_model; } // as the service named it

Q_SIGNALS:
    void updated(); // texts grew
    void finished(); // see outcome()

private:
    void take(const Answer &piece);
    void end(const Result<Usage> &usage);

    QPointer<AnswerStream> m_stream;
    QTimer m_flush;
    QElapsedTimer m_clock;
    double m_took = -1; // seconds; < 0 while it runs
    QStringList m_texts;
    std::set<int> m_cutByLimit;
    std::string m_model;
    int m_pieces = 0;
    std::optional<int> m_counted;
    Result<> m_outcome;
};

} // namespace onsa::ui
