// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store.h"
#include "engine/temp_folder.h"

#include <atomic>
#include <doctest/doctest.h>
#include <thread>

using namespace onsa;
using namespace onsa::engine;
using onsa::test::TempFolder;
using enum onsa::JobStatus;

namespace {

std::unique_ptr<Store> openStore(const TempFolder &folder)
{
    auto store = Store::open(folder.path() / "onsa.db");
    REQUIRE(store);
    return std::move(*store);
}

UploadedFile fileNamed(const std::string &id, const std::string &purpose = "fine-tune")
{
    UploadedFile file;
    file.id = id, file.bytes = 5, file.createdAt = 100, file.filename = id + ".jsonl", file.purpose = purpose;
    return file;
}

FineTuneJob newJob(Store &store, const std::string &key = {}, std::map<std::string, std::string> metadata = {})
{
    NewJob job;
    job.request.model = "base";
    job.request.trainingFile = "file-1";
    job.request.hyperparameters.epochs = 3;
    job.request.metadata = std::move(metadata);
    job.seed = 7;
    job.reservedModel = "ft:base:local::abc";
    job.idempotencyKey = key;
    auto inserted = store.jobs().insert(job);
    REQUIRE(inserted);
    return *inserted;
}

std::vector<std::string> messagesOf(Store &store, const std::string &id)
{
    const auto page = store.jobs().events(id, {"", 1000});
    REQUIRE(page);
    std::vector<std::string> texts;
    for (auto event = page->data.rbegin(); event != page->data.rend(); ++event)
        texts.push_back(event->message);
    return texts;
}

StepMetrics stepOf(int step)
{
    StepMetrics metrics;
    metrics.step = step, metrics.totalSteps = 10, metrics.trainLoss = 0.5;
    return metrics;
}

} // namespace

TEST_CASE("store: opening again changes nothing, and a newer file is refused")
{
    const TempFolder folder;
    {
        auto store = openStore(folder);
        REQUIRE(store->files().insert(fileNamed("file-1")));
    }
    CHECK(openStore(folder)->files().find("file-1"));
    REQUIRE(Database::open(folder.path() / "onsa.db")->runScript("PRAGMA user_version = 99"));
    const auto newer = Store::open(folder.path() / "onsa.db");
    REQUIRE_FALSE(newer);
    CHECK(newer.error().kind == ErrorKind::Unsupported);
}

TEST_CASE("store: files are listed page by page in both directions")
{
    const TempFolder folder;
    auto store = openStore(folder);
    for (const char *id : {"file-a", "file-b", "file-c"})
        REQUIRE(store->files().insert(fileNamed(id)));
    REQUIRE(store->files().insert(fileNamed("file-r", "fine-tune-results")));
    const auto idsOf = [&](FileQuery query) {
        std::string ids;
        while (true) {
            const auto page = store->files().list(query);
            REQUIRE(page);
            for (const auto &file : page->data)
                ids += file.id.substr(5);
            if (!page->hasMore)
                return ids;
            query.after = page->data.back().id;
        }
    };
    CHECK(idsOf({}) == "rcba");
    CHECK(idsOf({"", "", 1, true}) == "rcba");
    CHECK(idsOf({"", "", 2, false}) == "abcr");
    CHECK(idsOf({"fine-tune", "", 2, true}) == "cba");
    const auto unknown = store->files().list({"", "file-x", 10, true});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().param == "after");
    CHECK(store->files().remove("file-b"));
    CHECK(store->files().remove("file-b").error().kind == ErrorKind::NotFound);
    CHECK(idsOf({}) == "rca");
}

TEST_CASE("store: the same idempotency key is the same job")
{
    const TempFolder folder;
    auto store = openStore(folder);
    const auto first = newJob(*store, "key");
    CHECK(newJob(*store, "key").id == first.id);
    CHECK(newJob(*store, "other").id != first.id);
    CHECK(newJob(*store).id != newJob(*store).id);
    CHECK(messagesOf(*store, first.id).size() == 2);
}

