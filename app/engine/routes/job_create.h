// SPDX-License-Identifier: GPL-3.0-or-later
// A new job: what can be refused at once is refused here; what is wrong in the files is found later, as the API has it.
#pragma once

#include "core/api_types.h"
#include "engine/answering.h"
#include "engine/http_types.h"
#include "engine/store.h"

namespace onsa::engine {

Result<FineTuneJob> createJob(Store &store, Answering &answering, const Request &request);

} // namespace onsa::engine
