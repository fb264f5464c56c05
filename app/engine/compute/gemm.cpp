// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/gemm.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <dlfcn.h>
#include <dnnl.hpp>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace onsa::engine {

namespace {

using Key = std::array<std::int64_t, 6>;

constexpr std::size_t maxPrimitives = 768; // each holds its generated code, some ten kilobytes

template <class T> constexpr dnnl::memory::data_type typeOf()
{
    return std::is_same_v<T, float> ? dnnl::memory::data_type::f32 : dnnl::memory::data_type::bf16;
}

// Columns of one block: enough of them to share among cores, each wide enough to be efficient.
int blockColumns(int n)
{
    if (n <= 128)
        return n;
    return std::clamp(roundUp((n + 3) / 4, 64), 64, n > 16384 ? 1024 : 512);
}

int blockRowsFor(int m)
{
    return m <= 64 ? m : m < 512 ? 64 : 128;
}

// oneDNN is built on OpenMP, whose threads would fight with the pool's: one thread for every thread of ours.
void useOneThread()
{
    thread_local bool done = false;
    if (done)
        return;
    done = true;
    using SetThreads = void (*)(int);
    if (const auto set = reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "omp_set_num_threads")))
        set(1);
}

dnnl_cpu_isa_t isaOf(CpuLevel level)
{
    switch (level) {
    case CpuLevel::Portable:
        return dnnl_cpu_isa_sse41;
    case CpuLevel::Avx2:
        return dnnl_cpu_isa_avx2;
    case CpuLevel::Avx512:
        return dnnl_cpu_isa_avx512_core_vnni;
    case CpuLevel::Avx512Bf16:
        break;
    }
    return dnnl_cpu_isa_all;
}

// The library takes any shape, some by plain loops a hundred times slower than ours.
bool isSlow(const dnnl::matmul::primitive_desc &description)
{
    return std::string_view(description.impl_info_str()).find("ref") != std::string_view::npos;
}

// Where a value of a (k, n) matrix lies in a blocked layout. The offset is the sum of a part of k and a part of n.
std::vector<std::ptrdiff_t> offsetsOf(const dnnl_memory_desc_t &desc, int dimension, int count)
{
    const dnnl_blocking_desc_t &blocking = desc.format_desc.blocking;
    std::vector<std::ptrdiff_t> offsets(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        std::int64_t index = i;
        std::int64_t offset = 0;
        std::int64_t step = 1; // of one inner block, from the innermost outwards
        for (int b = blocking.inner_nblks - 1; b >= 0; --b) {
            if (blocking.inner_idxs[b] == dimension) {
                offset += index % blocking.inner_blks[b] * step;
                index /= blocking.inner_blks[b];
            }
            step *= blocking.inner_blks[b];
        }
        offsets[static_cast<std::size_t>(i)] = offset + index * blocking.strides[dimension];
    }
    return offsets;
}

} // namespace

struct Gemm::Library {
    struct Primitive {
        dnnl::matmul matmul;
        dnnl::memory::desc a, b, c, scratch;
        bool packed = false;
    };
    struct Layout {
        dnnl::memory::desc desc;
        std::shared_ptr<const std::vector<std::ptrdiff_t>> rows, columns;
    };

    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    std::map<Key, std::optional<Primitive>> primitives; // nothing = the library cannot
    std::map<Key, int> layoutOf;
    std::vector<Layout> layouts;
    std::vector<std::array<Buffer<char>, 4>> scratch; // a worker each: the library's, dense copies of a, b, c

    static dnnl::primitive_attr attributes()
    {
        dnnl::primitive_attr attributes;
        attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
        return attributes;
    }

    template <class T> int layoutFor(int k, int n)
    {
        const Key key = {k, n, static_cast<std::int64_t>(sizeof(T))};
        if (const auto found = layoutOf.find(key); found != layoutOf.end())
            return found->second;
        int index = -1;
        try {
            useOneThread();
            using Desc = dnnl::memory::desc;
            const Desc a({128, k}, typeOf<T>(), dnnl::memory::dims{k, 1});
            const Desc b({k, n}, typeOf<T>(), dnnl::memory::format_tag::any);
            const Desc c({128, n}, typeOf<T>(), dnnl::memory::dims{n, 1});
            const dnnl::matmul::primitive_desc made(dnnl::matmul::desc(a, b, c), attributes(), engine);
            const Desc chosen = made.weights_desc();
            if (!isSlow(made) && chosen.data.format_kind == dnnl_blocked
                && chosen.data.extra.flags == dnnl_memory_extra_flag_none && chosen.data.offset0 == 0) {
                index = static_cast<int>(layouts.size());
                layouts.push_back({chosen, std::make_shared<std::vector<std::ptrdiff_t>>(offsetsOf(chosen.data, 0, k)),
                                   std::make_shared<std::vector<std::ptrdiff_t>>(offsetsOf(chosen.data, 1, n))});
            }
        } catch (const dnnl::error &) {
            index = -1;
        }
        layoutOf.emplace(key, index);
        return index;
    }

