// SPDX-License-Identifier: GPL-3.0-or-later
// The state of a run on disk: with it, a run that was killed ends with the same adapter bit for bit.
#pragma once

#include "engine/model/lora.h"
#include "engine/training/optimizer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace onsa::engine {

// Beside the adapter and the optimizer's moments. The order of the data follows from the seed and the step.
struct RunState {
    int step = 0; // done
    std::int64_t trainedTokens = 0;
    LossSums epochLoss; // of the steps of this epoch so far
    std::string fingerprint; // of plan and data: another run's state is not taken
};

// workFolder/state.safetensors, atomically. Errors: DiskFull, Io.
Result<> saveState(const std::filesystem::path &workFolder, const RunState &state, const Adapter &adapter,
                   Optimizer &optimizer);
// Nothing when there is no state, or one of another run. Errors: Io; Corrupt when it is damaged.
Result<std::optional<RunState>> loadState(const std::filesystem::path &workFolder, const std::string &fingerprint,
                                          Adapter &adapter, Optimizer &optimizer);

// workFolder/epoch-N, complete and synced; older than the last three go.
std::filesystem::path epochFolder(const std::filesystem::path &workFolder, int epoch);
Result<> saveEpoch(const std::filesystem::path &workFolder, int epoch, const Adapter &adapter);

} // namespace onsa::engine
