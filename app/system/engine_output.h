// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine says: lines out of bytes, the ready line, the last lines for the failure banner.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace onsa {

// Bytes in, lines out (without line end). A line is cut after 64 KiB: a program gone mad must not fill the memory.
class LineSplitter
{
public:
    void feed(const QByteArray &bytes, const std::function<void(const QByteArray &)> &line);
    void end(const std::function<void(const QByteArray &)> &line); // what is left without a line end

private:
    QByteArray m_rest;
};

// The port of {"event":"ready","port":N}; nothing for any other line.
std::optional<quint16> readyPort(const QByteArray &line);

// Whether the line tells that another engine holds the data folder.
bool saysFolderIsHeld(const QString &line);

} // namespace onsa
