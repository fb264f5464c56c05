// SPDX-License-Identifier: GPL-3.0-or-later
// A Reply as the HTTP library wants it: a body, the bytes of a file, or events as they come. Only for http_server.cpp.
#pragma once

#include "engine/http_types.h"

#include <httplib.h>

namespace onsa::engine {

void send(const Reply &reply, httplib::Response &response);

} // namespace onsa::engine
