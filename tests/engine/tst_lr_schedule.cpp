// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/lr_schedule.h"

#include <doctest/doctest.h>

using namespace onsa::engine;

TEST_CASE("the learning rate rises in a line and falls in a cosine or a line")
{
    const LrSchedule cosine{1.0, 24, 4, Decay::Cosine}, linear{1.0, 24, 4, Decay::Linear};
    CHECK(cosine.at(0) == 0.25);
    CHECK(cosine.at(3) == 1.0);
    CHECK(cosine.at(4) == 1.0);
    CHECK(cosine.at(14) == doctest::Approx(0.5));
    CHECK(linear.at(9) == doctest::Approx(0.75));
    CHECK(linear.at(23) == doctest::Approx(0.05));
    CHECK(cosine.at(23) > 0);
}

TEST_CASE("a run of one step trains at full rate")
{
    CHECK(LrSchedule{0.5, 1, 1, Decay::Cosine}.at(0) == 0.5);
    CHECK(LrSchedule{0.5, 1, 0, Decay::Cosine}.at(0) == 0.5);
}
