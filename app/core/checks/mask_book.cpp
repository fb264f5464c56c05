// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/mask_book.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

namespace onsa {

namespace {

std::string keyOf(PersonalKind kind, std::string_view value)
{
    return std::string(nameOf(kind)) + '\0' + std::string(value);
}

constexpr std::array kinds{PersonalKind::Email,       PersonalKind::Phone,    PersonalKind::PostalCode,
                           PersonalKind::Address,     PersonalKind::Card,     PersonalKind::MyNumber,
                           PersonalKind::BankAccount, PersonalKind::Passport, PersonalKind::IpAddress,
                           PersonalKind::Secret};

// The kind and number of "[EMAIL_12]".
std::optional<std::pair<PersonalKind, int>> readMask(std::string_view mask)
{
    if (mask.size() < 4 || mask.front() != '[' || mask.back() != ']')
        return std::nullopt;
    mask = mask.substr(1, mask.size() - 2);
    const std::size_t line = mask.rfind('_');
    if (line == std::string_view::npos)
        return std::nullopt;
    int number = 0;
    const char *const end = mask.data() + mask.size();
    const auto [stop, code] = std::from_chars(mask.data() + line + 1, end, number);
    if (code != std::errc() || stop != end || number < 1)
        return std::nullopt;
    for (const PersonalKind kind : kinds)
        if (nameOf(kind) == mask.substr(0, line))
            return std::pair(kind, number);
    return std::nullopt;
}

} // namespace

std::string MaskBook::maskFor(PersonalKind kind, std::string_view value)
{
    std::string &mask = m_masks[keyOf(kind, value)];
    if (mask.empty()) {
        mask = "[" + std::string(nameOf(kind)) + "_" + std::to_string(++m_last[kind]) + "]";
        m_values.emplace(mask, value);
    }
    return mask;
}

std::string MaskBook::masked(std::string_view text)
{
    std::string out;
    std::size_t at = 0;
    for (const PersonalData &one : findPersonalData(text)) {
        out.append(text.substr(at, one.first - at));
        out += maskFor(one.kind, text.substr(one.first, one.last - one.first));
        at = one.last;
    }
    out.append(text.substr(at));
    return out;
}

std::string MaskBook::unmasked(std::string_view text) const
{
    std::string out;
    std::size_t at = 0;
    for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
        const std::size_t close = text.find(']', open);
        if (close == std::string_view::npos)
            break;
        const auto value = m_values.find(text.substr(open, close + 1 - open));
        if (value == m_values.end())
            continue;
        out.append(text.substr(at, open - at)).append(value->second);
        at = close + 1;
    }
    out.append(text.substr(at));
    return out;
}

std::string MaskBook::print() const
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (const auto &[mask, value] : m_values)
        json[mask] = value;
    return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<MaskBook> MaskBook::parse(std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return fail(ErrorKind::Corrupt, "The book of masks is not a JSON object.");
    MaskBook book;
    for (const auto &[mask, value] : json.items()) {
        const auto read = readMask(mask);
        if (!read || !value.is_string())
            return fail(ErrorKind::Corrupt, "The book of masks has an entry that is no mask: " + mask + ".");
        book.m_values[mask] = value.get<std::string>();
        book.m_masks[keyOf(read->first, book.m_values[mask])] = mask;
        book.m_last[read->first] = std::max(book.m_last[read->first], read->second);
    }
    return book;
}

} // namespace onsa