TEST_CASE("store: jobs are filtered by metadata")
{
    const TempFolder folder;
    auto store = openStore(folder);
    const auto a = newJob(*store, "", {{"kind", "a"}, {"who", "me"}});
    const auto b = newJob(*store, "", {{"kind", "b"}, {"who", "me"}});
    const auto c = newJob(*store);
    const auto count = [&](JobQuery query) { return store->jobs().list(query)->data.size(); };
    CHECK(count({}) == 3);
    CHECK(count({"", 20, {{"who", "me"}}, false}) == 2);
    CHECK(count({"", 20, {{"who", "me"}, {"kind", "a"}}, false}) == 1);
    CHECK(count({"", 20, {}, true}) == 1);
    const auto page = store->jobs().list({"", 2, {}, false});
    CHECK(page->hasMore);
    CHECK(page->data.front().id == c.id);
    CHECK(store->jobs().list({b.id, 2, {}, false})->data.front().id == a.id);
    CHECK(store->jobs().find(a.id)->metadata.at("kind") == "a");
}

TEST_CASE("store: nothing follows a cancellation")
{
    const TempFolder folder;
    auto store = openStore(folder);
    auto &jobs = store->jobs();
    const auto job = newJob(*store);
    REQUIRE(*jobs.move(job.id, {ValidatingFiles}, Queued, {{"queued"}}));
    REQUIRE(*jobs.take(Queued, Running, {"started"}));
    const std::vector<StepMetrics> steps = {stepOf(1), stepOf(2)};
    CHECK(*jobs.recordSteps(job.id, steps, 1000));
    CHECK(*jobs.move(job.id, {Queued, Running}, Cancelled, {{"cancelled"}}));
    const auto before = messagesOf(*store, job.id);
    CHECK(before.back() == "cancelled");
    CHECK_FALSE(*jobs.recordSteps(job.id, steps, 1000));
    CHECK_FALSE(*jobs.recordCheckpoint(job.id, {stepOf(2), "/x", "m"}));
    CHECK_FALSE(*jobs.recordPlan(job.id, {}, {{"planned"}}));
    CHECK_FALSE(*jobs.succeed(job.id, "file-r", {}));
    CHECK_FALSE(*jobs.failJob(job.id, {Running}, {"code", "no", ""}));
    CHECK_FALSE(*jobs.move(job.id, {Queued}, Running, {{"again"}}));
    CHECK(messagesOf(*store, job.id) == before);
    const auto now = jobs.find(job.id);
    CHECK(now->status == Cancelled);
    CHECK_FALSE(now->error);
    CHECK_FALSE(now->fineTunedModel);
    CHECK_FALSE(now->estimatedFinish);
    CHECK(now->finishedAt);
}

TEST_CASE("store: the oldest job is taken first, and running jobs of a dead engine wait again")
{
    const TempFolder folder;
    auto store = openStore(folder);
    auto &jobs = store->jobs();
    const auto first = newJob(*store);
    const auto second = newJob(*store);
    for (const auto &job : {second, first})
        REQUIRE(*jobs.move(job.id, {ValidatingFiles}, Queued, {}));
    CHECK((*jobs.take(Queued, Running, {"started"}))->job.id == first.id);
    CHECK(*jobs.requeueRunning({"restarted"}) == 1);
    CHECK(messagesOf(*store, first.id).back() == "restarted");
    CHECK((*jobs.take(Queued, Running, {"started"}))->job.id == first.id);
    CHECK((*jobs.take(Queued, Running, {"started"}))->job.id == second.id);
    CHECK_FALSE(*jobs.take(Queued, Running, {"started"}));
}

TEST_CASE("store: hyperparameters are what was asked, then what was used, and the request is kept")
{
    const TempFolder folder;
    auto store = openStore(folder);
    auto &jobs = store->jobs();
    const auto job = newJob(*store);
    CHECK(job.hyperparameters.epochs == 3);
    CHECK_FALSE(job.hyperparameters.batchSize);
    REQUIRE(*jobs.move(job.id, {ValidatingFiles}, Running, {}));
    Hyperparameters used{3, 4, 1.5, 0.01, 16};
    REQUIRE(*jobs.recordPlan(job.id, used, {}));
    CHECK(jobs.find(job.id)->hyperparameters == used);
    REQUIRE(*jobs.requeueRunning({"restarted"}) == 1);
    const auto order = jobs.take(Queued, Running, {"started"});
    CHECK((*order)->wanted == job.hyperparameters);
}

