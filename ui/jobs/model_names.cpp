// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/model_names.h"

#include <QRegularExpression>
#include <QStringList>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

TunedName tunedName(const QString &id)
{
    static const QRegularExpression checkpoint(u"^(ft:.+):ckpt-step-(\\d+)$"_s);
    if (const auto match = checkpoint.match(id); match.hasMatch()) {
        TunedName name = tunedName(match.captured(1));
        name.step = match.captured(2).toInt();
        return name;
    }
    if (id.startsWith("ft:"_L1)) {
        // From the right, because a base model's name may hold colons itself.
        QStringList parts = id.mid(3).split(u':');
        if (parts.size() >= 4) {
            TunedName name;
            name.finished = id;
            name.tail = parts.takeLast();
            name.suffix = parts.takeLast();
            parts.removeLast(); // the organisation
            name.base = parts.join(u':');
            return name;
        }
        return {parts.value(0), {}, {}, 0, id};
    }
    static const QRegularExpression legacy(
        u"^(?<base>.+?):ft-(?<org>[^:]*?)(?::(?<suffix>.*?))?-(?<tail>\\d{4}(?:-\\d{2}){5})$"_s);
    const auto match = legacy.match(id);
    if (match.hasMatch())
        return {match.captured(u"base"), match.captured(u"suffix"), match.captured(u"tail"), 0, id};
    return {id, {}, {}, 0, id};
}

bool isTunedId(const QString &id)
{
    return id.startsWith("ft:"_L1) || !tunedName(id).tail.isEmpty();
}

bool isTuned(const Model &model)
{
    return isTunedId(QString::fromStdString(model.id)) || (!model.parent.empty() && model.parent != model.id);
}

QString resultName(const FineTuneJob &job)
{
    if (job.suffix && !job.suffix->empty())
        return QString::fromStdString(*job.suffix);
    if (const auto name = job.metadata.find(datasetKey); name != job.metadata.end() && !name->second.empty())
        return QString::fromStdString(name->second);
    if (job.fineTunedModel) {
        const TunedName name = tunedName(QString::fromStdString(*job.fineTunedModel));
        if (!name.suffix.isEmpty())
            return name.suffix;
    }
    return QString::fromStdString(job.model);
}

QString suffixOf(const QString &text, bool asciiOnly)
{
    static const QRegularExpression notAscii(u"[^A-Za-z0-9_-]+"_s);
    static const QRegularExpression notAllowed(u"[\\p{C}\\s:/\\\\]+"_s);
    QString suffix = text;
    suffix.replace(asciiOnly ? notAscii : notAllowed, u"-"_s);
    while (suffix.startsWith(u'-'))
        suffix.remove(0, 1);
    suffix.truncate(40);
    if (!suffix.isEmpty() && suffix.back().isHighSurrogate())
        suffix.chop(1);
    while (suffix.endsWith(u'-'))
        suffix.chop(1);
    return suffix;
}

} // namespace onsa::ui
