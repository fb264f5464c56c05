// SPDX-License-Identifier: GPL-3.0-or-later
// A body of any bytes at every reader; what a request reader accepts, it accepts again as we write it.
#include "core/api_json.h"
#include "core/job_estimate.h"

#include <cstdint>
#include <cstdlib>

using namespace onsa;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

template <class T> void readTwice(std::string_view body, Result<T> (*parse)(std::string_view))
{
    const Result<T> first = parse(body);
    if (!first) {
        demand(!first.error().message.empty());
        return;
    }
    const std::string text = toJson(*first);
    const Result<T> second = parse(text);
    demand(second && toJson(*second) == text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char *>(data), size);
    readTwice<FineTuneRequest>(body, parseFineTuneRequest);
    readTwice<CompletionRequest>(body, parseCompletionRequest);
    readTwice<ChatRequest>(body, parseChatRequest);
    readTwice<EstimateRequest>(body, parseEstimateRequest);
    readTwice<JobEstimate>(body, parseEstimate);
    readTwice<UploadedFile>(body, parseFile);
    readTwice<FineTuneJob>(body, parseJob);
    readTwice<Model>(body, parseModel);
    static_cast<void>(parseFileList(body));
    static_cast<void>(parseJobList(body));
    if (const auto events = parseEventList(body))
        demand(parseEventList(toJsonList(*events)).has_value());
    if (const auto checkpoints = parseCheckpointList(body))
        demand(parseCheckpointList(toJsonList(*checkpoints, ListStyle::WithIds)).has_value());
    static_cast<void>(parseModelList(body));
    if (const Result<Answer> answer = parseCompletion(body))
        demand(parseCompletion(completionJson(*answer)).has_value());
    if (const Result<Answer> answer = parseChat(body))
        demand(parseChat(chatChunkJson(*answer, true, size % 2 == 0)).has_value());
    demand(!parseError(static_cast<int>(size), body).message.empty());
    return 0;
}
