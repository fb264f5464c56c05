// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints by family. Each is told what it needs; what is given must outlive the server.
#pragma once

#include "engine/answering.h"
#include "engine/data_folder.h"
#include "engine/http_server.h"
#include "engine/job_estimator.h"
#include "engine/job_runner.h"
#include "engine/store.h"

namespace onsa::engine {

void addHealthRoute(HttpServer &http); // GET /health, without a key
void addFileRoutes(HttpServer &http, Store &store, const DataFolder &data);
void addJobRoutes(HttpServer &http, Store &store, const DataFolder &data, JobRunner &runner, Answering &answering);
// POST /v1/fine_tuning/jobs/estimate, an extension: see core/job_estimate.h.
void addEstimateRoute(HttpServer &http, Store &store, Answering &answering, JobEstimator &estimator);
void addModelRoutes(HttpServer &http, Store &store, const DataFolder &data, Answering &answering);
void addCompletionRoutes(HttpServer &http, Answering &answering);
void addChatRoutes(HttpServer &http, Answering &answering);

} // namespace onsa::engine
