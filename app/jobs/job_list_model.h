// SPDX-License-Identifier: GPL-3.0-or-later
// The jobs of all providers in one table, newest first, with what was seen of each: events, losses.
#pragma once

#include "core/api_types.h"
#include "jobs/metric_series.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <functional>
#include <vector>

namespace onsa {

struct SeenJob {
    QString providerId;
    FineTuneJob job;
    std::vector<JobEvent> events; // oldest first
    MetricSeries metrics;
    std::int64_t clockSkew = 0; // the server's clock minus ours, seconds, from its Date header
};

class JobListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { QueuedAtColumn, IdColumn, ModelColumn, StatusColumn, ProgressColumn, TimeLeftColumn, ColumnCount };
    enum Role { StatusRole = Qt::UserRole + 1, FractionRole, IdRole, ProviderRole, TunedModelRole };

    using Clock = std::function<std::int64_t()>; // Unix seconds

    explicit JobListModel(QObject *parent = nullptr);
    void setClock(Clock now); // the system's unless set

    const SeenJob *job(int row) const; // null when out of range; good until the next change
    int rowOf(const QString &providerId, const std::string &jobId) const; // -1 when unknown
    double fraction(int row) const; // 0…1 of the steps; -1 when unknown
    int secondsLeft(int row) const; // from the steps' pace, else the server's estimate; -1 when unknown

    // For the monitor.
    void update(const QString &providerId, const FineTuneJob &job);
    void addEvents(const QString &providerId, const std::string &jobId, std::vector<JobEvent> oldestFirst);
    void remove(const QString &providerId, const std::string &jobId);
    void setClockSkew(const QString &providerId, std::int64_t seconds);
    void keepOnly(const QString &providerId, const std::vector<std::string> &jobIds); // jobs that are gone go

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void jobChanged(const QString &providerId, const QString &jobId); // any of its facts
    void jobFinished(const QString &providerId, const QString &jobId); // it was seen running and now is final

private:
    void rowChanged(int row);
    void tick(); // time goes by while jobs run

    std::vector<SeenJob> m_jobs; // newest first; of equal age, what came later first
    Clock m_now;
    QTimer m_ticker;
};

} // namespace onsa
