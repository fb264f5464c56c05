// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model_host.h"

#include "engine/generation/decode_weights.h"
#include "engine/model/lora.h"

#include <atomic>
#include <doctest/doctest.h>
#include <latch>
#include <thread>
#include <unistd.h>

using namespace onsa;
using namespace onsa::engine;
namespace fs = std::filesystem;

namespace {

const fs::path starter = fs::path(ONSA_SOURCE) / "resources/starter/onsa-starter";

// A loader that counts, takes its time, and knows bases by the first letter of the folder: "bad…" fails.
struct CountingLoader {
    std::shared_ptr<std::atomic<int>> loads = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<bool>> failing = std::make_shared<std::atomic<bool>>(false);

    Result<LoadedBase> operator()(const fs::path &folder) const
    {
        ++*loads;
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // so that the others come meanwhile
        if (*failing)
            return fail(ErrorKind::Corrupt, "cannot read " + folder.string());
        LoadedBase base;
        base.base = std::make_shared<const BaseModel>();
        base.weights = std::make_shared<const DecodeWeights>();
        base.bytes = 100;
        return base;
    }
};

ModelSource named(const std::string &id, const std::string &folder)
{
    return {id, folder, std::nullopt};
}

} // namespace

TEST_CASE("Models of one base share it")
{
    CountingLoader loader;
    ModelHost host(1000, loader);
    const auto a = host.get(named("a", "one"));
    const auto b = host.get(named("b", "one"));
    REQUIRE(a);
    REQUIRE(b);
    CHECK((*a)->weights == (*b)->weights);
    CHECK((*a)->id == "a");
    CHECK(*host.get(named("a", "one")) == *a);
    CHECK(*loader.loads == 1);
    CHECK(host.loadedBytes() == 100);
}

TEST_CASE("Many who ask at once load once")
{
    CountingLoader loader;
    ModelHost host(1000, loader);
    std::latch start(8);
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                start.arrive_and_wait();
                if (host.get(named(i % 2 == 0 ? "a" : "b", "one")))
                    ++good;
            });
    }
    CHECK(good == 8);
    CHECK(*loader.loads == 1);
}

TEST_CASE("The base that was not used for the longest time goes")
{
    CountingLoader loader;
    ModelHost host(250, loader);
    const auto one = host.get(named("one", "1"));
    REQUIRE(host.get(named("two", "2")));
    REQUIRE(host.get(named("one", "1"))); // used again
    REQUIRE(host.get(named("three", "3"))); // 2 goes
    CHECK(host.loadedBytes() == 200);
    CHECK(*loader.loads == 3);
    CHECK(*host.get(named("one", "1")) == *one);
    CHECK(*loader.loads == 3);
    REQUIRE(host.get(named("two", "2")));
    CHECK(*loader.loads == 4);

    ModelHost tiny(1, loader); // the one in use stays, however large
    REQUIRE(tiny.get(named("one", "1")));
    CHECK(tiny.loadedBytes() == 100);
    REQUIRE(tiny.get(named("two", "2")));
    CHECK(tiny.loadedBytes() == 100);
    CHECK((*one)->weights != nullptr); // who has a model keeps it
}

TEST_CASE("Errors are told and not kept")
{
    CountingLoader loader;
    *loader.failing = true;
    ModelHost host(1000, loader);
    const auto failed = host.get(named("a", "one"));
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == ErrorKind::Corrupt);
    *loader.failing = false;
    CHECK(host.get(named("a", "one")));
    CHECK(*loader.loads == 2);
}

TEST_CASE("A forgotten model is made anew, from the base that is there")
{
    CountingLoader loader;
    ModelHost host(1000, loader);
    const auto first = host.get(named("a", "one"));
    host.forget("a");
    host.forget("nobody");
    const auto second = host.get(named("a", "one"));
    REQUIRE(second);
    CHECK(*second != *first);
    CHECK(*loader.loads == 1);
    CHECK((*host.get(named("a", "two")))->weights != (*first)->weights); // the name moved to another base
    CHECK(*loader.loads == 2);
}

TEST_CASE("Real folders: the starter and an adapter of it")
{
    const fs::path folder = fs::temp_directory_path() / ("onsa-host-" + std::to_string(::getpid()));
    ModelHost host;
    const auto base = host.get({"onsa-starter", starter, std::nullopt});
    REQUIRE_MESSAGE(base.has_value(), (base ? std::string() : base.error().message));
    REQUIRE(saveAdapter(newAdapter((*base)->base->config, LoraOptions{}, 1), folder));
    const auto tuned = host.get({"ft:onsa-starter", starter, folder});
    REQUIRE_MESSAGE(tuned.has_value(), (tuned ? std::string() : tuned.error().message));
    CHECK((*tuned)->weights == (*base)->weights);
    CHECK((*tuned)->adapter != nullptr);
    CHECK((*tuned)->packedAdapter != nullptr);
    CHECK(host.loadedBytes() > 12'000'000);
    CHECK(host.loadedBytes() < 30'000'000);

    CHECK(host.get({"x", starter, "/nowhere"}).error().kind != ErrorKind::Internal);
    CHECK_FALSE(host.get({"y", "/nowhere", std::nullopt}));
    fs::remove_all(folder);
}
