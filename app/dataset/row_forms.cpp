// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/row_forms.h"

#include "core/checks/comparison_form.h"
#include "core/plain_rows.h"
#include "dataset/row_keys.h"

namespace onsa {

namespace {

void replace(std::string &form, std::string_view text)
{
    form.clear();
    appendCmp(text, form);
}

void formsOf(const Example &example, bool withAnswer, RowForms &forms)
{
    replace(forms.asked, promptOf(example));
    if (!withAnswer)
        return;
    forms.said.clear();
    if (example.kind == ExampleKind::Pair) {
        appendCmp(example.completion, forms.said);
    } else if (example.kind == ExampleKind::Preference) {
        for (const auto *answer : {&example.chosen, &example.rejected})
            if (!answer->empty())
                appendCmp(answer->back().content, forms.said);
    } else if (!example.messages.empty()) {
        appendCmp(example.messages.back().content, forms.said);
    }
}

bool read(std::string_view line, bool withAnswer, RowForms &forms)
{
    if (const auto pair = readPlainPair(line, forms.room)) {
        replace(forms.asked, pair->prompt);
        if (withAnswer)
            replace(forms.said, pair->completion);
        return true;
    }
    if (readPlainChat(line, forms.room, forms.chat)) {
        formsOf(forms.chat, withAnswer, forms);
        return true;
    }
    const auto example = parseExample(line);
    if (example)
        formsOf(*example, withAnswer, forms);
    return example.has_value();
}

} // namespace

bool readForms(std::string_view line, RowForms &forms)
{
    return read(line, true, forms);
}

bool readAskedForm(std::string_view line, RowForms &forms)
{
    return read(line, false, forms);
}

} // namespace onsa
