// SPDX-License-Identifier: GPL-3.0-or-later
// One question with everything that shaped its answers, and the answers: what the history keeps.
#pragma once

#include "core/api_types.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace onsa::ui {

enum class Side { Tuned, Base };

struct Question {
    QString providerId, model;
    bool chat = false;
    QString system; // chats only; may be empty
    QString prompt;
    Sampling sampling;

    CompletionRequest completionRequest() const;
    ChatRequest chatRequest() const;
};

// What one model said; `texts` has one entry per answer asked for.
struct Answered {
    Side side = Side::Tuned;
    QString model;
    QStringList texts;
    int tokens = 0; // of all texts
    double seconds = 0;
    QString problem; // why it ended early, in words; empty = it did not
    int liked = 0; // 1 thumb up, −1 thumb down, 0 nothing said
};

struct HistoryEntry {
    qint64 askedAt = 0; // Unix seconds
    Question question;
    QString baseModel; // empty = not compared
    std::vector<Answered> answers;
};

} // namespace onsa::ui
