// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/issue_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace onsa::ui {

namespace {

struct Entry {
    const char *id;
    const char *title; // null: error_text has it
    const char *explanation;
};

// clang-format off
constexpr Entry entries[] = {
    {"two_values", QT_TRANSLATE_NOOP("IssueWords", "Two examples stand on one line"),
        QT_TRANSLATE_NOOP("IssueWords", "Every example needs a line of its own. Splitting loses nothing.")},
    {"lone_surrogate", QT_TRANSLATE_NOOP("IssueWords", "Half a character"),
        QT_TRANSLATE_NOOP("IssueWords", "A character was cut in the middle, so the line cannot be read. The half is replaced by a mark.")},
    {"number_out_of_range", QT_TRANSLATE_NOOP("IssueWords", "A number is too large to be read"),
        QT_TRANSLATE_NOOP("IssueWords", "The number is kept as text, so that the rest of the line can be read.")},
    {"deeply_nested", QT_TRANSLATE_NOOP("IssueWords", "The line is nested too deeply"),
        QT_TRANSLATE_NOOP("IssueWords", "More than 64 brackets inside each other are hardly meant; with more than 1024 the line cannot be read.")},
    {"unreadable_row", QT_TRANSLATE_NOOP("IssueWords", "A row could not be read from the disk"),
        QT_TRANSLATE_NOOP("IssueWords", "The file may have been cut or the disk may be damaged. Save what there is under another name.")},
    {"mixed_schemas", QT_TRANSLATE_NOOP("IssueWords", "The rows have different formats"),
        QT_TRANSLATE_NOOP("IssueWords", "Pairs, conversations and preferences are mixed. Some services want one format in a file.")},
    {"unknown_member", QT_TRANSLATE_NOOP("IssueWords", "There are members that are not trained on"),
        QT_TRANSLATE_NOOP("IssueWords", "They are kept in the file and play no part in training.")},
    {"mixed_line_ends", QT_TRANSLATE_NOOP("IssueWords", "Lines end as on Windows, or in different ways"),
        QT_TRANSLATE_NOOP("IssueWords", "Windows ends a line with two characters (CR LF), other systems with one. Some tools stumble over it. The next save can make all line ends alike; until then every byte stays.")},
    {"line_ends_on_save", QT_TRANSLATE_NOOP("IssueWords", "The next save makes the line ends alike"),
        QT_TRANSLATE_NOOP("IssueWords", "The texts of the rows stay as they are.")},
    {"no_final_newline", QT_TRANSLATE_NOOP("IssueWords", "The last line has no line end"),
        QT_TRANSLATE_NOOP("IssueWords", "Tools that join files would write the next row behind it on the same line. The next save can add the end; until then every byte stays.")},
    {"final_newline_on_save", QT_TRANSLATE_NOOP("IssueWords", "The next save ends the last line"),
        QT_TRANSLATE_NOOP("IssueWords", "The texts of the rows stay as they are.")},
    {"near_limit", QT_TRANSLATE_NOOP("IssueWords", "This row is nearly as long as the model can read"),
        QT_TRANSLATE_NOOP("IssueWords", "Nothing is cut yet. A longer instruction in front of it would be too much.")},
    {"short_answer", QT_TRANSLATE_NOOP("IssueWords", "This answer is very short, the others are not"),
        QT_TRANSLATE_NOOP("IssueWords", "It may be right; it may also be a rest of something.")},
    {"imbalance", QT_TRANSLATE_NOOP("IssueWords", "More than half of the rows are of one kind"),
        QT_TRANSLATE_NOOP("IssueWords", "It may be what you want. If not, add rows of the other kinds, so that the model does not learn this one alone.")},
    {"boilerplate", QT_TRANSLATE_NOOP("IssueWords", "Many answers begin or end with the same sentence"),
        QT_TRANSLATE_NOOP("IssueWords", "The model learns to say it every time. Keep it if that is what you want; else it can be taken out of all of them.")},
    {"system_not_first", QT_TRANSLATE_NOOP("IssueWords", "An instruction stands in the middle"),
        QT_TRANSLATE_NOOP("IssueWords", "Instructions to the model belong at the start; there most models learn to follow them.")},
    {"same_role_twice", QT_TRANSLATE_NOOP("IssueWords", "The same speaker twice in a row"),
        QT_TRANSLATE_NOOP("IssueWords", "Most models learn only conversations whose turns alternate. Merging makes one message of both.")},
    {"unknown_message_key", QT_TRANSLATE_NOOP("IssueWords", "A message has a member that services refuse"),
        QT_TRANSLATE_NOOP("IssueWords", "Some services do not accept the whole file because of it.")},
    {"unanswered_tool_call", QT_TRANSLATE_NOOP("IssueWords", "A tool call has no answer"),
        QT_TRANSLATE_NOOP("IssueWords", "The model would learn to go on without the result of the tool.")},
    {"tool_arguments", QT_TRANSLATE_NOOP("IssueWords", "The arguments of a tool call are broken"),
        QT_TRANSLATE_NOOP("IssueWords", "They are no JSON, and the model would learn to write them so.")},
    {"no_user_message", QT_TRANSLATE_NOOP("IssueWords", "Nobody asks in this conversation"),
        QT_TRANSLATE_NOOP("IssueWords", "The model learns to speak first.")},
    {"same_answers", QT_TRANSLATE_NOOP("IssueWords", "Both answers say the same"),
        QT_TRANSLATE_NOOP("IssueWords", "Nothing can be learned from a comparison of two equal answers.")},
    {"empty_answer", QT_TRANSLATE_NOOP("IssueWords", "One of the two answers is missing"),
        QT_TRANSLATE_NOOP("IssueWords", "A comparison needs both.")},
    {"different_prompts", QT_TRANSLATE_NOOP("IssueWords", "The two answers belong to different questions"),
        QT_TRANSLATE_NOOP("IssueWords", "They cannot be compared.")},
    {"length_bias", QT_TRANSLATE_NOOP("IssueWords", "The chosen answer is nearly always the longer one"),
        QT_TRANSLATE_NOOP("IssueWords", "The model may learn to be long instead of to be good.")},
    {"refusal_preferred", QT_TRANSLATE_NOOP("IssueWords", "The chosen answer refuses"),
        QT_TRANSLATE_NOOP("IssueWords", "And the rejected one does not. They may be swapped.")},
    {"swapped_pair", QT_TRANSLATE_NOOP("IssueWords", "The same pair stands elsewhere the other way round"),
        QT_TRANSLATE_NOOP("IssueWords", "What is better in one row is worse in the other.")},
    {"preference_conflict", QT_TRANSLATE_NOOP("IssueWords", "A text is chosen here and rejected elsewhere"),
        QT_TRANSLATE_NOOP("IssueWords", "For the same question.")},
    {"non_character", QT_TRANSLATE_NOOP("IssueWords", "There is a code that is no character"),
        QT_TRANSLATE_NOOP("IssueWords", "PDF files leave it where a word was divided.")},
    {"radical", QT_TRANSLATE_NOOP("IssueWords", "A kanji radical in the place of the kanji"),
        QT_TRANSLATE_NOOP("IssueWords", "It looks the same, but to the model it is another character. PDF files do this.")},
    {"decomposed", QT_TRANSLATE_NOOP("IssueWords", "A letter and its mark are two characters"),
        QT_TRANSLATE_NOOP("IssueWords", "が can be written as one character or as か and a mark. To the model they differ.")},
    {"mixed_width", QT_TRANSLATE_NOOP("IssueWords", "Full width and half width are mixed"),
        QT_TRANSLATE_NOOP("IssueWords", "The rarer form is shown. One form is easier to learn.")},
    {"dash_variant", QT_TRANSLATE_NOOP("IssueWords", "Two kinds of wave dash"),
        QT_TRANSLATE_NOOP("IssueWords", "〜 and ～ look alike and are two characters.")},
    {"wrong_language", QT_TRANSLATE_NOOP("IssueWords", "The answer is in another language"),
        QT_TRANSLATE_NOOP("IssueWords", "And the question does not ask for a translation.")},
    {"repetition", QT_TRANSLATE_NOOP("IssueWords", "The answer repeats itself"),
        QT_TRANSLATE_NOOP("IssueWords", "The model learns to go on like this for ever.")},
    {"cut_off", QT_TRANSLATE_NOOP("IssueWords", "The answer may be cut off"),
        QT_TRANSLATE_NOOP("IssueWords", "Nearly all other answers end with a full stop.")},
    {"unbalanced", QT_TRANSLATE_NOOP("IssueWords", "A bracket or quotation mark has no other half"),
        QT_TRANSLATE_NOOP("IssueWords", "A part may be missing.")},
    {"html", QT_TRANSLATE_NOOP("IssueWords", "There are marks of a web page"),
        QT_TRANSLATE_NOOP("IssueWords", "Tags such as <br> and &nbsp; come along when a page is copied.")},
    {"literal_escape", QT_TRANSLATE_NOOP("IssueWords", "\\n stands in the text"),
        QT_TRANSLATE_NOOP("IssueWords", "It was meant as a line break. The model would learn to write the two characters.")},
    {"template_leftover", QT_TRANSLATE_NOOP("IssueWords", "A part of a template is left"),
        QT_TRANSLATE_NOOP("IssueWords", "A blank such as {{name}} was not filled in.")},
    {"role_prefix", QT_TRANSLATE_NOOP("IssueWords", "The answer starts with the name of a role"),
        QT_TRANSLATE_NOOP("IssueWords", "The format already says who speaks.")},
    {"refusal", QT_TRANSLATE_NOOP("IssueWords", "The answer refuses"),
        QT_TRANSLATE_NOOP("IssueWords", "The model learns to refuse. Keep it if that is what you want.")},
    {"length_outlier", QT_TRANSLATE_NOOP("IssueWords", "Far longer or shorter than the others"),
        QT_TRANSLATE_NOOP("IssueWords", "It may be right; it is worth a look.")},
    {"personal_data", QT_TRANSLATE_NOOP("IssueWords", "There may be personal data"),
        QT_TRANSLATE_NOOP("IssueWords", "E-mail addresses, phone numbers, postal codes, addresses, card numbers, My Number and the like. A tuned model can repeat them to anybody. Masks can be taken back.")},
    {"secret", QT_TRANSLATE_NOOP("IssueWords", "There may be a password or access key"),
        QT_TRANSLATE_NOOP("IssueWords", "It would be learned, and sent to a service with the data. Change it if it was real.")},
    {"time_dependent", QT_TRANSLATE_NOOP("IssueWords", "The answer is true only for a while"),
        QT_TRANSLATE_NOOP("IssueWords", "Words such as “currently” or 昨年 do not stay true.")},
    {"unresolved_reference", QT_TRANSLATE_NOOP("IssueWords", "The question points at something that is not there"),
        QT_TRANSLATE_NOOP("IssueWords", "Such as “the above”. A question should be clear on its own.")},
    {"prompt_echo", QT_TRANSLATE_NOOP("IssueWords", "The answer only repeats the question"),
        QT_TRANSLATE_NOOP("IssueWords", "There is little to learn from it.")},
    {"same_normalised", QT_TRANSLATE_NOOP("IssueWords", "The same row but for spaces, width or signs"),
        QT_TRANSLATE_NOOP("IssueWords", "Rows that say the same count twice in training.")},
    {"near_duplicate", QT_TRANSLATE_NOOP("IssueWords", "Nearly the same row"),
        QT_TRANSLATE_NOOP("IssueWords", "Eight tenths of the text are the same.")},
    {"soft_contradiction", QT_TRANSLATE_NOOP("IssueWords", "Nearly the same question has another answer"),
        QT_TRANSLATE_NOOP("IssueWords", "The answers differ in a number or in a “not”.")},
    {"one_answer", QT_TRANSLATE_NOOP("IssueWords", "One answer to many questions"),
        QT_TRANSLATE_NOOP("IssueWords", "The model may learn to give it to everything.")},
    {"invalid_json", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "A comma, bracket or quotation mark is missing or too many. Certain mistakes can be repaired.")},
    {"surrounding_space", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "Space at the ends is learned, too, and is rarely meant.")},
    {"duplicate", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "Rows that say the same count twice in training. The first is kept.")},
    {"contradiction", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "Several answers are fine when all are right. Look whether one of them is wrong.")},
    {"empty_completion", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "There is nothing to learn from an empty answer; the row is left out of training.")},
    {"special_token", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "Models use such marks to end or divide a text. In the data they confuse training.")},
    {"garbled_text", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "The text was read in the wrong encoding, or a part was lost.")},
    {"invisible_character", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "You do not see it, but the model does.")},
    {"control_character", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "You do not see it, but the model does.")},
    {"leakage", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "The model is measured with what it has learned, so the result looks better than it is.")},
    {"too_long", nullptr,
        QT_TRANSLATE_NOOP("IssueWords", "What is beyond the end is not learned.")},
};

