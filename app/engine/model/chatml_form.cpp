// SPDX-License-Identifier: GPL-3.0-or-later
// Tells ChatML templates from others without running Jinja: literals that are joined by + are read as one, and the
// frame of a turn must come out of them.
#include "engine/model/chat_template.h"

namespace onsa::engine {

namespace {

bool isQuote(char c)
{
    return c == '\'' || c == '"';
}

// Position behind `'  +  '`, or npos when the quote at `at` really ends the literal.
std::size_t afterJoin(std::string_view jinja, std::size_t at)
{
    std::size_t next = jinja.find_first_not_of(" \t\r\n", at + 1);
    if (next == std::string_view::npos || (jinja[next] != '+' && jinja[next] != '~'))
        return std::string_view::npos;
    next = jinja.find_first_not_of(" \t\r\n", next + 1);
    if (next == std::string_view::npos || !isQuote(jinja[next]))
        return std::string_view::npos;
    return next + 1;
}

// The template with literals joined, escapes resolved and the ends of literals marked by NUL.
std::string joinLiterals(std::string_view jinja)
{
    std::string out;
    char inside = '\0'; // the quote that began this literal
    bool inTag = false; // between {{ or {% and its end; quotes elsewhere are text
    for (std::size_t i = 0; i < jinja.size(); ++i) {
        const char c = jinja[i];
        if (inside != '\0' && c == '\\' && i + 1 < jinja.size()) {
            const char escaped = jinja[++i];
            out += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
        } else if (inside != '\0' && c == inside) {
            const std::size_t next = afterJoin(jinja, i);
            if (next == std::string_view::npos) {
                inside = '\0';
                out += '\0';
            } else {
                inside = jinja[next - 1];
                i = next - 1;
            }
        } else if (inside == '\0' && inTag && isQuote(c)) {
            inside = c;
            out += '\0';
        } else {
            const std::string_view pair = jinja.substr(i, 2);
            if (inside == '\0' && (pair == "{{" || pair == "{%"))
                inTag = true;
            else if (inside == '\0' && (pair == "}}" || pair == "%}"))
                inTag = false;
            out += c;
        }
    }
    return out;
}

} // namespace

Result<ChatMlForm> readChatMl(std::string_view jinja)
{
    constexpr std::string_view system = "<|im_start|>system\n";
    constexpr std::string_view end = "<|im_end|>";
    const std::string text = joinLiterals(jinja);
    if (text.find("<|im_start|>assistant\n") == std::string::npos || text.find("<|im_end|>\n") == std::string::npos)
        return fail(ErrorKind::Unsupported, "the chat template of this model is not of the ChatML form",
                    "unsupported_chat_template");

    ChatMlForm form;
    for (std::size_t at = text.find(system); at != std::string::npos; at = text.find(system, at + 1)) {
        const std::size_t from = at + system.size();
        const std::size_t to = text.find(end, from);
        const std::size_t literalEnd = text.find('\0', from);
        // The content of the conversation's own system line comes from a variable: the literal ends before it.
        if (to != std::string::npos && to < literalEnd && text.find("{{", from) > to) {
            form.defaultSystem = text.substr(from, to - from);
            break;
        }
    }
    form.startsWithBos = text.find("bos_token") != std::string::npos;
    for (const std::string_view trim : {"content'] | trim", "content']|trim", "content\"] | trim", "content | trim"})
        form.trimsContent = form.trimsContent || jinja.find(trim) != std::string_view::npos;
    return form;
}

} // namespace onsa::engine
