// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/schema.h"

#include <string_view>

namespace onsa::engine {

extern const char *const schemaText; // made by CMake from resources/schema.sql

std::vector<std::string> schemaSections()
{
    static constexpr std::string_view marker = "-- version ";
    const std::string_view text = schemaText;
    std::vector<std::string> sections;
    for (auto at = text.find(marker); at != std::string_view::npos;) {
        const auto next = text.find(marker, at + marker.size());
        sections.emplace_back(text.substr(at, next == std::string_view::npos ? next : next - at));
        at = next;
    }
    return sections;
}

} // namespace onsa::engine
