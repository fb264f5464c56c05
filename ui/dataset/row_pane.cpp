// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_pane.h"

#include "core/chat_edit.h"
#include "core/checks/line_repair.h"
#include "core/preference_edit.h"
#include "ui/dataset/chat_editor.h"
#include "ui/dataset/diff_view.h"
#include "ui/dataset/preference_editor.h"
#include "ui/dataset/row_text.h"
#include "ui/dataset/token_label.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace onsa::ui {

RowPane::RowPane(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("rowPane"));
    setMinimumWidth(280);
    m_none = new QLabel(tr("Choose a row to see it here with room to write."));
    m_none->setWordWrap(true);
    m_none->setAlignment(Qt::AlignCenter);
    setClass(m_none, "muted");
    m_chat = new ChatEditor;
    m_preference = new PreferenceEditor;
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_none);
    m_pages->addWidget(makePair());
    m_pages->addWidget(m_chat);
    m_pages->addWidget(m_preference);
    m_pages->addWidget(makeRaw());
    m_diff = new DiffView(Qt::Vertical);
    m_diff->setTitles(tr("As saved"), tr("Now"));
    m_diff->hide();
    m_down = new QSplitter(Qt::Vertical);
    m_down->setChildrenCollapsible(false);
    m_down->addWidget(m_pages);
    m_down->addWidget(m_diff);
    m_down->setStretchFactor(0, 3);
    m_down->setStretchFactor(1, 2);
    m_issues = new QWidget;
    m_issues->setObjectName(QStringLiteral("rowIssues"));
    m_issuesLayout = new QVBoxLayout(m_issues);
    m_issuesLayout->setContentsMargins(0, 0, 0, 0);
    m_issuesLayout->setSpacing(grid::s);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::m);
    layout->setSpacing(grid::s);
    layout->addWidget(makeHead());
    layout->addWidget(m_down, 1);
    layout->addWidget(m_issues);

    const auto text = [this](RowText *editor, TextField::Kind kind) {
        connect(editor, &RowText::edited, this, [this, editor, kind](const QString &now) {
            if (!write({kind, 0}, now))
                editor->keep();
        });
    };
    text(m_prompt, TextField::Kind::Prompt);
    text(m_completion, TextField::Kind::Completion);
    for (RowText *editor : {m_prompt, m_completion, m_rawText})
        connect(editor, &QPlainTextEdit::textChanged, this, &RowPane::typed);
    connectChat();
    connect(m_preference, &PreferenceEditor::typed, this, &RowPane::typed);
    connect(m_preference, &PreferenceEditor::textEdited, this, [this](const TextField &field, const QString &now) {
        if (!write(field, now))
            m_preference->keepText(field);
    });
    connect(m_preference, &PreferenceEditor::swapRequested, this, [this] {
        flush();
        if (row() < 0)
            return;
        const auto swapped = withAnswersSwapped(m_model->document().line(row()));
        if (swapped)
            writeLine(*swapped, tr("Swap the answers"));
        else
            Q_EMIT refused(swapped.error());
    });
    connect(m_repair, &QPushButton::clicked, this, [this] {
        flush();
        if (row() < 0)
            return;
        if (const auto repaired = repairedLine(m_model->document().line(row())))
            writeLine(*repaired, tr("Repair the line"));
    });
    connect(m_rawText, &RowText::edited, this, [this](const QString &now) {
        if (!writeLine(now.toStdString(), tr("Edit the line")))
            m_rawText->keep();
    });
    m_diffPause.setSingleShot(true);
    m_diffPause.setInterval(200); // ms after the last change; comparing is work
    connect(&m_diffPause, &QTimer::timeout, this, &RowPane::showChanges);
    connect(m_changes, &QToolButton::toggled, this, [this](bool shown) {
        m_diff->setVisible(shown);
        showChanges();
    });
}

QWidget *RowPane::makeHead()
{
    auto *head = new QWidget;
    m_title = new QLabel;
    m_title->setObjectName(QStringLiteral("rowTitle"));
    setClass(m_title, "section");
    m_changes = new QToolButton;
    m_changes->setObjectName(QStringLiteral("rowChanges"));
    m_changes->setIcon(icon(QStringLiteral("compare")));
    m_changes->setCheckable(true);
    m_changes->setToolTip(tr("What changed in this row since the last save"));
    m_changes->setAccessibleName(m_changes->toolTip());
    const auto step = [this](const QString &iconName, const QString &name, const QString &words, int rows) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setIcon(icon(iconName));
        button->setToolTip(words);
        button->setAccessibleName(words);
        connect(button, &QToolButton::clicked, this, [this, rows] {
            flush();
            Q_EMIT stepRequested(rows);
        });
        return button;
    };
    m_previous = step(QStringLiteral("chevron-left"), QStringLiteral("previousRow"), tr("Previous row"), -1);
    m_next = step(QStringLiteral("chevron-right"), QStringLiteral("nextRow"), tr("Next row"), 1);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_changes);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    return head;
}

