// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/text_marks.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <vector>

namespace onsa {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isTokenLetter(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == ' ' || c == '-';
}

template <std::size_t N> bool isOneOf(std::string_view word, const std::array<std::string_view, N> &words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

char lowerOf(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string lowered(std::string_view word)
{
    std::string out(word);
    for (char &c : out)
        c = lowerOf(c);
    return out;
}

constexpr std::array<std::string_view, 31> tags{"a",  "b",  "br",  "p",   "i",      "u",     "em",    "strong",
                                                "li", "ul", "ol",  "td",  "tr",     "th",    "table", "tbody",
                                                "h1", "h2", "h3",  "h4",  "div",    "span",  "font",  "img",
                                                "hr", "dl", "sup", "sub", "center", "thead", "html"};
constexpr std::array<std::string_view, 9> entities{"amp",  "lt",   "gt",     "quot", "nbsp",
                                                   "apos", "copy", "hellip", "mdash"};
constexpr std::array<std::string_view, 9> entityTexts{"&", "<", ">", "\"", " ", "'", "©", "…", "—"};

std::optional<TextPart> tagAt(std::string_view text, std::size_t at)
{
    std::size_t name = at + 1;
    if (name < text.size() && text[name] == '/')
        ++name;
    std::size_t end = name;
    while (end < text.size() && end - name < 10 && (isLetter(text[end]) || (text[end] >= '0' && text[end] <= '9')))
        ++end;
    if (end == name || end >= text.size() || !isOneOf(lowered(text.substr(name, end - name)), tags))
        return std::nullopt;
    if (text[end] != '>' && text[end] != ' ' && text[end] != '/')
        return std::nullopt;
    const std::size_t close = text.find('>', end);
    if (close == std::string_view::npos || close - at > 500 || text.substr(at + 1, close - at).find('<') < close - at)
        return std::nullopt;
    return TextPart{at, close + 1};
}

std::optional<TextPart> entityAt(std::string_view text, std::size_t at)
{
    const std::size_t end = text.find(';', at);
    if (end == std::string_view::npos || end - at > 9 || end - at < 3)
        return std::nullopt;
    const std::string_view name = text.substr(at + 1, end - at - 1);
    const bool number = name[0] == '#'
        && (name[1] == 'x' ? name.size() > 2 && std::all_of(name.begin() + 2, name.end(), isHex)
                           : std::all_of(name.begin() + 1, name.end(), [](char c) { return c >= '0' && c <= '9'; }));
    return number || isOneOf(name, entities) ? std::optional(TextPart{at, end + 1}) : std::nullopt;
}

std::string decodedEntity(std::string_view entity)
{
    const std::string_view name = entity.substr(1, entity.size() - 2);
    if (name[0] != '#')
        return std::string(entityTexts[static_cast<std::size_t>(std::find(entities.begin(), entities.end(), name)
                                                                - entities.begin())]);
    const bool hex = name[1] == 'x';
    const unsigned long value = std::strtoul(std::string(name.substr(hex ? 2 : 1)).c_str(), nullptr, hex ? 16 : 10);
    std::string out;
    if (value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF))
        appendUtf8(out, static_cast<char32_t>(value));
    return out.empty() ? std::string(entity) : out;
}

// "\n" before a lower-case letter may be a path or a formula, unless it follows another one.
std::size_t literalEscapeAt(std::string_view text, std::size_t at)
{
    const bool follows = at >= 2 && text.substr(at - 2, 2) == "\\n";
    if (at + 1 >= text.size() || (at > 0 && (text[at - 1] == '\\' || text[at - 1] == ':')))
        return 0;
    if (text[at + 1] == 'n' && (follows || at + 2 >= text.size() || !(text[at + 2] >= 'a' && text[at + 2] <= 'z')))
        return 2;
    const bool unicode = text[at + 1] == 'u' && at + 6 <= text.size()
        && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                       text.begin() + static_cast<std::ptrdiff_t>(at) + 6, isHex);
    return unicode ? 6 : 0;
}

// The next of two ASCII signs.
std::size_t findEither(std::string_view text, char one, char other, std::size_t from)
{
    while (from < text.size() && text[from] != one && text[from] != other)
        ++from;
    return from < text.size() ? from : std::string_view::npos;
}

constexpr std::u32string_view openers = U"([{（「『【［｛〈《〔", closers = U")]}）」』】］｝〉》〕";

} // namespace

bool hasCode(std::string_view text)
{
    return text.find("```") != std::string_view::npos || text.find("#include") != std::string_view::npos
        || text.find("def ") != std::string_view::npos || text.find("</script") != std::string_view::npos
        || text.find("<!DOCTYPE") != std::string_view::npos || text.find(");\n") != std::string_view::npos
        || text.find("<?xml") != std::string_view::npos;
}

