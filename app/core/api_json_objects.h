// SPDX-License-Identifier: GPL-3.0-or-later
// The objects of the API as JSON values, for the lists that hold them.
#pragma once

#include "core/api_types.h"
#include "core/json_fields.h"

namespace onsa {

OrderedJson jsonOf(const UploadedFile &file);
OrderedJson jsonOf(const FineTuneJob &job);
OrderedJson jsonOf(const JobEvent &event);
OrderedJson jsonOf(const Checkpoint &checkpoint);
OrderedJson jsonOf(const Model &model);

// Lenient; an object that cannot be used (no id to ask for it by) is an error.
Result<UploadedFile> fileOf(const Json &json);
Result<FineTuneJob> jobOf(const Json &json);
Result<JobEvent> eventOf(const Json &json);
Result<Checkpoint> checkpointOf(const Json &json);
Result<Model> modelOf(const Json &json);

} // namespace onsa
