// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/import/xlsx_number.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

namespace onsa {

namespace {

std::string general(double value)
{
    char text[64];
    // 15 digits are what the sheet keeps; 0.1 + 0.2 is stored with 17 and shown as 0.3.
    std::snprintf(text, sizeof text, "%.15g", value);
    std::string out(text);
    if (const std::size_t e = out.find('e'); e != std::string::npos)
        out[e] = 'E';
    return out == "-0" ? "0" : out;
}

// A piece of a format code: a run of one letter, or text to be shown as it is.
struct Token {
    enum class Kind { Letters, Text } kind = Kind::Text;
    char letter = 0; // lower case
    std::size_t count = 0;
    std::string text;
};

struct FormatCode {
    std::vector<Token> tokens;
    bool isDate = false;
    bool elapsed = false; // [h]: hours beyond the day
    bool halfDay = false; // AM/PM
};

// The section for positive numbers. Colours and conditions in brackets mean nothing to a text.
FormatCode readFormat(std::string_view code)
{
    FormatCode format;
    const auto text = [&](std::string_view piece) {
        if (!format.tokens.empty() && format.tokens.back().kind == Token::Kind::Text)
            format.tokens.back().text += piece;
        else
            format.tokens.push_back({Token::Kind::Text, 0, 0, std::string(piece)});
    };
    for (std::size_t at = 0; at < code.size() && code[at] != ';';) {
        const char c = code[at];
        if (c == '"') {
            const std::size_t end = std::min(code.find('"', at + 1), code.size());
            text(code.substr(at + 1, end - at - 1));
            at = end + 1;
        } else if (c == '\\' || c == '_' || c == '*') { // _x is a gap as wide as x, *x fills the cell
            if (c == '\\')
                text(code.substr(std::min(at + 1, code.size()), 1));
            at += 2;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', at), code.size());
            const std::string_view inside = code.substr(at + 1, end - at - 1);
            const char first = inside.empty() ? '\0' : char(std::tolower(static_cast<unsigned char>(inside[0])));
            if ((first == 'h' || first == 'm' || first == 's')
                && inside.find_first_not_of(inside[0]) == std::string_view::npos) {
                format.isDate = format.elapsed = true;
                format.tokens.push_back({Token::Kind::Letters, first, inside.size(), "elapsed"});
            } else if (first == '$') { // [$¥-411]
                text(inside.substr(1, inside.find('-') - 1));
            }
            at = end + 1;
        } else if (const std::string_view rest = code.substr(at);
                   rest.starts_with("AM/PM") || rest.starts_with("am/pm") || rest.starts_with("A/P")) {
            format.halfDay = format.isDate = true;
            const std::size_t length = rest[1] == '/' ? 3 : 5;
            format.tokens.push_back({Token::Kind::Letters, 'p', length, {}});
            at += length;
        } else if (std::string_view("ymdhsgeaYMDHSGEA").find(c) != std::string_view::npos) {
            const char letter = char(std::tolower(static_cast<unsigned char>(c)));
            std::size_t end = at;
            while (end < code.size() && std::tolower(static_cast<unsigned char>(code[end])) == letter)
                ++end;
            // E+ and E- belong to numbers.
            if (letter == 'e' && end < code.size() && (code[end] == '+' || code[end] == '-')) {
                format.tokens.push_back({Token::Kind::Letters, 'E', 1, {}});
                at = end + 1;
                continue;
            }
            format.isDate = true;
            format.tokens.push_back({Token::Kind::Letters, letter, end - at, {}});
            at = end;
        } else if (std::string_view("0#?.,%@").find(c) != std::string_view::npos) {
            format.tokens.push_back({Token::Kind::Letters, c, 1, {}});
            ++at;
        } else {
            text(code.substr(at, 1));
            ++at;
        }
    }
    return format;
}

struct Moment {
    int year = 0, month = 0, day = 0, weekday = 0; // 0 = Sunday
    int hour = 0, minute = 0, second = 0;
    double elapsedSeconds = 0;
};

std::optional<Moment> momentOf(double value, bool from1904)
{
    if (!(value >= 0) || value >= 2'958'466) // 31 December 9999
        return std::nullopt;
    Moment at;
    at.elapsedSeconds = std::round(value * 86400);
    auto seconds = static_cast<std::int64_t>(at.elapsedSeconds);
    std::int64_t day = seconds / 86400;
    seconds %= 86400;
    // Excel thinks 1900 was a leap year; before its 29 February the days are one off.
    using namespace std::chrono;
    const sys_days begin = from1904 ? sys_days(year{1904} / 1 / 1) : sys_days(year{1899} / 12 / 30);
    if (!from1904 && day < 60)
        ++day;
    const sys_days date = begin + days(day);
    const year_month_day calendar(date);
    at.year = int(calendar.year());
    at.month = int(unsigned(calendar.month()));
    at.day = int(unsigned(calendar.day()));
    at.weekday = int(weekday(date).c_encoding());
    at.hour = int(seconds / 3600);
    at.minute = int(seconds / 60 % 60);
    at.second = int(seconds % 60);
    return at;
}

std::string padded(int value, std::size_t digits)
{
    std::string text = std::to_string(value);
    return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

struct Era {
    int from; // year * 10000 + month * 100 + day
    int firstYear;
    const char *letter, *half, *full;
};
constexpr Era eras[] = {{20190501, 2019, "R", "令", "令和"},
                        {19890108, 1989, "H", "平", "平成"},
                        {19261225, 1926, "S", "昭", "昭和"},
                        {19120730, 1912, "T", "大", "大正"},
                        {0, 1868, "M", "明", "明治"}};

const Era &eraOf(const Moment &at)
{
    const int date = at.year * 10000 + at.month * 100 + at.day;
    return *std::find_if(std::begin(eras), std::end(eras), [&](const Era &era) { return date >= era.from; });
}

std::string showDatePart(const Token &token, const Moment &at, bool halfDay, bool minutes)
{
    static constexpr std::array<const char *, 12> months = {"January",   "February", "March",    "April",
                                                            "May",       "June",     "July",     "August",
                                                            "September", "October",  "November", "December"};
    static constexpr std::array<const char *, 7> weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                             "Thursday", "Friday", "Saturday"};
    static constexpr std::array<const char *, 7> japanese = {"日", "月", "火", "水", "木", "金", "土"};
    const std::size_t n = token.count;
    if (token.text == "elapsed") {
        const double unit = token.letter == 'h' ? 3600 : token.letter == 'm' ? 60 : 1;
        return padded(int(std::floor(at.elapsedSeconds / unit)), n);
    }
    switch (token.letter) {
    case 'y':
        return n <= 2 ? padded(at.year % 100, 2) : padded(at.year, 4);
    case 'm': {
        if (minutes)
            return padded(at.minute, n);
        const std::string name = months[std::size_t(at.month - 1)];
        return n >= 5 ? name.substr(0, 1) : n == 4 ? name : n == 3 ? name.substr(0, 3) : padded(at.month, n);
    }
    case 'd': {
        const std::string name = weekdays[std::size_t(at.weekday)];
        return n >= 4 ? name : n == 3 ? name.substr(0, 3) : padded(at.day, n);
    }
    case 'a':
        return std::string(japanese[std::size_t(at.weekday)]) + (n >= 4 ? "曜日" : "");
    case 'h':
        return padded(halfDay ? (at.hour + 11) % 12 + 1 : at.hour, n);
    case 's':
        return padded(at.second, n);
    case 'p':
        return n == 3 ? (at.hour < 12 ? "A" : "P") : (at.hour < 12 ? "AM" : "PM");
    case 'g':
        return n == 1 ? eraOf(at).letter : n == 2 ? eraOf(at).half : eraOf(at).full;
    case 'e':
        return padded(at.year - eraOf(at).firstYear + 1, n);
    default:
        return {};
    }
}

std::string showDate(const FormatCode &format, const Moment &at)
{
    std::string out;
    const auto &tokens = format.tokens;
    const auto neighbour = [&](std::size_t i, int step) {
        for (auto j = std::ptrdiff_t(i) + step; j >= 0 && j < std::ptrdiff_t(tokens.size()); j += step)
            if (tokens[std::size_t(j)].kind == Token::Kind::Letters && std::isalpha(tokens[std::size_t(j)].letter))
                return tokens[std::size_t(j)].letter;
        return '\0';
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == Token::Kind::Text)
            out += tokens[i].text;
        else if (std::isalpha(static_cast<unsigned char>(tokens[i].letter)))
            // "m" after hours or before seconds are minutes.
            out += showDatePart(tokens[i], at, format.halfDay,
                                tokens[i].letter == 'm' && (neighbour(i, -1) == 'h' || neighbour(i, 1) == 's'));
        else if (tokens[i].letter != '@')
            out += tokens[i].letter; // the dot of fractions of a second
    }
    return out;
}

std::string showDecimals(double value, const FormatCode &format)
{
    std::size_t whole = 0, decimals = 0; // wanted digits
    std::size_t optional = 0; // decimals that may be missing
    bool point = false, thousands = false;
    double scale = 1;
    std::string before, after;
    bool seen = false;
    for (const Token &token : format.tokens) {
        if (token.kind == Token::Kind::Text) {
            (seen ? after : before) += token.text;
            continue;
        }
        switch (token.letter) {
        case '0':
        case '?':
            seen = true;
            ++(point ? decimals : whole);
            break;
        case '#':
            seen = true;
            optional += point ? 1U : 0U;
            break;
        case '.':
            point = true;
            break;
        case ',':
            thousands = true;
            break;
        case '%':
            scale *= 100;
            (seen ? after : before) += '%';
            break;
        default: // @, E+00: as the number is
            return general(value);
        }
    }
    if (!seen)
        return before.empty() ? general(value) : before;
    char text[512];
    std::snprintf(text, sizeof text, "%.*f", int(std::min<std::size_t>(decimals + optional, 30)),
                  std::abs(value) * scale);
    std::string digits(text);
    for (std::size_t i = 0; i < optional && digits.find('.') != std::string::npos; ++i) {
        if (digits.back() != '0')
            break;
        digits.pop_back();
    }
    if (digits.back() == '.')
        digits.pop_back();
    std::size_t end = std::min(digits.find('.'), digits.size());
    if (end < whole) {
        digits.insert(0, whole - end, '0');
        end = whole;
    }
    if (whole == 0 && end == 1 && digits[0] == '0' && digits.size() > 1) {
        digits.erase(0, 1);
        end = 0;
    }
    if (thousands)
        for (std::size_t i = end; i > 3; i -= 3)
            digits.insert(i - 3, 1, ',');
    const bool zero = digits.find_first_of("123456789") == std::string::npos;
    return (value < 0 && !zero ? "-" : "") + before + digits + after;
}

} // namespace