struct FixEntry {
    Fix fix;
    const char *words;
};

constexpr FixEntry fixes[] = {
    {Fix::DeleteRow, QT_TRANSLATE_NOOP("IssueWords", "Delete the row")},
    {Fix::Trim, QT_TRANSLATE_NOOP("IssueWords", "Remove space at the ends")},
    {Fix::AddLeadingSpace, QT_TRANSLATE_NOOP("IssueWords", "Start with a space")},
    {Fix::RemoveControls, QT_TRANSLATE_NOOP("IssueWords", "Remove control characters")},
    {Fix::RemoveInvisible, QT_TRANSLATE_NOOP("IssueWords", "Remove invisible characters")},
    {Fix::RepairMisread, QT_TRANSLATE_NOOP("IssueWords", "Repair the encoding")},
    {Fix::ReplaceRadicals, QT_TRANSLATE_NOOP("IssueWords", "Replace by the kanji")},
    {Fix::Compose, QT_TRANSLATE_NOOP("IssueWords", "Make one character")},
    {Fix::HalfWidthAscii, QT_TRANSLATE_NOOP("IssueWords", "Make letters half width")},
    {Fix::FullWidthAscii, QT_TRANSLATE_NOOP("IssueWords", "Make letters full width")},
    {Fix::FullWidthKana, QT_TRANSLATE_NOOP("IssueWords", "Make kana full width")},
    {Fix::WaveDash, QT_TRANSLATE_NOOP("IssueWords", "Write 〜")},
    {Fix::FullWidthTilde, QT_TRANSLATE_NOOP("IssueWords", "Write ～")},
    {Fix::CutRepetition, QT_TRANSLATE_NOOP("IssueWords", "Keep the first one")},
    {Fix::StripTags, QT_TRANSLATE_NOOP("IssueWords", "Remove the marks")},
    {Fix::UnescapeOnce, QT_TRANSLATE_NOOP("IssueWords", "Write what was meant")},
    {Fix::RemoveSpecialTokens, QT_TRANSLATE_NOOP("IssueWords", "Remove the mark")},
    {Fix::StripRolePrefix, QT_TRANSLATE_NOOP("IssueWords", "Remove the name")},
    {Fix::MaskPersonal, QT_TRANSLATE_NOOP("IssueWords", "Mask")},
    {Fix::Unmask, QT_TRANSLATE_NOOP("IssueWords", "Put masked data back")},
    {Fix::RepairJson, QT_TRANSLATE_NOOP("IssueWords", "Repair the line")},
    {Fix::SplitValues, QT_TRANSLATE_NOOP("IssueWords", "Split into rows")},
    {Fix::RepairBytes, QT_TRANSLATE_NOOP("IssueWords", "Convert to UTF-8")},
    {Fix::RepairSurrogates, QT_TRANSLATE_NOOP("IssueWords", "Replace the half")},
    {Fix::NumberToText, QT_TRANSLATE_NOOP("IssueWords", "Write as text")},
    {Fix::DropDuplicateKey, QT_TRANSLATE_NOOP("IssueWords", "Drop the second")},
    {Fix::WrapMessages, QT_TRANSLATE_NOOP("IssueWords", "Make a conversation")},
    {Fix::LowerCaseKeys, QT_TRANSLATE_NOOP("IssueWords", "Write names in lower case")},
    {Fix::MergeSameRoles, QT_TRANSLATE_NOOP("IssueWords", "Merge the messages")},
    {Fix::SystemFirst, QT_TRANSLATE_NOOP("IssueWords", "Move to the start")},
    {Fix::CutAfterAssistant, QT_TRANSLATE_NOOP("IssueWords", "Cut after the last answer")},
    {Fix::MapRoles, QT_TRANSLATE_NOOP("IssueWords", "Name the role")},
    {Fix::StripBoilerplate, QT_TRANSLATE_NOOP("IssueWords", "Remove the sentence")},
    {Fix::UnifyLineEnds, QT_TRANSLATE_NOOP("IssueWords", "Make the line ends alike when saving")},
    {Fix::AddFinalNewline, QT_TRANSLATE_NOOP("IssueWords", "Add the line end when saving")},
    {Fix::KeepLineEnds, QT_TRANSLATE_NOOP("IssueWords", "Leave the line ends as they are")},
    {Fix::KeepOpenEnd, QT_TRANSLATE_NOOP("IssueWords", "Leave the last line as it is")},
    {Fix::DropMessageKey, QT_TRANSLATE_NOOP("IssueWords", "Drop the member")},
};
// clang-format on