TEST_CASE("store: a job does not end before it began, and its events do not run backwards")
{
    const TempFolder folder;
    auto store = openStore(folder);
    const auto job = newJob(*store);
    { // the clock was a day ahead when the job was made
        auto database = Database::open(folder.path() / "onsa.db");
        REQUIRE(database->execute("UPDATE jobs SET created_at = created_at + 86400"));
        REQUIRE(database->execute("UPDATE events SET created_at = created_at + 86400"));
    }
    REQUIRE(*store->jobs().move(job.id, {ValidatingFiles}, Cancelled, {{"cancelled"}}));
    const auto now = store->jobs().find(job.id);
    CHECK(*now->finishedAt >= now->createdAt);
    const auto events = store->jobs().events(job.id, {"", 10});
    CHECK(events->data[0].createdAt >= events->data[1].createdAt);
}

TEST_CASE("store: events are paged newest first without a gap while new ones come")
{
    const TempFolder folder;
    auto store = openStore(folder);
    auto &jobs = store->jobs();
    const auto job = newJob(*store);
    REQUIRE(*jobs.move(job.id, {ValidatingFiles}, Running, {}));
    std::vector<StepMetrics> steps;
    for (int i = 1; i <= 10; ++i)
        steps.push_back(stepOf(i));
    REQUIRE(*jobs.recordSteps(job.id, steps, {}));
    auto page = jobs.events(job.id, {"", 4});
    CHECK(page->data.front().metrics->step == 10);
    CHECK(page->hasMore);
    REQUIRE(*jobs.recordSteps(job.id, std::vector{stepOf(11)}, {}));
    page = jobs.events(job.id, {page->data.back().id, 4});
    CHECK(page->data.front().metrics->step == 6);
    CHECK(jobs.lastStep(job.id) == 11);
    CHECK(jobs.steps(job.id)->size() == 11);
    CHECK(jobs.events(job.id, {"ftevent-x", 4}).error().param == "after");
}

TEST_CASE("store: a change of several parts is all there or not at all")
{
    const TempFolder folder;
    auto store = openStore(folder);
    {
        auto change = store->begin();
        REQUIRE(change);
        REQUIRE(store->files().insert(fileNamed("file-1")));
        REQUIRE(store->models().insert({"ft:a", 1, "me", "base", "/b", "tuned/a", ""}));
    }
    CHECK_FALSE(store->files().find("file-1"));
    CHECK(store->models().list()->empty());
    auto change = store->begin();
    REQUIRE(store->models().insert({"ft:a", 1, "me", "base", "/b", "tuned/a", ""}));
    REQUIRE(change->commit());
    CHECK(store->models().find("ft:a")->baseFolder == "/b");
}

TEST_CASE("store: a copy taken in the middle of writing opens and is whole")
{
    const TempFolder folder, copies;
    auto store = openStore(folder);
    const auto job = newJob(*store);
    REQUIRE(*store->jobs().move(job.id, {ValidatingFiles}, Running, {}));
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int step = 1; !stop; step += 2) // two steps a transaction: an odd count would be half of one
            std::ignore = store->jobs().recordSteps(job.id, std::vector{stepOf(step), stepOf(step + 1)}, step);
    });
    namespace fs = std::filesystem;
    for (int copy = 0; copy < 10; ++copy) {
        const auto place = copies.path() / std::to_string(copy);
        fs::create_directories(place);
        // As a power cut leaves it: the log without the index, which is rebuilt. The database first: the log only
        // grows meanwhile, as no checkpoint is due in so short a time.
        fs::copy_file(folder.path() / "onsa.db", place / "onsa.db");
        fs::copy_file(folder.path() / "onsa.db-wal", place / "onsa.db-wal");
        auto copied = Store::open(place / "onsa.db");
        REQUIRE(copied);
        CHECK((*copied)->jobs().find(job.id)->status == Running);
        const auto steps = (*copied)->jobs().steps(job.id);
        REQUIRE(steps);
        CHECK(steps->size() % 2 == 0);
        for (std::size_t i = 0; i < steps->size(); ++i)
            CHECK((*steps)[i].step == static_cast<int>(i) + 1);
    }
    stop = true;
    writer.join();
}
