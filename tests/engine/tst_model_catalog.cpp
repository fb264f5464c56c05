// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model_catalog.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <unistd.h>

using namespace onsa;
using namespace onsa::engine;
namespace fs = std::filesystem;

namespace {

const fs::path starter = fs::path(ONSA_SOURCE) / "resources/starter/onsa-starter";

struct DataFolder {
    fs::path path = fs::temp_directory_path() / ("onsa-catalog-" + std::to_string(::getpid()));
    DataFolder()
    {
        fs::remove_all(path);
        fs::create_directories(path / "models");
    }
    ~DataFolder() { fs::remove_all(path); }

    void addModel(const std::string &name) const
    {
        const fs::path folder = path / "models" / name;
        fs::create_directories(folder);
        fs::copy(starter / "config.json", folder / "config.json");
        std::ofstream(folder / "model.safetensors") << "12345";
    }
};

std::vector<std::string> idsOf(const std::vector<BaseModelEntry> &entries)
{
    std::vector<std::string> ids;
    for (const auto &entry : entries)
        ids.push_back(entry.id);
    return ids;
}

} // namespace

TEST_CASE("The starter is always there")
{
    DataFolder data;
    const auto found = findBaseModel(data.path, starterModelId);
    REQUIRE(found);
    CHECK(found->parameters == 6294784); // its model card
    CHECK(found->bytes == static_cast<std::int64_t>(fs::file_size(starter / "model.safetensors")));
    CHECK(found->context == 512);
    CHECK(idsOf(listBaseModels(data.path)) == std::vector<std::string>{"onsa-starter"});
    CHECK(idsOf(listBaseModels("/nowhere/at/all")) == std::vector<std::string>{"onsa-starter"});
}

TEST_CASE("ONSA_RESOURCES says where the starter lies")
{
    DataFolder data;
    ::setenv("ONSA_RESOURCES", data.path.c_str(), 1);
    CHECK(resourceFolder() == data.path);
    CHECK(listBaseModels(data.path).empty());
    CHECK(findBaseModel(data.path, starterModelId).error().code == "model_not_found");
    ::unsetenv("ONSA_RESOURCES");
    CHECK(fs::equivalent(resourceFolder() / "starter/onsa-starter", starter));
}

TEST_CASE("Folders under models are listed by name")
{
    DataFolder data;
    data.addModel("small");
    data.addModel("publisher/large");
    fs::create_directories(data.path / "models/half"); // a download that did not finish
    fs::copy(starter / "config.json", data.path / "models/half/config.json");
    data.addModel("odd");
    std::ofstream(data.path / "models/odd/config.json") << "{}";

    CHECK(idsOf(listBaseModels(data.path)) == std::vector<std::string>{"onsa-starter", "publisher/large", "small"});
    CHECK(findBaseModel(data.path, "small")->bytes == 5);
    CHECK(findBaseModel(data.path, "publisher/large")->folder == data.path / "models/publisher/large");
    CHECK(findBaseModel(data.path, "half").error().kind == ErrorKind::NotFound);
    CHECK(findBaseModel(data.path, "odd").error().kind != ErrorKind::NotFound); // says what is wrong with it
}

TEST_CASE("A folder can be named by its path")
{
    DataFolder data;
    data.addModel("small");
    CHECK(findBaseModel("/nowhere", (data.path / "models/small/").string())->id == "small");
    CHECK(findBaseModel("/nowhere", (data.path / "models").string()).error().code == "model_not_found");
    for (const std::string name : {"", "..", "small/../small", "/", "gpt-4", "a\nb"})
        CHECK(findBaseModel(data.path, name).error().code == "model_not_found");
    CHECK(findBaseModel(data.path, std::string_view("/x\0y", 4)).error().code == "model_not_found");
}
