// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/optimizer.h"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace onsa;
using namespace onsa::engine;

namespace {

Adapter smallAdapter()
{
    return newAdapter(*loadModelConfig(ONSA_TEST_DATA "/reference/llama-gqa/config.json"), {2, 4, false}, 1);
}

} // namespace

TEST_CASE("the first step of AdamW is the learning rate against the sign of the gradient")
{
    Pool pool(2);
    Adapter adapter = smallAdapter();
    const float before = adapter.at(0, LinearLayer::Q).a[5];
    AdapterGradients gradients = makeGradients(adapter);
    gradients[0][0].a[5] = -0.25F;
    Optimizer optimizer(adapter, OptimizerOptions());
    CHECK(optimizer.step(pool, cpuLevel(), gradients, 0.01, adapter) == doctest::Approx(0.25));
    CHECK(adapter.at(0, LinearLayer::Q).a[5] == doctest::Approx(before + 0.01).epsilon(1e-4));
    CHECK(optimizer.steps() == 1);
}

TEST_CASE("long gradients are shortened and broken ones change nothing")
{
    Pool pool(1);
    Adapter adapter = smallAdapter();
    AdapterGradients gradients = makeGradients(adapter);
    gradients[1][3].b[0] = 30;
    gradients[2][6].a[1] = 40;
    Optimizer optimizer(adapter, OptimizerOptions());
    CHECK(optimizer.step(pool, cpuLevel(), gradients, 0.01, adapter) == doctest::Approx(50));
    CHECK(optimizer.means()[1][3].b[0] == doctest::Approx(0.1 * 0.6)); // 30 of 50, limited to 1
    const Adapter kept = adapter;
    gradients[0][0].a[0] = std::numeric_limits<float>::quiet_NaN();
    CHECK(std::isnan(optimizer.step(pool, cpuLevel(), gradients, 0.01, adapter)));
    CHECK(adapter.at(1, LinearLayer::O).b == kept.at(1, LinearLayer::O).b);
}
