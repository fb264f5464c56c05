// SPDX-License-Identifier: GPL-3.0-or-later
// Waits for the answer of an asynchronous call, in tests alone.
#pragma once

#include "core/result.h"

#include <QTest>

#include <functional>
#include <optional>

namespace onsa::test {

// answered<Page<Model>>([&](auto done) { client.listModels(&client, done); })
template <class T> Result<T> answered(const std::function<void(std::function<void(Result<T>)>)> &ask)
{
    auto answer = std::make_shared<std::optional<Result<T>>>();
    ask([answer](const Result<T> &result) { *answer = result; });
    if (!QTest::qWaitFor([&] { return answer->has_value(); }, 60'000))
        return fail(ErrorKind::Internal, "the test waited in vain", "test_gave_up");
    return **answer;
}

} // namespace onsa::test
