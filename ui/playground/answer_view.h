// SPDX-License-Identifier: GPL-3.0-or-later
// One side's card: who answers (◆ tuned or ◇ base), its answers one under another, the numbers and settings they came
// with, thumbs, and what went wrong.
#pragma once

#include "core/result.h"
#include "ui/playground/question.h"

#include <QFrame>
#include <QList>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace onsa::ui {

class AnswerItem;
class AnswerRun;

class AnswerView : public QFrame
{
    Q_OBJECT

public:
    explicit AnswerView(Side side, QWidget *parent = nullptr);

    void setTuned(bool tuned); // which mark it bears; the chosen model may be a base model
    void begin(const Question &question, const QString &label); // empties it for new answers
    void follow(const AnswerRun &run); // what has come so far
    void finish(const AnswerRun &run);
    void showProblem(const Error &error); // nothing could be asked
    void restore(const Answered &answered, const Question &question, const QString &label);
    Answered answered() const; // as it stands here

Q_SIGNALS:
    void addToDataSet(const QString &text);
    void likedChanged();

private:
    void makeItems(int count);
    void setFacts(int tokens, double seconds);
    void setProblem(const QString &words);
    void setLiked(int liked);

    const Side m_side;
    Answered m_answered;
    QString m_stamp; // model and settings
    QLabel *m_badge = nullptr;
    QLabel *m_name = nullptr;
    QLabel *m_facts = nullptr;
    QLabel *m_stampLabel = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QVBoxLayout *m_column = nullptr;
    QList<AnswerItem *> m_items;
};

} // namespace onsa::ui