QWidget *RowPane::makePair()
{
    m_pair = new QSplitter(Qt::Vertical);
    m_pair->setObjectName(QStringLiteral("rowSplitter"));
    m_pair->setChildrenCollapsible(false);
    const auto field = [this](const QString &label, const QString &hint, const QString &name) {
        auto *text = new RowText;
        text->setObjectName(name);
        text->setAccessibleName(label);
        text->setPlaceholderText(hint);
        text->setMinimumHeight(48); // the window fits a small screen
        auto *title = new QLabel(label);
        title->setBuddy(text);
        auto *tokens = new TokenLabel(text);
        tokens->setObjectName(name + QStringLiteral("Tokens"));
        m_tokens.push_back(tokens);
        auto *head = new QHBoxLayout;
        head->addWidget(title, 1);
        head->addWidget(tokens);
        auto *part = new QWidget;
        auto *layout = new QVBoxLayout(part);
        layout->setContentsMargins(0, grid::xs, 0, grid::xs);
        layout->setSpacing(grid::xs);
        layout->addLayout(head);
        layout->addWidget(text, 1);
        m_pair->addWidget(part);
        return text;
    };
    m_prompt = field(tr("Prompt"), tr("What a person asks or writes"), QStringLiteral("rowPrompt"));
    m_completion = field(tr("Completion"), tr("What the model should answer"), QStringLiteral("rowCompletion"));
    m_pair->setStretchFactor(0, 2);
    m_pair->setStretchFactor(1, 3);
    return m_pair;
}

QWidget *RowPane::makeRaw()
{
    m_raw = new QWidget;
    auto *words = new QLabel(tr("This line cannot be read as a row. Correct it here, or let Onsa repair it."));
    words->setWordWrap(true);
    m_rawText = new RowText;
    m_rawText->setObjectName(QStringLiteral("rowRaw"));
    m_rawText->setAccessibleName(tr("The line as it is in the file"));
    m_rawText->setFont(monoFont());
    m_repair = new QPushButton(tr("Repair"));
    m_repair->setObjectName(QStringLiteral("repairLine"));
    auto *layout = new QVBoxLayout(m_raw);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(words);
    layout->addWidget(m_rawText, 1);
    layout->addWidget(m_repair, 0, Qt::AlignLeft);
    return m_raw;
}

void RowPane::setModel(DatasetModel *model)
{
    m_model = model;
    m_row.reset();
    if (model)
        connect(model, &DatasetModel::findingsKnown, this, [this](RowId row) {
            if (row == m_row)
                refresh();
        });
    refresh();
}

int RowPane::row() const
{
    return m_model && m_row ? m_model->document().rowOfId(*m_row) : -1;
}

void RowPane::showRow(int documentRow)
{
    if (m_model && documentRow >= 0 && documentRow == row())
        return flush();
    leave();
    m_row.reset();
    if (m_model && documentRow >= 0 && documentRow < m_model->document().rowCount())
        m_row = m_model->document().rowId(documentRow);
    refresh();
}

void RowPane::refresh()
{
    const int at = row();
    const int view = at < 0 ? -1 : m_model->viewRow(at); // the next row is the next one in the table
    m_previous->setEnabled(view > 0);
    m_next->setEnabled(view >= 0 && view + 1 < m_model->rowCount());
    if (at < 0) {
        m_title->setText(tr("Row"));
        m_pages->setCurrentWidget(m_none);
        m_changes->setEnabled(false);
        showIssues({});
        return;
    }
    const DatasetDocument &document = m_model->document();
    m_title->setText(tr("Row %1").arg(QLocale().toString(at + 1)));
    const bool readOnly = document.isReadOnly();
    for (RowText *text : {m_prompt, m_completion, m_rawText})
        text->setReadOnly(readOnly);
    m_chat->setReadOnly(readOnly);
    m_preference->setReadOnly(readOnly);

    const auto fill = [](RowText *editor, const std::string &text) {
        const QString now = QString::fromUtf8(text.data(), qsizetype(text.size()));
        if (!editor->isChanged() && editor->text() != now) // what is being typed stays
            editor->load(now);
    };
    const auto example = document.example(at);
    if (!example) {
        fill(m_rawText, document.line(at));
        m_repair->setEnabled(!readOnly && repairedLine(document.line(at)).has_value());
        m_pages->setCurrentWidget(m_raw);
    } else if (const auto chat = readChat(document.line(at)); example->kind == ExampleKind::Chat && chat) {
        m_chat->load(*chat);
        m_pages->setCurrentWidget(m_chat);
    } else if (example->kind == ExampleKind::Preference) {
        m_preference->load(*example);
        m_pages->setCurrentWidget(m_preference);
    } else {
        fill(m_prompt, example->prompt);
        fill(m_completion, example->completion);
        m_pages->setCurrentWidget(m_pair);
    }
    m_changes->setEnabled(true);
    m_diffPause.start();
    const int shown = m_model->viewRow(at);
    showIssues(shown >= 0 ? m_model->issues(shown) : document.issues(at));
}

