// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace onsa {

namespace {

std::optional<std::int64_t> integerOf(const Json &value)
{
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return static_cast<std::int64_t>(number);
        return std::nullopt;
    }
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    // Scripts that compute n or epochs send 2.0. 2^53: beyond it a double is no longer exact.
    if (value.is_number_float()) {
        const auto number = value.get<double>();
        if (std::floor(number) == number && std::abs(number) <= 9007199254740992.0)
            return static_cast<std::int64_t>(number);
    }
    return std::nullopt;
}

// "2024-05-17T17:16:50.123Z"; other zones than UTC are not sent by any known server.
std::optional<std::int64_t> secondsOf(std::string_view iso)
{
    int parts[6] = {};
    constexpr std::size_t starts[6] = {0, 5, 8, 11, 14, 17}, lengths[6] = {4, 2, 2, 2, 2, 2};
    for (std::size_t i = 0; i < 6; ++i) {
        if (iso.size() < starts[i] + lengths[i])
            return std::nullopt;
        const char *first = iso.data() + starts[i];
        const auto [end, error] = std::from_chars(first, first + lengths[i], parts[i]);
        if (error != std::errc() || end != first + lengths[i])
            return std::nullopt;
    }
    const std::chrono::year_month_day day{std::chrono::year(parts[0]),
                                          std::chrono::month(static_cast<unsigned>(parts[1])),
                                          std::chrono::day(static_cast<unsigned>(parts[2]))};
    if (!day.ok())
        return std::nullopt;
    return std::chrono::seconds(std::chrono::sys_days(day).time_since_epoch()).count() + parts[3] * 3600LL
        + parts[4] * 60LL + parts[5];
}

std::string shortNumber(double value)
{
    return Json(value).dump();
}

} // namespace

Result<Json> parseObject(std::string_view body, std::string_view what)
{
    Json json = Json::parse(body.begin(), body.end(), nullptr, false);
    if (json.is_discarded())
        return fail(ErrorKind::InvalidInput, "The " + std::string(what) + " is not valid JSON.", "invalid_json");
    if (!json.is_object())
        return fail(ErrorKind::InvalidInput, "The " + std::string(what) + " is not a JSON object.", "invalid_type");
    return json;
}

std::string dumpAscii(const OrderedJson &json)
{
    return json.dump(-1, ' ', true, OrderedJson::error_handler_t::replace);
}

const Json *memberOf(const Json &object, std::string_view key)
{
    if (!object.is_object())
        return nullptr;
    const auto member = object.find(key);
    return member == object.end() || member->is_null() ? nullptr : &*member;
}

std::optional<std::string> optionalText(const Json &object, std::string_view key)
{
    const Json *value = memberOf(object, key);
    return value && value->is_string() ? std::optional(value->get<std::string>()) : std::nullopt;
}

std::string textOr(const Json &object, std::string_view key, std::string otherwise)
{
    return optionalText(object, key).value_or(std::move(otherwise));
}

std::optional<std::int64_t> optionalInteger(const Json &object, std::string_view key)
{
    const Json *value = memberOf(object, key);
    return value ? integerOf(*value) : std::nullopt;
}

std::optional<double> optionalNumber(const Json &object, std::string_view key)
{
    const Json *value = memberOf(object, key);
    return value && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

int smallInteger(const Json &object, std::string_view key, int otherwise)
{
    const std::optional<std::int64_t> value = optionalInteger(object, key);
    if (!value)
        return otherwise;
    return static_cast<int>(
        std::clamp<std::int64_t>(*value, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

std::optional<std::int64_t> optionalTime(const Json &object, std::string_view key)
{
    const Json *value = memberOf(object, key);
    if (!value)
        return std::nullopt;
    if (value->is_string())
        return secondsOf(value->get_ref<const std::string &>());
    if (const std::optional<double> number = optionalNumber(object, key); number && std::abs(*number) < 1e15)
        return static_cast<std::int64_t>(*number);
    return std::nullopt;
}

std::string RequestFields::requiredText(std::string_view key)
{
    const std::optional<std::string> value = text(key);
    if (!m_error && (!value || value->empty()))
        refuse(key, "missing_required_parameter", m_prefix + std::string(key) + " is required.");
    return value.value_or(std::string());
}

std::optional<std::string> RequestFields::text(std::string_view key)
{
    const Json *value = given(key);
    if (!value)
        return std::nullopt;
    if (value->is_string())
        return value->get<std::string>();
    refuse(key, "invalid_type", m_prefix + std::string(key) + " must be a text.");
    return std::nullopt;
}

std::optional<bool> RequestFields::flag(std::string_view key)
{
    const Json *value = given(key);
    if (!value)
        return std::nullopt;
    if (value->is_boolean())
        return value->get<bool>();
    refuse(key, "invalid_type", m_prefix + std::string(key) + " must be true or false.");
    return std::nullopt;
}

std::optional<std::int64_t> RequestFields::integer(std::string_view key, std::int64_t low, std::int64_t high)
{
    const Json *value = given(key);
    if (!value)
        return std::nullopt;
    const std::string name = m_prefix + std::string(key);
    const std::optional<std::int64_t> found = integerOf(*value);
    if (!found && value->is_number_unsigned())
        refuse(key, "integer_above_max_value", name + " must be at most " + std::to_string(high) + ".");
    else if (!found)
        refuse(key, "invalid_type", name + " must be a whole number.");
    else if (*found < low)
        refuse(key, "integer_below_min_value", name + " must be at least " + std::to_string(low) + ".");
    else if (*found > high)
        refuse(key, "integer_above_max_value", name + " must be at most " + std::to_string(high) + ".");
    else
        return found;
    return std::nullopt;
}

std::optional<double> RequestFields::number(std::string_view key, double low, double high)
{
    const Json *value = given(key);
    if (!value)
        return std::nullopt;
    const std::string name = m_prefix + std::string(key);
    if (!value->is_number())
        refuse(key, "invalid_type", name + " must be a number.");
    else if (const auto found = value->get<double>(); found < low)
        refuse(key, "decimal_below_min_value", name + " must be at least " + shortNumber(low) + ".");
    else if (found > high)
        refuse(key, "decimal_above_max_value", name + " must be at most " + shortNumber(high) + ".");
    else
        return found;
    return std::nullopt;
}

const Json *RequestFields::object(std::string_view key)
{
    const Json *value = given(key);
    if (!value || value->is_object())
        return value;
    refuse(key, "invalid_type", m_prefix + std::string(key) + " must be an object.");
    return nullptr;
}

void RequestFields::refuse(std::string_view place, std::string code, std::string message, ErrorKind kind)
{
    if (!m_error)
        m_error = Error{kind, std::move(message), std::move(code), m_prefix + std::string(place)};
}

void RequestFields::adopt(const RequestFields &other)
{
    if (!m_error)
        m_error = other.m_error;
}

} // namespace onsa
