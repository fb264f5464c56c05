// SPDX-License-Identifier: GPL-3.0-or-later
// The API's objects <-> JSON text: lenient in reading, exact in writing. All output is ASCII with \u escapes, so that
// it can stand in an event stream. Parsers return InvalidInput with `param` = the member; they never throw.
#pragma once

#include "core/api_types.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace onsa {

// Requests: written by the window, read by the engine.
Result<FineTuneRequest> parseFineTuneRequest(std::string_view body); // ranges checked; method.* and hyperparameters
Result<CompletionRequest> parseCompletionRequest(std::string_view body);
Result<ChatRequest> parseChatRequest(std::string_view body);
std::string toJson(const FineTuneRequest &request);
std::string toJson(const CompletionRequest &request);
std::string toJson(const ChatRequest &request);

// Answers: written by the engine, read by the window (from any provider: unknown or missing members are no error
// unless the object is useless without them).
std::string toJson(const UploadedFile &file);
std::string toJson(const FineTuneJob &job);
std::string toJson(const JobEvent &event);
std::string toJson(const Checkpoint &checkpoint);
std::string toJson(const Model &model);
Result<UploadedFile> parseFile(std::string_view body);
Result<FineTuneJob> parseJob(std::string_view body);
Result<Model> parseModel(std::string_view body);
Result<Page<UploadedFile>> parseFileList(std::string_view body);
Result<Page<FineTuneJob>> parseJobList(std::string_view body);
Result<Page<JobEvent>> parseEventList(std::string_view body);
Result<Page<Checkpoint>> parseCheckpointList(std::string_view body);
Result<Page<Model>> parseModelList(std::string_view body);

// {"object":"list","data":[…],"has_more":…}; with first_id and last_id where the API has them ("" when empty).
enum class ListStyle { Plain, WithIds };
template <class T> std::string toJsonList(const Page<T> &page, ListStyle style = ListStyle::Plain);
std::string toJsonDeleted(std::string_view id, std::string_view object); // {"id","object","deleted":true}

// Whole answers, and one piece of a stream (`usageAsked`: every piece carries "usage", null but in the last).
std::string completionJson(const Answer &answer);
std::string chatJson(const Answer &answer);
std::string completionChunkJson(const Answer &piece, bool usageAsked);
// `first`: the piece that opens a choice, with role and empty content.
std::string chatChunkJson(const Answer &piece, bool usageAsked, bool first);
Result<Answer> parseCompletion(std::string_view body); // whole or chunk
Result<Answer> parseChat(std::string_view body); // whole (message) or chunk (delta)

// {"error":{message,type,param,code}} and back; `status` is the HTTP status. Statuses are fewer than kinds, so the body
// also has the extension "kind", and ours come back as they were. The reader also knows the shapes of other servers
// ({"error":"text"}, {"message"}, {"detail"}, HTML of a proxy).
int httpStatusOf(ErrorKind kind); // Conflict is 400: official clients retry 409 for ever
std::string errorJson(const Error &error);
Error parseError(int status, std::string_view body);

} // namespace onsa