std::optional<TextPart> findSpecialToken(std::string_view text, std::size_t from)
{
    constexpr std::array<std::string_view, 6> tokens{"<s>",          "</s>", "<bos>", "<eos>", "<start_of_turn>",
                                                     "<end_of_turn>"};
    for (std::size_t at = findEither(text, '<', '[', from); at != std::string_view::npos;
         at = findEither(text, '<', '[', at + 1)) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("[INST]") || rest.starts_with("[/INST]"))
            return TextPart{at, at + (rest[1] == '/' ? 7U : 6U)};
        for (const std::string_view token : tokens)
            if (rest.starts_with(token))
                return TextPart{at, at + token.size()};
        if (!rest.starts_with("<|"))
            continue;
        std::size_t end = at + 2;
        while (end < text.size() && end - at < 64 && isTokenLetter(text[end]))
            ++end;
        if (end > at + 2 && text.substr(end, 2) == "|>")
            return TextPart{at, end + 2};
    }
    return std::nullopt;
}

std::string withoutSpecialTokens(std::string_view text)
{
    std::string out(text);
    // What is left may close up to a new one: <|im<|x|>_end|>.
    for (std::size_t from = 0; const auto token = findSpecialToken(out, from);) {
        out.erase(token->first, token->last - token->first);
        from = token->first > 64 ? token->first - 64 : 0;
    }
    return out;
}

std::optional<TextPart> findMarkup(std::string_view text, std::size_t from)
{
    for (std::size_t at = findEither(text, '<', '&', from); at != std::string_view::npos;
         at = findEither(text, '<', '&', at + 1)) {
        const auto part = text[at] == '<' ? tagAt(text, at) : entityAt(text, at);
        if (part)
            return part;
    }
    return std::nullopt;
}

std::string withoutMarkup(std::string_view text)
{
    std::string out;
    std::size_t at = 0;
    while (const auto part = findMarkup(text, at)) {
        out.append(text.substr(at, part->first - at));
        const std::string mark = lowered(text.substr(part->first, part->last - part->first));
        if (mark[0] == '&')
            out += decodedEntity(text.substr(part->first, part->last - part->first));
        else if (mark.starts_with("<br") || mark == "</p>" || mark == "</div>" || mark == "</li>" || mark == "</tr>")
            out += '\n';
        else if (mark == "</td>" || mark == "</th>")
            out += ' ';
        at = part->last;
    }
    out.append(text.substr(at));
    return out;
}

std::optional<TextPart> findLiteralEscape(std::string_view text)
{
    for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 1))
        if (const std::size_t length = literalEscapeAt(text, at))
            return TextPart{at, at + length};
    return std::nullopt;
}

std::string unescapedOnce(std::string_view text)
{
    std::string out;
    char32_t high = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = text[at] == '\\' ? literalEscapeAt(text, at) : 0;
        if (length == 6) {
            const auto value =
                static_cast<char32_t>(std::strtoul(std::string(text.substr(at + 2, 4)).c_str(), nullptr, 16));
            if (value >= 0xD800 && value < 0xDC00) {
                high = value;
            } else if (value >= 0xDC00 && value < 0xE000) {
                appendUtf8(out, high ? 0x10000 + ((high - 0xD800) << 10U) + (value - 0xDC00) : 0xFFFD);
                high = 0;
            } else {
                appendUtf8(out, value == 0 ? 0xFFFD : value);
            }
        } else {
            out += length == 2 ? '\n' : text[at];
        }
        at += length ? length : 1;
    }
    return out;
}

std::optional<TextPart> findPlaceholder(std::string_view text)
{
    if (const std::size_t open = text.find("{{"); open != std::string_view::npos) {
        const std::size_t close = text.find("}}", open);
        if (close != std::string_view::npos && close - open > 2 && close - open < 80)
            return TextPart{open, close + 2};
    }
    if (text.find('>') == std::string_view::npos)
        return std::nullopt;
    for (const std::string_view end : {" here>", "を入力>", "を記入>"}) {
        const std::size_t at = text.find(end);
        if (at == std::string_view::npos)
            continue;
        const std::size_t open = text.rfind('<', at);
        if (open != std::string_view::npos && at - open < 80)
            return TextPart{open, at + end.size()};
    }
    return std::nullopt;
}

namespace {

// The first bracket of any kind at or behind `from`; 0 in `bytes` when there is none. All that are not ASCII are three
// bytes and start with E3 80 or EF.
CodePoint nextBracket(std::string_view text, std::size_t &from)
{
    for (; from < text.size(); ++from) {
        const char c = text[from];
        const bool ascii = c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}';
        const bool wide = (c == '\xE3' && from + 2 < text.size() && text[from + 1] == '\x80') || c == '\xEF';
        if (!ascii && !wide)
            continue;
        const CodePoint point = codePointAt(text, from);
        if (ascii || openers.find(point.value) != std::u32string_view::npos
            || closers.find(point.value) != std::u32string_view::npos)
            return point;
    }
    return {};
}

