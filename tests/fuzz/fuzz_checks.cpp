// SPDX-License-Identifier: GPL-3.0-or-later
// Any row through every rule and every fix: fixes end, are made of readable rows, and do no more the second time.
#include "core/checks/comparison_form.h"
#include "core/checks/fixes.h"
#include "core/checks/line_repair.h"
#include "core/checks/personal_data.h"
#include "core/checks/text_marks.h"
#include "core/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace onsa;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

std::ptrdiff_t lineEndsOf(std::string_view bytes)
{
    return std::count(bytes.begin(), bytes.end(), '\n');
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view line(reinterpret_cast<const char *>(data), size);
    std::set<std::string> ids;
    for (const Issue &issue : checkLine(line)) {
        demand(issue.first <= issue.last);
        if (issue.fix != Fix::None)
            ids.insert(issue.id);
    }
    for (const std::string &id : ids) {
        MaskBook masks;
        const auto fixed = fixRow(line, id, &masks);
        if (!fixed || fixed->size() != 1)
            continue;
        // A row of a file has no line end in it; these bytes may, and a fix brings none in.
        demand(fixed->front() != line && lineEndsOf(fixed->front()) <= lineEndsOf(line));
        const auto again = fixRow(fixed->front(), id, &masks);
        demand(!again || again->size() != 1);
    }
    static_cast<void>(repairedLine(line));
    demand(isUtf8(cmp(repairUtf8(line))));
    static_cast<void>(withoutMarkup(line));
    static_cast<void>(withoutRepetition(line));
    std::size_t end = 0;
    for (const PersonalData &one : findPersonalData(line)) {
        demand(one.first >= end && one.first < one.last && one.last <= size);
        end = one.last;
    }
    return 0;
}
