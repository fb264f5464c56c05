// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/engine_process.h"

#include "system/engine_output.h"
#include "system/logging.h"
#include "system/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <deque>

namespace onsa {
namespace {

constexpr qsizetype logLinesKept = 50;
constexpr std::size_t deathsThatFail = 3;

QByteArray randomKey()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

} // namespace

struct EngineProcess::Private {
    EngineProcess *q = nullptr;
    QString program;
    std::filesystem::path dataFolder;
    Patience patience;
    RotatingLog log;

    State state = State::Stopped;
    Error error;
    QUrl url;
    QByteArray key;
    QStringList lastLines;

    // A process object a run: late signals of a run before cannot be taken for news of this one.
    std::unique_ptr<QProcess> process;
    LineSplitter out, err;
    QTimer startTimer, restartTimer, terminateTimer, killTimer;
    QElapsedTimer clock;
    std::deque<qint64> deaths; // ms on `clock`, the last three
    std::size_t restarts = 0; // in a row
    bool startAfterStop = false;

    Private(EngineProcess *engine, QString file, std::filesystem::path folder)
        : q(engine)
        , program(std::move(file))
        , dataFolder(std::move(folder))
        , log(QFile::decodeName((Settings::stateFolder() / "engine.log").c_str()))
    {
        clock.start();
        for (QTimer *timer : {&startTimer, &restartTimer, &terminateTimer, &killTimer})
            timer->setSingleShot(true);
        connect(&startTimer, &QTimer::timeout, q, [this] { startHung(); });
        connect(&restartTimer, &QTimer::timeout, q, [this] { launch(); });
        connect(&terminateTimer, &QTimer::timeout, q, [this] { process->terminate(); });
        connect(&killTimer, &QTimer::timeout, q, [this] { process->kill(); });
    }

    void setState(State next)
    {
        if (state == next)
            return;
        state = next;
        qCInfo(lcEngine) << "engine:" << next;
        Q_EMIT q->stateChanged(next);
    }

    void failWith(ErrorKind kind, const QString &sentence, const char *code)
    {
        error = Error{kind, sentence.toStdString(), code, {}};
        url.clear();
        key.clear();
        setState(State::Failed);
    }

    void addLogLine(const QByteArray &line)
    {
        log.append(line);
        lastLines.append(QString::fromUtf8(withoutSecrets(line)));
        if (lastLines.size() > logLinesKept)
            lastLines.removeFirst();
    }

    QString lastLine() const
    {
        for (auto line = lastLines.crbegin(); line != lastLines.crend(); ++line) {
            if (!line->trimmed().isEmpty())
                return line->trimmed();
        }
        return {};
    }

    void launch()
    {
        lastLines.clear(); // the file has them
        key = randomKey();
        out = {};
        err = {};
        process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("ONSA_ENGINE_KEY"), QString::fromLatin1(key)); // arguments are for all to see
        process->setProcessEnvironment(environment);
        process->setProgram(program);
        process->setArguments({QStringLiteral("serve"), QStringLiteral("--data"), QFile::decodeName(dataFolder.c_str()),
                               QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--stop-with-stdin")});
        connect(process.get(), &QProcess::readyReadStandardOutput, q, [this] { readOutput(); });
        connect(process.get(), &QProcess::readyReadStandardError, q, [this] { readErrors(); });
        connect(process.get(), &QProcess::errorOccurred, q, [this](QProcess::ProcessError what) {
            if (what == QProcess::FailedToStart)
                couldNotStart();
        });
        connect(process.get(), &QProcess::finished, q,
                [this](int code, QProcess::ExitStatus how) { ended(code, how); });
        startTimer.start(patience.start);
        setState(State::Starting);
        process->start();
    }

    // Later, because this runs inside signals of the process; a running one first, because its destructor would wait.
    void dropProcess()
    {
        for (QTimer *timer : {&startTimer, &restartTimer, &terminateTimer, &killTimer})
            timer->stop();
        if (!process)
            return;
        process->disconnect(q);
        QProcess *dropped = process.release();
        if (dropped->state() == QProcess::NotRunning)
            return dropped->deleteLater();
        connect(dropped, &QProcess::finished, dropped, &QObject::deleteLater);
        dropped->kill();
    }

    void couldNotStart()
    {
        const QString reason = process->errorString();
        dropProcess();
        addLogLine("the engine could not be started: " + reason.toUtf8());
        if (QFile::exists(program))
            return failWith(ErrorKind::Io,
                            QStringLiteral("the engine %1 could not be started: %2").arg(program, reason),
                            "engine_start");
        failWith(ErrorKind::NotFound, QStringLiteral("the engine program %1 is not there").arg(program),
                 "engine_missing");
    }

    void startHung()
    {
        dropProcess();
        failWith(ErrorKind::Timeout,
                 QStringLiteral("the engine did not become ready within %1 seconds").arg(patience.start.count() / 1000),
                 "engine_start");
    }

    void readOutput()
    {
        out.feed(process->readAllStandardOutput(), [this](const QByteArray &line) { heard(line); });
    }

    void readErrors()
    {
        err.feed(process->readAllStandardError(), [this](const QByteArray &line) { addLogLine(line); });
    }

    void heard(const QByteArray &line)
    {
        const auto port = readyPort(line);
        if (!port || state != State::Starting)
            return addLogLine(line);
        startTimer.stop();
        url = QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(*port));
        setState(State::Ready);
    }

