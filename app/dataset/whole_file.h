// SPDX-License-Identifier: GPL-3.0-or-later
// A new file that is there whole or not at all: written beside its place, flushed, then renamed. For exports and
// imports; data sets are saved by dataset_save.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace onsa {

class WholeFile
{
public:
    static Result<std::unique_ptr<WholeFile>> create(const std::filesystem::path &target);
    ~WholeFile(); // without commit() nothing is left
    WholeFile(const WholeFile &) = delete;
    WholeFile &operator=(const WholeFile &) = delete;

    const std::filesystem::path &temporary() const { return m_path; } // for libraries that write by name
    Result<> write(std::string_view bytes); // buffered
    Result<> commit();

private:
    WholeFile() = default;
    Result<> flush();

    std::filesystem::path m_target, m_path;
    std::string m_buffer;
    int m_fd = -1;
    bool m_inPlace = false;
};

} // namespace onsa
