// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plain_rows.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace onsa {

namespace {

constexpr std::size_t longest = 1U << 20U; // bytes; a longer row has a finding
constexpr std::size_t mostMembers = 8;

// Members that make a row another kind of example, or that readExample looks at.
constexpr std::array<std::string_view, 6> others{"chosen",
                                                 "rejected",
                                                 "preferred_output",
                                                 "preferred_completion",
                                                 "non_preferred_output",
                                                 "non_preferred_completion"};

constexpr std::uint64_t everyByte = 0x0101010101010101ULL;

struct Bytes {
    bool control = false; // below U+0020
    bool ascii = true;
};

// Eight at a time: a byte below 0x20 borrows into its highest bit.
Bytes look(std::string_view line)
{
    std::uint64_t below = 0, high = 0;
    std::size_t at = 0;
    for (; at + 8 <= line.size(); at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, line.data() + at, 8);
        below |= (eight - everyByte * 0x20) & ~eight;
        high |= eight;
    }
    bool control = false;
    for (; at < line.size(); ++at) {
        const auto byte = static_cast<unsigned char>(line[at]);
        control = control || byte < 0x20;
        high |= byte;
    }
    return {control || (below & everyByte * 0x80) != 0, (high & everyByte * 0x80) == 0};
}

constexpr std::array<std::uint8_t, 256> makeHexDigits()
{
    std::array<std::uint8_t, 256> digits{};
    digits.fill(0xFF);
    for (std::uint8_t i = 0; i < 10; ++i)
        digits[static_cast<std::size_t>('0' + i)] = i;
    for (std::uint8_t i = 0; i < 6; ++i)
        digits[static_cast<std::size_t>('a' + i)] = digits[static_cast<std::size_t>('A' + i)] =
            static_cast<std::uint8_t>(10 + i);
    return digits;
}
constexpr std::array<std::uint8_t, 256> hexDigits = makeHexDigits();

// Four hexadecimal digits; more than 0xFFFF when they are none.
unsigned unitAt(const char *at)
{
    const auto digit = [at](std::size_t i) -> unsigned { return hexDigits[static_cast<unsigned char>(at[i])]; };
    const unsigned all = digit(0) | digit(1) | digit(2) | digit(3);
    return all > 15 ? 0x10000U : (digit(0) << 12U) | (digit(1) << 8U) | (digit(2) << 4U) | digit(3);
}

// Walks through the line and gives up at anything unusual.
class Reader
{
public:
    Reader(std::string_view line, std::string &room)
        : m_at(line.data())
        , m_end(line.data() + line.size())
        , m_room(room)
    {
    }

    bool take(char sign)
    {
        while (m_at < m_end && *m_at == ' ')
            ++m_at;
        if (m_at == m_end || *m_at != sign)
            return false;
        ++m_at;
        return true;
    }
    bool isAtEnd()
    {
        while (m_at < m_end && *m_at == ' ')
            ++m_at;
        return m_at == m_end;
    }

    // A string with its quotes. Behind a backslash there may be another quote, so the search goes on there.
    bool text(std::string_view &out)
    {
        if (!take('"'))
            return false;
        const char *const first = m_at;
        const auto *quote = find('"', first, m_end);
        if (quote == nullptr)
            return false;
        const auto *slash = find('\\', first, quote);
        if (slash == nullptr) {
            out = {first, static_cast<std::size_t>(quote - first)};
            m_at = quote + 1;
            return true;
        }
        return escaped(first, slash, out);
    }

private:
    static const char *find(char wanted, const char *from, const char *to)
    {
        return static_cast<const char *>(std::memchr(from, wanted, static_cast<std::size_t>(to - from)));
    }

    bool escaped(const char *first, const char *slash, std::string_view &out)
    {
        // What comes of a line is never longer than the line: the room is made once, so that the views stay true.
        const std::size_t start = m_used;
        char *to = m_room.data() + start;
        const char *from = first;
        for (;;) {
            std::memcpy(to, from, static_cast<std::size_t>(slash - from));
            to += slash - from;
            from = slash;
            if (!unescape(from, to))
                return false;
            // Escapes come in runs, as in a text of nothing else.
            while (from < m_end && *from == '\\')
                if (!unescape(from, to))
                    return false;
            slash = from;
            while (slash < m_end && *slash != '\\' && *slash != '"')
                ++slash;
            if (slash == m_end)
                return false;
            if (*slash != '"')
                continue;
            std::memcpy(to, from, static_cast<std::size_t>(slash - from));
            to += slash - from;
            break;
        }
        m_used = static_cast<std::size_t>(to - m_room.data());
        out = {m_room.data() + start, m_used - start};
        m_at = slash + 1;
        return true;
    }

