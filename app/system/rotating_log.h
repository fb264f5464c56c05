// SPDX-License-Identifier: GPL-3.0-or-later
// A log file that cannot fill the disk: FILE, then FILE.1 and FILE.2 with what was before. Any thread.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QMutex>
#include <QString>

namespace onsa {

// The text without API keys: an "Authorization" header is cut to the end of its line, "Bearer …" and "sk-…" are hidden.
QByteArray withoutSecrets(const QByteArray &text);

class RotatingLog
{
public:
    static constexpr qint64 defaultMaxBytes = 2 * 1024 * 1024;

    explicit RotatingLog(QString file, qint64 maxBytes = defaultMaxBytes); // opened at the first line

    // Secrets are taken out. A full disk loses lines, nothing else.
    void append(const QByteArray &line);
    QString file() const { return m_name; }

private:
    void rotate();

    const QString m_name;
    const qint64 m_maxBytes;
    QMutex m_mutex;
    QFile m_file;
};

} // namespace onsa
