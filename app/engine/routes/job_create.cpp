// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/routes/job_create.h"

#include "core/api_json.h"
#include "engine/ids.h"

#include <random>

namespace onsa::engine {

namespace {

Result<> checkFile(Store &store, const std::string &id, const std::string &param)
{
    const auto file = store.files().find(id);
    if (!file && file.error().kind == ErrorKind::NotFound)
        return fail(ErrorKind::InvalidInput, "invalid " + param + ": " + id, "file_not_found", param);
    if (!file)
        return tl::unexpected(file.error());
    if (file->purpose != "fine-tune")
        return fail(ErrorKind::InvalidInput,
                    "The file " + id + " was uploaded with purpose '" + file->purpose + "', but must have 'fine-tune'.",
                    "invalid_file_purpose", param);
    return {};
}

std::int64_t randomSeed()
{
    std::random_device source;
    return std::uniform_int_distribution<std::int64_t>(0, 2147483647)(source); // the API's range
}

} // namespace

Result<BaseModelEntry> checkModel(Store &store, const Answering &answering, const std::string &model)
{
    if (store.models().find(model))
        return fail(ErrorKind::InvalidInput,
                    "The model '" + model + "' is a tuned model. Choose the base model it was made from.",
                    "model_not_available", "model");
    auto base = answering.findBase(model);
    if (!base && base.error().kind == ErrorKind::NotFound)
        return fail(ErrorKind::InvalidInput,
                    "The model '" + model + "' does not exist on this computer. GET /v1/models lists those that do.",
                    "model_not_found", "model");
    return base;
}

Result<FineTuneJob> createJob(Store &store, Answering &answering, const Request &request)
{
    auto wanted = parseFineTuneRequest(request.body);
    if (!wanted)
        return tl::unexpected(wanted.error());
    const auto base = checkModel(store, answering, wanted->model);
    if (!base)
        return tl::unexpected(base.error());
    if (const auto good = checkFile(store, wanted->trainingFile, "training_file"); !good)
        return tl::unexpected(good.error());
    if (wanted->validationFile) {
        if (const auto good = checkFile(store, *wanted->validationFile, "validation_file"); !good)
            return tl::unexpected(good.error());
    }
    NewJob job;
    job.seed = wanted->seed.value_or(randomSeed());
    job.reservedModel = tunedModelName(base->id, wanted->suffix.value_or(""));
    job.idempotencyKey = request.header("idempotency-key");
    job.request = std::move(*wanted);
    return store.jobs().insert(job);
}

} // namespace onsa::engine
