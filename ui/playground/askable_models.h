// SPDX-License-Identifier: GPL-3.0-or-later
// Whom one can ask: the models of all providers that are ready, tuned ones first, newest first, with names for people.
#pragma once

#include "core/api_types.h"
#include "ui/app_services.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <vector>

namespace onsa::ui {

struct AskableModel {
    QString providerId, id;
    QString label; // "社内FAQ · tuned 20:16", "onsa-starter · On this computer"
    QString base; // of a tuned model; empty when not known
    bool tuned = false;
    int step = 0; // of a checkpoint; 0 = a finished model
    bool chat = false; // asked best as a chat: trained on chats, or a hosted chat model
    std::int64_t created = 0;
};

class AskableModels : public QObject
{
    Q_OBJECT

public:
    explicit AskableModels(AppServices services, QObject *parent = nullptr);

    const std::vector<AskableModel> &models() const { return m_models; }
    int indexOf(const QString &providerId, const QString &id) const; // -1 when unknown
    bool hasTuned() const;
    void refresh(); // asks every ready provider again
    void refresh(const QString &providerId);
    // One that the lists do not have yet, because its job has just finished; kept until a list has it.
    void add(const QString &providerId, const QString &tunedModel, const QString &base);

Q_SIGNALS:
    void changed();

private:
    void build();
    AskableModel describe(const QString &providerId, const Model &model) const;

    AppServices m_services;
    QHash<QString, std::vector<Model>> m_lists; // provider -> its models
    QHash<QString, std::vector<Model>> m_added;
    std::vector<AskableModel> m_models;
};

} // namespace onsa::ui
