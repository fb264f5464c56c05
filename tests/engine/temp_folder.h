// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace onsa::test {

// A new empty folder that goes with the test.
class TempFolder
{
public:
    TempFolder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "onsa-engine-XXXXXX").string();
        m_path = ::mkdtemp(pattern.data());
    }
    ~TempFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TempFolder(const TempFolder &) = delete;
    TempFolder &operator=(const TempFolder &) = delete;

    const std::filesystem::path &path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

inline void writeFile(const std::filesystem::path &path, const std::string &bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string readFile(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// `count` pairs that a job accepts.
inline std::string pairs(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += R"({"prompt":"What is number )" + std::to_string(i) + R"(?","completion":" It is )" + std::to_string(i)
            + ".\"}\n";
    return text;
}

} // namespace onsa::test
