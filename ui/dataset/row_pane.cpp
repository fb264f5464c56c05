// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/row_pane.h"

#include "core/checks/fixes.h"
#include "core/checks/line_repair.h"
#include "ui/dataset/chat_editor.h"
#include "ui/dataset/chat_turns.h"
#include "ui/dataset/row_text.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/issue_words.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
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
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_none);
    m_pages->addWidget(makePair());
    m_pages->addWidget(m_chat);
    m_pages->addWidget(makeRaw());
    m_issues = new QWidget;
    m_issues->setObjectName(QStringLiteral("rowIssues"));
    m_issuesLayout = new QVBoxLayout(m_issues);
    m_issuesLayout->setContentsMargins(0, 0, 0, 0);
    m_issuesLayout->setSpacing(grid::s);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::m);
    layout->setSpacing(grid::s);
    layout->addWidget(makeHead());
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_issues);

    connect(m_prompt, &RowText::edited, this, [this](const QString &text) {
        write({TextField::Kind::Prompt, 0}, text);
    });
    connect(m_completion, &RowText::edited, this, [this](const QString &text) {
        write({TextField::Kind::Completion, 0}, text);
    });
    connect(m_chat, &ChatEditor::textEdited, this, [this](int turn, const QString &text) {
        write({TextField::Kind::MessageContent, turn}, text);
    });
    for (RowText *text : {m_prompt, m_completion, m_rawText})
        connect(text, &QPlainTextEdit::textChanged, this, &RowPane::typed);
    connect(m_chat, &ChatEditor::typed, this, &RowPane::typed);
    const auto change = [this](const Result<std::string> &line, const QString &label) {
        if (!line)
            Q_EMIT refused(line.error());
        else
            writeLine(*line, label);
    };
    const auto line = [this] { return row() < 0 ? std::string() : m_model->document().line(row()); };
    connect(m_chat, &ChatEditor::roleChosen, this, [change, line](int turn, const QString &role) {
        change(withRole(line(), turn, role.toStdString()), tr("Change the role"));
    });
    connect(m_chat, &ChatEditor::addRequested, this, [this, change, line](const QString &role) {
        flush();
        change(withTurnAdded(line(), role.toStdString()), tr("Add a turn"));
    });
    connect(m_chat, &ChatEditor::removeRequested, this,
            [change, line](int turn) { change(withoutTurn(line(), turn), tr("Remove a turn")); });
    connect(m_repair, &QPushButton::clicked, this, [this] {
        flush();
        if (row() < 0)
            return;
        if (const auto repaired = repairedLine(m_model->document().line(row())))
            writeLine(*repaired, tr("Repair the line"));
    });
    connect(m_rawText, &RowText::edited, this,
            [this](const QString &text) { writeLine(text.toStdString(), tr("Edit the line")); });
}

QWidget *RowPane::makeHead()
{
    auto *head = new QWidget;
    m_title = new QLabel;
    m_title->setObjectName(QStringLiteral("rowTitle"));
    setClass(m_title, "section");
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
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    return head;
}

QWidget *RowPane::makePair()
{
    m_pair = new QWidget;
    auto *layout = new QVBoxLayout(m_pair);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    const auto field = [layout](const QString &label, const QString &hint, const QString &name, int stretch) {
        auto *title = new QLabel(label);
        auto *text = new RowText;
        text->setObjectName(name);
        text->setAccessibleName(label);
        text->setPlaceholderText(hint);
        title->setBuddy(text);
        layout->addWidget(title);
        layout->addWidget(text, stretch);
        layout->addSpacing(grid::xs);
        return text;
    };
    m_prompt = field(tr("Prompt"), tr("What a person asks or writes"), QStringLiteral("rowPrompt"), 2);
    m_completion = field(tr("Completion"), tr("What the model should answer"), QStringLiteral("rowCompletion"), 3);
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
    refresh();
}

int RowPane::row() const
{
    return m_model && m_row ? m_model->document().rowOfId(*m_row) : -1;
}

void RowPane::showRow(int documentRow)
{
    flush();
    m_row.reset();
    if (m_model && documentRow >= 0 && documentRow < m_model->document().rowCount())
        m_row = m_model->document().rowId(documentRow);
    refresh();
}

void RowPane::refresh()
{
    const int at = row();
    m_previous->setEnabled(at > 0);
    m_next->setEnabled(at >= 0 && at + 1 < m_model->document().rowCount());
    if (at < 0) {
        m_title->setText(tr("Row"));
        m_pages->setCurrentWidget(m_none);
        showIssues({});
        return;
    }
    const DatasetDocument &document = m_model->document();
    m_title->setText(tr("Row %1").arg(QLocale().toString(at + 1)));
    const bool readOnly = document.isReadOnly();
    for (RowText *text : {m_prompt, m_completion, m_rawText})
        text->setReadOnly(readOnly);
    m_chat->setReadOnly(readOnly);

    const auto fill = [](RowText *editor, const std::string &text) {
        const QString now = QString::fromUtf8(text.data(), qsizetype(text.size()));
        if (!editor->isChanged() && editor->text() != now) // what is being typed stays
            editor->load(now);
    };
    const auto example = document.example(at);
    if (!example || example->kind == ExampleKind::Preference) {
        fill(m_rawText, document.line(at));
        m_repair->setEnabled(!readOnly && repairedLine(document.line(at)).has_value());
        m_pages->setCurrentWidget(m_raw);
    } else if (example->kind == ExampleKind::Chat) {
        m_chat->load(example->messages);
        m_pages->setCurrentWidget(m_chat);
    } else {
        fill(m_prompt, example->prompt);
        fill(m_completion, example->completion);
        m_pages->setCurrentWidget(m_pair);
    }
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
    } else if (m_pages->currentWidget() == m_raw) {
        m_rawText->flush();
    }
}

