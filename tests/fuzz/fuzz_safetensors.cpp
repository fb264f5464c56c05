// SPDX-License-Identifier: GPL-3.0-or-later
// A weights file of any bytes: whatever its header claims, nothing outside the file is read.
#include "engine/model/safetensors.h"

#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

using namespace onsa;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const int file = memfd_create("fuzz", 0);
    if (file < 0 || write(file, data, size) != static_cast<ssize_t>(size))
        std::abort();
    const auto store = engine::TensorStore::openFile("/proc/self/fd/" + std::to_string(file));
    if (store) {
        for (const auto &[name, tensor] : store->tensors()) {
            if (tensor.offset < 0 || tensor.bytes < 0 || tensor.offset + tensor.bytes > static_cast<std::int64_t>(size))
                std::abort();
            static_cast<void>(store->floats(name, tensor.shape));
            static_cast<void>(store->matrix(name, 2, 2));
        }
    }
    close(file);
    return 0;
}
