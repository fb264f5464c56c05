// SPDX-License-Identifier: GPL-3.0-or-later
// oneDNN: the primitive for each shape of a product, how it wants the second matrix laid out, and the memory that it
// works in. The only file pair that knows dnnl.hpp. One thread makes primitives, all threads of a pool use them.
#pragma once

#include "engine/compute/cpu_features.h"
#include "engine/compute/matrix.h"

#include <array>
#include <cstdint>
#include <dnnl.hpp>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace onsa::engine {

class MatmulLibrary
{
public:
    struct Primitive {
        dnnl::matmul matmul;
        dnnl::memory::desc a, b, c, scratch;
        bool packed = false;
    };
    struct Layout {
        dnnl::memory::desc desc;
        std::shared_ptr<const std::vector<std::ptrdiff_t>> rows, columns; // value (k, n) is at their sum
    };

    // Null when the library does not work here, or is not wanted at this level.
    static std::unique_ptr<MatmulLibrary> create(CpuLevel level);

    // The best layout of a (k, n) matrix; -1 = row-major.
    template <class T> int layoutFor(int k, int n);
    const Layout &layout(int index) const { return m_layouts[static_cast<std::size_t>(index)]; }

    // For (m, k) times (k, n) of that layout with memory for so many threads. Null when the library cannot, or only
    // slowly. Stays until forgetMany().
    template <class T, class U> const Primitive *primitiveFor(int m, int n, int k, int layout, int threads);
    void forgetMany(); // before a product: when too many shapes were seen

    // c = a · b for one block; b is packed, or a dense or strided matrix. False when the library fails at run time,
    // which it does not say in advance.
    template <class T, class U>
    bool product(const Primitive &primitive, Matrix<const T> a, const T *packed, Matrix<const T> b, Matrix<U> c,
                 int worker);

private:
    using Key = std::array<std::int64_t, 6>;

    MatmulLibrary() = default;
    template <class T, class U> std::optional<Primitive> make(int m, int n, int k, int layout);
    bool reserveScratch(const Primitive &primitive, int threads);
    bool execute(const Primitive &primitive, const void *a, const void *b, void *c, int worker);

    dnnl::engine m_engine{dnnl::engine::kind::cpu, 0};
    std::map<Key, std::optional<Primitive>> m_primitives; // nothing = the library cannot
    std::map<Key, int> m_layoutOf;
    std::vector<Layout> m_layouts;
    std::vector<std::array<Buffer<char>, 4>> m_scratch; // a worker each: the library's, dense copies of a, b, c
};

} // namespace onsa::engine