    // Of dense matrices: with strides wider than their rows, oneDNN 2.6 has no fast kernel for AMX and falls back to
    // loops a thousand times slower. layout < 0: b is row-major.
    template <class T, class U> const Primitive *primitiveFor(int m, int n, int k, int layout)
    {
        const Key key = {m, n, k, layout, sizeof(T), sizeof(U)};
        if (const auto found = primitives.find(key); found != primitives.end())
            return found->second ? &*found->second : nullptr;
        std::optional<Primitive> made;
        try {
            useOneThread();
            using Desc = dnnl::memory::desc;
            const Desc a({m, k}, typeOf<T>(), dnnl::memory::dims{k, 1});
            const Desc b = layout >= 0 ? layouts[static_cast<std::size_t>(layout)].desc
                                       : Desc({k, n}, typeOf<T>(), dnnl::memory::dims{n, 1});
            const Desc c({m, n}, typeOf<U>(), dnnl::memory::dims{n, 1});
            const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(a, b, c), attributes(), engine);
            if (!isSlow(description))
                made = Primitive{dnnl::matmul(description), a, b, c, description.scratchpad_desc(), layout >= 0};
        } catch (const dnnl::error &) {
            made.reset();
        }
        const auto &kept = primitives.emplace(key, std::move(made)).first->second;
        return kept ? &*kept : nullptr;
    }

    bool reserveScratch(const Primitive &primitive, int threads)
    {
        scratch.resize(static_cast<std::size_t>(threads));
        const std::size_t sizes[] = {primitive.scratch.get_size(), primitive.a.get_size(),
                                     primitive.packed ? 0 : primitive.b.get_size(), primitive.c.get_size()};
        for (auto &buffers : scratch) {
            for (std::size_t i = 0; i < buffers.size(); ++i) {
                if (!buffers[i].reserve(std::max<std::size_t>(64, sizes[i])))
                    return false;
            }
        }
        return true;
    }

    // The matrix itself when it is dense, or else a dense copy.
    template <class T> const T *dense(Matrix<const T> matrix, Buffer<char> &copy)
    {
        if (matrix.stride == matrix.cols || matrix.rows == 1)
            return matrix.data;
        T *to = reinterpret_cast<T *>(copy.data());
        for (int i = 0; i < matrix.rows; ++i)
            std::memcpy(static_cast<void *>(to + std::ptrdiff_t(i) * matrix.cols), matrix.row(i),
                        static_cast<std::size_t>(matrix.cols) * sizeof(T));
        return to;
    }

    // c = a · b for one block; b is packed, or a dense or strided matrix.
    template <class T, class U>
    bool product(const Primitive &primitive, Matrix<const T> a, const T *packed, Matrix<const T> b, Matrix<U> c,
                 int worker)
    {
        auto &buffers = scratch[static_cast<std::size_t>(worker)];
        const T *left = dense(a, buffers[1]);
        const T *right = packed ? packed : dense(b, buffers[2]);
        const bool direct = c.stride == c.cols;
        U *to = direct ? c.data : reinterpret_cast<U *>(buffers[3].data());
        if (!execute(primitive, left, right, to, worker))
            return false;
        for (int i = 0; i < c.rows && !direct; ++i)
            std::memcpy(static_cast<void *>(c.row(i)), to + std::ptrdiff_t(i) * c.cols,
                        static_cast<std::size_t>(c.cols) * sizeof(U));
        return true;
    }

    // False when the library fails at run time, which it does not say in advance.
    bool execute(const Primitive &p, const void *a, const void *b, void *c, int worker)
    {
        try {
            useOneThread();
            thread_local std::optional<dnnl::stream> stream;
            if (!stream || stream->get_engine() != engine)
                stream.emplace(engine);
            const auto at = [&](const dnnl::memory::desc &desc, const void *data) {
                return dnnl::memory(desc, engine, const_cast<void *>(data));
            };
            p.matmul.execute(
                *stream,
                {{DNNL_ARG_SRC, at(p.a, a)},
                 {DNNL_ARG_WEIGHTS, at(p.b, b)},
                 {DNNL_ARG_DST, at(p.c, c)},
                 {DNNL_ARG_SCRATCHPAD, at(p.scratch, scratch[static_cast<std::size_t>(worker)][0].data())}});
            return true;
        } catch (const dnnl::error &) {
            return false;
        }
    }
};

