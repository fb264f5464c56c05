// SPDX-License-Identifier: GPL-3.0-or-later
// Number types and views of the computing code. A view owns nothing.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <type_traits>

namespace onsa::engine {

// The upper half of a float: 8 bits of exponent, 7 of fraction.
struct BFloat16 {
    std::uint16_t bits;
};

inline float toFloat(float value)
{
    return value;
}
inline float toFloat(BFloat16 value)
{
    return std::bit_cast<float>(std::uint32_t(value.bits) << 16U);
}

// Rounds to the nearest, ties to even. A NaN stays one.
template <class T> T fromFloat(float value)
{
    if constexpr (std::is_same_v<T, float>) {
        return value;
    } else {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        if (value != value)
            return {static_cast<std::uint16_t>(bits >> 16U | 0x40U)};
        return {static_cast<std::uint16_t>((bits + 0x7fffU + (bits >> 16U & 1U)) >> 16U)};
    }
}

// rows × cols values, row i at data + i * stride.
template <class T> struct Matrix {
    T *data = nullptr;
    int rows = 0, cols = 0;
    std::ptrdiff_t stride = 0;

    T *row(int index) const { return data + index * stride; }
    Matrix columns(int first, int count) const { return {data + first, rows, count, stride}; }
    Matrix firstRows(int count) const { return {data, count, cols, stride}; }
    operator Matrix<const T>() const { return {data, rows, cols, stride}; }
};

// Zeroed memory of 64-byte alignment. `reserve` may throw away what was there.
template <class T> class Buffer
{
public:
    Buffer() = default;
    explicit Buffer(std::size_t count) { reserve(count); }

    // False when there is no memory.
    bool reserve(std::size_t count)
    {
        if (count <= m_count)
            return true;
        const std::size_t bytes = (count * sizeof(T) + 63) / 64 * 64;
        m_data.reset(static_cast<T *>(std::aligned_alloc(64, bytes)));
        m_count = m_data ? count : 0;
        clear();
        return m_data != nullptr;
    }
    void clear()
    {
        char *bytes = reinterpret_cast<char *>(m_data.get());
        for (std::size_t i = 0; i < m_count * sizeof(T); ++i)
            bytes[i] = 0;
    }
    T *data() const { return m_data.get(); }
    std::size_t size() const { return m_count; }
    T &operator[](std::size_t index) const { return m_data.get()[index]; }

private:
    struct Free {
        void operator()(T *memory) const { std::free(memory); }
    };
    std::unique_ptr<T, Free> m_data;
    std::size_t m_count = 0;
};

constexpr int roundUp(int value, int step)
{
    return (value + step - 1) / step * step;
}

} // namespace onsa::engine
