// SPDX-License-Identifier: GPL-3.0-or-later
// What came of one HTTP request: the answer's body, or an Error in plain words. The door through which all failures of
// servers and networks come in.
#pragma once

#include "api/retry_policy.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

class QNetworkReply;

namespace onsa {

struct HttpAnswer {
    bool ok = false; // 2xx, whole
    QByteArray body;
    Error error; // unless ok
    FailedTry failed; // unless ok
    bool resent = false; // an earlier try was lost: the server may have done it before
};

// Why we ended a request ourselves.
enum class EndedByUs { No, TimedOut, TooLarge };

// Of a finished reply. `tlsError`: the first of its TLS errors, empty if none.
HttpAnswer answerOf(QNetworkReply &reply, const QByteArray &body, EndedByUs ended, const QString &tlsError);

// A request that was never made, because there is no address yet.
HttpAnswer notReadyAnswer();

// Of a finished body: results files of OpenAI come in base64 although nothing says so.
QByteArray withoutBase64(const QByteArray &file);

} // namespace onsa