Gemm::Gemm(Pool &pool, CpuLevel level)
    : m_pool(pool)
    , m_level(level)
{
    // Only lowered when asked to: it holds for the whole process and only before the library is used first.
    if (level != cpuLevels().back())
        dnnl_set_max_cpu_isa(isaOf(level));
    if (level == CpuLevel::Portable)
        return;
    try {
        m_library = std::make_unique<Library>();
    } catch (const dnnl::error &) {
        m_library.reset();
    }
}

Gemm::~Gemm() = default;

template <class T> std::size_t PackedMatrix<T>::bytes() const
{
    std::size_t sum = 0;
    for (const Block &block : m_blocks)
        sum += block.values.size() * sizeof(T);
    return sum;
}

template <class T> std::int64_t Gemm::packedBytes(int k, int n)
{
    return std::int64_t(roundUp(k, 32)) * roundUp(n, 64) * std::int64_t(sizeof(T));
}

template <class T> std::unique_ptr<PackedMatrix<T>> Gemm::makePacked(int k, int n) const
{
    auto packed = std::make_unique<PackedMatrix<T>>();
    packed->m_rows = k;
    packed->m_columns = n;
    const int width = blockColumns(n);
    for (int first = 0; first < n; first += width) {
        typename PackedMatrix<T>::Block block;
        block.firstColumn = first;
        block.columns = std::min(width, n - first);
        block.layout = m_library ? m_library->layoutFor<T>(k, block.columns) : -1;
        std::size_t count = static_cast<std::size_t>(k) * static_cast<std::size_t>(block.columns);
        if (block.layout >= 0) {
            const Library::Layout &layout = m_library->layouts[static_cast<std::size_t>(block.layout)];
            block.rowOffsets = layout.rows;
            block.columnOffsets = layout.columns;
            count = layout.desc.get_size() / sizeof(T);
        } else {
            std::vector<std::ptrdiff_t> rows(static_cast<std::size_t>(k));
            std::vector<std::ptrdiff_t> columns(static_cast<std::size_t>(block.columns));
            for (std::size_t i = 0; i < rows.size(); ++i)
                rows[i] = static_cast<std::ptrdiff_t>(i) * block.columns;
            for (std::size_t i = 0; i < columns.size(); ++i)
                columns[i] = static_cast<std::ptrdiff_t>(i);
            block.rowOffsets = std::make_shared<std::vector<std::ptrdiff_t>>(std::move(rows));
            block.columnOffsets = std::make_shared<std::vector<std::ptrdiff_t>>(std::move(columns));
        }
        if (!block.values.reserve(count))
            return nullptr;
        packed->m_blocks.push_back(std::move(block));
    }
    return packed;
}

namespace {

// The own loop for one block.
template <class T, class U>
void ownProduct(CpuLevel level, Matrix<const T> a, const T *b, std::ptrdiff_t strideB, Matrix<U> c)
{
    const Ops<T> &ops = opsFor<T>(level);
    if constexpr (std::is_same_v<U, T>)
        ops.product(c.rows, c.cols, a.cols, a.data, a.stride, b, strideB, c.data, c.stride);
    else
        ops.productToFloat(c.rows, c.cols, a.cols, a.data, a.stride, b, strideB, c.data, c.stride);
}

template <class T> Matrix<T> part(Matrix<T> matrix, int firstRow, int rows, int firstColumn, int columns)
{
    return {matrix.data + firstRow * matrix.stride + firstColumn, rows, columns, matrix.stride};
}

} // namespace

