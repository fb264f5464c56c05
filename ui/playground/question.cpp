// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/question.h"

namespace onsa::ui {

CompletionRequest Question::completionRequest() const
{
    CompletionRequest request;
    request.model = model.toStdString();
    request.prompts.emplace_back(prompt.toStdString());
    request.sampling = sampling;
    request.stream = true;
    request.includeUsage = true;
    return request;
}

ChatRequest Question::chatRequest() const
{
    ChatRequest request;
    request.model = model.toStdString();
    if (!system.trimmed().isEmpty())
        request.messages.push_back({"system", system.toStdString(), {}});
    request.messages.push_back({"user", prompt.toStdString(), {}});
    request.sampling = sampling;
    request.stream = true;
    request.includeUsage = true;
    return request;
}

} // namespace onsa::ui