QString translated(const char *words)
{
    return words ? QCoreApplication::translate("IssueWords", words) : QString();
}

const Entry *entryOf(const std::string &id)
{
    for (const Entry &entry : entries)
        if (id == entry.id)
            return &entry;
    return nullptr;
}

} // namespace

QString issueTitle(const std::string &id)
{
    const Entry *entry = entryOf(id);
    return entry ? translated(entry->title) : QString();
}

QString issueExplanation(const std::string &id)
{
    const Entry *entry = entryOf(id);
    return entry ? translated(entry->explanation) : QString();
}

QString fixWords(Fix fix)
{
    for (const FixEntry &entry : fixes)
        if (entry.fix == fix)
            return translated(entry.words);
    return {};
}

bool isFileFix(Fix fix)
{
    return fix == Fix::UnifyLineEnds || fix == Fix::AddFinalNewline || fix == Fix::KeepLineEnds
        || fix == Fix::KeepOpenEnd;
}

namespace {

QString questionWords(const std::string &type)
{
    constexpr std::pair<const char *, const char *> words[] = {
        {"what", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “what”.")},
        {"which", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “which”.")},
        {"how", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “how”.")},
        {"how_much", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “how much” or “how many”.")},
        {"why", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “why”.")},
        {"when", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “when”.")},
        {"where", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “where”.")},
        {"who", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask “who”.")},
        {"yes_no", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the questions ask for yes or no.")},
        {"request", QT_TRANSLATE_NOOP("IssueWords", "%1 % of the prompts are requests, not questions.")}};
    for (const auto &[name, sentence] : words)
        if (type == name)
            return translated(sentence);
    return {};
}

} // namespace

QString shareWords(const ScanReport::Share &share)
{
    using Of = ScanReport::Share::Of;
    const QLocale locale;
    const QString percent = locale.toString(share.percent);
    if (share.of == Of::Question)
        return questionWords(share.value).arg(percent);
    if (share.of == Of::Length)
        return translated(QT_TRANSLATE_NOOP("IssueWords", "%1 % of the answers have %2 to %3 characters."))
            .arg(percent, locale.toString(qulonglong(share.least)), locale.toString(qulonglong(share.most)));
    return translated(QT_TRANSLATE_NOOP("IssueWords", "%1 % of the rows have “%2” as %3."))
        .arg(percent, QString::fromStdString(share.value).left(60), QString::fromStdString(share.name));
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QCoreApplication::translate("IssueWords", "Error");
    case Severity::Warning:
        return QCoreApplication::translate("IssueWords", "Warning");
    case Severity::Info:
        break;
    }
    return QCoreApplication::translate("IssueWords", "Note");
}

} // namespace onsa::ui
