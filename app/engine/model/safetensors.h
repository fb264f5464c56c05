// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors in a file: 8 bytes header length, JSON header, data (github.com/huggingface/safetensors). Nothing in the
// header is believed before it has been held against the size of the file.
#pragma once

#include "core/result.h"
#include "engine/model/base_model.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace onsa::engine {

struct TensorInfo {
    std::string dtype; // as written: F32, F16, BF16, I64, …
    std::vector<std::int64_t> shape;
    std::int64_t offset = 0; // bytes from the start of the file
    std::int64_t bytes = 0;
    std::size_t file = 0; // index of the part
};

// One file, or the parts that model.safetensors.index.json names. Any thread may read.
class TensorStore
{
public:
    static Result<TensorStore> openFile(const std::filesystem::path &file);
    // model.safetensors, or else the index and its parts; a part's name may not lead out of the folder.
    static Result<TensorStore> openFolder(const std::filesystem::path &folder);

    const std::map<std::string, TensorInfo> &tensors() const { return m_tensors; }
    const std::map<std::string, std::string> &metadata() const { return m_metadata; }
    const TensorInfo *find(const std::string &name) const;
    const std::filesystem::path &fileOf(const TensorInfo &tensor) const { return m_files[tensor.file].path; }

    // Errors: Corrupt (missing, other shape), Unsupported (not F32, F16, BF16), Io. All name file and tensor.
    Result<WeightMatrix> matrix(const std::string &name, int rows, int cols) const;
    Result<std::vector<float>> floats(const std::string &name, const std::vector<std::int64_t> &shape) const;
    Result<> readRaw(const std::string &name, std::span<std::byte> out) const; // all its bytes

private:
    struct File {
        std::filesystem::path path;
        std::shared_ptr<const int> descriptor;
    };
    Result<> add(const std::filesystem::path &path);
    Result<const TensorInfo *> expect(const std::string &name, const std::vector<std::int64_t> &shape) const;
    Result<> read(const TensorInfo &tensor, const std::string &name, std::byte *out) const;

    std::vector<File> m_files;
    std::map<std::string, TensorInfo> m_tensors;
    std::map<std::string, std::string> m_metadata; // texts of "__metadata__"
};

struct NamedTensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::span<const float> values;
};

// The whole file as bytes, F32, tensors in the order given. `metadata` pairs go to "__metadata__".
std::string safetensorsBytes(const std::vector<NamedTensor> &tensors,
                             const std::map<std::string, std::string> &metadata = {{"format", "pt"}});

// Bytes of 64-byte alignment; null when there is no memory. Large ones ask for huge pages.
std::shared_ptr<std::byte> alignedBytes(std::size_t bytes);

float halfToFloat(std::uint16_t bits);
float bf16ToFloat(std::uint16_t bits);
std::optional<DataType> dataTypeOf(const std::string &dtype);
std::size_t bytesOf(DataType type);

} // namespace onsa::engine
