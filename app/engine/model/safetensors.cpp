// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/safetensors.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace onsa::engine {

namespace {

using Json = nlohmann::json;

constexpr std::int64_t maxHeaderBytes = 25'000'000; // real ones of large models have a few hundred kilobytes

tl::unexpected<Error> corrupt(const std::filesystem::path &file, const std::string &what)
{
    return fail(ErrorKind::Corrupt, file.string() + ": " + what + ". Copy the file again from where it came.");
}

// Bytes of one value; 0 = unknown type.
std::int64_t widthOf(const std::string &dtype)
{
    static const std::map<std::string, std::int64_t> widths = {
        {"BOOL", 1}, {"U8", 1},  {"I8", 1},  {"F8_E4M3", 1}, {"F8_E5M2", 1}, {"I16", 2}, {"U16", 2}, {"F16", 2},
        {"BF16", 2}, {"I32", 4}, {"U32", 4}, {"F32", 4},     {"I64", 8},     {"U64", 8}, {"F64", 8}};
    const auto found = widths.find(dtype);
    return found == widths.end() ? 0 : found->second;
}

// Reads exactly `bytes`; false with errno 0 at the end of the file.
bool readExactly(int descriptor, std::byte *out, std::int64_t bytes, std::int64_t offset)
{
    while (bytes > 0) {
        const ssize_t got =
            ::pread(descriptor, out, static_cast<std::size_t>(std::min<std::int64_t>(bytes, 1 << 30)), offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0)
            errno = 0;
        if (got <= 0)
            return false;
        out += got;
        offset += got;
        bytes -= got;
    }
    return true;
}

bool isWhole(const Json &value)
{
    return value.is_number_unsigned() && value.get<std::uint64_t>() <= std::uint64_t(1) << 62U;
}

// One entry of the header, with offsets from the start of the file. `dataBytes`: what follows the header.
Result<TensorInfo> readEntry(const std::filesystem::path &file, const std::string &name, const Json &entry,
                             std::int64_t dataStart, std::int64_t dataBytes)
{
    const auto bad = [&](const std::string &what) { return corrupt(file, "tensor \"" + name + "\" " + what); };
    if (!entry.is_object() || !entry.contains("dtype") || !entry.at("dtype").is_string() || !entry.contains("shape")
        || !entry.at("shape").is_array() || !entry.contains("data_offsets") || !entry.at("data_offsets").is_array())
        return bad("has no dtype, shape and data_offsets");
    TensorInfo tensor;
    tensor.dtype = entry.at("dtype").get<std::string>();
    const std::int64_t width = widthOf(tensor.dtype);
    if (width == 0)
        return bad("has the unknown type " + tensor.dtype.substr(0, 20));
    if (entry.at("shape").size() > 8)
        return bad("has too many dimensions");

    std::int64_t values = 1;
    for (const Json &item : entry.at("shape")) {
        if (!isWhole(item))
            return bad("has an impossible shape");
        const auto size = static_cast<std::int64_t>(item.get<std::uint64_t>());
        if (__builtin_mul_overflow(values, size, &values))
            return bad("has an impossible shape");
        tensor.shape.push_back(size);
    }
    const Json &offsets = entry.at("data_offsets");
    if (offsets.size() != 2 || !isWhole(offsets[0]) || !isWhole(offsets[1]))
        return bad("has impossible data_offsets");
    const auto begin = static_cast<std::int64_t>(offsets[0].get<std::uint64_t>());
    const auto end = static_cast<std::int64_t>(offsets[1].get<std::uint64_t>());
    if (begin > end || end > dataBytes)
        return bad("lies outside the file (it needs " + std::to_string(end) + " bytes, there are "
                   + std::to_string(dataBytes) + "); the file may be cut off");
    std::int64_t bytes = 0;
    if (__builtin_mul_overflow(values, width, &bytes) || bytes != end - begin)
        return bad("has data_offsets that do not fit its shape");
    tensor.offset = dataStart + begin;
    tensor.bytes = bytes;
    return tensor;
}

Result<Json> readHeader(const std::filesystem::path &path, int descriptor, std::int64_t fileBytes,
                        std::int64_t &headerBytes)
{
    std::byte prefix[8] = {};
    if (fileBytes < 8 || !readExactly(descriptor, prefix, 8, 0))
        return corrupt(path, "the file is too short to hold tensors");
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = length << 8U | static_cast<std::uint64_t>(prefix[i]);
    if (length > static_cast<std::uint64_t>(maxHeaderBytes) || static_cast<std::int64_t>(length) > fileBytes - 8)
        return corrupt(path, "its header claims " + std::to_string(length) + " bytes, which it cannot have");
    headerBytes = static_cast<std::int64_t>(length);

    std::string text(static_cast<std::size_t>(headerBytes), '\0');
    if (!readExactly(descriptor, reinterpret_cast<std::byte *>(text.data()), headerBytes, 8))
        return fail(ErrorKind::Io, "Could not read " + path.string() + ".");
    Json header = Json::parse(text, nullptr, false);
    if (header.is_discarded() || !header.is_object())
        return corrupt(path, "its header is not a JSON object");
    return header;
}

} // namespace

