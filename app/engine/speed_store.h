// SPDX-License-Identifier: GPL-3.0-or-later
// What finished trainings taught about this computer's speed. Part of Store.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace onsa::engine {

struct Connection;

struct TrainingSpeed {
    std::string processor, model, precision;
    double forecastSeconds = 0; // without correction
    double seconds = 0; // what it took
};

class SpeedStore
{
public:
    explicit SpeedStore(Connection &connection)
        : m_connection(connection)
    {
    }

    // The newest hundred are kept.
    Result<> add(const TrainingSpeed &speed);
    // The newest first, at most `limit`; an empty model: of any.
    Result<std::vector<TrainingSpeed>> newest(const std::string &processor, const std::string &precision,
                                              const std::string &model, int limit);

    Result<std::optional<double>> product(const std::string &processor, const std::string &precision); // GFLOP/s
    Result<> setProduct(const std::string &processor, const std::string &precision, double gigaflops);

private:
    Connection &m_connection;
};

} // namespace onsa::engine
