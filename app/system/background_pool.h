// SPDX-License-Identifier: GPL-3.0-or-later
// Threads for work off the window's thread, and the way back to it. Values cross under a std::mutex of our own; Qt only
// carries the wake-up, because its packaged libraries hide from the thread sanitizer what they order (decision 0009).
#pragma once

#include <functional>

namespace onsa {

// On one of a few threads, begun in the order of the calls. Any thread may call.
void runInPool(std::function<void()> work);
// On the window's thread from its event loop, in the order of the calls; not at all when there is no application any
// more. Any thread may call.
void runInWindow(std::function<void()> call);
// Until the pool has nothing to do; what it handed over waits for the event loop then. The end of the application waits
// as well, so that a save which was begun is finished.
void waitForPool();

} // namespace onsa
