// SPDX-License-Identifier: GPL-3.0-or-later
// Every shape that is supported, against Transformers and PEFT (tests/data/reference): logits and greedy answers of
// tiny models, with and without their adapters.
#include "engine/generation/decode_forward.h"
#include "engine/model/base_model_loader.h"
#include "engine/model/safetensors.h"

#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace onsa;
using namespace onsa::engine;
namespace fs = std::filesystem;

namespace {

constexpr const char *names[] = {"llama-gqa", "llama-tied-mha", "llama3-rope", "qwen2", "qwen3"};

std::vector<std::int32_t> wholeNumbers(const TensorStore &store, const std::string &name)
{
    const auto *info = store.find(name);
    REQUIRE(info != nullptr);
    std::vector<std::int32_t> values(static_cast<std::size_t>(info->bytes) / sizeof(std::int32_t));
    REQUIRE(store.readRaw(name, std::as_writable_bytes(std::span(values))));
    return values;
}

// Largest difference of the logits, as a part of the largest logit.
double logitError(const fs::path &folder, const DecodeWeights &weights, const DecodeAdapter *adapter,
                  const DecodeKernels &kernels)
{
    const auto store = TensorStore::openFile(folder / "numbers.safetensors");
    REQUIRE(store);
    const std::string name = adapter != nullptr ? "adapter_logits" : "logits";
    const auto shape = store->find(name)->shape;
    const auto expected = store->floats(name, shape);
    REQUIRE(expected);
    const auto ids = wholeNumbers(*store, "input_ids"), mask = wholeNumbers(*store, "attention_mask");
    const auto length = static_cast<std::size_t>(shape[1]), vocabulary = static_cast<std::size_t>(shape[2]);
    double worst = 0, largest = 0;
    for (std::size_t row = 0; row < 2; ++row) {
        DecodeForward forward(weights, adapter, kernels);
        KvSequence sequence{nullptr, KvRows(weights.config.layers, weights.config.kvHeads * weights.config.headSize)};
        std::vector<DecodeRow> rows;
        for (std::size_t t = 0; t < length && mask[row * length + t] != 0; ++t)
            rows.push_back({static_cast<int>(ids[row * length + t]), &sequence, true});
        REQUIRE(rows.size() <= static_cast<std::size_t>(DecodeForward::maximumRows));
        REQUIRE(forward.run(rows, {}));
        for (std::size_t t = 0; t < rows.size(); ++t) {
            const auto logits = forward.logits(static_cast<int>(t));
            for (std::size_t v = 0; v < vocabulary; ++v) {
                const double want = static_cast<double>((*expected)[(row * length + t) * vocabulary + v]);
                worst = std::max(worst, std::abs(static_cast<double>(logits[v]) - want));
                largest = std::max(largest, std::abs(want));
            }
        }
    }
    return worst / largest;
}

void checkGreedy(const LoadedModel &model, const nlohmann::json &answers)
{
    for (const auto &answer : answers) {
        if (answer["smallest_margin"].get<double>() < 1e-3)
            continue;
        GenerateRequest request;
        request.prompt = answer["prompt"].get<std::vector<int>>();
        const auto expected = answer["tokens"].get<std::vector<int>>();
        request.sampling.maxTokens = static_cast<int>(expected.size());
        request.greedyOnly = true;
        std::vector<int> tokens;
        const auto outcome = generate(model, request, [&](const GeneratedPiece &piece) {
            tokens.insert(tokens.end(), piece.tokens.begin(), piece.tokens.end());
            return true;
        });
        REQUIRE(outcome);
        CHECK(tokens == expected);
    }
}

} // namespace

TEST_CASE("Logits and greedy answers of every supported shape")
{
    for (const char *name : names) {
        CAPTURE(name);
        const fs::path folder = fs::path(ONSA_TEST_DATA) / "reference" / name;
        const auto base = loadBaseModel(folder);
        REQUIRE_MESSAGE(base.has_value(), (base ? std::string() : base.error().message));
        const auto adapter = loadAdapter(folder / "adapter", (*base)->config);
        REQUIRE_MESSAGE(adapter.has_value(), (adapter ? std::string() : adapter.error().message));
        const auto weights = makeDecodeWeights(**base, DecodePrecision::F32);
        REQUIRE(weights);
        const auto packed = makeDecodeAdapter(*adapter, (*base)->config);
        REQUIRE(packed);
        for (const DecodeKernels *kernels : availableKernels()) {
            CAPTURE(kernels->name);
            CHECK(logitError(folder, **weights, nullptr, *kernels) < 1e-5);
            CHECK(logitError(folder, **weights, packed->get(), *kernels) < 1e-5);
        }
        // The largest deviation of any logit, with bf16 weights and with eight bits in matrices of 64 columns
        CHECK(logitError(folder, **makeDecodeWeights(**base, DecodePrecision::BF16), nullptr, fastestKernels()) < 0.02);
        CHECK(logitError(folder, **makeDecodeWeights(**base, DecodePrecision::Int8), nullptr, fastestKernels()) < 0.15);

        std::ifstream file(folder / "reference.json");
        const auto reference = nlohmann::json::parse(std::string{std::istreambuf_iterator<char>(file), {}});
        LoadedModel model;
        model.base = *base;
        model.weights = *weights;
        checkGreedy(model, reference["base_greedy"]);
        model.adapter = std::make_shared<const Adapter>(*adapter); // packed for each answer
        checkGreedy(model, reference["adapter_greedy"]);
    }
}
