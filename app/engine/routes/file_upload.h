// SPDX-License-Identifier: GPL-3.0-or-later
// One uploaded file: taken from the form piece by piece, checked, and kept under a new id.
#pragma once

#include "core/api_types.h"
#include "engine/data_folder.h"
#include "engine/http_types.h"
#include "engine/store.h"

namespace onsa::engine {

Result<UploadedFile> receiveFile(Store &store, const DataFolder &data, const Request &request, const BodyReader &body);

} // namespace onsa::engine