    void ended(int code, QProcess::ExitStatus how)
    {
        readOutput();
        readErrors();
        err.end([this](const QByteArray &line) { addLogLine(line); });
        const bool wasStopping = state == State::Stopping;
        const bool wasStarting = state == State::Starting;
        const QString ending = how == QProcess::CrashExit ? QStringLiteral("it crashed (signal %1)").arg(code)
                                                          : QStringLiteral("it ended with code %1").arg(code);
        dropProcess();
        url.clear();
        key.clear();
        if (wasStopping)
            return stopped();
        addLogLine("the engine is gone: " + ending.toUtf8());
        died(wasStarting, ending);
    }

    void stopped()
    {
        setState(State::Stopped);
        if (startAfterStop && state == State::Stopped)
            q->start();
    }

    void died(bool whileStarting, const QString &ending)
    {
        // The last line is ours.
        const QString last = lastLines.size() > 1 ? lastLines.at(lastLines.size() - 2).trimmed() : QString();
        const qint64 now = clock.elapsed();
        // Long enough alive: earlier deaths are another story.
        if (!deaths.empty() && now - deaths.back() > patience.deathsWithin.count())
            restarts = 0;
        deaths.push_back(now);
        if (deaths.size() > deathsThatFail)
            deaths.pop_front();
        if (deaths.size() == deathsThatFail && now - deaths.front() <= patience.deathsWithin.count()) {
            if (whileStarting && std::any_of(lastLines.cbegin(), lastLines.cend(), saysFolderIsHeld))
                return failWith(
                    ErrorKind::Conflict,
                    QStringLiteral("another Onsa engine is using the folder %1; close the other window first")
                        .arg(QFile::decodeName(dataFolder.c_str())),
                    "engine_locked");
            return failWith(
                ErrorKind::Internal,
                QStringLiteral("the engine ended three times in a row: %1").arg(last.isEmpty() ? ending : last),
                "engine_crashed");
        }
        // Also when another engine has the folder: it may be the one of a window that crashed, about to go.
        restartTimer.start(patience.restart.at(std::min(restarts, patience.restart.size() - 1)));
        ++restarts;
        setState(State::Starting);
    }
};

EngineProcess::EngineProcess(QString program, std::filesystem::path dataFolder, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(program), std::move(dataFolder)))
{
}

EngineProcess::~EngineProcess()
{
    if (d->process) {
        d->process->disconnect(this);
        d->process->closeWriteChannel();
        d->process->kill();
    }
}

QString EngineProcess::defaultProgram()
{
    const QString named = qEnvironmentVariable("ONSA_ENGINE");
    return named.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/onsa-engine") : named;
}

EngineProcess::State EngineProcess::state() const
{
    return d->state;
}

QUrl EngineProcess::baseUrl() const
{
    return d->url;
}

QByteArray EngineProcess::key() const
{
    return d->key;
}

Error EngineProcess::error() const
{
    return d->error;
}

QString EngineProcess::logFile() const
{
    return d->log.file();
}

QStringList EngineProcess::lastLogLines() const
{
    return d->lastLines;
}

void EngineProcess::setPatience(const Patience &patience)
{
    d->patience = patience;
}

void EngineProcess::start()
{
    if (d->state == State::Stopping) {
        d->startAfterStop = true;
        return;
    }
    if (d->state == State::Starting || d->state == State::Ready)
        return;
    d->startAfterStop = false;
    d->error = {};
    d->deaths.clear();
    d->restarts = 0;
    d->launch();
}

void EngineProcess::stop()
{
    d->startAfterStop = false;
    if (d->state == State::Stopping || d->state == State::Stopped)
        return;
    if (!d->process) { // failed, or waiting to start again
        d->dropProcess();
        d->setState(State::Stopped);
        return;
    }
    d->startTimer.stop();
    d->terminateTimer.start(d->patience.terminate);
    d->killTimer.start(d->patience.kill);
    d->setState(State::Stopping);
    d->process->closeWriteChannel();
}

} // namespace onsa
