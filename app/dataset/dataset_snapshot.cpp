// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_snapshot.h"

namespace onsa {

Result<> DatasetSnapshot::forEachLine(std::size_t first, std::size_t last, const LineVisitor &visit) const
{
    for (std::size_t row = first; row < last; ++row) {
        const auto bytes = line(row);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (!visit(row, *bytes))
            break;
    }
    return {};
}

} // namespace onsa
