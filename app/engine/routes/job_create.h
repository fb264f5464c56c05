// SPDX-License-Identifier: GPL-3.0-or-later
// A new job: what can be refused at once is refused here; what is wrong in the files is found later, as the API has it.
#pragma once

#include "core/api_types.h"
#include "engine/answering.h"
#include "engine/http_types.h"
#include "engine/store.h"

namespace onsa::engine {

// The base model that a request names; errors have param "model".
Result<BaseModelEntry> checkModel(Store &store, const Answering &answering, const std::string &model);
Result<FineTuneJob> createJob(Store &store, Answering &answering, const Request &request);

} // namespace onsa::engine