std::string_view builtinFormat(int id)
{
    // Those that are dates in every language; the Japanese ones of 27 to 58 as Excel shows them in Japan.
    switch (id) {
    case 1:
        return "0";
    case 2:
        return "0.00";
    case 3:
    case 37:
    case 38:
        return "#,##0";
    case 4:
    case 39:
    case 40:
        return "#,##0.00";
    case 9:
        return "0%";
    case 10:
        return "0.00%";
    case 14:
        return "yyyy/m/d";
    case 15:
        return "d-mmm-yy";
    case 16:
        return "d-mmm";
    case 17:
        return "mmm-yy";
    case 18:
        return "h:mm AM/PM";
    case 19:
        return "h:mm:ss AM/PM";
    case 20:
        return "h:mm";
    case 21:
        return "h:mm:ss";
    case 22:
        return "yyyy/m/d h:mm";
    case 27:
    case 36:
    case 50:
    case 57:
        return "[$-411]ge.m.d";
    case 28:
    case 29:
    case 51:
    case 54:
    case 58:
        return "[$-411]ggge\"年\"m\"月\"d\"日\"";
    case 30:
        return "m/d/yy";
    case 31:
        return "yyyy\"年\"m\"月\"d\"日\"";
    case 32:
        return "h\"時\"mm\"分\"";
    case 33:
        return "h\"時\"mm\"分\"ss\"秒\"";
    case 34:
    case 52:
    case 55:
        return "yyyy\"年\"m\"月\"";
    case 35:
    case 53:
    case 56:
        return "m\"月\"d\"日\"";
    case 45:
        return "mm:ss";
    case 46:
        return "[h]:mm:ss";
    case 47:
        return "mm:ss.0";
    default:
        return "";
    }
}

std::string showNumber(double value, std::string_view format, bool from1904)
{
    constexpr std::size_t longestCode = 255; // of Excel
    if (!std::isfinite(value) || format.empty() || format.size() > longestCode || format.starts_with("General"))
        return general(value);
    const FormatCode code = readFormat(format);
    if (!code.isDate)
        return showDecimals(value, code);
    const auto moment = momentOf(value, from1904);
    return moment ? showDate(code, *moment) : general(value);
}

} // namespace onsa
