// SPDX-License-Identifier: GPL-3.0-or-later
// Work off the window's thread: a snapshot and a stop token in, a value out.
#pragma once

#include "system/background_pool.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace onsa {

// Gives back in the pool what takes long to give back: a million strings are a tenth of a second.
template <class Value> void dropInPool(Value value)
{
    runInPool([gone = std::make_shared<Value>(std::move(value))] {});
}

// Runs `work(stop_token)` on a pool thread, then `done(result)` on the GUI thread.
// A stopped job, or one whose context is gone, does not call `done`. Only the GUI thread looks at the context.
// What `work` holds, files and locks too, is given back before `done` is called.
template <class Work, class Done> [[nodiscard]] std::stop_source runInBackground(QObject *context, Work work, Done done)
{
    std::stop_source stop;
    runInPool([guard = QPointer<QObject>(context), token = stop.get_token(),
               work = std::optional<Work>(std::move(work)), done = std::move(done)]() mutable {
        auto result = std::make_shared<std::invoke_result_t<Work, std::stop_token>>((*work)(token));
        work.reset();
        runInWindow([guard, token, result = std::move(result), done = std::move(done)]() mutable {
            if (guard && !token.stop_requested())
                done(std::move(*result));
        });
    });
    return stop;
}

} // namespace onsa
