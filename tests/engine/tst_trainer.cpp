// SPDX-License-Identifier: GPL-3.0-or-later
// Whole runs on the starter with a handful of rows.
#include "core/example.h"
#include "engine/model/atomic_file.h"
#include "engine/training/checkpoint.h"
#include "engine/training/train_plan.h"
#include "temp_folder.h"

#include <doctest/doctest.h>
#include <functional>

using namespace onsa;
using namespace onsa::engine;
using onsa::test::TempFolder;
using onsa::test::writeFile;

namespace {

struct Log : TrainObserver {
    std::function<void(int)> onStep;
    ResolvedPlan plan;
    std::vector<StepReport> steps;
    std::vector<CheckpointInfo> checkpoints;

    void planned(const ResolvedPlan &resolved) override { plan = resolved; }
    void stepDone(const StepReport &report) override
    {
        steps.push_back(report);
        if (onStep)
            onStep(report.metrics.step);
    }
    void checkpointSaved(const CheckpointInfo &info) override { checkpoints.push_back(info); }
};

struct Lesson {
    TempFolder folder;
    TrainPlan plan;

    Lesson()
    {
        std::string rows;
        for (int i = 0; i < 10; ++i)
            rows += "{\"prompt\":\"Where is room " + std::to_string(i) + "?\",\"completion\":\"On floor "
                + std::to_string(i * 7 % 10) + ".\"}\n";
        writeFile(folder.path() / "train.jsonl", rows);
        plan.trainingFile = folder.path() / "train.jsonl";
        plan.baseFolder = ONSA_SOURCE "/resources/starter/onsa-starter";
        plan.workFolder = folder.path() / "work";
        plan.outputFolder = folder.path() / "out";
        plan.wanted.epochs = 2;
        plan.wanted.batchSize = 3; // four steps an epoch, the last smaller
        plan.wanted.loraRank = 4;
        plan.seed = 5;
    }
    std::string adapter() const { return *readWholeFile(plan.outputFolder / "adapter_model.safetensors", 1U << 28U); }
};

} // namespace

TEST_CASE("a run learns, reports every step and keeps its adapters")
{
    Lesson lesson;
    lesson.plan.validationFile = lesson.plan.trainingFile;
    lesson.plan.wanted.epochs = 5;
    Log log;
    const auto outcome = train(lesson.plan, log, {});
    REQUIRE(outcome);
    CHECK(outcome->steps == 20);
    CHECK(log.plan.examples == 10);
    CHECK(log.plan.steps == 20);
    CHECK(log.plan.peakBytes > 0);
    REQUIRE(log.steps.size() == 20);
    CHECK(*log.steps.back().metrics.trainLoss < *log.steps.front().metrics.trainLoss);
    CHECK(outcome->trainedTokens == 5 * log.plan.tokensPerEpoch);
    REQUIRE(log.checkpoints.size() == 5);
    CHECK(*log.checkpoints[4].metrics.fullValidLoss < *log.checkpoints[0].metrics.fullValidLoss);
    CHECK(outcome->finalValidLoss == log.checkpoints[4].metrics.fullValidLoss);
    CHECK(!std::filesystem::exists(epochFolder(lesson.plan.workFolder, 2)));
    for (const int epoch : {3, 4, 5})
        CHECK(std::filesystem::exists(epochFolder(lesson.plan.workFolder, epoch) / "adapter_config.json"));
}

TEST_CASE("a run that was stopped anywhere, or killed, ends with the same adapter bit for bit")
{
    Lesson whole;
    Log log;
    REQUIRE(train(whole.plan, log, {}));
    for (const Precision precision : {Precision::F32, Precision::Auto}) {
        Lesson reference;
        reference.plan.precision = precision;
        REQUIRE(train(reference.plan, log, {}));
        for (const int at : {1, 4, 6, 7}) {
            Lesson stopped;
            stopped.plan.precision = precision;
            std::stop_source source;
            Log first;
            first.onStep = [&](int step) {
                if (step == at)
                    source.request_stop();
            };
            const auto cancelled = train(stopped.plan, first, source.get_token());
            REQUIRE(!cancelled);
            CHECK(cancelled.error().kind == ErrorKind::Cancelled);
            stopped.plan.threads = 3; // the result does not depend on it
            Log second;
            const auto resumed = train(stopped.plan, second, {});
            REQUIRE(resumed);
            CHECK(second.plan.resumedAtStep == at);
            CHECK(second.steps.size() == static_cast<std::size_t>(8 - at));
            CHECK(resumed->trainedTokens == 2 * second.plan.tokensPerEpoch);
            CHECK(stopped.adapter() == reference.adapter());
        }
    }
}

