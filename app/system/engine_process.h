// SPDX-License-Identifier: GPL-3.0-or-later
// Starts, watches and stops onsa-engine. Nothing here blocks: all by signals and timers.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <filesystem>
#include <memory>

namespace onsa {

class EngineProcess : public QObject
{
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Ready, Stopping, Failed };
    Q_ENUM(State)

    EngineProcess(QString program, std::filesystem::path dataFolder, QObject *parent = nullptr);
    ~EngineProcess() override;

    static QString defaultProgram(); // ONSA_ENGINE, or onsa-engine beside this program
    State state() const;
    QUrl baseUrl() const; // http://127.0.0.1:PORT/v1 while Ready
    QByteArray key() const; // bearer key of this run
    Error error() const; // of Failed
    QString logFile() const; // the engine's stderr
    QStringList lastLogLines() const; // at most 50

    void start(); // again after Failed too
    void stop(); // ends with stateChanged(Stopped): end of input, terminate after 8 s, kill after 10 s

Q_SIGNALS:
    void stateChanged(onsa::EngineProcess::State state);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace onsa
