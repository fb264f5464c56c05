// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ids.h"

#include <chrono>
#include <random>

namespace onsa::engine {

namespace {

std::string namePart(std::string_view text)
{
    std::string part;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '_' || static_cast<unsigned char>(c) >= 0x80;
        if (plain)
            part += c;
        else if (!part.empty() && part.back() != '-')
            part += '-';
    }
    while (!part.empty() && part.back() == '-')
        part.pop_back();
    return part;
}

} // namespace

std::string randomWord(int length)
{
    static constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::random_device source; // getrandom() here; ids must not be guessable, keys are made elsewhere
    std::uniform_int_distribution<std::size_t> any(0, letters.size() - 1);
    std::string word;
    for (int i = 0; i < length; ++i)
        word += letters[any(source)];
    return word;
}

std::string newId(std::string_view prefix)
{
    return std::string(prefix) + randomWord(24);
}

std::int64_t unixNow()
{
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::string hostedBy()
{
    return "org-local";
}

std::string tunedModelName(std::string_view base, std::string_view suffix)
{
    return "ft:" + namePart(base) + ":local:" + namePart(suffix) + ":" + randomWord(8);
}

} // namespace onsa::engine
