// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/error_text.h"

#include "ui/issue_words.h"

#include <QCoreApplication>

#include <string_view>
#include <tuple>
#include <utility>

namespace onsa::ui {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    static QString label(ErrorAction action)
    {
        switch (action) {
        case ErrorAction::None:
            return {};
        case ErrorAction::OpenSettings:
            return tr("Open settings");
        case ErrorAction::Retry:
            return tr("Try again");
        case ErrorAction::ShowRow:
            return tr("Show the row");
        case ErrorAction::ShowLog:
            return tr("Show log");
        case ErrorAction::SaveElsewhere:
            return tr("Save elsewhere…");
        case ErrorAction::OpenAnother:
            return tr("Open another file…");
        }
        return {};
    }

    // What is known by its code, from the window, the engine or a service. Empty = not known.
    static std::pair<QString, ErrorAction> byCode(std::string_view code)
    {
        if (code == "invalid_api_key" || code == "missing_api_key" || code == "no_api_key")
            return {tr("The service did not accept the API key. Enter the key again in the settings."),
                    ErrorAction::OpenSettings};
        if (code == "insufficient_quota" || code == "billing_hard_limit_reached" || code == "billing_not_active")
            return {tr("The account of this service has no credit left. Add credit on its web site, or train on "
                       "this computer."),
                    ErrorAction::None};
        if (code == "rate_limit_exceeded")
            return {tr("The service asks to slow down. Wait a minute, then try again."), ErrorAction::Retry};
        if (code == "context_length_exceeded")
            return {tr("The text is longer than this model can read at once. Shorten the prompt, or ask for fewer "
                       "tokens."),
                    ErrorAction::None};
        if (code == "model_not_found")
            return {tr("This model is not there any more. Choose another model."), ErrorAction::None};
        if (code == "cut_off")
            return {tr("The answer was cut off: the connection ended before the model had finished. Ask again."),
                    ErrorAction::Retry};
        if (code == "invalid_n_examples" || code == "too_few_examples")
            return {
                tr("There are fewer than %n examples that can be used. Add some rows first.", nullptr, minimumExamples),
                ErrorAction::None};
        if (code == "invalid_training_file" || code == "invalid_file_format" || code == "invalid_file")
            return {tr("The training data was refused. Check the data, correct the rows that are marked, then "
                       "start again."),
                    ErrorAction::None};
        if (code == "file_not_found")
            return {tr("The uploaded file is not there any more. Start the training again from the data."),
                    ErrorAction::None};
        if (code == "file_too_large")
            return {tr("The file is larger than the service accepts. Split the data into smaller files."),
                    ErrorAction::None};
        if (code == "unsupported_country_region_territory")
            return {tr("The service is not available from your country or region. You can train on this computer."),
                    ErrorAction::None};
        if (code == "does_not_fit" || code == "not_enough_memory" || code == "out_of_memory")
            return {tr("This model needs more memory than is free. Close other programs, or choose a smaller model."),
                    ErrorAction::None};
        if (code == "unsupported_model" || code == "unsupported_architecture" || code == "unknown_architecture")
            return {tr("Onsa does not know this kind of model yet. Choose a model of the Llama or Qwen family."),
                    ErrorAction::None};
        if (code == "engine_start")
            return {tr("The engine on this computer could not be started. You can go on editing; see the log for the "
                       "reason, then start the engine again."),
                    ErrorAction::ShowLog};
        if (code == "engine_failed" || code == "engine_crashed" || code == "engine_not_ready")
            return {tr("The engine on this computer stopped. Running jobs continue when it is back. See the log for "
                       "the reason."),
                    ErrorAction::ShowLog};
        if (code == "engine_locked" || code == "data_folder_locked" || code == "data_folder_in_use" || code == "locked")
            return {tr("Another Onsa window already uses the engine of this computer. You can go on editing here; to "
                       "train, close the other window and try again."),
                    ErrorAction::Retry};
        if (code == "engine_missing" || code == "engine_not_found")
            return {tr("The engine program (onsa-engine) is missing. Install Onsa again; editing and hosted services "
                       "work without it."),
                    ErrorAction::None};
        if (code == "changed_on_disk" || code == "changed_in_place" || code == "file_changed")
            return {tr("Another program changed this file. Save under another name, so that nothing is lost."),
                    ErrorAction::SaveElsewhere};
        if (code == "invalid_pattern")
            return {tr("The search pattern is not complete. Correct it, or turn off patterns."), ErrorAction::None};
        if (code == "read_only" || code == "open_elsewhere")
            return {tr("This data set can only be read here, because another window has it open. Save a copy to "
                       "edit it."),
                    ErrorAction::SaveElsewhere};
        if (code == "keychain_refused")
            return {tr("The system keychain did not take the key. Unlock the keychain, then try again."),
                    ErrorAction::Retry};
        if (code == "row_too_long")
            return {tr("One row is too long to be opened. Split it into several rows."), ErrorAction::None};
        if (code == "too_many_rows")
            return {tr("The data set has more rows than Onsa can hold. Split it into several files."),
                    ErrorAction::None};
        if (code == "left_text")
            return {tr("What was typed could not go into the row. It is on the clipboard; paste it where it belongs."),
                    ErrorAction::None};
        if (code == "line_break")
            return {tr("A row is one line. Take the line breaks out, or write them as \\n."), ErrorAction::None};
        if (code == "no_permission")
            return {tr("You may not use this file or folder. Choose another place, or ask its owner for permission."),
                    ErrorAction::SaveElsewhere};
        if (code == "folder_protected")
            return {tr("Nothing can be added to this folder. Save the data under another name, somewhere else."),
                    ErrorAction::SaveElsewhere};
        if (code == "half_written")
            return {tr("Saving over this file was interrupted, and it cannot be finished now. All rows and the old "
                       "version are kept by Onsa; make the file writable again and open it once more."),
                    ErrorAction::Retry};
        if (code == "opening")
            return {tr("The file is still being opened. Wait until all of its rows are here."), ErrorAction::None};
        if (code == "not_a_file" || code == "is_folder")
            return {tr("This is a folder or a device, not a file. Choose a file."), ErrorAction::None};
        if (code == "short_file")
            return {tr("The file became shorter while it was open. Save the data under another name."),
                    ErrorAction::SaveElsewhere};
        if (code == "disk_full")
            return {tr("The disk is full. Free some space, or save to another disk."), ErrorAction::SaveElsewhere};
        if (code == "journal_full")
            return {tr("The disk is full, so this edit could not be kept safe and was not made. Its text is in the "
                       "clipboard. Free some space, or save to another disk, then paste it."),
                    ErrorAction::SaveElsewhere};
        if (code == "nothing_discarded")
            return {tr("There are no discarded edits of this file from the last 30 days."), ErrorAction::None};
        if (code == "unsaved_edits")
            return {tr("There are unsaved edits. Save them first, then the discarded ones can be brought back."),
                    ErrorAction::None};
        if (code == "saving")
            return {tr("The data set is being saved already. Wait until that is done."), ErrorAction::None};
        if (code == "changing")
            return {tr("Many rows are being changed. Wait until that is done, or cancel it."), ErrorAction::None};
        if (code == "journal_not_safe")
            return {tr("The edits could not be kept safe on the disk. Save the file now, or free some space."),
                    ErrorAction::SaveElsewhere};
        if (code == "no_rows")
            return {tr("There is no data to train on. Add some rows first."), ErrorAction::None};
        if (code == "is_folder")
            return {tr("This is a folder, not a file. Choose a file."), ErrorAction::None};
        if (code == "not_a_workbook")
            return {tr("This is not an Excel workbook (.xlsx), or it is damaged. Open it in Excel and save it again."),
                    ErrorAction::None};
        if (code == "encrypted" || code == "old_workbook")
            return {tr("This workbook is of an old kind (.xls) or has a password. Save it in Excel as .xlsx without a "
                       "password, then import it again."),
                    ErrorAction::None};
        if (code == "zip_bomb")
            return {tr("This workbook unpacks to far more than a workbook can hold. It was not opened."),
                    ErrorAction::None};
        if (code == "pdf")
            return {tr("Onsa cannot read PDF documents. Copy the text, or save it as a text file."), ErrorAction::None};
        if (code == "binary")
            return {tr("This is not a text, a workbook or a data set. Choose another file."), ErrorAction::None};
        if (code == "empty_file")
            return {tr("This file is empty. Choose another file."), ErrorAction::None};
        if (code == "nothing_to_import")
            return {tr("Not one row could be made of this file. Choose another format, encoding or columns."),
                    ErrorAction::None};
        if (code == "too_large_to_append")
            return {tr("These rows are too many to be added to an open data set. Import them as a new data set."),
                    ErrorAction::None};
        if (code == "too_many_sheet_rows")
            return {tr("An Excel sheet has no room for so many rows. Export as CSV, or fewer rows at a time."),
                    ErrorAction::None};
        if (code == "empty_side")
            return {tr("One of the two files would be empty. Choose another share or seed, or add rows."),
                    ErrorAction::None};
        if (code == "no_keychain")
            return {tr("There is no system keychain. The key is kept until Onsa closes."), ErrorAction::None};
        return {};
    }

