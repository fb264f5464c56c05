// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/multipart_upload.h"

#include <QUuid>

#include <algorithm>
#include <cstring>

namespace onsa {
namespace {

QByteArray headerSafe(const QString &name)
{
    QString safe;
    for (const QChar c : name.mid(name.lastIndexOf(u'/') + 1)) {
        if (c.category() != QChar::Other_Control)
            safe += c;
    }
    if (safe.isEmpty())
        safe = QStringLiteral("file");
    return safe.toUtf8().replace('"', "%22");
}

QByteArray fieldHead(const QByteArray &boundary, const QByteArray &disposition)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n";
}

} // namespace

qint64 RequestBody::size() const
{
    qint64 size = 0;
    for (const QByteArray &part : parts)
        size += part.size();
    return size;
}

RequestBody uploadBody(const QByteArray &file, const QString &filename, const QString &purpose)
{
    // Random, so that no file can contain it by chance or by intent.
    const QByteArray boundary = "onsa-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    const QByteArray head = fieldHead(boundary, "name=\"purpose\"") + "\r\n" + purpose.toUtf8() + "\r\n"
        + fieldHead(boundary, "name=\"file\"; filename=\"" + headerSafe(filename) + '"')
        + "Content-Type: application/octet-stream\r\n\r\n";
    return {"multipart/form-data; boundary=" + boundary, {head, file, "\r\n--" + boundary + "--\r\n"}};
}

OneWayBody::OneWayBody(RequestBody body, QObject *parent)
    : QIODevice(parent)
    , m_body(std::move(body))
    , m_left(m_body.size())
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OneWayBody::atEnd() const
{
    return m_left == 0;
}

qint64 OneWayBody::bytesAvailable() const
{
    return m_left;
}

qint64 OneWayBody::readData(char *data, qint64 most)
{
    qint64 done = 0;
    while (done < most && m_part < m_body.parts.size()) {
        const QByteArray &part = m_body.parts.at(m_part);
        const qint64 size = std::min<qint64>(most - done, part.size() - m_offset);
        std::memcpy(data + done, part.constData() + m_offset, static_cast<std::size_t>(size));
        done += size;
        m_offset += size;
        if (m_offset == part.size()) {
            ++m_part;
            m_offset = 0;
        }
    }
    m_left -= done;
    return done > 0 || most == 0 ? done : -1;
}

qint64 OneWayBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace onsa
