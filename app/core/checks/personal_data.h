// SPDX-License-Identifier: GPL-3.0-or-later
// Personal data and secrets in a text, found by their form and, where there is one, their check digit. Names of people
// cannot be found by form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class PersonalKind : std::uint8_t {
    Email,
    Phone, // Japanese numbers with separators, mobile numbers without, +81 and other countries by +
    PostalCode, // 〒123-4567, or before a prefecture
    Address, // prefecture, municipality and a number
    Card, // 13 to 19 digits with the check digit of Luhn
    MyNumber, // 12 digits with the check digit of the Individual Number
    BankAccount, // 7 digits near a word of banking
    Passport, // two letters and 7 digits after the word
    IpAddress, // IPv4 that is neither private nor reserved
    Secret // an access key, private key, token or password
};

struct PersonalData {
    PersonalKind kind = PersonalKind::Email;
    std::size_t first = 0, last = 0; // bytes [first, last)
};

// In their order, without overlaps; where two kinds fit, the one with a check digit counts. Any bytes.
std::vector<PersonalData> findPersonalData(std::string_view text);

std::string_view nameOf(PersonalKind kind); // "EMAIL", as masks say it
bool isMyNumber(std::string_view digits); // 12 ASCII digits
bool passesLuhn(std::string_view digits);

} // namespace onsa
