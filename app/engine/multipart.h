// SPDX-License-Identifier: GPL-3.0-or-later
// multipart/form-data (RFC 7578) as clients really send it, piece by piece: parts in any order, names quoted or not,
// raw UTF-8 file names, no line end behind the closing boundary.
#pragma once

#include "core/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace onsa::engine {

struct PartHeader {
    std::string name;
    std::optional<std::string> filename; // base name without control characters; for showing, never for opening
};

// The boundary in a Content-Type header, or InvalidInput.
Result<std::string> boundaryOf(std::string_view contentType);

class MultipartParser
{
public:
    // `onPart` opens a part, `onBytes` continues it. Their errors end the parsing.
    using PartFunction = std::function<Result<>(const PartHeader &)>;
    using BytesFunction = std::function<Result<>(std::string_view)>;
    MultipartParser(std::string_view boundary, PartFunction onPart, BytesFunction onBytes);

    Result<> feed(std::string_view bytes); // InvalidInput when it is no multipart body
    Result<> finish() const; // InvalidInput when the closing boundary is missing

private:
    enum class State { Preamble, Headers, Content, Done };
    Result<bool> advance(); // false = needs more bytes
    Result<bool> readHeaders();
    Result<bool> readContent();

    std::string m_delimiter; // "\r\n--boundary"
    PartFunction m_onPart;
    BytesFunction m_onBytes;
    std::string m_pending;
    State m_state = State::Preamble;
};

} // namespace onsa::engine