// 1) and a) number a list, :) is a face.
bool mayStandAlone(std::string_view text, std::size_t at, char32_t bracket)
{
    if (bracket != U')' && bracket != U'）')
        return false;
    const char32_t before = at == 0 ? 0 : codePointAt(text, previousCodePoint(text, at)).value;
    return before < 0x80 || (before >= 0xFF10 && before <= 0xFF5A);
}

std::optional<TextPart> unbalancedBracket(std::string_view text)
{
    struct Open {
        std::size_t kind, at, bytes;
    };
    thread_local std::vector<Open> open;
    open.clear();
    for (std::size_t at = 0;;) {
        const CodePoint point = nextBracket(text, at);
        if (point.bytes == 0)
            break;
        if (const std::size_t kind = openers.find(point.value); kind != std::u32string_view::npos) {
            open.push_back({kind, at, point.bytes});
        } else if (!open.empty() && open.back().kind == closers.find(point.value)) {
            open.pop_back();
        } else if (!mayStandAlone(text, at, point.value)) {
            return TextPart{at, at + point.bytes};
        }
        at += point.bytes;
    }
    if (open.empty())
        return std::nullopt;
    return TextPart{open.front().at, open.front().at + open.front().bytes};
}

} // namespace

std::optional<TextPart> findUnbalanced(std::string_view text)
{
    std::size_t fences = 0, lastFence = 0;
    for (std::size_t at = text.find("```"); at != std::string_view::npos; at = text.find("```", at + 3)) {
        ++fences;
        lastFence = at;
    }
    if (fences % 2 == 1)
        return TextPart{lastFence, lastFence + 3};
    const auto bracket = unbalancedBracket(text); // nearly always none, so that code is looked for last
    return bracket && !hasCode(text) ? bracket : std::nullopt;
}

std::size_t rolePrefixOf(std::string_view text)
{
    constexpr std::array<std::string_view, 16> roles{
        "assistant", "user", "system", "human", "answer",       "question", "ai",   "bot",
        "q",         "a",    "回答",   "質問",  "アシスタント", "ユーザー", "答え", "問い"};
    std::size_t start = 0;
    while (start < text.size() && text[start] == ' ')
        ++start;
    const std::string_view begin = text.substr(start);
    for (const std::string_view role : roles) {
        const bool stands = begin.size() > role.size()
            && std::equal(role.begin(), role.end(), begin.begin(), [](char r, char c) { return lowerOf(c) == r; });
        if (!stands)
            continue;
        const std::string_view rest = begin.substr(role.size());
        const std::size_t sign = rest.starts_with(":") ? 1U : rest.starts_with("：") ? 3U : 0U;
        if (sign == 0)
            continue;
        std::size_t end = start + role.size() + sign;
        while (end < text.size() && text[end] == ' ')
            ++end;
        return end;
    }
    return 0;
}

namespace {

constexpr std::size_t pieceLength = 10; // characters
constexpr std::size_t shortest = 80; // characters: in less, four times the same ten letters are a list

// The starts of all characters; the last one is the end.
std::vector<std::size_t> startsOf(std::string_view text)
{
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U)
            starts.push_back(at);
    starts.push_back(text.size());
    return starts;
}

std::optional<TextPart> repeatedPiece(std::string_view text)
{
    const std::vector<std::size_t> starts = startsOf(text);
    const std::size_t characters = starts.size() - 1;
    if (characters < shortest)
        return std::nullopt;
    // Equal pieces stand together when their starts are sorted by what follows.
    std::vector<std::pair<std::uint64_t, std::size_t>> pieces; // hash, character
    for (std::size_t i = 0; i + pieceLength <= characters; ++i)
        pieces.emplace_back(std::hash<std::string_view>{}(text.substr(starts[i], starts[i + pieceLength] - starts[i])),
                            i);
    std::sort(pieces.begin(), pieces.end());
    std::optional<TextPart> found;
    for (std::size_t i = 0; i < pieces.size();) {
        std::size_t count = 0, free = 0, second = 0, end = i;
        for (; end < pieces.size() && pieces[end].first == pieces[i].first; ++end) {
            if (count > 0 && pieces[end].second < free)
                continue; // overlaps the one before
            free = pieces[end].second + pieceLength;
            if (++count == 2)
                second = pieces[end].second;
        }
        const std::string_view piece =
            text.substr(starts[pieces[i].second], starts[pieces[i].second + pieceLength] - starts[pieces[i].second]);
        const bool blank = piece.find_first_not_of(" \t-=_*#|.") == std::string_view::npos; // rules of tables
        if (count >= 4 && count * pieceLength * 10 > characters * 3 && !blank
            && (!found || starts[second] < found->first))
            found = TextPart{starts[second], text.size()};
        i = end;
    }
    return found;
}

