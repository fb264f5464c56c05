// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/text_parts.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace onsa::ui {

namespace {

// Some ten milliseconds of Japanese text.
constexpr qsizetype longestParagraph = 20'000;
constexpr qsizetype partLength = 20'000;
constexpr qsizetype longestText = 300'000;
constexpr qsizetype searched = 2'000; // at the end of a part, for a good place
constexpr qsizetype longestCharacter = 64; // of letters and marks that are seen as one

bool fits(QStringView text)
{
    if (text.size() <= longestParagraph)
        return true;
    if (text.size() > longestText)
        return false;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = text.indexOf(QLatin1Char('\n'), start);
        if ((end < 0 ? text.size() : end) - start > longestParagraph)
            return false;
        start = end < 0 ? text.size() : end + 1;
    }
    return true;
}

bool endsSentence(QChar c)
{
    return QStringView(u"。．！？!?").contains(c);
}

// Between two of the places where a person sees one character end.
qsizetype betweenCharacters(QStringView text, qsizetype at)
{
    const qsizetype from = std::max<qsizetype>(0, at - longestCharacter);
    const QStringView near = text.sliced(from, std::min(2 * longestCharacter, text.size() - from));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, near.data(), near.size());
    finder.setPosition(at - from);
    if (finder.isAtBoundary())
        return at;
    const qsizetype before = finder.toPreviousBoundary();
    return before > 0 ? from + before : at;
}

// At most `end`, and behind `end - searched`.
qsizetype goodPlace(QStringView text, qsizetype end)
{
    const QStringView tail = text.sliced(end - searched, searched);
    if (const qsizetype line = tail.lastIndexOf(QLatin1Char('\n')); line >= 0)
        return end - searched + line + 1;
    const auto place = [&](auto isPlace) {
        const auto found = std::find_if(tail.rbegin(), tail.rend(), isPlace);
        return found == tail.rend() ? qsizetype(-1) : end - (found - tail.rbegin());
    };
    if (const qsizetype sentence = place(endsSentence); sentence >= 0)
        return betweenCharacters(text, sentence);
    if (const qsizetype space = place([](QChar c) { return c.isSpace(); }); space >= 0)
        return betweenCharacters(text, space);
    return betweenCharacters(text, end);
}

} // namespace

std::vector<qsizetype> partStarts(QStringView text)
{
    std::vector<qsizetype> starts{0};
    if (fits(text))
        return starts;
    while (text.size() - starts.back() > partLength + searched)
        starts.push_back(goodPlace(text, starts.back() + partLength));
    return starts;
}

} // namespace onsa::ui
