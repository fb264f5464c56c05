// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/pool.h"

#include <doctest/doctest.h>

using namespace onsa::engine;

TEST_CASE("every task of every loop is done exactly once")
{
    for (const int threads : {1, 2, 5}) {
        Pool pool(threads);
        CHECK(pool.threads() == threads);
        for (int loop = 0; loop < 2000; ++loop) {
            const int count = loop % 37;
            std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
            std::atomic<int> strangers = 0;
            pool.run(count, [&](int task, int worker) {
                ++calls[static_cast<std::size_t>(task)];
                if (worker < 0 || worker >= threads)
                    ++strangers;
            });
            for (const auto &call : calls)
                REQUIRE(call == 1);
            REQUIRE(strangers == 0);
        }
    }
}

TEST_CASE("rows are cut into runs without a gap")
{
    Pool pool(3);
    for (const int rows : {0, 1, 15, 16, 17, 1000}) {
        std::vector<int> seen(static_cast<std::size_t>(rows));
        pool.runRows(rows, 16, [&](int begin, int end, int) {
            for (int i = begin; i < end; ++i)
                ++seen[static_cast<std::size_t>(i)];
        });
        for (const int count : seen)
            CHECK(count == 1);
    }
}
