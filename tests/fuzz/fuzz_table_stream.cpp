// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are a table; cut anywhere they are the same table; and what is written reads back.
#include "core/table_stream.h"

#include <cstdlib>

using namespace onsa;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const TableStyle style{data[0] % 2 == 0 ? ',' : '\t', data[0] % 3 == 0 ? '\0' : '"'};
    const std::string_view text(reinterpret_cast<const char *>(data) + 2, size - 2);
    const auto whole = readTableRows(text, style);

    std::vector<TableRecord> pieces;
    TableParser parser(style);
    const auto keep = [&](TableRecord &record) {
        pieces.push_back(record);
        return true;
    };
    const std::size_t cut = std::size_t(data[1]) % (text.size() + 1);
    parser.feed(text.substr(0, cut), keep);
    parser.feed(text.substr(cut), keep);
    parser.finish(keep);
    if (pieces.size() != whole.size())
        std::abort();
    std::string written;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (pieces[i].cells != whole[i].cells || pieces[i].line != whole[i].line)
            std::abort();
        appendTableRow(written, whole[i].cells);
    }
    const auto again = readTableRows(written);
    if (again.size() != whole.size())
        std::abort();
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (again[i].cells != whole[i].cells)
            std::abort();
    return 0;
}
