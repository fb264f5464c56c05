// SPDX-License-Identifier: GPL-3.0-or-later
// What `onsa-engine train` shows while it trains: a bar on a terminal (on stderr, so that a script may read the rest),
// plain lines elsewhere, or JSON lines.
#pragma once

#include "engine/training/train_plan.h"

#include <chrono>
#include <iosfwd>
#include <string>

namespace onsa::engine {

class TrainProgress : public TrainObserver
{
public:
    enum class Form { Bar, Lines, Json };
    explicit TrainProgress(Form form)
        : m_form(form)
    {
    }
    static Form formOf(bool json); // by the terminal: a bar needs one that can go back to the line's start

    void planned(const ResolvedPlan &plan) override;
    void stepDone(const StepReport &report) override;
    void finish(); // ends the bar's line

private:
    std::ostream &out() const;
    std::string barLine(const StepReport &report) const;
    std::string timeLeft(const StepReport &report) const;

    Form m_form;
    ResolvedPlan m_plan;
    std::chrono::steady_clock::time_point m_start, m_lastDrawn;
    std::size_t m_drawn = 0; // characters of the bar's line
};

std::string jsonOf(const ResolvedPlan &plan); // {"event":"planned",…}
std::string jsonOf(const StepReport &report); // {"event":"step",…}

} // namespace onsa::engine
