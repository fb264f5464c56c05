// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/routes/routes.h"

namespace onsa::engine {

void addHealthRoute(HttpServer &http)
{
    http.getOpen("/health", [](const Request &) -> Result<Reply> { return Reply::json(R"({"status":"ok"})"); });
}

} // namespace onsa::engine
