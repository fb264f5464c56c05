// SPDX-License-Identifier: GPL-3.0-or-later
// Starts, watches and stops onsa-engine. Nothing here blocks: all by signals and timers.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <array>
#include <chrono>
#include <filesystem>
#include <memory>

namespace onsa {

class EngineProcess : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Ready, Stopping, Failed };
    Q_ENUM(State)

    // How long things may take; tests make it shorter.
    struct Patience {
        std::chrono::milliseconds start{30000}; // until the ready line; then Failed
        std::chrono::milliseconds terminate{8000}, kill{10000}; // since stop()
        std::array<std::chrono::milliseconds, 3> restart{
            {std::chrono::milliseconds(1000), std::chrono::milliseconds(4000), std::chrono::milliseconds(16000)}};
        std::chrono::milliseconds deathsWithin{60000}; // three deaths in this time: Failed
    };

    // The engine is killed when this object goes: stop() first, and wait for Stopped.
    EngineProcess(QString program, std::filesystem::path dataFolder, QObject *parent = nullptr);
    ~EngineProcess() override;

    static QString defaultProgram(); // ONSA_ENGINE, or onsa-engine beside this program
    State state() const;
    QUrl baseUrl() const; // http://127.0.0.1:PORT/v1 while Ready
    QByteArray key() const; // bearer key of this run
    // Of Failed; codes engine_missing, engine_start, engine_crashed, engine_locked (another engine has the folder).
    Error error() const;
    QString logFile() const; // the engine's stderr
    QStringList lastLogLines() const; // at most 50
    void setPatience(const Patience &patience);

    void start(); // again after Failed too
    void stop(); // ends with stateChanged(Stopped): end of input, terminate after 8 s, kill after 10 s

Q_SIGNALS:
    void stateChanged(onsa::EngineProcess::State state);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa
