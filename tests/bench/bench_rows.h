// SPDX-License-Identifier: GPL-3.0-or-later
// The file that the bench programs measure on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace onsa::bench {

// About 400 bytes a row, seven of ten in Japanese, a few defects: as a real file of questions and answers.
inline void generate(const std::filesystem::path &file, std::int64_t bytes)
{
    std::mt19937 random(1);
    std::ofstream out(file, std::ios::binary);
    std::int64_t written = 0;
    for (unsigned row = 0; written < bytes; ++row) {
        std::string line = "{\"prompt\": \"";
        const bool japanese = random() % 10 < 7;
        const unsigned number = random() % 100 == 0 ? row / 2 : row;
        line += (japanese ? "質問 " : "Question ") + std::to_string(number) + "\", \"completion\": \"";
        const auto words = 10 + random() % 20;
        for (unsigned w = 0; w < words; ++w)
            line += japanese ? "規程による手続です。" : "according to the rules ";
        if (japanese || random() % 50)
            line += ".\"}\n";
        else
            line += "\n"; // broken
        out << line;
        written += static_cast<std::int64_t>(line.size());
    }
}

} // namespace onsa::bench
