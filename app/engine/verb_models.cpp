// SPDX-License-Identifier: GPL-3.0-or-later
// onsa-engine models: a table of what can be tuned and asked.
#include "engine/verbs.h"

#include "engine/data_folder.h"
#include "engine/model_catalog.h"
#include "engine/store.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <iostream>
#include <memory>

namespace onsa::engine {

namespace {

using Row = std::array<std::string, 4>;

std::string dayOf(std::int64_t time)
{
    const auto seconds = static_cast<std::time_t>(time);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts);
    return text.data();
}

std::string millions(std::int64_t parameters)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f M", static_cast<double>(parameters) / 1e6);
    return text.data();
}

void print(const std::vector<Row> &rows)
{
    std::array<std::size_t, 4> widths{};
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += row[i] + std::string(i + 1 < row.size() ? widths[i] - row[i].size() + 2 : 0, ' ');
        std::cout << line << '\n';
    }
}

Result<> listModels(const std::string &folder)
{
    const auto data = DataFolder::open(dataFolderOr(folder));
    if (!data)
        return tl::unexpected(data.error());
    const auto store = Store::open(data->database());
    if (!store)
        return tl::unexpected(store.error());
    const auto tuned = (*store)->models().list();
    if (!tuned)
        return tl::unexpected(tuned.error());
    std::vector<Row> rows = {{"MODEL", "BASE", "PARAMETERS", "MADE"}};
    for (const auto &base : listBaseModels(data->root()))
        rows.push_back({base.id, "-", millions(base.parameters), "-"});
    for (const auto &model : *tuned)
        rows.push_back({model.id, model.base, "-", dayOf(model.createdAt)});
    print(rows);
    return {};
}

} // namespace

Verb addModelsVerb(CLI::App &program)
{
    auto data = std::make_shared<std::string>();
    auto *verb = program.add_subcommand("models", "List base models and tuned models");
    verb->add_option("--data", *data, "Folder of models, files and jobs (default: in your home)");
    return [data] {
        const auto listed = listModels(*data);
        return listed ? 0 : sayError(listed.error());
    };
}

} // namespace onsa::engine
