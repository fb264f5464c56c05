// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/pair_rules.h"

#include "core/checks/text_rules.h"

namespace onsa {

void checkPair(const PairTexts &pair, PairScans &scans, std::vector<Issue> &issues)
{
    scanText(pair.prompt, scans.prompt);
    scanText(pair.completion, scans.completion);
    if (isBlank(pair.prompt))
        issues.push_back({"empty_prompt", Severity::Warning, "prompt",
                          "The prompt is empty; the model learns to write the completion out of nothing."});
    else
        checkText(pair.prompt, scans.prompt, {"prompt", "The prompt", TextRole::Prompt}, issues);

    if (isBlank(pair.completion)) {
        issues.push_back({"empty_completion", Severity::Error, "completion",
                          "The completion is empty; there is nothing to learn.", 0, 0, Fix::DeleteRow});
        return;
    }
    const CheckedText what{"completion", "The completion", TextRole::Completion};
    checkText(pair.completion, scans.completion, what, issues);
    checkAnswer(pair.prompt, scans.prompt, pair.completion, scans.completion, what, issues);
}

} // namespace onsa
