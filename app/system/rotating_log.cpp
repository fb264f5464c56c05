// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/rotating_log.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace onsa {

QByteArray withoutSecrets(const QByteArray &text)
{
    // \b keeps words such as "task-list" readable.
    static const QRegularExpression secret(
        QStringLiteral(R"((authorization|api-key)\b[^\n]*|\bbearer\s+[^\s"']+|\bsk-[A-Za-z0-9_\-]+)"),
        QRegularExpression::CaseInsensitiveOption);
    QString out = QString::fromUtf8(text);
    return out.replace(secret, QStringLiteral("[hidden]")).toUtf8();
}

RotatingLog::RotatingLog(QString file, qint64 maxBytes)
    : m_name(std::move(file))
    , m_maxBytes(maxBytes)
{
}

void RotatingLog::append(const QByteArray &line)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_file.isOpen()) {
        QDir().mkpath(QFileInfo(m_name).absolutePath());
        m_file.setFileName(m_name);
        // Unbuffered: the lines before a crash are the ones that matter.
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return;
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    m_file.write(withoutSecrets(line) + '\n');
    if (m_file.size() > m_maxBytes)
        rotate();
}

void RotatingLog::rotate()
{
    m_file.close();
    QFile::remove(m_name + QStringLiteral(".2"));
    QFile::rename(m_name + QStringLiteral(".1"), m_name + QStringLiteral(".2"));
    QFile::rename(m_name, m_name + QStringLiteral(".1"));
}

} // namespace onsa