void RowPane::flush()
{
    if (m_pages->currentWidget() == m_pair) {
        m_prompt->flush();
        m_completion->flush();
    } else if (m_pages->currentWidget() == m_chat) {
        m_chat->flush();
    } else if (m_pages->currentWidget() == m_preference) {
        m_preference->flush();
    } else if (m_pages->currentWidget() == m_raw) {
        m_rawText->flush();
    }
}

std::optional<DatasetDocument::Draft> RowPane::typedText() const
{
    if (!m_row || row() < 0)
        return std::nullopt;
    if (m_pages->currentWidget() == m_pair && m_prompt->isChanged())
        return DatasetDocument::Draft{*m_row, {TextField::Kind::Prompt, 0}, m_prompt->text(), {}};
    if (m_pages->currentWidget() == m_pair && m_completion->isChanged())
        return DatasetDocument::Draft{*m_row, {TextField::Kind::Completion, 0}, m_completion->text(), {}};
    if (m_pages->currentWidget() == m_chat) {
        if (const auto typed = m_chat->typedText())
            return DatasetDocument::Draft{*m_row, {TextField::Kind::MessageContent, typed->first}, typed->second, {}};
    }
    return std::nullopt;
}

bool RowPane::isChanged() const
{
    if (m_pages->currentWidget() == m_pair)
        return m_prompt->isChanged() || m_completion->isChanged();
    if (m_pages->currentWidget() == m_chat)
        return m_chat->isChanged();
    if (m_pages->currentWidget() == m_preference)
        return m_preference->isChanged();
    return m_pages->currentWidget() == m_raw && m_rawText->isChanged();
}

void RowPane::focusText(int column)
{
    if (m_pages->currentWidget() == m_raw)
        m_rawText->setFocus();
    else if (m_pages->currentWidget() == m_chat)
        m_chat->focusTurn(0);
    else if (m_pages->currentWidget() == m_preference)
        m_preference->focusPreferred();
    else if (column == DatasetModel::CompletionColumn)
        focusCompletion();
    else
        focusPrompt();
}

void RowPane::focusPrompt()
{
    m_prompt->setFocus();
}

void RowPane::focusCompletion()
{
    m_completion->setFocus();
}

bool RowPane::write(const TextField &field, const QString &text)
{
    const int at = row();
    if (at < 0)
        return true;
    const auto done = m_model->document().setText(at, field, text);
    if (!done)
        Q_EMIT refused(done.error());
    return done.has_value();
}

bool RowPane::writeLine(const std::string &line, const QString &label)
{
    const int at = row();
    if (at < 0)
        return true;
    const auto done = m_model->document().replaceLine(at, line, label);
    if (!done)
        Q_EMIT refused(done.error());
    return done.has_value();
}

void RowPane::leave()
{
    flush();
    QStringList left;
    for (RowText *text : {m_prompt, m_completion, m_rawText}) {
        if (!text->isChanged()) {
            text->toStart();
            continue;
        }
        left << text->text();
        text->load({});
    }
    left << m_chat->leftText() << m_preference->leftText();
    left.removeAll(QString());
    m_chat->forget();
    m_preference->forget();
    if (left.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(left.join(QLatin1Char('\n')));
    Q_EMIT refused({ErrorKind::InvalidInput, "the text that was typed did not fit into the row", "left_text", {}});
}

void RowPane::showChanges()
{
    const int at = row();
    if (at < 0 || !m_changes->isChecked())
        return;
    const auto saved = m_model->document().savedLine(*m_row);
    m_diff->setTitles(saved ? tr("As saved") : tr("As saved: this row was not there"), tr("Now"));
    const std::string now = m_model->document().line(at);
    if (!saved)
        return m_diff->compare({}, rowInWords(now));
    const auto [before, after] = rowsInWords(*saved, now);
    m_diff->compare(before, after);
}

void RowPane::setCounter(std::shared_ptr<const TokenCounter> counter)
{
    for (TokenLabel *label : m_tokens)
        label->setCounter(counter);
    m_chat->setCounter(counter);
    m_preference->setCounter(std::move(counter));
}

void RowPane::setInvisibles(bool shown)
{
    for (RowText *text : {m_prompt, m_completion, m_rawText})
        text->setInvisibles(shown);
    m_chat->setInvisibles(shown);
    m_preference->setInvisibles(shown);
}

QByteArray RowPane::dividers() const
{
    return m_pair->saveState();
}

void RowPane::setDividers(const QByteArray &state)
{
    m_pair->restoreState(state);
}

} // namespace onsa::ui
