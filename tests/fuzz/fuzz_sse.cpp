// SPDX-License-Identifier: GPL-3.0-or-later
// A stream of any bytes, cut anywhere: the same events as in one piece.
#include "core/sse.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace onsa;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::size_t step = data[0] % 16U + 1U;
    std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    SseParser whole;
    const std::vector<SseEvent> expected = whole.feed(bytes);
    SseParser pieces;
    std::vector<SseEvent> events;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size())))
        for (SseEvent &event : pieces.feed(bytes.substr(0, step)))
            events.push_back(std::move(event));
    if (events != expected)
        std::abort();
    return 0;
}
