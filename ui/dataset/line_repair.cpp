// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/line_repair.h"

#include "core/example.h"

#include <QByteArray>
#include <QStringDecoder>

#include <string_view>

namespace onsa::ui {

namespace {

bool readable(const std::string &line)
{
    return parseExample(line).has_value();
}

// One pass that knows whether it is inside a text: drops commas before } and ], escapes raw control characters, and
// closes at the end what is open.
std::string tidied(const std::string &line)
{
    std::string out, open;
    bool inText = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (inText) {
            if (c == '\\' && i + 1 < line.size()) {
                out += c;
                out += line[++i];
            } else if (c == '\t') {
                out += "\\t";
            } else if (c == '\n') {
                out += "\\n";
            } else if (c == '\r') {
                out += "\\r";
            } else if (static_cast<unsigned char>(c) >= 0x20 || c == '"') {
                out += c;
                inText = c != '"';
            }
            continue;
        }
        if (c == ',') {
            const std::size_t next = line.find_first_not_of(" \t\r\n", i + 1);
            if (next == std::string::npos || line[next] == '}' || line[next] == ']')
                continue;
        }
        if (c == '"')
            inText = true;
        if (c == '{' || c == '[')
            open += c == '{' ? '}' : ']';
        if ((c == '}' || c == ']') && !open.empty() && open.back() == c)
            open.pop_back();
        out += c;
    }
    if (inText)
        out += '"';
    out.append(open.rbegin(), open.rend());
    return out;
}

std::optional<std::string> decoded(const std::string &line, const char *encoding)
{
    QStringDecoder decoder(encoding, QStringDecoder::Flag::Stateless);
    if (!decoder.isValid())
        return std::nullopt;
    const QString text = decoder(QByteArray::fromRawData(line.data(), qsizetype(line.size())));
    if (decoder.hasError() || text.contains(QChar::ReplacementCharacter))
        return std::nullopt;
    return text.toStdString();
}

} // namespace

std::optional<std::string> repairedLine(const std::string &line)
{
    if (line.empty() || readable(line))
        return std::nullopt;
    if (std::string candidate = tidied(line); candidate != line && readable(candidate))
        return candidate;
    for (const char *encoding : {"Shift_JIS", "EUC-JP"})
        if (auto candidate = decoded(line, encoding); candidate && *candidate != line && readable(*candidate))
            return candidate;
    return std::nullopt;
}

} // namespace onsa::ui
