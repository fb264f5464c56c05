// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine_fixture.h"
#include "engine/sqlite.h"

#include <atomic>
#include <doctest/doctest.h>
#include <future>

using namespace onsa;
using namespace onsa::test;
using engine::TrainObserver;
using engine::TrainOutcome;
using engine::TrainPlan;

namespace {

// Trains until it is stopped; tells when it has begun.
struct EndlessTrainer {
    std::mutex mutex;
    std::condition_variable changed;
    int begun = 0;

    engine::TrainFunction function()
    {
        return [this](const TrainPlan &, TrainObserver &observer, const std::stop_token &stop) -> Result<TrainOutcome> {
            {
                const std::scoped_lock lock(mutex);
                ++begun;
                changed.notify_all();
            }
            engine::StepReport report;
            report.metrics.totalSteps = 1000000;
            while (!stop.stop_requested()) {
                ++report.metrics.step;
                observer.stepDone(report);
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            return fail(ErrorKind::Cancelled, "stopped");
        };
    }
    void waitUntilBegun(int times)
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return begun >= times; });
    }
};

engine::TrainFunction failing(ErrorKind kind, const std::string &code)
{
    return [=](const TrainPlan &, TrainObserver &, const std::stop_token &) -> Result<TrainOutcome> {
        return fail(kind, "it went wrong", code);
    };
}

} // namespace

TEST_CASE("job runner: a job goes through its life, told in order")
{
    const Engine engine;
    const auto created = engine.newJob(R"(,"suffix":"my model")");
    CHECK(created.at("status") == "validating_files");
    CHECK(created.at("hyperparameters").at("n_epochs") == "auto");
    const std::string id = created.at("id");
    const auto done = engine.waitFor(id, "succeeded");
    REQUIRE(done.at("status") == "succeeded");
    const std::string model = done.at("fine_tuned_model");
    CHECK(model.starts_with("ft:onsa-starter:local:my-model:"));
    CHECK(done.at("trained_tokens") == 1234);
    CHECK(done.at("hyperparameters").at("n_epochs") == 2);
    CHECK(done.at("finished_at") >= done.at("created_at"));
    CHECK(done.at("estimated_finish").is_null());
    CHECK(engine.messages(id)
          == std::vector<std::string>{
              "Created fine-tuning job: " + id, "Validating training file: " + std::string(created.at("training_file")),
              "Files validated, moving job to queued state", "Fine-tuning job started", "Step 1/6: training loss=1",
              "Step 2/6: training loss=0.5", "Step 3/6: training loss=0.3333", "Checkpoint created at step 3",
              "Step 4/6: training loss=0.25", "Step 5/6: training loss=0.2", "Step 6/6: training loss=0.1667",
              "New fine-tuned model created: " + model, "The job has successfully completed"});

    // The model and its checkpoint can be found, the result file read, the work is gone.
    CHECK(engine.json("GET", "/v1/models/" + model).at("parent") == "onsa-starter");
    CHECK(engine.json("GET", "/v1/models/" + model + ":ckpt-step-3").at("id") == model + ":ckpt-step-3");
    const auto source = engine::Answering(*engine.store, engine.data, const_cast<engine::ModelHost &>(engine.host), {})
                            .find(model + ":ckpt-step-3");
    REQUIRE(source);
    CHECK(std::filesystem::exists(*source->adapterFolder / "adapter_config.json"));
    const std::string result = done.at("result_files").at(0);
    CHECK(engine.json("GET", "/v1/files/" + result).at("purpose") == "fine-tune-results");
    CHECK(engine.ask("GET", "/v1/files/" + result + "/content")
              .body.starts_with(
                  "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n1,1,,,\n2,0.5,,,\n"));
    while (std::filesystem::exists(engine.data.work(id))) // goes after the last event
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

TEST_CASE("job runner: what is wrong with the files fails the job with its code")
{
    const Engine engine;
    const auto failed = [&](const std::string &training, const std::string &more = {}) {
        const auto id = engine.uploadId(training);
        const auto job = engine.json("POST", "/v1/fine_tuning/jobs",
                                     R"({"model":"onsa-starter","training_file":")" + id + "\"" + more + "}");
        return engine.waitFor(job.at("id"), "failed");
    };
    auto job = failed(pairs(7));
    CHECK(job.at("status") == "failed");
    CHECK(job.at("error").at("code") == "invalid_n_examples");
    CHECK(job.at("error").at("param") == "training_file");
    CHECK(std::string(job.at("error").at("message")).find("7 example(s)") != std::string::npos);
    CHECK(job.at("fine_tuned_model").is_null());

    job = failed(pairs(10) + "{\"a\":1}\n");
    CHECK(job.at("error").at("code") == "invalid_training_file");
    CHECK(std::string(job.at("error").at("message")).find("Line 11") != std::string::npos);

    job = failed(pairs(10), R"(,"validation_file":")" + engine.uploadId("[1]\n") + "\"");
    CHECK(job.at("error").at("code") == "invalid_validation_file");
    CHECK(engine.messages(job.at("id")).back().starts_with("The job failed: "));
}

