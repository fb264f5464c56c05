// SPDX-License-Identifier: GPL-3.0-or-later
// A config.json of any bytes.
#include "engine/model/config.h"

#include <cstdint>
#include <cstdlib>

using namespace onsa;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto config = engine::parseModelConfig({reinterpret_cast<const char *>(data), size});
    if (!config) {
        if (config.error().message.empty())
            std::abort();
        return 0;
    }
    // What is accepted has numbers that one can build a model of.
    if (config->vocabulary <= 0 || config->hidden <= 0 || config->layers <= 0 || config->heads <= 0
        || config->kvHeads <= 0 || config->headSize <= 0)
        std::abort();
    return 0;
}
