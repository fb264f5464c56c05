// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are cut into the same values wherever the pieces end, and no value is more than there was.
#include "dataset/import/json_splitter.h"

#include <cstdlib>
#include <vector>

using namespace onsa;

static std::vector<std::string> valuesOf(std::string_view first, std::string_view second)
{
    std::vector<std::string> values;
    JsonSplitter splitter;
    const auto keep = [&](JsonPiece &piece) {
        values.push_back(piece.text);
        return true;
    };
    splitter.feed(first, keep);
    splitter.feed(second, keep);
    splitter.finish(keep);
    return values;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
    const auto whole = valuesOf(text, {});
    const std::size_t cut = std::size_t(data[0]) % (text.size() + 1);
    if (valuesOf(text.substr(0, cut), text.substr(cut)) != whole)
        std::abort();
    std::size_t bytes = 0;
    for (const std::string &value : whole)
        bytes += value.size();
    if (bytes > text.size())
        std::abort();
    return 0;
}
