// SPDX-License-Identifier: GPL-3.0-or-later
// Any table: it is read or the place of the mistake is told; what was read prints and reads back. And any file to be
// prepared.
#include "core/delimited_text.h"
#include "core/prepare/prepare.h"

#include <cstdint>
#include <cstdlib>

using namespace onsa;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    static_cast<void>(guessStyle(bytes));
    const auto records = readDelimited(bytes);
    if (!records) {
        demand(!records.error().param.empty());
    } else {
        std::string printed;
        for (const DelimitedRecord &record : *records)
            printed += printDelimited(record.cells) + "\n";
        const auto again = readDelimited(printed);
        demand(again && again->size() == records->size());
        for (std::size_t i = 0; i < records->size(); ++i)
            demand((*again)[i].cells == (*records)[i].cells);
    }
    for (const char *name : {"a.csv", "a.jsonl", "a.json", "a.txt"}) {
        auto table = readForPreparing(name, bytes);
        if (!table)
            continue;
        const auto plan = planPreparation(*table);
        if (!plan)
            continue;
        for (const Offer &offer : plan->offers)
            applyOffer(offer, table->rows);
        static_cast<void>(printPrepared(table->rows));
    }
    return 0;
}
