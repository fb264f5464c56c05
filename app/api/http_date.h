// SPDX-License-Identifier: GPL-3.0-or-later
// Times in HTTP headers (RFC 9110, 5.6.7; the one format that servers send today).
#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace onsa {

// "Tue, 15 Nov 1994 08:12:31 GMT" in Unix seconds.
std::optional<std::int64_t> httpDate(const QByteArray &text);

} // namespace onsa
