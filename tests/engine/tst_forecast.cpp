// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/base_model_loader.h"
#include "engine/model/memory.h"
#include "engine/training/forecast.h"

#include <doctest/doctest.h>

using namespace onsa;
using namespace onsa::engine;

namespace {

const std::filesystem::path starter = ONSA_SOURCE "/resources/starter/onsa-starter";

template <class T> double packedShare()
{
    auto model = readBaseModel(starter);
    REQUIRE(model);
    const ModelConfig config = (*model)->config;
    Pool pool(1);
    Gemm gemm(pool, cpuLevel());
    const auto weights = DecoderWeights<T>::create(gemm, **model, 16);
    REQUIRE(weights);
    std::size_t bytes = weights->logits->bytes();
    for (const auto &slice : weights->logitsBackward)
        bytes += slice->bytes();
    for (const auto &layer : weights->groups) {
        for (const auto &group : layer)
            bytes += group.forward->bytes() + group.backward->bytes() + group.down->bytes() + group.up->bytes();
    }
    return static_cast<double>(decoderWeightBytes<T>(config, 16)) / static_cast<double>(bytes);
}

} // namespace

TEST_CASE("the forecast of packed weights is what they take")
{
    CHECK(packedShare<float>() == doctest::Approx(1).epsilon(0.05));
    CHECK(packedShare<BFloat16>() == doctest::Approx(1).epsilon(0.05));
}

TEST_CASE("more tokens, a higher rank and wider numbers need more memory")
{
    const ModelConfig config = *loadModelConfig(starter / "config.json");
    const std::int64_t model = modelBytesOf(config, 2);
    const auto need = [&](int rank, int tokens, Precision precision) {
        return forecastPeak(config, model, rank, {tokens, tokens, tokens}, precision, 2);
    };
    CHECK(need(16, 512, Precision::BF16) > need(16, 128, Precision::BF16));
    CHECK(need(64, 128, Precision::BF16) > need(16, 128, Precision::BF16));
    CHECK(need(16, 128, Precision::F32) > need(16, 128, Precision::BF16));
}

TEST_CASE("what does not fit is refused with both numbers")
{
    CHECK(checkMemory(1, "This"));
    const auto refused = checkMemory(std::int64_t(1) << 60, "This training");
    REQUIRE(!refused);
    CHECK(refused.error().kind == ErrorKind::OutOfMemory);
    CHECK(refused.error().message.find("needs about 1152921504.6 GB") != std::string::npos);
    CHECK(inWords(1'400'000'000) == "1.4 GB");
}