std::optional<TextPart> repeatedLine(std::string_view text)
{
    if (text.find('\n') == std::string_view::npos)
        return std::nullopt;
    std::vector<std::pair<std::string_view, std::size_t>> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end - at >= 6 && text.substr(at, end - at).find_first_not_of(" \t-=_*#|.`") != std::string_view::npos)
            lines.emplace_back(text.substr(at, end - at), at);
        at = end + 1;
    }
    if (lines.size() < 5)
        return std::nullopt;
    std::sort(lines.begin(), lines.end());
    for (std::size_t i = 0; i + 4 < lines.size(); ++i)
        if (lines[i].first == lines[i + 4].first && (i == 0 || lines[i - 1].first != lines[i].first))
            return TextPart{lines[i + 1].second, text.size()};
    return std::nullopt;
}

// Whether a piece may stand there often enough. Never wrongly no: a piece holds at least seven neighbouring characters
// whose four bytes from there on lie in it, and each of these bytes is there as often as the piece. Counted by a hash,
// so wrongly yes when others fall together.
template <class Counter> bool hasFrequentPiece(std::string_view text, std::size_t characters)
{
    constexpr std::size_t slots = 1024, neighbours = pieceLength - 3;
    const std::size_t enough = std::max<std::size_t>(4, characters * 3 / (pieceLength * 10) + 1);
    std::array<Counter, slots> counts{};
    thread_local std::vector<std::uint16_t> places; // of the characters, in order
    places.resize(characters + 1); // a text that is no UTF-8 may start in the middle of one
    std::size_t n = 0;
    for (std::size_t at = 0; at + 4 <= text.size();) {
        std::uint32_t four = 0;
        std::memcpy(&four, text.data() + at, 4);
        const std::uint32_t place = (four * 2654435761U) >> 22U;
        places[n++] = static_cast<std::uint16_t>(place);
        counts[place] = static_cast<Counter>(counts[place] + (counts[place] != std::numeric_limits<Counter>::max()));
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
            ++at;
    }
    // Of seven neighbours one is looked at; only where it is often, the others are.
    for (std::size_t i = neighbours - 1; i < n; i += neighbours) {
        if (counts[places[i]] < enough)
            continue;
        std::size_t first = i, last = i + 1;
        while (first > 0 && counts[places[first - 1]] >= enough)
            --first;
        while (last < n && counts[places[last]] >= enough)
            ++last;
        if (last - first >= neighbours)
            return true;
    }
    return false;
}

// Eight bytes at places chosen by what stands there (one in four), so that every copy of a piece is looked at in the
// same places: few of them, and the text is not said to repeat itself. For a row of one letter that is chance.
bool isSeenAgain(std::string_view text)
{
    std::array<std::uint8_t, 512> seen{};
    const std::size_t enough = std::max<std::size_t>(4, text.size() / 3 / 100);
    for (std::size_t at = 0; at + 8 <= text.size(); ++at) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, 8);
        const std::uint64_t mixed = bytes * 0x9E3779B97F4A7C15ULL;
        if ((mixed >> 62U) != 0)
            continue;
        std::uint8_t &count = seen[(mixed >> 50U) & 511U];
        count = static_cast<std::uint8_t>(std::min<int>(count + 1, 255));
        if (count >= std::min<std::size_t>(enough, 255))
            return true;
    }
    return false;
}

} // namespace

std::optional<TextPart> findRepetition(std::string_view text)
{
    if (const auto line = repeatedLine(text))
        return line;
    constexpr std::size_t longest = 200'000; // bytes; beyond, the lines alone are looked at
    if (text.size() < shortest || text.size() > longest)
        return std::nullopt;
    const std::size_t characters = countCodePoints(text);
    if (characters < shortest)
        return std::nullopt;
    // A counter of one byte reaches `enough` of texts up to 8,000 characters.
    const bool may = characters < 8000 ? hasFrequentPiece<std::uint8_t>(text, characters)
                                       : hasFrequentPiece<std::uint32_t>(text, characters);
    return may && isSeenAgain(text) ? repeatedPiece(text) : std::nullopt;
}

std::string withoutRepetition(std::string_view text)
{
    const auto found = findRepetition(text);
    if (!found)
        return std::string(text);
    std::size_t end = found->first;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == ' '))
        --end;
    return std::string(text.substr(0, end));
}

} // namespace onsa
