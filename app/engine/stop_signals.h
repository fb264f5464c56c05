// SPDX-License-Identifier: GPL-3.0-or-later
// When this program is to end in order: SIGINT, SIGTERM, or the end of its standard input.
#pragma once

namespace onsa::engine {

// Before any thread is started: the signals are blocked in all of them and read in waitForStop().
void prepareStopSignals();
// Returns when one of them came. `withInput`: the end of standard input counts too (the window holds its other end, so
// that the engine ends with it even when it crashes).
void waitForStop(bool withInput);

} // namespace onsa::engine