    static std::pair<QString, ErrorAction> byKind(ErrorKind kind)
    {
        switch (kind) {
        case ErrorKind::InvalidInput:
            return {tr("Something in the input cannot be used. The details name the place."), ErrorAction::None};
        case ErrorKind::NotFound:
            return {tr("What was asked for is not there. It may have been moved or deleted."), ErrorAction::None};
        case ErrorKind::Conflict:
            return {tr("Something changed in the meantime, so this was not done. Look at it and try again."),
                    ErrorAction::Retry};
        case ErrorKind::Unauthorized:
            return {tr("The service did not accept the API key. Enter the key again in the settings."),
                    ErrorAction::OpenSettings};
        case ErrorKind::RateLimited:
            return {tr("The service asks to slow down. Wait a minute, then try again."), ErrorAction::Retry};
        case ErrorKind::Timeout:
            return {tr("There was no answer in time. Check the connection, then try again."), ErrorAction::Retry};
        case ErrorKind::Network:
            return {tr("The connection failed. Check the network and the address, then try again."),
                    ErrorAction::Retry};
        case ErrorKind::Cancelled:
            return {tr("Cancelled."), ErrorAction::None};
        case ErrorKind::Io:
            return {tr("The file could not be read or written. Check that it exists and that you may use it."),
                    ErrorAction::SaveElsewhere};
        case ErrorKind::DiskFull:
            return {tr("The disk is full. Free some space, or save to another disk."), ErrorAction::SaveElsewhere};
        case ErrorKind::Corrupt:
            return {tr("The file is damaged and cannot be used. Use another copy of it."), ErrorAction::None};
        case ErrorKind::Unsupported:
            return {tr("This is not supported here. The details say what is missing."), ErrorAction::None};
        case ErrorKind::OutOfMemory:
            return {tr("There is not enough memory for this. Close other programs, or choose a smaller model."),
                    ErrorAction::None};
        case ErrorKind::Internal:
            return {tr("Something unexpected went wrong in Onsa. Your data is safe. See the log for details."),
                    ErrorAction::ShowLog};
        }
        return {};
    }

