// SPDX-License-Identifier: GPL-3.0-or-later
#include "system/engine_output.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace onsa {

void LineSplitter::feed(const QByteArray &bytes, const std::function<void(const QByteArray &)> &line)
{
    constexpr auto longest = qsizetype(64) * 1024;
    m_rest += bytes;
    qsizetype start = 0;
    for (;;) {
        const qsizetype end = m_rest.indexOf('\n', start);
        if (end >= 0 && end - start <= longest) {
            QByteArray one = m_rest.mid(start, end - start);
            if (one.endsWith('\r'))
                one.chop(1);
            line(one);
            start = end + 1;
        } else if (m_rest.size() - start > longest) {
            line(m_rest.mid(start, longest));
            start += longest;
        } else {
            break;
        }
    }
    m_rest.remove(0, start);
}

void LineSplitter::end(const std::function<void(const QByteArray &)> &line)
{
    if (!m_rest.isEmpty())
        line(m_rest);
    m_rest.clear();
}

std::optional<quint16> readyPort(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (object.value(u"event").toString() != u"ready")
        return {};
    const int port = object.value(u"port").toInt();
    if (port < 1 || port > 65535)
        return {};
    return static_cast<quint16>(port);
}

bool saysFolderIsHeld(const QString &line)
{
    return line.contains(u"another engine", Qt::CaseInsensitive)
        || line.contains(u"another onsa-engine", Qt::CaseInsensitive) || line.contains(u"data_folder_locked");
}

} // namespace onsa
