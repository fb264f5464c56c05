// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speed_store.h"

#include "engine/store.h"

namespace onsa::engine {

Result<> SpeedStore::add(const TrainingSpeed &speed)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto &database = m_connection.database;
    const auto added =
        database.execute("INSERT INTO training_speeds (processor, model, precision, forecast_seconds, "
                         "seconds) VALUES (?,?,?,?,?)",
                         speed.processor, speed.model, speed.precision, speed.forecastSeconds, speed.seconds);
    if (!added)
        return tl::unexpected(added.error());
    return database.execute("DELETE FROM training_speeds WHERE seq <= (SELECT max(seq) FROM training_speeds) - 100")
        .map([](int) {});
}

Result<std::vector<TrainingSpeed>> SpeedStore::newest(const std::string &processor, const std::string &precision,
                                                      const std::string &model, int limit)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto rows = m_connection.database.query(
        "SELECT model, forecast_seconds, seconds FROM training_speeds WHERE processor = ? AND precision = ? AND "
        "(? = '' OR model = ?) ORDER BY seq DESC LIMIT ?",
        processor, precision, model, model, limit);
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<TrainingSpeed> speeds;
    while (true) {
        const auto there = rows->step();
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return speeds;
        speeds.push_back({processor, rows->text(0), precision, rows->real(1), rows->real(2)});
    }
}

Result<std::optional<double>> SpeedStore::product(const std::string &processor, const std::string &precision)
{
    const std::scoped_lock lock(m_connection.mutex);
    auto row = m_connection.database.query("SELECT gigaflops FROM product_speeds WHERE processor = ? AND precision = ?",
                                           processor, precision);
    if (!row)
        return tl::unexpected(row.error());
    const auto there = row->step();
    if (!there)
        return tl::unexpected(there.error());
    return *there ? std::optional(row->real(0)) : std::nullopt;
}

Result<> SpeedStore::setProduct(const std::string &processor, const std::string &precision, double gigaflops)
{
    const std::scoped_lock lock(m_connection.mutex);
    return m_connection.database
        .execute("INSERT OR REPLACE INTO product_speeds (processor, precision, gigaflops) VALUES (?,?,?)", processor,
                 precision, gigaflops)
        .map([](int) {});
}

} // namespace onsa::engine
