// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dismissals.h"

#include "core/checks/fixes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <xxhash.h>

namespace onsa {

namespace {

std::uint64_t hashOf(std::string_view text)
{
    return XXH3_64bits(text.data(), text.size());
}

// The text that the finding means: its part of the field, else the field.
std::uint64_t valueHash(const Issue &issue, std::string_view line)
{
    const auto example = parseExample(line);
    const std::string *text = example ? textOf(*example, issue.field) : nullptr;
    if (!text)
        return hashOf(line);
    const bool part = issue.first < issue.last && issue.last <= text->size();
    return hashOf(part ? std::string_view(*text).substr(issue.first, issue.last - issue.first) : *text);
}

constexpr const char *scopeNames[] = {"row", "value", "kind"};

} // namespace

void Dismissals::add(const Issue &issue, std::string_view line, DismissScope scope, const std::string &reason)
{
    Dismissal made{issue.id, scope, 0, reason};
    if (scope == DismissScope::Row)
        made.hash = hashOf(line);
    else if (scope == DismissScope::Value)
        made.hash = valueHash(issue, line);
    std::erase_if(m_all, [&](const Dismissal &old) {
        return old.id == made.id && old.scope == made.scope && old.hash == made.hash;
    });
    (scope == DismissScope::Kind ? m_kinds : m_some).insert(made.id);
    m_all.push_back(std::move(made));
}

void Dismissals::restore(const std::string &id)
{
    std::erase_if(m_all, [&](const Dismissal &old) { return old.id == id; });
    m_kinds.erase(id);
    m_some.erase(id);
}

bool Dismissals::covers(const Issue &issue, std::string_view line) const
{
    if (m_kinds.contains(issue.id))
        return true;
    if (!m_some.contains(issue.id))
        return false;
    const std::uint64_t row = hashOf(line), value = valueHash(issue, line);
    return std::any_of(m_all.begin(), m_all.end(), [&](const Dismissal &one) {
        return one.id == issue.id
            && ((one.scope == DismissScope::Row && one.hash == row)
                || (one.scope == DismissScope::Value && one.hash == value));
    });
}

std::string Dismissals::print() const
{
    QJsonArray list;
    for (const Dismissal &one : m_all)
        list.append(
            QJsonObject{{QStringLiteral("finding"), QString::fromStdString(one.id)},
                        {QStringLiteral("scope"), QLatin1String(scopeNames[static_cast<std::size_t>(one.scope)])},
                        {QStringLiteral("hash"), QString::number(one.hash, 16)},
                        {QStringLiteral("reason"), QString::fromStdString(one.reason)}});
    return QJsonDocument(QJsonObject{{QStringLiteral("dismissed"), list}}).toJson().toStdString();
}

Result<Dismissals> Dismissals::parse(std::string_view json)
{
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size())));
    if (!document.isObject())
        return fail(ErrorKind::Corrupt, "The list of dismissed findings is not a JSON object.");
    Dismissals read;
    for (const QJsonValue &value : document.object().value(QLatin1String("dismissed")).toArray()) {
        const QJsonObject entry = value.toObject();
        const QString scope = entry.value(QLatin1String("scope")).toString();
        const auto *const known = std::find_if(std::begin(scopeNames), std::end(scopeNames),
                                               [&](const char *name) { return scope == QLatin1String(name); });
        bool isHash = false;
        Dismissal one{entry.value(QLatin1String("finding")).toString().toStdString(), DismissScope::Kind,
                      entry.value(QLatin1String("hash")).toString().toULongLong(&isHash, 16),
                      entry.value(QLatin1String("reason")).toString().toStdString()};
        if (one.id.empty() || known == std::end(scopeNames) || !isHash)
            return fail(ErrorKind::Corrupt, "The list of dismissed findings has an entry that cannot be read.");
        one.scope = static_cast<DismissScope>(known - std::begin(scopeNames));
        (one.scope == DismissScope::Kind ? read.m_kinds : read.m_some).insert(one.id);
        read.m_all.push_back(std::move(one));
    }
    return read;
}

std::size_t leaveOutDismissed(ScanReport &report, const DatasetSnapshot &rows, const Dismissals &dismissals,
                              std::stop_token stop)
{
    if (dismissals.empty())
        return 0;
    // The rows whose findings may be dismissed are read once, in order.
    std::unordered_set<std::string_view> ids;
    for (const Dismissal &one : dismissals.all())
        ids.insert(one.id);
    std::unordered_map<RowId, std::string> lines;
    for (const auto &[row, issue] : report.issues)
        if (ids.contains(issue.id))
            lines.emplace(row, std::string());
    std::size_t left = lines.size();
    for (std::size_t row = 0; row < rows.rowCount() && left > 0 && !stop.stop_requested(); ++row) {
        const auto found = lines.find(rows.rowId(row));
        if (found == lines.end())
            continue;
        --left;
        if (auto line = rows.line(row))
            found->second = std::move(*line);
    }
    std::unordered_map<std::string, std::size_t> gone;
    std::unordered_map<std::string, std::unordered_set<RowId>> goneRows, keptRows;
    std::erase_if(report.issues, [&](const auto &entry) {
        const auto line = lines.find(entry.first);
        const bool covered = line != lines.end() && dismissals.covers(entry.second, line->second);
        (covered ? goneRows : keptRows)[entry.second.id].insert(entry.first);
        gone[entry.second.id] += covered ? 1U : 0U;
        return covered;
    });
    std::size_t all = 0;
    for (auto &[id, kind] : report.kinds) {
        const bool whole =
            std::any_of(dismissals.all().begin(), dismissals.all().end(),
                        [&, name = id](const auto &one) { return one.id == name && one.scope == DismissScope::Kind; });
        const std::size_t less = whole ? kind.count : gone[id];
        all += less;
        kind.count -= less;
        std::erase_if(kind.rows, [&, name = id](RowId row) {
            return whole || (goneRows[name].contains(row) && !keptRows[name].contains(row));
        });
        report.counts[id] = kind.count;
    }
    std::erase_if(report.kinds, [](const auto &entry) { return entry.second.count == 0; });
    std::erase_if(report.counts, [](const auto &entry) { return entry.second == 0; });
    return all;
}

} // namespace onsa
