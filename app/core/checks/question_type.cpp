// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/question_type.h"

#include "core/checks/sentences.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace onsa {

namespace {

using Type = QuestionType;

struct Sign {
    std::string_view words;
    Type type;
};

// The first that is there decides: 何人 before 何, どのように before どの.
constexpr std::array japanese{Sign{"なぜ", Type::Why},           Sign{"どうして", Type::Why},
                              Sign{"理由", Type::Why},           Sign{"どのように", Type::How},
                              Sign{"どうやって", Type::How},     Sign{"どうすれば", Type::How},
                              Sign{"どうしたら", Type::How},     Sign{"方法", Type::How},
                              Sign{"やり方", Type::How},         Sign{"手順", Type::How},
                              Sign{"いくら", Type::HowMuch},     Sign{"いくつ", Type::HowMuch},
                              Sign{"どのくらい", Type::HowMuch}, Sign{"どれくらい", Type::HowMuch},
                              Sign{"何人", Type::HowMuch},       Sign{"何円", Type::HowMuch},
                              Sign{"何回", Type::HowMuch},       Sign{"何件", Type::HowMuch},
                              Sign{"何日間", Type::HowMuch},     Sign{"いつ", Type::When},
                              Sign{"何時", Type::When},          Sign{"何日", Type::When},
                              Sign{"何月", Type::When},          Sign{"何年", Type::When},
                              Sign{"どこ", Type::Where},         Sign{"誰", Type::Who},
                              Sign{"だれ", Type::Who},           Sign{"どなた", Type::Who},
                              Sign{"どの", Type::Which},         Sign{"どれ", Type::Which},
                              Sign{"どちら", Type::Which},       Sign{"何", Type::What},
                              Sign{"なに", Type::What},          Sign{"どんな", Type::What},
                              Sign{"とは", Type::What}};

constexpr std::array requestEnds{std::string_view("ください"), std::string_view("下さい"), std::string_view("しなさい"),
                                 std::string_view("せよ"), std::string_view("してほしい")};
constexpr std::array questionEnds{std::string_view("か"), std::string_view("でしょうか"), std::string_view("？"),
                                  std::string_view("?")};

constexpr std::array yesNoWords{"is",     "are",  "was",   "were", "do",  "does", "did",   "can", "could",
                                "should", "will", "would", "may",  "has", "have", "might", "am"};
constexpr std::array requestWords{"please", "write",    "translate", "summarize", "summarise", "explain", "list",
                                  "give",   "describe", "tell",      "show",      "make",      "name",    "create"};

bool endsWithOne(std::string_view text, auto &&ends)
{
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

template <class Words> bool isOneOf(std::string_view word, const Words &words)
{
    return std::any_of(words.begin(), words.end(), [&](const char *known) { return word == known; });
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words(1);
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if ((lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80)
            words.back() += lower;
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

Type englishType(std::string_view sentence)
{
    const std::vector<std::string> words = wordsOf(sentence);
    if (isOneOf(words.front(), requestWords))
        return Type::Request;
    if (isOneOf(words.front(), yesNoWords))
        return Type::YesNo;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string &word = words[i];
        if (word == "how") {
            const std::string next = i + 1 < words.size() ? words[i + 1] : std::string();
            return next == "many" || next == "much" || next == "long" || next == "often" || next == "far"
                ? Type::HowMuch
                : Type::How;
        }
        for (const Sign &sign :
             {Sign{"why", Type::Why}, Sign{"when", Type::When}, Sign{"where", Type::Where}, Sign{"who", Type::Who},
              Sign{"whose", Type::Who}, Sign{"which", Type::Which}, Sign{"what", Type::What}})
            if (word == sign.words)
                return sign.type;
    }
    return Type::Other;
}

bool isJapanese(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

} // namespace

QuestionType questionTypeOf(std::string_view prompt)
{
    const std::vector<TextPart> sentences = sentencesOf(prompt);
    if (sentences.empty())
        return Type::Other;
    std::string_view last = prompt.substr(sentences.back().first, sentences.back().last - sentences.back().first);
    if (!isJapanese(last))
        return englishType(last);
    const bool asks = endsWithOne(last, questionEnds);
    for (const std::string_view mark : {"。", "？", "?", "．", "！"})
        if (last.ends_with(mark))
            last.remove_suffix(mark.size());
    if (endsWithOne(last, requestEnds))
        return Type::Request;
    for (const Sign &sign : japanese)
        if (last.find(sign.words) != std::string_view::npos)
            return sign.type;
    return asks || endsWithOne(last, questionEnds) ? Type::YesNo : Type::Other;
}

const char *nameOf(QuestionType type)
{
    constexpr std::array names{"other", "what",  "which", "how",    "how_much", "why",
                               "when",  "where", "who",   "yes_no", "request"};
    return names[static_cast<std::size_t>(type)];
}

} // namespace onsa
