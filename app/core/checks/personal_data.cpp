// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/personal_data.h"

#include "core/checks/phrases.h"
#include "core/checks/secrets.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>

namespace onsa {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isMailLetter(char c)
{
    return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

bool isHostLetter(char c)
{
    return isLetter(c) || isDigit(c) || c == '.' || c == '-';
}

void findMails(std::string_view text, std::vector<PersonalData> &found)
{
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        std::size_t first = at, last = at + 1;
        while (first > 0 && isMailLetter(text[first - 1]))
            --first;
        while (last < text.size() && isHostLetter(text[last]))
            ++last;
        while (last > at + 1 && (text[last - 1] == '.' || text[last - 1] == '-'))
            --last;
        const std::string_view host = text.substr(at + 1, last - at - 1);
        const std::size_t dot = host.rfind('.');
        const bool named = dot != std::string_view::npos && dot > 0 && host.size() - dot > 2
            && std::all_of(host.begin() + static_cast<std::ptrdiff_t>(dot) + 1, host.end(), isLetter);
        if (first < at && named)
            found.push_back({PersonalKind::Email, first, last});
    }
}

// A run of digits with single separators, as ASCII: full-width digits and dashes are read as theirs.
struct Number {
    std::size_t first = 0, last = 0; // bytes in the text
    std::string digits;
    std::string shape; // digits as 0, separators as they are: "000-0000-0000"
};

char separatorOf(char32_t c)
{
    if (c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2212 || c == 0xFF0D
        || c == 0x30FC)
        return '-';
    if (c == ' ' || c == 0x3000 || c == '.')
        return c == '.' ? '.' : ' ';
    return c == '(' || c == 0xFF08 ? '(' : c == ')' || c == 0xFF09 ? ')' : '\0';
}

int digitOf(char32_t c)
{
    if (c >= '0' && c <= '9')
        return static_cast<int>(c - '0');
    return c >= 0xFF10 && c <= 0xFF19 ? static_cast<int>(c - 0xFF10) : -1;
}

std::vector<Number> numbersIn(std::string_view text)
{
    std::vector<Number> numbers;
    Number number;
    std::string pending; // a separator that counts only if a digit follows
    const auto end = [&] {
        if (number.digits.size() >= 4)
            numbers.push_back(number);
        number = {};
        pending.clear();
    };
    bool afterLetter = false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const int digit = digitOf(point.value);
        const char separator = separatorOf(point.value);
        if (digit >= 0) {
            if (number.digits.empty()) {
                number.first = at;
                if (afterLetter)
                    number.shape = "x"; // a part of a word, as in AB1234567
            }
            number.shape += pending;
            pending.clear();
            number.digits += static_cast<char>('0' + digit);
            number.shape += '0';
            number.last = at + point.bytes;
        } else if (separator != '\0' && !number.digits.empty() && pending.size() < 1) {
            pending += separator;
        } else {
            end();
        }
        afterLetter = point.value < 0x80 && (isLetter(static_cast<char>(point.value)) || point.value == '_');
        at += point.bytes;
    }
    end();
    return numbers;
}

bool isPlain(const Number &number)
{
    return number.shape.find_first_not_of('0') == std::string::npos;
}

// Groups of four, as cards and My Number are written.
bool isInGroups(const Number &number)
{
    return isPlain(number)
        || (number.shape.find_first_of("x().") == std::string::npos
            && std::count_if(number.shape.begin(), number.shape.end(), [](char c) { return c != '0'; }) <= 4
            && (number.shape.starts_with("0000-0000-0000") || number.shape.starts_with("0000 0000 0000")
                || number.shape.starts_with("0000-000000-00000") || number.shape.starts_with("0000 000000 00000")));
}

bool isPhone(std::string_view text, const Number &number)
{
    const bool international = number.first > 0 && text[number.first - 1] == '+';
    const std::size_t digits = number.digits.size();
    if (number.shape.starts_with('x'))
        return false;
    if (international)
        return digits >= 9 && digits <= 15;
    if (number.digits[0] != '0' || digits < 10 || digits > 11)
        return false;
    if (isPlain(number)) // 09012345678; fixed lines without separators could be any number
        return digits == 11 && (number.digits[1] == '9' || number.digits[1] == '8' || number.digits[1] == '7')
            && number.digits[2] == '0';
    std::vector<std::size_t> groups(1);
    for (const char c : number.shape) {
        if (c == '0')
            ++groups.back();
        else if (groups.back() > 0)
            groups.push_back(0);
    }
    if (digits == 11 && number.digits[2] != '0' && !number.digits.starts_with("0120"))
        return false;
    return groups.size() == 3 && groups[0] >= 2 && groups[0] <= 5 && groups[1] >= 1 && groups[1] <= 4 && groups[2] >= 3
        && groups[2] <= 4;
}

