// SPDX-License-Identifier: GPL-3.0-or-later
// Reading members of API bodies: leniently from answers of any server, strictly from requests to ours.
// Only api_json_*.cpp include this.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace onsa {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json; // writes members in the order they were added

// An object, or InvalidInput; `what` names it in the sentence.
Result<Json> parseObject(std::string_view body, std::string_view what);
// ASCII only; NaN and infinity become null; broken UTF-8 becomes U+FFFD.
std::string dumpAscii(const OrderedJson &json);

// Lenient: a member that is missing, null or of another type is not there.
const Json *memberOf(const Json &object, std::string_view key); // never null or of a non-object
std::string textOr(const Json &object, std::string_view key, std::string otherwise = {});
std::optional<std::string> optionalText(const Json &object, std::string_view key);
std::optional<std::int64_t> optionalInteger(const Json &object, std::string_view key); // 2.0 counts
std::optional<double> optionalNumber(const Json &object, std::string_view key);
int smallInteger(const Json &object, std::string_view key, int otherwise = 0); // clamped to int
// Unix seconds, or the text of ISO 8601 that some servers send.
std::optional<std::int64_t> optionalTime(const Json &object, std::string_view key);

// Strict: null is "not given", a wrong type or value is the error of the request. The first error stays.
class RequestFields
{
public:
    // `prefix` names the object inside the request: "method.supervised.hyperparameters.".
    explicit RequestFields(const Json &object, std::string prefix = {})
        : m_object(object)
        , m_prefix(std::move(prefix))
    {
    }

    const Json *given(std::string_view key) const { return memberOf(m_object, key); }
    std::string requiredText(std::string_view key);
    std::optional<std::string> text(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t low, std::int64_t high);
    std::optional<double> number(std::string_view key, double low, double high);
    const Json *object(std::string_view key);

    // `place` is the member, below the prefix.
    void refuse(std::string_view place, std::string code, std::string message,
                ErrorKind kind = ErrorKind::InvalidInput);
    void adopt(const RequestFields &other); // its error, when it has one
    const std::optional<Error> &error() const { return m_error; }

private:
    const Json &m_object;
    std::string m_prefix;
    std::optional<Error> m_error;
};

} // namespace onsa