TEST_CASE("job runner: what goes wrong in training fails the job and not the engine")
{
    struct Row {
        engine::TrainFunction train;
        const char *code;
    };
    const std::vector<Row> rows = {
        {failing(ErrorKind::DiskFull, ""), "disk_full"},
        {failing(ErrorKind::Io, "io_error"), "io_error"},
        {failing(ErrorKind::OutOfMemory, ""), "model_too_large"},
        {failing(ErrorKind::InvalidInput, "invalid_training_file"), "invalid_training_file"},
        {failing(ErrorKind::Cancelled, "odd"), "odd"}, // nobody asked for it
        {[](const auto &, auto &, const auto &) -> Result<TrainOutcome> { throw std::runtime_error("a library's"); },
         "job_error"},
        {[](const auto &, auto &, const auto &) -> Result<TrainOutcome> { throw std::bad_alloc(); }, "out_of_memory"},
    };
    for (const auto &row : rows) {
        CAPTURE(row.code);
        const Engine engine(row.train);
        const auto job = engine.waitFor(engine.newJob().at("id"), "failed");
        CHECK(job.at("status") == "failed");
        CHECK(job.at("error").at("code") == row.code);
        CHECK(engine.waitFor(engine.newJob().at("id"), "failed").at("status") == "failed"); // the next one runs too
    }
}

TEST_CASE("job runner: a job whose file was deleted while it waited says so")
{
    EndlessTrainer trainer;
    const Engine engine(trainer.function());
    const std::string first = engine.newJob().at("id");
    trainer.waitUntilBegun(1);
    const auto second = engine.newJob();
    CHECK(engine.waitFor(second.at("id"), "queued").at("status") == "queued");
    CHECK(engine.ask("DELETE", "/v1/files/" + std::string(second.at("training_file"))).status == 200);
    CHECK(engine.ask("POST", "/v1/fine_tuning/jobs/" + first + "/cancel").status == 200);
    const auto job = engine.waitFor(second.at("id"), "failed");
    CHECK(job.at("error").at("code") == "invalid_training_file");
    CHECK(std::string(job.at("error").at("message")).find("deleted") != std::string::npos);
}

TEST_CASE("job runner: cancelling is immediate, and nothing follows it")
{
    EndlessTrainer trainer;
    const Engine engine(trainer.function());
    const std::string id = engine.newJob().at("id");
    trainer.waitUntilBegun(1);
    const auto answer = engine.json("POST", "/v1/fine_tuning/jobs/" + id + "/cancel");
    CHECK(answer.at("status") == "cancelled");
    const std::string next = engine.newJob().at("id"); // begins only when the first has really ended
    trainer.waitUntilBegun(2);
    CHECK(engine.messages(id).back() == "The job has been cancelled");
    CHECK(engine.job(id).at("status") == "cancelled");
    CHECK(engine.ask("POST", "/v1/fine_tuning/jobs/" + id + "/cancel").status == 400);
    CHECK(engine.job(next).at("status") == "running");
}

TEST_CASE("job runner: pause lets the next job run, resume queues again")
{
    EndlessTrainer trainer;
    const Engine engine(trainer.function());
    const std::string first = engine.newJob().at("id");
    trainer.waitUntilBegun(1);
    CHECK(engine.json("POST", "/v1/fine_tuning/jobs/" + first + "/pause").at("status") == "paused");
    CHECK(engine.ask("POST", "/v1/fine_tuning/jobs/" + first + "/pause").status == 400);
    const std::string second = engine.newJob().at("id");
    trainer.waitUntilBegun(2);
    CHECK(engine.job(second).at("status") == "running");
    CHECK(engine.json("POST", "/v1/fine_tuning/jobs/" + first + "/resume").at("status") == "queued");
    engine.ask("POST", "/v1/fine_tuning/jobs/" + second + "/cancel");
    trainer.waitUntilBegun(3);
    CHECK(engine.job(first).at("status") == "running");
}

