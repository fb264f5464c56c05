// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/http_date.h"

#include <QDateTime>
#include <QLocale>

namespace onsa {

std::optional<std::int64_t> httpDate(const QByteArray &text)
{
    // Without the day of the week, which says nothing new and is sometimes wrong.
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.mid(text.indexOf(',') + 1)).trimmed(),
                                             QStringLiteral("dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return {};
    date.setTimeSpec(Qt::UTC);
    return date.toSecsSinceEpoch();
}

} // namespace onsa
