// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/answer_history.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestFile = qint64(64) << 20U; // bytes; 200 long answers are far below

QJsonObject toObject(const Sampling &sampling)
{
    QJsonArray stop;
    for (const std::string &each : sampling.stop)
        stop << QString::fromStdString(each);
    QJsonObject object{{u"temperature"_s, sampling.temperature},
                       {u"top_p"_s, sampling.topP},
                       {u"n"_s, sampling.n},
                       {u"stop"_s, stop},
                       {u"frequency_penalty"_s, sampling.frequencyPenalty},
                       {u"presence_penalty"_s, sampling.presencePenalty}};
    if (sampling.maxTokens)
        object[u"max_tokens"_s] = *sampling.maxTokens;
    if (sampling.seed)
        object[u"seed"_s] = qint64(*sampling.seed);
    return object;
}

Sampling samplingOf(const QJsonObject &object)
{
    Sampling sampling;
    sampling.temperature = std::clamp(object[u"temperature"_s].toDouble(1), 0.0, 2.0);
    sampling.topP = std::clamp(object[u"top_p"_s].toDouble(1), 0.0, 1.0);
    sampling.n = std::clamp(object[u"n"_s].toInt(1), 1, 128);
    sampling.frequencyPenalty = std::clamp(object[u"frequency_penalty"_s].toDouble(), -2.0, 2.0);
    sampling.presencePenalty = std::clamp(object[u"presence_penalty"_s].toDouble(), -2.0, 2.0);
    if (object.contains("max_tokens"_L1))
        sampling.maxTokens = std::max(1, object[u"max_tokens"_s].toInt(256));
    if (object.contains("seed"_L1))
        sampling.seed = object[u"seed"_s].toInteger();
    const QJsonArray stop = object[u"stop"_s].toArray();
    for (const QJsonValue &each : stop) {
        if (sampling.stop.size() < 4 && !each.toString().isEmpty())
            sampling.stop.push_back(each.toString().toStdString());
    }
    return sampling;
}

QJsonObject toObject(const Answered &answer)
{
    return {{u"side"_s, answer.side == Side::Tuned ? u"tuned"_s : u"base"_s},
            {u"model"_s, answer.model},
            {u"texts"_s, QJsonArray::fromStringList(answer.texts)},
            {u"tokens"_s, answer.tokens},
            {u"seconds"_s, answer.seconds},
            {u"problem"_s, answer.problem},
            {u"liked"_s, answer.liked}};
}

Answered answeredOf(const QJsonObject &object)
{
    Answered answer;
    answer.side = object[u"side"_s].toString() == "base"_L1 ? Side::Base : Side::Tuned;
    answer.model = object[u"model"_s].toString();
    const QJsonArray texts = object[u"texts"_s].toArray();
    for (const QJsonValue &text : texts)
        answer.texts << text.toString();
    answer.tokens = object[u"tokens"_s].toInt();
    answer.seconds = object[u"seconds"_s].toDouble();
    answer.problem = object[u"problem"_s].toString();
    answer.liked = std::clamp(object[u"liked"_s].toInt(), -1, 1);
    return answer;
}

QJsonObject toObject(const HistoryEntry &entry)
{
    QJsonArray answers;
    for (const Answered &answer : entry.answers)
        answers << toObject(answer);
    const Question &question = entry.question;
    return {{u"asked_at"_s, entry.askedAt}, {u"provider"_s, question.providerId},
            {u"model"_s, question.model},   {u"base"_s, entry.baseModel},
            {u"chat"_s, question.chat},     {u"system"_s, question.system},
            {u"prompt"_s, question.prompt}, {u"sampling"_s, toObject(question.sampling)},
            {u"answers"_s, answers}};
}

HistoryEntry entryOf(const QJsonObject &object)
{
    HistoryEntry entry;
    entry.askedAt = object[u"asked_at"_s].toInteger();
    entry.baseModel = object[u"base"_s].toString();
    entry.question.providerId = object[u"provider"_s].toString();
    entry.question.model = object[u"model"_s].toString();
    entry.question.chat = object[u"chat"_s].toBool();
    entry.question.system = object[u"system"_s].toString();
    entry.question.prompt = object[u"prompt"_s].toString();
    entry.question.sampling = samplingOf(object[u"sampling"_s].toObject());
    const QJsonArray answers = object[u"answers"_s].toArray();
    for (const QJsonValue &answer : answers)
        entry.answers.push_back(answeredOf(answer.toObject()));
    return entry;
}

} // namespace

AnswerHistory::AnswerHistory(std::filesystem::path file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    read();
}

void AnswerHistory::read()
{
    const QString name = QString::fromStdString(m_file.string());
    QFile file(name);
    if (!file.exists())
        return;
    QJsonParseError error{};
    if (file.size() <= largestFile && file.open(QIODevice::ReadOnly)) {
        const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
        if (document.isArray()) {
            const QJsonArray entries = document.array();
            for (const QJsonValue &entry : entries) {
                if (m_entries.size() < most && entry.isObject())
                    m_entries.push_back(entryOf(entry.toObject()));
            }
            return;
        }
    }
    file.close();
    QFile::remove(name + u".damaged"_s);
    QFile::rename(name, name + u".damaged"_s);
    qWarning("the playground's history could not be read and was put aside");
}

void AnswerHistory::add(const HistoryEntry &entry)
{
    m_entries.insert(m_entries.begin(), entry);
    if (m_entries.size() > most)
        m_entries.resize(most);
    write();
    Q_EMIT changed();
}

void AnswerHistory::setAnswers(std::size_t entry, const std::vector<Answered> &answers)
{
    if (entry >= m_entries.size())
        return;
    m_entries[entry].answers = answers;
    write();
}

void AnswerHistory::clear()
{
    m_entries.clear();
    write();
    Q_EMIT changed();
}

void AnswerHistory::write()
{
    QJsonArray entries;
    for (const HistoryEntry &entry : m_entries)
        entries << toObject(entry);
    QSaveFile file(QString::fromStdString(m_file.string()));
    const QByteArray bytes = QJsonDocument(entries).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        qWarning("the playground's history could not be written: %ls", qUtf16Printable(file.errorString()));
}

} // namespace onsa::ui