constexpr std::array<std::string_view, 47> prefectures{
    "北海道", "青森県", "岩手県", "宮城県",   "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",   "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県",   "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",   "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県",   "宮崎県", "鹿児島県", "沖縄県"};

bool prefectureAt(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(std::min(at, text.size()));
    return std::any_of(prefectures.begin(), prefectures.end(), [&](auto name) { return rest.starts_with(name); });
}

// By the second byte of the first kanji: asking all names of every kanji would be the dearest rule of all.
bool mayStartPrefecture(std::string_view text, std::size_t at)
{
    static const auto seconds = [] {
        std::bitset<6 * 256> bits;
        for (const std::string_view name : prefectures)
            bits.set(static_cast<std::size_t>((name[0] & 0x0F) - 4) * 256 + static_cast<unsigned char>(name[1]));
        return bits;
    }();
    return text[at] >= '\xE4' && text[at] <= '\xE9' && at + 1 < text.size()
        && seconds.test(static_cast<std::size_t>((text[at] & 0x0F) - 4) * 256
                        + static_cast<unsigned char>(text[at + 1]));
}

bool isPostalCode(std::string_view text, const Number &number)
{
    if (number.digits.size() != 7 || (number.shape != "000-0000" && number.shape != "0000000"))
        return false;
    std::size_t before = number.first;
    while (before > 0 && (text[before - 1] == ' ' || text.substr(0, before).ends_with("　")))
        before -= text[before - 1] == ' ' ? 1U : 3U;
    if (text.substr(0, before).ends_with("〒"))
        return true;
    std::size_t after = number.last;
    while (after < text.size() && (text[after] == ' ' || text.substr(after).starts_with("　")))
        after += text[after] == ' ' ? 1U : 3U;
    return number.shape == "000-0000" && prefectureAt(text, after);
}

bool publicAddress(std::string_view shape, const std::string &digits)
{
    std::array<int, 4> parts{};
    std::size_t part = 0, length = 0, at = 0;
    for (const char c : shape) {
        if (c != '0') {
            if (c != '.' || length == 0 || ++part > 3)
                return false;
            length = 0;
            continue;
        }
        if (++length > 3)
            return false;
        parts[part] = parts[part] * 10 + (digits[at++] - '0');
    }
    if (part != 3 || length == 0 || std::any_of(parts.begin(), parts.end(), [](int p) { return p > 255; }))
        return false;
    const auto [a, b, c, d] = parts;
    const bool reserved = a == 0 || a == 10 || a == 127 || a >= 224 || (a == 172 && b >= 16 && b < 32)
        || (a == 192 && b == 168) || (a == 169 && b == 254) || (a == 100 && b >= 64 && b < 128)
        || (a == 192 && b == 0 && c == 2) || (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
    return !reserved;
}

bool wordBefore(std::string_view text, std::size_t at, std::initializer_list<std::string_view> words)
{
    constexpr std::size_t reach = 60; // some twenty kanji
    const std::size_t first = at > reach ? at - reach : 0;
    const std::string_view near = text.substr(first, at - first);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return near.find(word) != std::string_view::npos; });
}

std::optional<PersonalKind> kindOf(std::string_view text, const Number &number)
{
    const std::size_t digits = number.digits.size();
    if (isPostalCode(text, number))
        return PersonalKind::PostalCode;
    if (digits == 12 && isInGroups(number) && isMyNumber(number.digits))
        return PersonalKind::MyNumber;
    if (digits >= 13 && digits <= 19 && isInGroups(number) && passesLuhn(number.digits)
        && number.digits.find_first_not_of(number.digits[0]) != std::string::npos)
        return PersonalKind::Card;
    if (isPhone(text, number))
        return PersonalKind::Phone;
    if (publicAddress(number.shape, number.digits)
        && !wordBefore(text, number.first, {"ersion", "バージョン", "第", "v"}))
        return PersonalKind::IpAddress;
    if (digits == 7 && isPlain(number)
        && wordBefore(text, number.first, {"口座", "普通", "当座", "bank account", "Account number", "account no"}))
        return PersonalKind::BankAccount;
    return std::nullopt;
}

