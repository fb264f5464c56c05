// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job_outcome.h"

#include "engine/ids.h"
#include "engine/result_csv.h"
#include "engine/training_recorder.h"

#include <algorithm>

namespace onsa::engine {

namespace fs = std::filesystem;

JobError jobErrorOf(const Error &error)
{
    std::string code = error.code;
    if (code.empty())
        code = error.kind == ErrorKind::OutOfMemory ? "model_too_large"
            : error.kind == ErrorKind::DiskFull     ? "disk_full"
                                                    : "job_error";
    if (code == "invalid_training_file")
        return {code, error.message, "training_file"};
    if (code == "invalid_validation_file")
        return {code, error.message, "validation_file"};
    return {code, error.message, {}};
}

TrainPlan planOf(const JobOrder &order, const BaseModelEntry &base, const DataFolder &data)
{
    TrainPlan plan;
    plan.trainingFile = data.file(order.job.trainingFile);
    if (order.job.validationFile)
        plan.validationFile = data.file(*order.job.validationFile);
    plan.baseFolder = base.folder;
    plan.workFolder = data.work(order.job.id);
    plan.outputFolder = data.root() / DataFolder::adapterOf(order.reservedModel);
    plan.wanted = order.wanted;
    plan.seed = static_cast<std::uint64_t>(order.job.seed);
    return plan;
}

namespace {

TunedModel modelRow(const JobOrder &order, const BaseModelEntry &base, std::string id, fs::path folder)
{
    return {std::move(id), unixNow(), hostedBy(), base.id, base.folder, std::move(folder), order.job.id};
}

// Checkpoint adapters move out of the work folder to their model. Those that the trainer has thrown away since are
// forgotten, so that the list names only what can be asked.
Result<std::vector<TunedModel>> keepCheckpoints(Store &store, const DataFolder &data, const JobOrder &order,
                                                const BaseModelEntry &base)
{
    auto saved = store.jobs().savedCheckpoints(order.job.id);
    if (!saved)
        return tl::unexpected(saved.error());
    std::vector<TunedModel> models;
    for (const auto &checkpoint : *saved) {
        const auto folder =
            DataFolder::adapterOf(order.reservedModel) / ("ckpt-step-" + std::to_string(checkpoint.metrics.step));
        const auto place = data.root() / folder;
        std::error_code code;
        if (!fs::exists(place, code) && fs::exists(checkpoint.folder, code)) {
            fs::create_directories(place.parent_path(), code);
            fs::rename(checkpoint.folder, place, code);
            if (code)
                return tl::unexpected(fileError(code.value(), "Could not keep the checkpoint", place));
        }
        if (fs::exists(place, code))
            models.push_back(modelRow(order, base, checkpoint.model, folder));
        else if (const auto done = store.jobs().forgetCheckpoint(order.job.id, checkpoint.metrics.step); !done)
            return tl::unexpected(done.error());
    }
    return models;
}

Result<UploadedFile> writeResultFile(Store &store, const DataFolder &data, const std::string &jobId)
{
    const auto steps = store.jobs().steps(jobId);
    if (!steps)
        return tl::unexpected(steps.error());
    const auto csv = resultCsv(*steps);
    UploadedFile file;
    file.id = newId("file-");
    file.bytes = static_cast<std::int64_t>(csv.size());
    file.createdAt = unixNow();
    file.filename = "step_metrics.csv";
    file.purpose = "fine-tune-results";
    auto bytes = NewFile::create(data.file(file.id));
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (const auto written = bytes->write(csv); !written)
        return tl::unexpected(written.error());
    if (const auto kept = bytes->commit(); !kept)
        return tl::unexpected(kept.error());
    return file;
}

Result<bool> recordSuccess(Store &store, const JobOrder &order, const std::vector<TunedModel> &models,
                           const UploadedFile &file, const TrainOutcome &outcome)
{
    auto change = store.begin();
    if (!change)
        return tl::unexpected(change.error());
    for (const auto &model : models) {
        if (const auto done = store.models().insert(model); !done)
            return tl::unexpected(done.error());
    }
    if (const auto done = store.files().insert(file); !done)
        return tl::unexpected(done.error());
    const auto succeeded = store.jobs().succeed(order.job.id, file.id, outcome);
    if (!succeeded || !*succeeded)
        return succeeded;
    if (const auto done = change->commit(); !done)
        return tl::unexpected(done.error());
    return true;
}

} // namespace

Result<> publishOutcome(Store &store, const DataFolder &data, const JobOrder &order, const BaseModelEntry &base,
                        const TrainOutcome &outcome)
{
    auto models = keepCheckpoints(store, data, order, base);
    if (!models)
        return tl::unexpected(models.error());
    models->push_back(modelRow(order, base, order.reservedModel, DataFolder::adapterOf(order.reservedModel)));
    const auto file = writeResultFile(store, data, order.job.id);
    if (!file)
        return tl::unexpected(file.error());
    const auto recorded = recordSuccess(store, order, *models, *file, outcome);
    std::error_code ignored;
    if (!recorded || !*recorded) {
        fs::remove(data.file(file->id), ignored);
        if (!recorded)
            return tl::unexpected(recorded.error());
        return {}; // cancelled in the last moment
    }
    fs::remove_all(data.work(order.job.id), ignored);
    return {};
}

} // namespace onsa::engine
