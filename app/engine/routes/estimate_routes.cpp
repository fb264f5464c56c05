// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/routes/job_create.h"
#include "engine/routes/routes.h"

namespace onsa::engine {

void addEstimateRoute(HttpServer &http, Store &store, Answering &answering, JobEstimator &estimator)
{
    http.post("/v1/fine_tuning/jobs/estimate", [&](const Request &request) -> Result<Reply> {
        const auto wanted = parseEstimateRequest(request.body);
        if (!wanted)
            return tl::unexpected(wanted.error());
        const auto base = checkModel(store, answering, wanted->model);
        if (!base)
            return tl::unexpected(base.error());
        const auto estimate = estimator.estimate(*base, *wanted);
        if (estimate)
            return Reply::json(toJson(*estimate));
        // A model whose files cannot be read is this request's fault: "unsupported" would mean that there are no
        // estimates here at all.
        Error error = estimate.error();
        error.kind = ErrorKind::InvalidInput;
        if (error.param.empty())
            error.param = "model";
        return tl::unexpected(error);
    });
}

} // namespace onsa::engine