template <class T, class U> void Gemm::multiply(Matrix<const T> a, const PackedMatrix<T> &b, Matrix<U> c)
{
    const int height = blockRowsFor(a.rows);
    const int down = (a.rows + height - 1) / height;
    const int across = static_cast<int>(b.m_blocks.size());
    if (m_library && m_library->primitives.size() > maxPrimitives)
        m_library->primitives.clear();
    // For a whole block and for the last one, in each direction.
    const Library::Primitive *made[2][2] = {};
    for (int i = 0; i < 2; ++i) {
        const int rows = i == 0 ? std::min(height, a.rows) : a.rows - (down - 1) * height;
        for (int j = 0; j < 2; ++j) {
            const auto &block = j == 0 ? b.m_blocks.front() : b.m_blocks.back();
            if (block.layout < 0)
                continue;
            made[i][j] = m_library->primitiveFor<T, U>(rows, block.columns, a.cols, block.layout);
            if (made[i][j] && !m_library->reserveScratch(*made[i][j], m_pool.threads()))
                made[i][j] = nullptr;
        }
    }
    m_pool.run(down * across, [&](int task, int worker) {
        const int i = task % down;
        const int j = task / down;
        const auto &block = b.m_blocks[static_cast<std::size_t>(j)];
        const int rows = std::min(height, a.rows - i * height);
        const Matrix<const T> from = part(a, i * height, rows, 0, a.cols);
        const Matrix<U> to = part(c, i * height, rows, block.firstColumn, block.columns);
        const auto *primitive = made[i == down - 1 ? 1 : 0][j == across - 1 ? 1 : 0];
        if (primitive && m_library->product(*primitive, from, block.values.data(), Matrix<const T>{}, to, worker))
            return;
        if (block.layout < 0) {
            ownProduct(m_level, from, block.values.data(), block.columns, to);
            return;
        }
        Buffer<T> plain(static_cast<std::size_t>(a.cols) * static_cast<std::size_t>(block.columns));
        for (int k = 0; k < a.cols; ++k) {
            for (int n = 0; n < block.columns; ++n)
                plain[static_cast<std::size_t>(k) * static_cast<std::size_t>(block.columns)
                      + static_cast<std::size_t>(n)] =
                    block.values[static_cast<std::size_t>((*block.rowOffsets)[static_cast<std::size_t>(k)]
                                                          + (*block.columnOffsets)[static_cast<std::size_t>(n)])];
        }
        ownProduct<T, U>(m_level, from, plain.data(), block.columns, to);
    });
}

template <class T, class U> void Gemm::multiply(Matrix<const T> a, Matrix<const T> b, Matrix<U> c)
{
    const int height = blockRowsFor(a.rows);
    const int width = blockColumns(b.cols);
    const int down = (a.rows + height - 1) / height;
    const int across = (b.cols + width - 1) / width;
    if (m_library && m_library->primitives.size() > maxPrimitives)
        m_library->primitives.clear();
    const Library::Primitive *made[2][2] = {};
    for (int i = 0; i < 2 && m_library; ++i) {
        const int rows = i == 0 ? std::min(height, a.rows) : a.rows - (down - 1) * height;
        for (int j = 0; j < 2; ++j) {
            const int columns = j == 0 ? std::min(width, b.cols) : b.cols - (across - 1) * width;
            made[i][j] = m_library->primitiveFor<T, U>(rows, columns, a.cols, -1);
            if (made[i][j] && !m_library->reserveScratch(*made[i][j], m_pool.threads()))
                made[i][j] = nullptr;
        }
    }
    m_pool.run(down * across, [&](int task, int worker) {
        const int i = task % down;
        const int j = task / down;
        const int rows = std::min(height, a.rows - i * height);
        const int columns = std::min(width, b.cols - j * width);
        const Matrix<const T> from = part(a, i * height, rows, 0, a.cols);
        const Matrix<U> to = part(c, i * height, rows, j * width, columns);
        const T *right = b.data + j * width;
        const auto *primitive = made[i == down - 1 ? 1 : 0][j == across - 1 ? 1 : 0];
        if (!primitive
            || !m_library->product(*primitive, from, static_cast<const T *>(nullptr),
                                   Matrix<const T>{right, b.rows, columns, b.stride}, to, worker))
            ownProduct(m_level, from, right, b.stride, to);
    });
}

template class PackedMatrix<float>;
template class PackedMatrix<BFloat16>;
template std::unique_ptr<PackedMatrix<float>> Gemm::makePacked<float>(int, int) const;
template std::unique_ptr<PackedMatrix<BFloat16>> Gemm::makePacked<BFloat16>(int, int) const;
template std::int64_t Gemm::packedBytes<float>(int, int);
template std::int64_t Gemm::packedBytes<BFloat16>(int, int);
template void Gemm::multiply(Matrix<const float>, const PackedMatrix<float> &, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, const PackedMatrix<BFloat16> &, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, const PackedMatrix<BFloat16> &, Matrix<BFloat16>);
template void Gemm::multiply(Matrix<const float>, Matrix<const float>, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, Matrix<const BFloat16>, Matrix<float>);
template void Gemm::multiply(Matrix<const BFloat16>, Matrix<const BFloat16>, Matrix<BFloat16>);

} // namespace onsa::engine
