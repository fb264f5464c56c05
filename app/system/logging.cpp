// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/logging.h"

#include <QDateTime>

#include <atomic>
#include <cstdio>

namespace onsa {

Q_LOGGING_CATEGORY(lcApi, "onsa.api")
Q_LOGGING_CATEGORY(lcEngine, "onsa.engine")
Q_LOGGING_CATEGORY(lcJobs, "onsa.jobs")
Q_LOGGING_CATEGORY(lcSecrets, "onsa.secrets")

namespace {

// Qt's handler is a plain function: this is how it finds the log.
std::atomic<RotatingLog *> currentLog = nullptr;

const char *wordOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

} // namespace

Logging::Logging(const std::filesystem::path &folder)
    : m_log(QFile::decodeName((folder / "onsa.log").c_str()))
{
    currentLog = &m_log;
    m_before = qInstallMessageHandler(&Logging::handle);
}

Logging::~Logging()
{
    qInstallMessageHandler(m_before);
    currentLog = nullptr;
}

void Logging::handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + wordOf(type)
        + ' ' + (context.category ? context.category : "default") + ": " + message.toUtf8();
    if (RotatingLog *log = currentLog.load())
        log->append(line);
    std::fputs((withoutSecrets(line) + '\n').constData(), stderr);
}

} // namespace onsa