Result<> TensorStore::add(const std::filesystem::path &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const ErrorKind kind = errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Io;
        return fail(kind, "Could not open " + path.string() + ": " + std::strerror(errno) + ".");
    }
    std::shared_ptr<const int> keeper(new int(descriptor), [](const int *held) {
        ::close(*held);
        delete held;
    });
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return fail(ErrorKind::Io, path.string() + " is not a readable file.");

    std::int64_t headerBytes = 0;
    const auto header = readHeader(path, descriptor, status.st_size, headerBytes);
    if (!header)
        return tl::unexpected(header.error());

    const std::int64_t dataStart = 8 + headerBytes;
    std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
    for (const auto &[name, entry] : header->items()) {
        if (name == "__metadata__") {
            for (const auto &[key, text] : entry.items()) {
                if (text.is_string())
                    m_metadata[key] = text.get<std::string>();
            }
            continue;
        }
        auto tensor = readEntry(path, name, entry, dataStart, status.st_size - dataStart);
        if (!tensor)
            return tl::unexpected(tensor.error());
        tensor->file = m_files.size();
        if (tensor->bytes > 0)
            ranges.emplace_back(tensor->offset, tensor->offset + tensor->bytes);
        if (!m_tensors.emplace(name, *tensor).second)
            return corrupt(path, "tensor \"" + name + "\" is there twice");
    }
    std::sort(ranges.begin(), ranges.end());
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        if (ranges[i].first < ranges[i - 1].second)
            return corrupt(path, "two tensors overlap");
    }
    m_files.push_back({path, std::move(keeper)});
    return {};
}

Result<TensorStore> TensorStore::openFile(const std::filesystem::path &file)
{
    TensorStore store;
    if (const auto added = store.add(file); !added)
        return tl::unexpected(added.error());
    return store;
}

Result<TensorStore> TensorStore::openFolder(const std::filesystem::path &folder)
{
    std::error_code error;
    if (std::filesystem::exists(folder / "model.safetensors", error))
        return openFile(folder / "model.safetensors");

    const auto indexFile = folder / "model.safetensors.index.json";
    if (!std::filesystem::exists(indexFile, error))
        return fail(ErrorKind::NotFound, "There is no model.safetensors in " + folder.string() + ".",
                    "model_not_found");
    if (std::filesystem::file_size(indexFile, error) > static_cast<std::uintmax_t>(maxHeaderBytes) || error)
        return corrupt(indexFile, "the file is too large to be an index");
    std::ifstream stream(indexFile, std::ios::binary);
    const Json index = Json::parse(stream, nullptr, false);
    if (!index.is_object() || !index.contains("weight_map") || !index.at("weight_map").is_object())
        return corrupt(indexFile, "it has no \"weight_map\"");

    std::set<std::string> parts;
    for (const auto &[tensor, part] : index.at("weight_map").items()) {
        const std::string name = part.is_string() ? part.get<std::string>() : std::string();
        // A name with a folder in it could point anywhere on this computer.
        if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos
            || name.find('\\') != std::string::npos || name.find('\0') != std::string::npos)
            return corrupt(indexFile, "the part of tensor \"" + tensor + "\" is not a plain file name");
        parts.insert(name);
    }
    TensorStore store;
    for (const std::string &part : parts) {
        if (const auto added = store.add(folder / part); !added)
            return tl::unexpected(added.error());
    }
    for (const auto &[tensor, part] : index.at("weight_map").items()) {
        if (!store.find(tensor))
            return corrupt(folder / part.get<std::string>(), "tensor \"" + tensor + "\" is missing");
    }
    return store;
}

const TensorInfo *TensorStore::find(const std::string &name) const
{
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? nullptr : &found->second;
}

Result<const TensorInfo *> TensorStore::expect(const std::string &name, const std::vector<std::int64_t> &shape) const
{
    const TensorInfo *tensor = find(name);
    if (!tensor)
        return corrupt(m_files.empty() ? std::filesystem::path() : m_files.front().path,
                       "tensor \"" + name + "\" is missing");
    const auto textOf = [](const std::vector<std::int64_t> &sizes) {
        std::string text;
        for (const std::int64_t size : sizes)
            text += (text.empty() ? "" : " x ") + std::to_string(size);
        return text;
    };
    if (tensor->shape != shape)
        return corrupt(fileOf(*tensor),
                       "tensor \"" + name + "\" is " + textOf(tensor->shape) + ", but the model needs "
                           + textOf(shape));
    if (!dataTypeOf(tensor->dtype))
        return fail(ErrorKind::Unsupported,
                    fileOf(*tensor).string() + ": tensor \"" + name + "\" has the type " + tensor->dtype
                        + " (known: F32, F16, BF16).");
    return tensor;
}

