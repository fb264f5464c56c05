// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compute/matmul_library.h"

#include <algorithm>
#include <cstring>
#include <dlfcn.h>
#include <string_view>

namespace onsa::engine {

namespace {

constexpr std::size_t maxPrimitives = 768; // each holds its generated code, some ten kilobytes

template <class T> constexpr dnnl::memory::data_type typeOf()
{
    return std::is_same_v<T, float> ? dnnl::memory::data_type::f32 : dnnl::memory::data_type::bf16;
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

dnnl::primitive_attr attributes()
{
    dnnl::primitive_attr attributes;
    attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
    return attributes;
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

} // namespace

std::unique_ptr<MatmulLibrary> MatmulLibrary::create(CpuLevel level)
{
    // Only lowered when asked to: it holds for the whole process and only before the library is used first.
    if (level != cpuLevels().back())
        dnnl_set_max_cpu_isa(isaOf(level));
    if (level == CpuLevel::Portable)
        return nullptr;
    try {
        return std::unique_ptr<MatmulLibrary>(new MatmulLibrary);
    } catch (const dnnl::error &) {
        return nullptr;
    }
}

template <class T> int MatmulLibrary::layoutFor(int k, int n)
{
    const Key key = {k, n, static_cast<std::int64_t>(sizeof(T))};
    if (const auto found = m_layoutOf.find(key); found != m_layoutOf.end())
        return found->second;
    int index = -1;
    try {
        useOneThread();
        using Desc = dnnl::memory::desc;
        const Desc a({128, k}, typeOf<T>(), dnnl::memory::dims{k, 1});
        const Desc b({k, n}, typeOf<T>(), dnnl::memory::format_tag::any);
        const Desc c({128, n}, typeOf<T>(), dnnl::memory::dims{n, 1});
        const dnnl::matmul::primitive_desc made(dnnl::matmul::desc(a, b, c), attributes(), m_engine);
        const Desc chosen = made.weights_desc();
        if (!isSlow(made) && chosen.data.format_kind == dnnl_blocked
            && chosen.data.extra.flags == dnnl_memory_extra_flag_none && chosen.data.offset0 == 0) {
            index = static_cast<int>(m_layouts.size());
            m_layouts.push_back({chosen, std::make_shared<std::vector<std::ptrdiff_t>>(offsetsOf(chosen.data, 0, k)),
                                 std::make_shared<std::vector<std::ptrdiff_t>>(offsetsOf(chosen.data, 1, n))});
        }
    } catch (const dnnl::error &) {
        index = -1;
    }
    m_layoutOf.emplace(key, index);
    return index;
}

// Of dense matrices: with strides wider than their rows, oneDNN 2.6 has no fast kernel for AMX and falls back to
// loops a thousand times slower.
template <class T, class U> std::optional<MatmulLibrary::Primitive> MatmulLibrary::make(int m, int n, int k, int layout)
{
    try {
        useOneThread();
        using Desc = dnnl::memory::desc;
        const Desc a({m, k}, typeOf<T>(), dnnl::memory::dims{k, 1});
        const Desc b = layout >= 0 ? this->layout(layout).desc : Desc({k, n}, typeOf<T>(), dnnl::memory::dims{n, 1});
        const Desc c({m, n}, typeOf<U>(), dnnl::memory::dims{n, 1});
        const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(a, b, c), attributes(), m_engine);
        if (isSlow(description))
            return std::nullopt;
        return Primitive{dnnl::matmul(description), a, b, c, description.scratchpad_desc(), layout >= 0};
    } catch (const dnnl::error &) {
        return std::nullopt;
    }
}

template <class T, class U>
const MatmulLibrary::Primitive *MatmulLibrary::primitiveFor(int m, int n, int k, int layout, int threads)
{
    const Key key = {m, n, k, layout, sizeof(T), sizeof(U)};
    auto found = m_primitives.find(key);
    if (found == m_primitives.end())
        found = m_primitives.emplace(key, make<T, U>(m, n, k, layout)).first;
    const auto &primitive = found->second;
    return primitive && reserveScratch(*primitive, threads) ? &*primitive : nullptr;
}

void MatmulLibrary::forgetMany()
{
    if (m_primitives.size() > maxPrimitives)
        m_primitives.clear();
}

bool MatmulLibrary::reserveScratch(const Primitive &primitive, int threads)
{
    m_scratch.resize(static_cast<std::size_t>(threads));
    const std::size_t sizes[] = {primitive.scratch.get_size(), primitive.a.get_size(),
                                 primitive.packed ? 0 : primitive.b.get_size(), primitive.c.get_size()};
    for (auto &buffers : m_scratch) {
        for (std::size_t i = 0; i < buffers.size(); ++i) {
            if (!buffers[i].reserve(std::max<std::size_t>(64, sizes[i])))
                return false;
        }
    }
    return true;
}

template <class T, class U>
bool MatmulLibrary::product(const Primitive &primitive, Matrix<const T> a, const T *packed, Matrix<const T> b,
                            Matrix<U> c, int worker)
{
    auto &buffers = m_scratch[static_cast<std::size_t>(worker)];
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

bool MatmulLibrary::execute(const Primitive &p, const void *a, const void *b, void *c, int worker)
{
    try {
        useOneThread();
        thread_local std::optional<dnnl::stream> stream;
        if (!stream || stream->get_engine() != m_engine)
            stream.emplace(m_engine);
        const auto at = [&](const dnnl::memory::desc &desc, const void *data) {
            return dnnl::memory(desc, m_engine, const_cast<void *>(data));
        };
        p.matmul.execute(*stream,
                         {{DNNL_ARG_SRC, at(p.a, a)},
                          {DNNL_ARG_WEIGHTS, at(p.b, b)},
                          {DNNL_ARG_DST, at(p.c, c)},
                          {DNNL_ARG_SCRATCHPAD, at(p.scratch, m_scratch[static_cast<std::size_t>(worker)][0].data())}});
        return true;
    } catch (const dnnl::error &) {
        return false;
    }
}

template int MatmulLibrary::layoutFor<float>(int, int);
template int MatmulLibrary::layoutFor<BFloat16>(int, int);
template const MatmulLibrary::Primitive *MatmulLibrary::primitiveFor<float, float>(int, int, int, int, int);
template const MatmulLibrary::Primitive *MatmulLibrary::primitiveFor<BFloat16, float>(int, int, int, int, int);
template const MatmulLibrary::Primitive *MatmulLibrary::primitiveFor<BFloat16, BFloat16>(int, int, int, int, int);
template bool MatmulLibrary::product(const Primitive &, Matrix<const float>, const float *, Matrix<const float>,
                                     Matrix<float>, int);
template bool MatmulLibrary::product(const Primitive &, Matrix<const BFloat16>, const BFloat16 *,
                                     Matrix<const BFloat16>, Matrix<float>, int);
template bool MatmulLibrary::product(const Primitive &, Matrix<const BFloat16>, const BFloat16 *,
                                     Matrix<const BFloat16>, Matrix<BFloat16>, int);

} // namespace onsa::engine