    // One escape; both move behind it.
    bool unescape(const char *&from, char *&to) const
    {
        if (m_end - from < 2)
            return false;
        if (from[1] != 'u') {
            constexpr std::string_view names = "\"\\/bfnrt", values = "\"\\/\b\f\n\r\t";
            const std::size_t which = names.find(from[1]);
            if (which == std::string_view::npos)
                return false;
            *to++ = values[which];
            from += 2;
            return true;
        }
        if (m_end - from < 6)
            return false;
        char32_t value = unitAt(from + 2);
        from += 6;
        if (value >= 0xD800 && value <= 0xDFFF) {
            if (value > 0xDBFF || m_end - from < 6 || from[0] != '\\' || from[1] != 'u')
                return false;
            const unsigned low = unitAt(from + 2);
            if (low < 0xDC00 || low > 0xDFFF)
                return false;
            value = 0x10000 + ((value - 0xD800) << 10U) + (low - 0xDC00);
            from += 6;
        } else if (value > 0xFFFF) {
            return false;
        }
        write(value, to);
        return true;
    }

    static void write(char32_t value, char *&to)
    {
        const auto put = [&to](char32_t byte) { *to++ = static_cast<char>(byte); };
        if (value < 0x80)
            return put(value);
        if (value < 0x800) {
            put(0xC0U | (value >> 6U));
        } else if (value < 0x10000) {
            put(0xE0U | (value >> 12U));
            put(0x80U | ((value >> 6U) & 0x3FU));
        } else {
            put(0xF0U | (value >> 18U));
            put(0x80U | ((value >> 12U) & 0x3FU));
            put(0x80U | ((value >> 6U) & 0x3FU));
        }
        put(0x80U | (value & 0x3FU));
    }

    const char *m_at;
    const char *const m_end;
    std::string &m_room;
    std::size_t m_used = 0;
};

// The line without its end, when it may be read here at all; `room` is large enough for it.
std::optional<std::string_view> readable(std::string_view line, std::string &room)
{
    if (line.size() > longest)
        return std::nullopt;
    while (line.ends_with('\r'))
        line.remove_suffix(1);
    const Bytes bytes = look(line);
    if (bytes.control || (!bytes.ascii && !isUtf8(line)))
        return std::nullopt;
    if (room.size() < line.size())
        room.resize(line.size());
    return line;
}

// Names of members, each of which may come once.
class Keys
{
public:
    bool add(std::string_view key)
    {
        const auto end = m_keys.begin() + static_cast<std::ptrdiff_t>(m_count);
        if (m_count == m_keys.size() || std::find(m_keys.begin(), end, key) != end
            || std::find(others.begin(), others.end(), key) != others.end())
            return false;
        m_keys[m_count++] = key;
        return true;
    }

private:
    std::array<std::string_view, mostMembers> m_keys;
    std::size_t m_count = 0;
};

bool readMessage(Reader &reader, Message &message)
{
    bool hasRole = false, hasContent = false;
    message.weight.reset();
    if (!reader.take('{'))
        return false;
    do {
        std::string_view key, value;
        if (!reader.text(key) || !reader.take(':') || !reader.text(value))
            return false;
        bool &seen = key == "role" ? hasRole : hasContent;
        if (seen || (key != "role" && key != "content"))
            return false;
        seen = true;
        (key == "role" ? message.role : message.content).assign(value);
    } while (reader.take(','));
    return reader.take('}') && hasRole && hasContent;
}

bool readMessages(Reader &reader, std::vector<Message> &messages)
{
    std::size_t count = 0;
    if (!reader.take('['))
        return false;
    do {
        if (count == messages.size())
            messages.emplace_back();
        if (!readMessage(reader, messages[count++]))
            return false;
    } while (reader.take(','));
    messages.resize(count);
    return reader.take(']');
}

} // namespace

std::optional<PairTexts> readPlainPair(std::string_view line, std::string &room)
{
    // A conversation mostly begins with its messages: it need not be looked at twice.
    if (line.substr(std::min(line.find('"'), line.size())).starts_with("\"messages\""))
        return std::nullopt;
    const auto text = readable(line, room);
    if (!text)
        return std::nullopt;
    Reader reader(*text, room);
    if (!reader.take('{'))
        return std::nullopt;
    Keys keys;
    std::optional<std::string_view> prompt, completion;
    do {
        std::string_view key, value;
        if (!reader.text(key) || !keys.add(key) || key == "messages" || !reader.take(':') || !reader.text(value))
            return std::nullopt;
        if (key == "prompt")
            prompt = value;
        else if (key == "completion")
            completion = value;
    } while (reader.take(','));
    if (!reader.take('}') || !reader.isAtEnd() || !prompt || !completion)
        return std::nullopt;
    return PairTexts{*prompt, *completion};
}

bool readPlainChat(std::string_view line, std::string &room, Example &chat)
{
    const auto text = readable(line, room);
    if (!text)
        return false;
    Reader reader(*text, room);
    if (!reader.take('{'))
        return false;
    Keys keys;
    bool hasMessages = false;
    do {
        std::string_view key, value;
        if (!reader.text(key) || !keys.add(key) || !reader.take(':'))
            return false;
        if (key != "messages" && !reader.text(value))
            return false;
        if (key == "messages" && !readMessages(reader, chat.messages))
            return false;
        hasMessages = hasMessages || key == "messages";
    } while (reader.take(','));
    chat.kind = ExampleKind::Chat;
    return reader.take('}') && reader.isAtEnd() && hasMessages;
}

} // namespace onsa