void findPassports(std::string_view text, std::vector<PersonalData> &found)
{
    for (const std::string_view word : {"旅券", "パスポート", "assport"})
        for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
            for (std::size_t i = at + word.size(); i + 9 <= text.size() && i < at + 60; ++i) {
                const std::string_view piece = text.substr(i, 9);
                const bool fits = isLetter(piece[0]) && isLetter(piece[1])
                    && std::all_of(piece.begin() + 2, piece.end(), isDigit)
                    && (i + 9 == text.size() || !isDigit(text[i + 9])) && !isLetter(text[i - 1]);
                if (!fits)
                    continue;
                found.push_back({PersonalKind::Passport, i, i + 9});
                break;
            }
}

// A prefecture, then up to thirty characters with a municipality and a house number.
void findAddresses(std::string_view text, std::vector<PersonalData> &found)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!mayStartPrefecture(text, at) || !prefectureAt(text, at))
            continue;
        std::size_t end = at, last = 0;
        bool town = false, number = false;
        for (int characters = 0; characters < 40 && end < text.size(); ++characters) {
            const CodePoint point = codePointAt(text, end);
            if (point.value == '\n' || point.value == U'。' || point.value == U'、' || point.value == U'」')
                break;
            end += point.bytes;
            town = town
                || (characters > 2
                    && (point.value == U'市' || point.value == U'区' || point.value == U'町' || point.value == U'村'
                        || point.value == U'郡'));
            if (town && (digitOf(point.value) >= 0 || (number && (point.value == U'番' || point.value == U'号')))) {
                number = true;
                last = end;
            }
        }
        const std::string_view piece = text.substr(at, last > at ? last - at : 0);
        const bool house = number
            && (piece.find('-') != std::string_view::npos || piece.find("丁目") != std::string_view::npos
                || piece.find("番") != std::string_view::npos || piece.find("－") != std::string_view::npos
                || piece.find("−") != std::string_view::npos);
        if (!house)
            continue;
        found.push_back({PersonalKind::Address, at, last});
        at = last - 1;
    }
}

} // namespace

bool isMyNumber(std::string_view digits)
{
    if (digits.size() != 12 || !std::all_of(digits.begin(), digits.end(), isDigit)
        || digits.find_first_not_of(digits[0]) == std::string_view::npos)
        return false;
    int sum = 0;
    for (int n = 1; n <= 11; ++n) {
        const int p = digits[static_cast<std::size_t>(11 - n)] - '0'; // from the right, without the check digit
        sum += p * (n <= 6 ? n + 1 : n - 5);
    }
    const int rest = sum % 11;
    return digits[11] - '0' == (rest <= 1 ? 0 : 11 - rest);
}

bool passesLuhn(std::string_view digits)
{
    int sum = 0;
    bool twice = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, twice = !twice) {
        const int value = (*digit - '0') * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return !digits.empty() && sum % 10 == 0;
}

std::string_view nameOf(PersonalKind kind)
{
    constexpr std::array<std::string_view, 10> names{"EMAIL",     "PHONE",   "POSTAL_CODE", "ADDRESS", "CARD",
                                                     "MY_NUMBER", "ACCOUNT", "PASSPORT",    "IP",      "SECRET"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<PersonalData> findPersonalData(std::string_view text)
{
    std::vector<PersonalData> all;
    findSecrets(text, all);
    findMails(text, all);
    for (const Number &number : numbersIn(text)) {
        if (const auto kind = kindOf(text, number)) {
            const bool plus = *kind == PersonalKind::Phone && number.first > 0 && text[number.first - 1] == '+';
            all.push_back({*kind, number.first - (plus ? 1U : 0U), number.last});
        }
    }
    findPassports(text, all);
    findAddresses(text, all);
    // Found earlier = more certain; a later find that overlaps gives way.
    std::vector<PersonalData> found;
    for (const PersonalData &one : all) {
        const bool free = std::none_of(found.begin(), found.end(), [&](const PersonalData &other) {
            return one.first < other.last && other.first < one.last;
        });
        if (free)
            found.push_back(one);
    }
    std::sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    return found;
}

} // namespace onsa
