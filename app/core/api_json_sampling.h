// SPDX-License-Identifier: GPL-3.0-or-later
// What the two generation endpoints have in common in their requests.
#pragma once

#include "core/api_types.h"
#include "core/json_fields.h"

namespace onsa {

// All but max_tokens and logprobs, which differ.
void readSampling(RequestFields &fields, Sampling &out);
// "stream" and "stream_options".
void readStreaming(RequestFields &fields, bool &stream, bool &includeUsage);
// Leaves out what has the value that the API takes anyway.
void writeSampling(const Sampling &from, OrderedJson &json);
void writeStreaming(bool stream, bool includeUsage, OrderedJson &json);

} // namespace onsa
