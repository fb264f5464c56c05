// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/fix_preview.h"

#include "core/utf8.h"
#include "ui/error_text.h"
#include "ui/issue_words.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

namespace {

constexpr std::size_t shownRows = 200; // enough to see what it does; the number says the rest

// What cannot be seen is shown as its code.
QString visible(std::string_view bytes)
{
    const QString text = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    QString out;
    for (const QChar c : text) {
        const bool hidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Other_NotAssigned || c == QChar(0x3000) || c == QChar(0x00A0);
        if (hidden)
            out += QStringLiteral("[U+%1]").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
        else
            out += c;
    }
    return out;
}

// The two lines around the place where they differ.
std::pair<QString, QString> difference(std::string_view before, std::string_view after)
{
    constexpr std::size_t around = 60, most = 300; // bytes
    std::size_t first = 0;
    while (first < before.size() && first < after.size() && before[first] == after[first])
        ++first;
    std::size_t start = first > around ? first - around : 0;
    while (start > 0 && (static_cast<unsigned char>(before[start]) & 0xC0U) == 0x80U)
        --start;
    const auto piece = [&](std::string_view line) {
        std::string_view shown = line.substr(std::min(start, line.size()), most);
        while (!shown.empty() && shown.size() == most && (static_cast<unsigned char>(shown.back()) & 0x80U) != 0)
            shown.remove_suffix(1); // not in the middle of a character
        return (start > 0 ? QStringLiteral("…") : QString()) + visible(shown);
    };
    return {piece(before), piece(after)};
}

// The texts of a row, each after its name.
std::vector<std::pair<std::string, std::string>> textsOf(const Example &example)
{
    if (example.kind == ExampleKind::Pair)
        return {{"prompt", example.prompt}, {"completion", example.completion}};
    std::vector<std::pair<std::string, std::string>> texts;
    for (const auto *part : {&example.messages, &example.chosen, &example.rejected})
        for (const Message &message : *part)
            texts.emplace_back(message.role, message.content);
    return texts;
}

// The first text that changes, when the row can be read before and after; else the lines as they are.
std::pair<QString, QString> changedText(const std::string &before, const std::string &after)
{
    const auto then = parseExample(before), now = parseExample(after);
    if (then && now) {
        const auto old = textsOf(*then), fresh = textsOf(*now);
        if (old.size() == fresh.size())
            for (std::size_t i = 0; i < old.size(); ++i)
                if (old[i] != fresh[i])
                    return old[i].first == fresh[i].first ? difference(old[i].second, fresh[i].second)
                                                          : difference(old[i].first, fresh[i].first);
    }
    return difference(before, after);
}

QString joined(const FixedRow &rows)
{
    QString out;
    for (const std::string &row : rows)
        out += (out.isEmpty() ? QString() : QStringLiteral("\n")) + visible(std::string_view(row).substr(0, 300));
    return out;
}

} // namespace

FixPreview::FixPreview(const FixPlan &plan, Fix fix, const DatasetDocument &document, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("fixPreview"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(fixWords(fix));
    const QLocale locale;
    const QString count = locale.toString(qulonglong(plan.changes.size()));
    auto *heading = new QLabel(plan.changes.empty() ? tr("There is nothing that can be changed with certainty.")
                                                    : tr("%1: rows that change: %2").arg(fixWords(fix), count));
    heading->setObjectName(QStringLiteral("fixHeading"));
    heading->setFont(sectionFont());
    heading->setWordWrap(true);
    auto *table = new QTableWidget(int(std::min(plan.changes.size(), shownRows)), 3);
    table->setObjectName(QStringLiteral("fixTable"));
    table->setAccessibleName(tr("Rows before and after"));
    table->setHorizontalHeaderLabels({tr("Row"), tr("Before"), tr("After")});
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setWordWrap(true);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    for (const int column : {1, 2})
        table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    for (int i = 0; i < table->rowCount(); ++i) {
        const FixPlan::Change &change = plan.changes[std::size_t(i)];
        const bool one = change.after.size() == 1;
        const auto [before, after] = one ? changedText(change.before, change.after.front())
                                         : std::pair(visible(std::string_view(change.before).substr(0, 300)),
                                                     change.after.empty() ? tr("(deleted)") : joined(change.after));
        table->setItem(i, 0, new QTableWidgetItem(locale.toString(document.rowOfId(change.row) + 1)));
        table->setItem(i, 1, new QTableWidgetItem(before));
        table->setItem(i, 2, new QTableWidgetItem(after));
    }
    table->setVisible(!plan.changes.empty());
    table->resizeRowsToContents();

    QStringList notes;
    if (plan.changes.size() > shownRows)
        notes << tr("The first %1 are shown.").arg(locale.toString(qulonglong(shownRows)));
    if (plan.unchanged > 0)
        notes << tr("Rows that stay as they are, because there is no certain fix for them: %1.")
                     .arg(locale.toString(qulonglong(plan.unchanged)));
    if (fix == Fix::MaskPersonal)
        notes << tr("The same value gets the same mask. Which mask stands for which value is kept on this computer, "
                    "outside the file.");
    if (fix == Fix::Unmask)
        notes << tr("Masks that were not made for this data set on this computer stay.");
    notes << tr("Undo takes all of it back in one step.");
    auto *note = new QLabel(notes.join(QLatin1Char(' ')));
    note->setObjectName(QStringLiteral("fixNote"));
    note->setWordWrap(true);
    setClass(note, "muted");

    auto *buttons = new QDialogButtonBox;
    auto *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(QStringLiteral("fixCancel"));
    auto *apply = buttons->addButton(tr("Change rows: %1").arg(count), QDialogButtonBox::AcceptRole);
    apply->setObjectName(QStringLiteral("fixApply"));
    apply->setEnabled(!plan.changes.empty());
    apply->setDefault(true);
    setClass(apply, "primary");
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::l, grid::l, grid::l);
    layout->setSpacing(grid::m);
    layout->addWidget(heading);
    layout->addWidget(table, 1);
    layout->addWidget(note);
    layout->addWidget(buttons);
    resize(820, plan.changes.empty() ? 200 : 480);
}

} // namespace onsa::ui