    static QString issue(std::string_view id)
    {
        if (id == "invalid_json")
            return tr("This line is not complete JSON");
        if (id == "invalid_utf8")
            return tr("This line is not UTF-8 text");
        if (id == "not_an_object")
            return tr("This line is not a JSON object in { }");
        if (id == "missing_prompt")
            return tr("There is no prompt");
        if (id == "missing_completion")
            return tr("There is no completion");
        if (id == "wrong_type")
            return tr("A value is not text");
        if (id == "empty_prompt")
            return tr("The prompt is empty");
        if (id == "empty_completion")
            return tr("The completion is empty");
        if (id == "missing_messages")
            return tr("The conversation has no messages");
        if (id == "unknown_role")
            return tr("A message has a role that models do not know");
        if (id == "missing_content")
            return tr("A message has no text");
        if (id == "no_assistant_message")
            return tr("No message is an answer of the assistant");
        if (id == "last_not_assistant")
            return tr("The last message is not an answer of the assistant");
        if (id == "invalid_weight")
            return tr("A weight is not 0 or 1");
        if (id == "duplicate_key")
            return tr("The same name stands twice in this line");
        if (id == "nul_character")
            return tr("The text contains a NUL character");
        if (id == "special_token")
            return tr("The text contains a control mark of models, such as <|im_end|>");
        if (id == "surrounding_space")
            return tr("There is space at the start or the end");
        if (id == "too_long")
            return tr("This row is longer than the model can read");
        if (id == "duplicate")
            return tr("The same row is there more than once");
        if (id == "contradiction")
            return tr("The same prompt has another completion elsewhere");
        if (id == "leakage")
            return tr("The prompt, or nearly the same one, is in the training data and in the validation data");
        if (id == "garbled_text")
            return tr("Some of the text is garbled");
        if (id == "invisible_character")
            return tr("There is a character that nobody sees");
        if (id == "control_character")
            return tr("There is a control character");
        if (id == "too_few_examples")
            return tr("There are fewer than %n examples", nullptr, minimumExamples);
        if (id == "file_bom")
            return tr("The file starts with a byte order mark");
        if (id == "empty_line")
            return tr("There is an empty line");
        return {};
    }

    static QString at(const QString &sentence, const QString &place) { return tr("%1 (%2)").arg(sentence, place); }
};

} // namespace

ErrorText errorText(const Error &error)
{
    auto [sentence, action] = Words::byCode(error.code);
    if (sentence.isEmpty())
        std::tie(sentence, action) = Words::byKind(error.kind);
    const QString place = QString::fromStdString(error.param);
    if (place.startsWith(QLatin1String("line ")) || place.startsWith(QLatin1String("row "))) {
        sentence = Words::at(sentence, place);
        if (action == ErrorAction::None)
            action = ErrorAction::ShowRow;
    }
    return {sentence, QString::fromStdString(error.message), action, Words::label(action)};
}

QString actionText(ErrorAction action)
{
    return Words::label(action);
}

QString issueText(const Issue &issue)
{
    QString words = Words::issue(issue.id);
    if (words.isEmpty())
        words = issueTitle(issue.id);
    return words.isEmpty() ? QString::fromStdString(issue.message) : words;
}

} // namespace onsa::ui
