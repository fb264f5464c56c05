// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a training as requests name them. Bounds: openai/openai-openapi, CreateFineTuningJobRequest.
#pragma once

#include "core/api_types.h"
#include "core/json_fields.h"

namespace onsa {

// From "method" and, below it, the deprecated "hyperparameters". What is wrong becomes the error of `request`.
void readTuningSettings(RequestFields &request, Hyperparameters &out);
OrderedJson methodJson(const Hyperparameters &from); // only what is set
OrderedJson settingsJson(const Hyperparameters &from); // {"n_epochs":…}; only what is set

} // namespace onsa
