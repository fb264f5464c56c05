// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prepare/prepare.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace onsa {

namespace {

// numpy.random.RandomState(42).permutation(count): Mersenne Twister, masked rejection, Fisher-Yates from the end.
std::vector<std::size_t> permutation(std::size_t count)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::mt19937 random(42);
    for (std::size_t i = count; i-- > 1;) {
        std::uint32_t mask = static_cast<std::uint32_t>(i);
        for (const unsigned shift : {1U, 2U, 4U, 8U, 16U})
            mask |= mask >> shift;
        std::uint32_t pick = 0;
        do
            pick = static_cast<std::uint32_t>(random()) & mask;
        while (pick > i);
        std::swap(order[i], order[pick]);
    }
    return order;
}

void appendPandasString(std::string &out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        constexpr std::string_view special = "\"\\/\b\f\n\r\t", letters = "\"\\/bfnrt";
        const std::size_t known = special.find(c);
        if (known != std::string_view::npos) {
            out += '\\';
            out += letters[known];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            constexpr std::string_view digits = "0123456789abcdef";
            out += "\\u00";
            out += digits[static_cast<unsigned char>(c) >> 4U];
            out += digits[static_cast<unsigned char>(c) & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

} // namespace

SplitRows splitRows(const std::vector<PreparedRow> &rows)
{
    constexpr std::size_t mostValidation = 1000;
    const std::size_t count = rows.size();
    const auto share = static_cast<std::size_t>(static_cast<double>(count) * 0.8);
    const std::size_t training = std::max(count > mostValidation ? count - mostValidation : 0, share);
    const std::vector<std::size_t> order = permutation(count);
    std::vector<bool> taken(count);
    SplitRows split;
    for (std::size_t i = 0; i < training; ++i) {
        taken[order[i]] = true;
        split.training.push_back(rows[order[i]]);
    }
    for (std::size_t i = 0; i < count; ++i)
        if (!taken[i])
            split.validation.push_back(rows[i]);
    return split;
}

std::string printPrepared(const std::vector<PreparedRow> &rows)
{
    std::string out;
    for (const PreparedRow &row : rows) {
        out += "{\"prompt\":";
        appendPandasString(out, row.prompt);
        out += ",\"completion\":";
        appendPandasString(out, row.completion);
        out += "}\n";
    }
    return out;
}

} // namespace onsa
