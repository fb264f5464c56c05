// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/saved_views.h"

#include "ui/dataset/review_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <array>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

template <class Value> using Names = std::vector<std::pair<Value, QString>>;

const Names<ConditionKind> &kindNames()
{
    static const Names<ConditionKind> names{
        {ConditionKind::Contains, u"contains"_s}, {ConditionKind::Matches, u"matches"_s},
        {ConditionKind::Empty, u"empty"_s},       {ConditionKind::Length, u"length"_s},
        {ConditionKind::Tokens, u"tokens"_s},     {ConditionKind::Finding, u"finding"_s},
        {ConditionKind::Problems, u"problems"_s}, {ConditionKind::Changed, u"changed"_s},
        {ConditionKind::Review, u"review"_s}};
    return names;
}

const Names<ShownText> &textNames()
{
    static const Names<ShownText> names{
        {ShownText::Any, u"any"_s}, {ShownText::Prompt, u"prompt"_s}, {ShownText::Completion, u"completion"_s}};
    return names;
}

const Names<SortKey::By> &orderNames()
{
    static const Names<SortKey::By> names{{SortKey::By::Text, u"text"_s},
                                          {SortKey::By::Length, u"length"_s},
                                          {SortKey::By::Tokens, u"tokens"_s},
                                          {SortKey::By::Problems, u"problems"_s},
                                          {SortKey::By::Row, u"row"_s}};
    return names;
}

template <class Value> QString nameOf(const Names<Value> &names, Value value)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [value](const auto &entry) { return entry.first == value; });
    return found == names.end() ? QString() : found->second;
}

template <class Value> std::optional<Value> valueOf(const Names<Value> &names, const QString &name)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [&name](const auto &entry) { return entry.second == name; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

tl::unexpected<Error> corrupt(const QString &what)
{
    return fail(ErrorKind::Corrupt, what.toStdString());
}

QString fileOf(const std::filesystem::path &data)
{
    return reviewFolder(data) + u"/views.json"_s;
}

Result<SavedViews> parseViews(const QByteArray &bytes, const QString &path)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return corrupt(u"The views in %1 cannot be read."_s.arg(path));
    SavedViews views;
    views.columns = document.object().value("columns"_L1).toObject();
    for (const QJsonValue &entry : document.object().value("views"_L1).toArray()) {
        auto view = parseView(entry.toObject().value("view"_L1).toObject());
        const QString name = entry.toObject().value("name"_L1).toString();
        if (!view || name.isEmpty())
            return corrupt(u"The view “%1” in %2 cannot be read."_s.arg(name, path));
        views.views.push_back({name, std::move(*view), entry.toObject().value("columns"_L1).toObject()});
    }
    return views;
}

} // namespace

QJsonObject printView(const RowView &view)
{
    QJsonArray conditions, sort;
    for (const RowCondition &condition : view.conditions) {
        const QString kind = nameOf(kindNames(), condition.kind);
        if (kind.isEmpty())
            continue;
        QJsonObject entry{{u"kind"_s, kind}, {u"where"_s, nameOf(textNames(), condition.where)}};
        if (!condition.text.empty())
            entry[u"text"_s] = QString::fromStdString(condition.text);
        if (condition.from != 0)
            entry[u"from"_s] = condition.from;
        if (condition.to)
            entry[u"to"_s] = *condition.to;
        if (condition.except)
            entry[u"except"_s] = true;
        conditions.append(entry);
    }
    for (const SortKey &key : view.sort)
        sort.append(QJsonObject{{u"by"_s, nameOf(orderNames(), key.by)},
                                {u"where"_s, nameOf(textNames(), key.where)},
                                {u"descending"_s, key.descending}});
    return {{u"conditions"_s, conditions}, {u"sort"_s, sort}};
}

Result<RowView> parseView(const QJsonObject &json)
{
    RowView view;
    for (const QJsonValue &value : json.value("conditions"_L1).toArray()) {
        const QJsonObject entry = value.toObject();
        const auto kind = valueOf(kindNames(), entry.value("kind"_L1).toString());
        const auto where = valueOf(textNames(), entry.value("where"_L1).toString());
        if (!kind || !where)
            return corrupt(u"A condition has a kind that is not known here."_s);
        RowCondition condition;
        condition.kind = *kind;
        condition.where = *where;
        condition.text = entry.value("text"_L1).toString().toStdString();
        condition.from = entry.value("from"_L1).toInt();
        if (entry.contains("to"_L1))
            condition.to = entry.value("to"_L1).toInt();
        condition.except = entry.value("except"_L1).toBool();
        view.conditions.push_back(std::move(condition));
    }
    for (const QJsonValue &value : json.value("sort"_L1).toArray()) {
        const QJsonObject entry = value.toObject();
        const auto by = valueOf(orderNames(), entry.value("by"_L1).toString());
        const auto where = valueOf(textNames(), entry.value("where"_L1).toString());
        if (!by || !where)
            return corrupt(u"An order has a key that is not known here."_s);
        view.sort.push_back({*by, *where, entry.value("descending"_L1).toBool()});
    }
    return view;
}

Result<SavedViews> loadViews(const std::filesystem::path &data)
{
    if (data.empty())
        return SavedViews();
    QFile file(fileOf(data));
    if (!file.exists())
        return SavedViews();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, "Could not read " + file.fileName().toStdString() + ".");
    return parseViews(file.readAll(), file.fileName());
}

Result<> saveViews(const std::filesystem::path &data, const SavedViews &views)
{
    if (data.empty())
        return {};
    const QString path = fileOf(data);
    if (QFile::exists(path) && !loadViews(data)) {
        QFile::remove(path + u".bad"_s);
        if (!QFile::rename(path, path + u".bad"_s))
            return fail(ErrorKind::Io, "Could not put " + path.toStdString() + " aside.");
    }
    QJsonArray all;
    for (const SavedView &view : views.views)
        all.append(
            QJsonObject{{u"name"_s, view.name}, {u"view"_s, printView(view.view)}, {u"columns"_s, view.columns}});
    const QByteArray bytes = QJsonDocument(QJsonObject{{u"views"_s, all}, {u"columns"_s, views.columns}}).toJson();
    QSaveFile file(path);
    if (!QDir().mkpath(reviewFolder(data)) || !file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(bytes) != bytes.size()
        || !file.commit())
        return fail(ErrorKind::Io, "Could not write " + path.toStdString() + ".");
    return {};
}

} // namespace onsa::ui
