// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages of the wizard decide together: each fills its part, the review reads all, the launch sends it.
#pragma once

#include "core/api_types.h"
#include "core/job_estimate.h"
#include "jobs/job_launcher.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace onsa::ui {

struct TuneStart;
class SharedMasks;

// What happens to personal data that would leave this computer.
enum class PersonalChoice { Undecided, Mask, Leave };

struct TunePlan {
    // Found by the check.
    std::size_t rows = 0, usableRows = 0;
    std::size_t pairRows = 0, chatRows = 0;
    bool ownValidation = false; // the data set has a validation file of its own
    std::size_t ownValidationRows = 0;
    std::vector<ExampleLength> lengths; // of usable rows, for forecasts; empty = not known yet
    std::size_t personalRows = 0; // with personal data or secrets, training and validation

    // Chosen.
    QString providerId;
    std::string model;
    Hyperparameters settings; // nothing set = automatic
    std::optional<double> validationShare; // 0…0.5; nothing = automatic
    std::optional<std::int64_t> seed;
    QString name; // of the result; empty = none
    PersonalChoice personalChoice = PersonalChoice::Undecided;
    QString personalReason; // of Leave
    std::shared_ptr<SharedMasks> masks; // of Mask

    bool isLocal() const { return providerId == QLatin1String("local"); }
};

// Below 20 rows all are needed for training; else a tenth, but no more than what measures well enough.
double automaticValidationShare(const TunePlan &plan);
double validationShare(const TunePlan &plan); // chosen or automatic; 0 with an own validation file
std::size_t validationRows(const TunePlan &plan); // ≈, because a row's side depends on its text
std::size_t trainingRows(const TunePlan &plan);

// Hosted models of the old kind take prompt and completion; all others want chats.
bool takesPairsOnly(const std::string &hostedModel);
bool sendsPairsAsChats(const TunePlan &plan);

// Nothing while the rows are not known, or are too few.
std::optional<EstimateRequest> estimateRequest(const TunePlan &plan, const std::string &model);

// Fields of the local engine only are left out for services: they refuse what they do not know.
Hyperparameters settingsFor(const TunePlan &plan);
// `told`: the forecast that the user saw; it goes with the job, to be held against what happens.
LaunchRequest launchRequest(const TunePlan &plan, const TuneStart &start, const std::optional<JobEstimate> &told = {});

} // namespace onsa::ui
