// SPDX-License-Identifier: GPL-3.0-or-later
// Static libraries need one reference to their resources: call this once at start.
#pragma once

namespace onsa {

void initResources();

} // namespace onsa
