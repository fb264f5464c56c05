// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with one row, said the same way to the editor and to the trainer.
#pragma once

#include "core/example.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onsa {

enum class Severity { Error, Warning, Info };

// What one click can do about a finding; core/checks/fixes.h does it.
enum class Fix : std::uint8_t {
    None,
    DeleteRow,
    Trim,
    AddLeadingSpace, // when the other completions start with one
    RemoveControls, // control characters and NUL; a carriage return becomes a line feed
    RemoveInvisible, // and non-characters
    RepairMisread, // text that was read in the wrong encoding
    ReplaceRadicals,
    Compose,
    HalfWidthAscii,
    FullWidthAscii,
    FullWidthKana,
    WaveDash, // ～ -> 〜
    FullWidthTilde, // 〜 -> ～
    CutRepetition,
    StripTags, // and decodes entities
    UnescapeOnce,
    RemoveSpecialTokens,
    StripRolePrefix,
    MaskPersonal, // and secrets; needs a MaskBook
    RepairJson,
    SplitValues,
    RepairBytes, // CP932 or EUC-JP when the row is that, else U+FFFD
    RepairSurrogates,
    NumberToText,
    DropDuplicateKey, // when both have the same value
    WrapMessages, // a bare list, or conversations of from and value
    LowerCaseKeys,
    MergeSameRoles,
    SystemFirst,
    CutAfterAssistant,
    MapRoles, // human -> user, gpt -> assistant
    DropMessageKey
};

// Stable ids, with the rule's number in the specification of the checks:
// structure  invalid_json (S1), two_values (S2), invalid_utf8 (S3), lone_surrogate (S4), nul_character (S5), file_bom
//            (S6), mixed_line_ends (S7), no_final_newline (S8), empty_line (S9), not_an_object (S10), missing_prompt,
//            missing_completion, missing_messages (S11), wrong_type (S12), duplicate_key (S13), number_out_of_range
//            (S14), deeply_nested (S15), too_long (S16), mixed_schemas (S17), unknown_member (S18)
// chat       unknown_role (C1), no_assistant_message (C2), last_not_assistant (C3), system_not_first (C4),
//            same_role_twice (C5), missing_content (C6, C7), unknown_message_key (C8), unanswered_tool_call (C9),
//            invalid_weight (C10), no_user_message, tool_arguments
// preference same_answers (P1), empty_answer (P2), different_prompts (P3), length_bias (P4), refusal_preferred (P5),
//            swapped_pair (P6), preference_conflict (P7)
// text       empty_prompt, empty_completion (T1), surrounding_space (T2), control_character (T3), invisible_character
//            (T4), non_character (T5), garbled_text (T6), radical (T7), decomposed (T8), mixed_width (T9), dash_variant
//            (T10), wrong_language (T11), repetition (T12), cut_off (T13), unbalanced (T14), html (T15), literal_escape
//            (T16), template_leftover, special_token (T17), role_prefix (T18), refusal (T19), boilerplate (T20),
//            length_outlier (T21), too_long (T22), personal_data (T23), secret (T24), time_dependent (T25),
//            unresolved_reference (T26), prompt_echo (T28)
// rows       duplicate (X1), same_normalised (X2), near_duplicate (X3), contradiction (X4), soft_contradiction (X5),
//            leakage (X6), imbalance (X7), one_answer (X8), too_few_examples
// checkLine says those of one row; parseExample puts the id of what it refuses into Error::code.
struct Issue {
    std::string id;
    Severity severity = Severity::Error;
    std::string field; // "prompt", "completion", "messages[2].content", "" = the row
    std::string message; // English, one sentence; the window translates by id
    std::size_t first = 0, last = 0; // bytes of the field's text that are meant; first == last: the whole
    Fix fix = Fix::None;

    bool operator==(const Issue &) const = default;
};

// All findings about one line (without its line end), worst first. Never throws, any bytes.
std::vector<Issue> checkLine(std::string_view line);
// The same, and the example where the line is one, for passes that need both: a line is read once.
std::vector<Issue> checkLine(std::string_view line, std::optional<Example> &example);
std::vector<Issue> checkExample(const Example &example);
void worstFirst(std::vector<Issue> &issues); // as checkLine has them; equals keep their order

// A row of more bytes than this is reported as too_long; training cuts a text at the model's context, long before.
constexpr std::size_t longRowBytes = 1U << 20U; // warning
constexpr std::size_t hugeRowBytes = 64U << 20U; // error

// Below this the service refuses a job, with invalid_n_examples.
constexpr int minimumExamples = 10;

} // namespace onsa
