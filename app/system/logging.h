// SPDX-License-Identifier: GPL-3.0-or-later
// The window's log: Qt's messages with time and category, in a rotating file and on standard error, without secrets.
#pragma once

#include "system/rotating_log.h"

#include <QLoggingCategory>

#include <filesystem>

namespace onsa {

Q_DECLARE_LOGGING_CATEGORY(lcApi)
Q_DECLARE_LOGGING_CATEGORY(lcEngine)
Q_DECLARE_LOGGING_CATEGORY(lcJobs)
Q_DECLARE_LOGGING_CATEGORY(lcSecrets)

// main() makes one, before everything else; at its end the handler before it is back. One at a time.
class Logging
{
public:
    explicit Logging(const std::filesystem::path &folder); // FOLDER/onsa.log
    ~Logging();
    Logging(const Logging &) = delete;
    Logging &operator=(const Logging &) = delete;

    QString file() const { return m_log.file(); }

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &message);

    RotatingLog m_log;
    QtMessageHandler m_before = nullptr;
};

} // namespace onsa
