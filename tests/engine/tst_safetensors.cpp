// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/atomic_file.h"
#include "engine/model/safetensors.h"
#include "temp_folder.h"

#include <cstring>
#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;
using onsa::test::TempFolder;

namespace {

std::string fileOf(const std::string &header, const std::string &data)
{
    std::string bytes(8, '\0');
    const std::uint64_t length = header.size();
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

std::string entry(const char *dtype, const char *shape, const char *offsets)
{
    return std::string("{\"dtype\":\"") + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}

} // namespace

TEST_CASE("what is written is read back")
{
    const TempFolder folder;
    const std::vector<float> a = {1, -2, 3.5F, 1e-30F, 0, 6};
    const auto file = folder.path() / "t.safetensors";
    REQUIRE(writeFileAtomically(file, safetensorsBytes({{"a", {2, 3}, a}}, {{"step", "7"}})));
    const auto store = TensorStore::openFile(file);
    REQUIRE(store);
    CHECK(store->metadata().at("step") == "7");
    CHECK(*store->floats("a", {2, 3}) == a);
    const auto matrix = store->matrix("a", 2, 3);
    REQUIRE(matrix);
    std::vector<float> row(3);
    matrix->rowAsFloat(1, row.data());
    CHECK(row == std::vector<float>{1e-30F, 0, 6});
    CHECK(store->floats("a", {3, 2}).error().kind == ErrorKind::Corrupt);
    CHECK(store->floats("b", {1}).error().message.find("\"b\"") != std::string::npos);
}

TEST_CASE("half precision is read exactly")
{
    CHECK(halfToFloat(0x3c00) == 1.0F);
    CHECK(halfToFloat(0xc000) == -2.0F);
    CHECK(halfToFloat(0x0001) == 0x1p-24F);
    CHECK(halfToFloat(0x7bff) == 65504.0F);
    CHECK(bf16ToFloat(0x3f80) == 1.0F);
}

TEST_CASE("a header that lies is refused")
{
    const TempFolder folder;
    const auto file = folder.path() / "t.safetensors";
    const std::string data(16, 'x');
    const std::string bad[] = {
        "",
        "short",
        std::string(8, '\xff'), // header of 2^64 bytes
        fileOf("[]", data),
        fileOf("{", data),
        fileOf("{\"a\":1}", data),
        fileOf("{\"a\":" + entry("F32", "[5]", "[0,20]") + "}", data), // beyond the end
        fileOf("{\"a\":" + entry("F32", "[4]", "[8,4]") + "}", data),
        fileOf("{\"a\":" + entry("F32", "[3]", "[0,16]") + "}", data), // other size than the shape
        fileOf("{\"a\":" + entry("F32", "[-4]", "[0,16]") + "}", data),
        fileOf("{\"a\":" + entry("F32", "[4611686018427387904,4611686018427387904]", "[0,0]") + "}", data),
        fileOf("{\"a\":" + entry("F32", "[4]", "[0,1e3]") + "}", data),
        fileOf("{\"a\":" + entry("Q9", "[4]", "[0,16]") + "}", data),
        fileOf("{\"a\":" + entry("F32", "[2]", "[0,8]") + ",\"b\":" + entry("F32", "[2]", "[4,12]") + "}", data)};
    for (const std::string &bytes : bad) {
        REQUIRE(writeFileAtomically(file, bytes));
        const auto store = TensorStore::openFile(file);
        CAPTURE(bytes.size());
        REQUIRE(!store);
        CHECK(store.error().kind == ErrorKind::Corrupt);
        CHECK(store.error().message.find("t.safetensors") != std::string::npos);
    }
}

TEST_CASE("parts of a model are found, but never outside its folder")
{
    const TempFolder folder;
    const std::vector<float> a = {1, 2}, b = {3};
    REQUIRE(writeFileAtomically(folder.path() / "1.safetensors", safetensorsBytes({{"a", {2}, a}})));
    REQUIRE(writeFileAtomically(folder.path() / "2.safetensors", safetensorsBytes({{"b", {1}, b}})));
    const auto index = folder.path() / "model.safetensors.index.json";
    const auto open = [&](const std::string &map) {
        REQUIRE(writeFileAtomically(index, "{\"weight_map\":" + map + "}"));
        return TensorStore::openFolder(folder.path());
    };
    const auto store = open(R"({"a":"1.safetensors","b":"2.safetensors"})");
    REQUIRE(store);
    CHECK(*store->floats("b", {1}) == b);
    for (const char *map : {R"({"a":"../1.safetensors"})", R"({"a":"/etc/passwd"})", R"({"a":".."})", R"({"a":7})",
                            R"({"c":"1.safetensors"})"}) {
        const auto refused = open(map);
        REQUIRE(!refused);
        CHECK(refused.error().kind == ErrorKind::Corrupt);
    }
    CHECK(open(R"({"a":"3.safetensors"})").error().kind == ErrorKind::NotFound);
}