TEST_CASE("job runner: a job that the engine's end interrupted goes on at the next start")
{
    const TempFolder folder;
    const auto data = engine::DataFolder::open(folder.path());
    const auto findBase = [](const std::string &name) -> Result<engine::BaseModelEntry> {
        return engine::BaseModelEntry{name, "/base", 1, 1, 1};
    };
    std::string id;
    {
        auto store = engine::Store::open(data->database());
        writeFile(data->file("file-1"), pairs(10));
        UploadedFile file;
        file.id = "file-1", file.purpose = "fine-tune";
        REQUIRE((*store)->files().insert(file));
        engine::NewJob job;
        job.request.model = "base", job.request.trainingFile = "file-1", job.reservedModel = "ft:base:local::abcdefgh";
        id = (*store)->jobs().insert(job)->id;
        EndlessTrainer trainer;
        auto runner = engine::JobRunner::start(**store, *data, findBase, trainer.function());
        REQUIRE(runner);
        trainer.waitUntilBegun(1);
        (*runner)->stop();
        CHECK((*store)->jobs().find(id)->status == JobStatus::Running);
    }
    auto store = engine::Store::open(data->database());
    const int told = *(*store)->jobs().lastStep(id);
    const auto goOn = [&](const TrainPlan &plan, TrainObserver &observer,
                          const std::stop_token &) -> Result<TrainOutcome> {
        engine::ResolvedPlan resolved;
        resolved.resumedAtStep = told / 2,
        resolved.steps = told + 2; // its last saved step lies before the last one told
        observer.planned(resolved);
        for (int step = told / 2 + 1; step <= told + 2; ++step) {
            engine::StepReport report;
            report.metrics.step = step, report.metrics.totalSteps = told + 2;
            observer.stepDone(report);
        }
        std::filesystem::create_directories(plan.outputFolder);
        return TrainOutcome{};
    };
    auto runner = engine::JobRunner::start(**store, *data, findBase, goOn);
    while (!isFinal((*store)->jobs().find(id)->status))
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    (*runner)->stop();
    CHECK((*store)->jobs().find(id)->status == JobStatus::Succeeded);
    const auto steps = (*store)->jobs().steps(id);
    REQUIRE(static_cast<int>(steps->size()) == told + 2); // each step is told once
    for (std::size_t i = 0; i < steps->size(); ++i)
        CHECK((*steps)[i].step == static_cast<int>(i) + 1);
    const auto events = (*store)->jobs().events(id, {"", 100000});
    const auto has = [&](const std::string &text) {
        return std::any_of(events->data.begin(), events->data.end(),
                           [&](const JobEvent &event) { return event.message.find(text) != std::string::npos; });
    };
    CHECK(has("The engine was restarted"));
}

TEST_CASE("job runner: every step is in the store before the state that goes on from it is written")
{
    std::atomic<int> kept = -1;
    Engine *here = nullptr;
    std::string id;
    std::promise<void> ready;
    Engine engine([&](const TrainPlan &plan, TrainObserver &observer, const std::stop_token &) -> Result<TrainOutcome> {
        ready.get_future().wait();
        engine::StepReport report;
        report.metrics.totalSteps = 6;
        for (report.metrics.step = 1; report.metrics.step < 6; ++report.metrics.step)
            observer.stepDone(report);
        observer.savingState();
        kept = here->store->jobs().lastStep(id).value_or(-2);
        std::filesystem::create_directories(plan.outputFolder);
        return TrainOutcome{};
    });
    here = &engine;
    id = engine.newJob().at("id");
    ready.set_value();
    engine.waitFor(id, "succeeded");
    CHECK(kept == 5);
}

TEST_CASE("job runner: a job whose end could not be written down fails once there is room again")
{
    std::atomic<bool> tried = false;
    const Engine engine([&](const TrainPlan &plan, TrainObserver &, const std::stop_token &) -> Result<TrainOutcome> {
        std::filesystem::create_directories(plan.workFolder);
        tried = true;
        return fail(ErrorKind::DiskFull, "it went wrong", "disk_full");
    });
    // Another connection stands in for the full disk: that a job failed cannot be written.
    auto disk = engine::Database::open(engine.data.database());
    REQUIRE(disk);
    REQUIRE(disk->runScript("CREATE TRIGGER full BEFORE UPDATE OF error_code ON jobs "
                            "BEGIN SELECT RAISE(ABORT, 'full'); END"));
    const std::string id = engine.newJob().at("id");
    while (!tried || std::filesystem::exists(engine.data.work(id))) // goes after the first try to write it
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    CHECK(engine.json("GET", "/v1/fine_tuning/jobs/" + id).at("status") == "running");
    REQUIRE(disk->runScript("DROP TRIGGER full"));
    const auto job = engine.waitFor(id, "failed");
    CHECK(job.at("error").at("code") == "disk_full");
}