Result<> TensorStore::read(const TensorInfo &tensor, const std::string &name, std::byte *out) const
{
    if (readExactly(*m_files[tensor.file].descriptor, out, tensor.bytes, tensor.offset))
        return {};
    if (errno == 0)
        return corrupt(fileOf(tensor), "the file ends within tensor \"" + name + "\"");
    return fail(ErrorKind::Io,
                "Could not read tensor \"" + name + "\" of " + fileOf(tensor).string() + ": " + std::strerror(errno)
                    + ".");
}

Result<> TensorStore::readRaw(const std::string &name, std::span<std::byte> out) const
{
    const TensorInfo *tensor = find(name);
    if (!tensor || tensor->bytes != static_cast<std::int64_t>(out.size()))
        return corrupt(m_files.front().path, "tensor \"" + name + "\" is missing or has another size");
    return read(*tensor, name, out.data());
}

Result<WeightMatrix> TensorStore::matrix(const std::string &name, int rows, int cols) const
{
    const auto tensor = expect(name, {rows, cols});
    if (!tensor)
        return tl::unexpected(tensor.error());
    auto data = alignedBytes(static_cast<std::size_t>((*tensor)->bytes));
    if (!data)
        return fail(ErrorKind::OutOfMemory,
                    "There is not enough memory for tensor \"" + name + "\" of " + fileOf(**tensor).string() + ".");
    if (const auto done = read(**tensor, name, data.get()); !done)
        return tl::unexpected(done.error());
    return WeightMatrix{rows, cols, *dataTypeOf((*tensor)->dtype), std::move(data)};
}

Result<std::vector<float>> TensorStore::floats(const std::string &name, const std::vector<std::int64_t> &shape) const
{
    const auto tensor = expect(name, shape);
    if (!tensor)
        return tl::unexpected(tensor.error());
    const DataType type = *dataTypeOf((*tensor)->dtype);
    const auto count = static_cast<std::size_t>((*tensor)->bytes) / bytesOf(type);
    std::vector<float> values(count);
    if (type == DataType::F32) {
        const auto done = read(**tensor, name, reinterpret_cast<std::byte *>(values.data()));
        return done ? Result<std::vector<float>>(std::move(values)) : tl::unexpected(done.error());
    }
    std::vector<std::uint16_t> raw(count);
    if (const auto done = read(**tensor, name, reinterpret_cast<std::byte *>(raw.data())); !done)
        return tl::unexpected(done.error());
    std::transform(raw.begin(), raw.end(), values.begin(), type == DataType::F16 ? halfToFloat : bf16ToFloat);
    return values;
}

std::string safetensorsBytes(const std::vector<NamedTensor> &tensors,
                             const std::map<std::string, std::string> &metadata)
{
    static_assert(std::endian::native == std::endian::little);
    auto header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::size_t offset = 0;
    for (const NamedTensor &tensor : tensors) {
        const std::size_t bytes = tensor.values.size_bytes();
        header[tensor.name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // the data starts at a multiple of 8
    std::string out(8, '\0');
    const std::uint64_t length = text.size();
    std::memcpy(out.data(), &length, sizeof length);
    out.reserve(8 + text.size() + offset);
    out += text;
    for (const NamedTensor &tensor : tensors)
        out.append(reinterpret_cast<const char *>(tensor.values.data()), tensor.values.size_bytes());
    return out;
}

std::shared_ptr<std::byte> alignedBytes(std::size_t bytes)
{
    constexpr std::size_t hugePage = 2U << 20U;
    const std::size_t alignment = bytes >= hugePage ? hugePage : 64;
    if (bytes > std::size_t(1) << 60U)
        return nullptr;
    const std::size_t size = (std::max<std::size_t>(bytes, 1) + alignment - 1) / alignment * alignment;
    void *memory = std::aligned_alloc(alignment, size);
    if (!memory)
        return nullptr;
#ifdef MADV_HUGEPAGE
    if (bytes >= hugePage)
        ::madvise(memory, size, MADV_HUGEPAGE); // worth up to a fifth in reading weights; failing is no harm
#endif
    return {static_cast<std::byte *>(memory), [](std::byte *held) { std::free(held); }};
}

float halfToFloat(std::uint16_t bits)
{
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000U) << 16U;
    const std::uint32_t exponent = (bits >> 10U) & 0x1fU;
    const std::uint32_t fraction = bits & 0x3ffU;
    if (exponent == 0) {
        const float value = static_cast<float>(fraction) * 0x1p-24F;
        return sign != 0 ? -value : value;
    }
    if (exponent == 0x1f)
        return std::bit_cast<float>(sign | 0x7f800000U | fraction << 13U);
    return std::bit_cast<float>(sign | (exponent + 112U) << 23U | fraction << 13U);
}

float bf16ToFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

std::optional<DataType> dataTypeOf(const std::string &dtype)
{
    if (dtype == "F32")
        return DataType::F32;
    if (dtype == "F16")
        return DataType::F16;
    if (dtype == "BF16")
        return DataType::BF16;
    return std::nullopt;
}

std::size_t bytesOf(DataType type)
{
    return type == DataType::F32 ? 4 : 2;
}

} // namespace onsa::engine
