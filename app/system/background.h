// SPDX-License-Identifier: GPL-3.0-or-later
// Work off the window's thread: a snapshot and a stop token in, a value out.
#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace onsa {

// Runs `work(stop_token)` on a pool thread, then `done(result)` on the GUI thread.
// A stopped job, or one whose context is gone, does not call `done`. Only the GUI thread looks at the context.
template <class Work, class Done> [[nodiscard]] std::stop_source runInBackground(QObject *context, Work work, Done done)
{
    std::stop_source stop;
    QThreadPool::globalInstance()->start([guard = QPointer<QObject>(context), token = stop.get_token(),
                                          work = std::move(work), done = std::move(done)]() mutable {
        auto result = std::make_shared<std::invoke_result_t<Work, std::stop_token>>(work(token));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, token, result, done = std::move(done)]() mutable {
                if (guard && !token.stop_requested())
                    done(std::move(*result));
            },
            Qt::QueuedConnection);
    });
    return stop;
}

} // namespace onsa