TEST_CASE("after a kill within the second epoch the run goes on from the end of the first")
{
    Lesson reference;
    Log log;
    REQUIRE(train(reference.plan, log, {}));
    Lesson killed;
    std::string state;
    std::stop_source source;
    Log first;
    first.onStep = [&](int step) {
        if (step == 6) { // what would be on disk if the process had died here
            state = *readWholeFile(killed.plan.workFolder / "state.safetensors", 1U << 28U);
            source.request_stop();
        }
    };
    REQUIRE(!train(killed.plan, first, source.get_token()));
    REQUIRE(writeFileAtomically(killed.plan.workFolder / "state.safetensors", state));
    Log second;
    REQUIRE(train(killed.plan, second, {}));
    CHECK(second.plan.resumedAtStep == 4);
    CHECK(killed.adapter() == reference.adapter());
}

// Otherwise the steps before a kill would be missing from the curves: the run that goes on does not repeat them.
TEST_CASE("what the saved state holds was told before it is written")
{
    struct Order : Log {
        std::vector<std::pair<std::string, int>> told;
        void stepDone(const StepReport &report) override { told.emplace_back("step", report.metrics.step); }
        void savingState() override { told.emplace_back("state", told.back().second); }
        void checkpointSaved(const CheckpointInfo &info) override
        {
            told.emplace_back("checkpoint", info.metrics.step);
        }
    };
    Lesson lesson;
    Order log;
    REQUIRE(train(lesson.plan, log, {}));
    const std::vector<std::pair<std::string, int>> expected = {
        {"step", 1}, {"step", 2}, {"step", 3}, {"step", 4}, {"checkpoint", 4}, {"state", 4},
        {"step", 5}, {"step", 6}, {"step", 7}, {"step", 8}, {"checkpoint", 8}, {"state", 8}};
    CHECK(log.told == expected);
}

TEST_CASE("the state of another run is not taken, a damaged one is an error")
{
    Lesson lesson;
    Log log;
    REQUIRE(train(lesson.plan, log, {}));
    lesson.plan.seed = 6;
    Log other;
    REQUIRE(train(lesson.plan, other, {}));
    CHECK(other.plan.resumedAtStep == 0);
    const auto state = lesson.plan.workFolder / "state.safetensors";
    REQUIRE(writeFileAtomically(state, readWholeFile(state, 1U << 28U)->substr(0, 5000)));
    const auto damaged = train(lesson.plan, other, {});
    REQUIRE(!damaged);
    CHECK(damaged.error().kind == ErrorKind::Corrupt);
}

TEST_CASE("bad plans end in clear errors")
{
    Lesson lesson;
    Log log;
    lesson.plan.trainingFile = "/nonexistent";
    CHECK(train(lesson.plan, log, {}).error().kind == ErrorKind::NotFound);
    Lesson broken;
    writeFile(broken.plan.trainingFile, "{}\n");
    CHECK(train(broken.plan, log, {}).error().param == "line 1");
    Lesson noBase;
    noBase.plan.baseFolder = "/nonexistent";
    CHECK(train(noBase.plan, log, {}).error().kind == ErrorKind::NotFound);
    Lesson wild;
    wild.plan.wanted.learningRateMultiplier = 1e30;
    const auto unstable = train(wild.plan, log, {});
    REQUIRE(!unstable);
    CHECK(unstable.error().code == "training_unstable");
    CHECK(log.checkpoints.empty());
}
