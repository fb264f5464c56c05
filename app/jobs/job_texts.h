// SPDX-License-Identifier: GPL-3.0-or-later
// How facts of a job read, translated. Empty = nothing to say.
#pragma once

#include "core/api_types.h"

#include <QString>

namespace onsa {

QString statusText(const FineTuneJob &job); // the server's own word where we know none
QString timeText(std::int64_t unixSeconds); // local, short
QString durationText(int seconds); // m:ss or h:mm:ss; negative = empty
QString percentText(double fraction); // 0…1; negative = empty

} // namespace onsa