bool RowPane::isChanged() const
{
    if (m_pages->currentWidget() == m_pair)
        return m_prompt->isChanged() || m_completion->isChanged();
    if (m_pages->currentWidget() == m_chat)
        return m_chat->isChanged();
    return m_pages->currentWidget() == m_raw && m_rawText->isChanged();
}

void RowPane::focusText()
{
    if (m_pages->currentWidget() == m_raw)
        m_rawText->setFocus();
    else if (m_pages->currentWidget() == m_chat)
        m_chat->focusTurn(0);
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

void RowPane::write(const TextField &field, const QString &text)
{
    const int at = row();
    if (at < 0)
        return;
    if (const auto done = m_model->document().setText(at, field, text); !done)
        Q_EMIT refused(done.error());
}

void RowPane::writeLine(const std::string &line, const QString &label)
{
    const int at = row();
    if (at < 0)
        return;
    if (const auto done = m_model->document().replaceLine(at, line, label); !done)
        Q_EMIT refused(done.error());
}

void RowPane::showIssues(const std::vector<Issue> &issues)
{
    while (QLayoutItem *item = m_issuesLayout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    for (const Issue &issue : issues) {
        auto *line = new QWidget;
        auto *layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(grid::s);
        auto *mark = new QLabel;
        const bool bad = issue.severity == Severity::Error;
        const QString name = bad                  ? QStringLiteral("error")
            : issue.severity == Severity::Warning ? QStringLiteral("warning")
                                                  : QStringLiteral("info");
        const Color role = bad ? Color::Danger : issue.severity == Severity::Warning ? Color::Warning : Color::Accent;
        mark->setPixmap(icon(name, role).pixmap(QSize(18, 18), devicePixelRatioF()));
        auto *words = new QLabel(issueText(issue));
        words->setWordWrap(true);
        layout->addWidget(mark, 0, Qt::AlignTop);
        layout->addWidget(words, 1);
        addFix(layout, issue);
        m_issuesLayout->addWidget(line);
    }
    m_issues->setVisible(!issues.empty());
}

void RowPane::addFix(QLayout *layout, const Issue &issue)
{
    if (m_model && m_model->document().isReadOnly())
        return;
    const auto button = [this, layout](const QString &label, const QString &name, auto &&fix) {
        auto *made = new QPushButton(label);
        made->setObjectName(name);
        layout->addWidget(made);
        // Queued: the fix redraws the list in which the button stands.
        connect(made, &QPushButton::clicked, this, fix, Qt::QueuedConnection);
    };
    const bool plain = m_pages->currentWidget() == m_pair;
    if (plain && (issue.id == "empty_completion" || issue.id == "missing_completion")) {
        button(tr("Write one"), QStringLiteral("fixWrite"), [this] { focusCompletion(); });
    } else if (plain && (issue.id == "empty_prompt" || issue.id == "missing_prompt")) {
        button(tr("Write one"), QStringLiteral("fixWrite"), [this] { focusPrompt(); });
    } else if (issue.id == "surrounding_space") {
        button(tr("Remove space"), QStringLiteral("fixTrim"), [this, issue] { trimField(issue); });
    } else if (issue.id == "duplicate" || issue.id == "empty_line") {
        button(tr("Delete row"), QStringLiteral("fixDelete"), [this] { Q_EMIT deleteRequested(); });
    } else if (issue.fix != Fix::None && issue.fix != Fix::DeleteRow && issue.fix != Fix::MaskPersonal
               && issue.fix != Fix::SplitValues) {
        // What concerns several rows, or needs the book of masks, is done from the list of findings.
        const std::string line = m_model->document().line(row());
        if (const auto fixed = fixField(line, issue.field, issue.fix); fixed && fixed->size() == 1)
            button(fixWords(issue.fix), QStringLiteral("fix_") + QString::fromStdString(issue.id),
                   [this, line, after = fixed->front(), words = fixWords(issue.fix)] {
                       flush();
                       if (row() >= 0 && m_model->document().line(row()) == line)
                           writeLine(after, words);
                   });
    }
}

void RowPane::trimField(const Issue &issue)
{
    flush();
    const int at = row();
    if (at < 0)
        return;
    const auto example = m_model->document().example(at);
    if (!example)
        return;
    if (example->kind == ExampleKind::Pair) {
        const bool prompt = issue.field == "prompt";
        const std::string &text = prompt ? example->prompt : example->completion;
        write({prompt ? TextField::Kind::Prompt : TextField::Kind::Completion, 0},
              QString::fromStdString(text).trimmed());
        return;
    }
    for (std::size_t i = 0; i < example->messages.size(); ++i)
        if (issue.field == "messages[" + std::to_string(i) + "].content")
            write({TextField::Kind::MessageContent, int(i)},
                  QString::fromStdString(example->messages[i].content).trimmed());
}

} // namespace onsa::ui
