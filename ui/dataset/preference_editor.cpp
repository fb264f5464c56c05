// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/preference_editor.h"

#include "system/background.h"
#include "ui/dataset/role_words.h"
#include "ui/dataset/row_text.h"
#include "ui/dataset/token_label.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

PreferenceEditor::PreferenceEditor(QWidget *parent)
    : QWidget(parent)
    , m_swap(new QPushButton(tr("Swap")))
    , m_marks(new QCheckBox(tr("Mark differences")))
{
    setObjectName(QStringLiteral("preferenceEditor"));
    auto *inside = new QWidget;
    m_inputLayout = new QVBoxLayout(inside);
    m_inputLayout->setContentsMargins(0, 0, grid::s, 0);
    m_inputLayout->setSpacing(grid::xs);
    m_inputLayout->addStretch();
    auto *inputs = new QScrollArea;
    inputs->setWidgetResizable(true);
    inputs->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    inputs->setFocusPolicy(Qt::NoFocus);
    inputs->setMinimumHeight(80); // px: who speaks and a line of what is said
    inputs->setWidget(inside);

    auto *answers = new QSplitter(Qt::Horizontal);
    answers->setChildrenCollapsible(false);
    answers->addWidget(
        makeAnswer(tr("Preferred answer"), QStringLiteral("answerPreferred"), TextField::Kind::Chosen, m_preferred));
    answers->addWidget(
        makeAnswer(tr("Other answer"), QStringLiteral("answerOther"), TextField::Kind::Rejected, m_other));
    m_swap->setObjectName(QStringLiteral("answersSwap"));
    m_swap->setIcon(icon(QStringLiteral("refresh")));
    m_swap->setToolTip(tr("The other answer is the better one"));
    m_marks->setObjectName(QStringLiteral("answersMarks"));
    m_marks->setChecked(true);
    auto *tools = new QHBoxLayout;
    tools->addWidget(m_swap);
    tools->addWidget(m_marks);
    tools->addStretch();
    auto *lower = new QWidget;
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, grid::xs, 0, 0);
    lowerLayout->setSpacing(grid::xs);
    lowerLayout->addLayout(tools);
    lowerLayout->addWidget(answers, 1);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(inputs);
    parts->addWidget(lower);
    parts->setStretchFactor(0, 1);
    parts->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(parts);

    m_pause.setSingleShot(true);
    m_pause.setInterval(200); // ms after the last key; comparing is work
    connect(&m_pause, &QTimer::timeout, this, &PreferenceEditor::compare);
    connect(m_marks, &QCheckBox::toggled, this, &PreferenceEditor::compare);
    connect(m_swap, &QPushButton::clicked, this, &PreferenceEditor::swapRequested);
}

QWidget *PreferenceEditor::makeAnswer(const QString &title, const QString &name, TextField::Kind kind, RowText *&text)
{
    text = new RowText;
    text->setObjectName(name);
    text->setAccessibleName(title);
    text->setMinimumHeight(48); // the window fits a small screen
    auto *tokens = new TokenLabel(text);
    tokens->setObjectName(name + QStringLiteral("Tokens"));
    m_tokens.push_back(tokens);
    const bool better = kind == TextField::Kind::Chosen;
    auto *mark = new QLabel;
    mark->setPixmap(
        icon(better ? QStringLiteral("thumb-up") : QStringLiteral("thumb-down"), better ? Color::Success : Color::Muted)
            .pixmap(QSize(16, 16), devicePixelRatioF()));
    auto *words = new QLabel(title);
    words->setBuddy(text);
    auto *head = new QHBoxLayout;
    head->setSpacing(grid::xs);
    head->addWidget(mark);
    head->addWidget(words, 1);
    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addLayout(head);
    layout->addWidget(text, 1);
    layout->addWidget(tokens);
    connect(text, &QPlainTextEdit::textChanged, this, &PreferenceEditor::typed);
    connect(text, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(text, &RowText::edited, this, [this, kind](const QString &now) { Q_EMIT textEdited({kind, 0}, now); });
    return side;
}

PreferenceEditor::Input PreferenceEditor::makeInput(int index)
{
    Input input{new QLabel, new RowText};
    input.text->setObjectName(QStringLiteral("inputText%1").arg(index));
    input.text->setAccessibleName(tr("Text of turn %1").arg(index + 1));
    input.text->setGrowing(1);
    input.text->setInvisibles(m_invisibles);
    setClass(input.role, "muted");
    connect(input.text, &QPlainTextEdit::textChanged, this, &PreferenceEditor::typed);
    connect(input.text, &RowText::edited, this, [this, index](const QString &now) {
        Q_EMIT textEdited({TextField::Kind::MessageContent, index}, now);
    });
    return input;
}

void PreferenceEditor::fill(RowText *editor, const std::string &text)
{
    const QString now = QString::fromStdString(text);
    if (!editor->isChanged() && editor->text() != now)
        editor->load(now);
}

void PreferenceEditor::load(const Example &example)
{
    while (m_inputs.size() > example.messages.size()) {
        m_inputs.back().text->disconnect(this);
        for (QWidget *part : std::initializer_list<QWidget *>{m_inputs.back().role, m_inputs.back().text}) {
            part->hide();
            part->deleteLater();
        }
        m_inputs.pop_back();
    }
    while (m_inputs.size() < example.messages.size()) {
        m_inputs.push_back(makeInput(int(m_inputs.size())));
        m_inputLayout->insertWidget(m_inputLayout->count() - 1, m_inputs.back().role);
        m_inputLayout->insertWidget(m_inputLayout->count() - 1, m_inputs.back().text);
    }
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        m_inputs[i].role->setText(roleWord(QString::fromStdString(example.messages[i].role)));
        fill(m_inputs[i].text, example.messages[i].content);
    }
    fill(m_preferred, example.chosen.empty() ? std::string() : example.chosen.back().content);
    fill(m_other, example.rejected.empty() ? std::string() : example.rejected.back().content);
    setReadOnly(m_readOnly);
    m_pause.start();
}

std::vector<RowText *> PreferenceEditor::texts() const
{
    std::vector<RowText *> all{m_preferred, m_other};
    for (const Input &input : m_inputs)
        all.push_back(input.text);
    return all;
}

void PreferenceEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_swap->setDisabled(readOnly);
    for (RowText *text : texts())
        text->setReadOnly(readOnly);
}

void PreferenceEditor::setCounter(std::shared_ptr<const TokenCounter> counter)
{
    for (TokenLabel *label : m_tokens)
        label->setCounter(counter);
}

void PreferenceEditor::setInvisibles(bool shown)
{
    m_invisibles = shown;
    for (RowText *text : texts())
        text->setInvisibles(shown);
}

bool PreferenceEditor::isChanged() const
{
    const auto all = texts();
    return std::any_of(all.begin(), all.end(), [](const RowText *text) { return text->isChanged(); });
}

void PreferenceEditor::flush()
{
    for (RowText *text : texts())
        text->flush();
}

void PreferenceEditor::keepText(const TextField &field)
{
    if (field.kind == TextField::Kind::MessageContent)
        m_inputs[static_cast<std::size_t>(field.message)].text->keep();
    else
        (field.kind == TextField::Kind::Chosen ? m_preferred : m_other)->keep();
}

QString PreferenceEditor::leftText() const
{
    QStringList left;
    for (const RowText *text : texts())
        if (text->isChanged())
            left << text->text();
    return left.join(QLatin1Char('\n'));
}

void PreferenceEditor::forget()
{
    for (RowText *text : texts())
        if (text->isChanged())
            text->load({});
        else
            text->toStart();
}

void PreferenceEditor::focusPreferred()
{
    m_preferred->setFocus();
}

void PreferenceEditor::compare()
{
    m_stop.request_stop();
    if (!m_marks->isChecked())
        return mark({});
    m_stop = runInBackground(
        this,
        [other = m_other->text().toStdString(), preferred = m_preferred->text().toStdString()](std::stop_token) {
            return diffText(other, preferred);
        },
        [this](const std::vector<DiffPart> &parts) { mark(parts); });
}

// As selections over the texts: the texts themselves and their undo know nothing of it.
void PreferenceEditor::mark(const std::vector<DiffPart> &parts)
{
    const auto selections = [&parts](RowText *text, DiffPart::Kind kind, Color role) {
        QColor tint = color(role);
        tint.setAlpha(isDark() ? 70 : 45);
        QList<QTextEdit::ExtraSelection> marks;
        const int shown = text->document()->characterCount() - 1;
        int at = -int(text->partStart());
        for (const DiffPart &part : parts) {
            if (part.kind != DiffPart::Kind::Same && part.kind != kind)
                continue;
            const int length = int(QString::fromStdString(part.text).size());
            if (part.kind == kind && at + length > 0 && at < shown) {
                QTextEdit::ExtraSelection mark;
                mark.cursor = QTextCursor(text->document());
                mark.cursor.setPosition(qMax(at, 0));
                mark.cursor.setPosition(qMin(at + length, shown), QTextCursor::KeepAnchor);
                mark.format.setBackground(tint);
                mark.format.setFontUnderline(true);
                marks << mark;
            }
            at += length;
        }
        text->setExtraSelections(marks);
    };
    selections(m_preferred, DiffPart::Kind::Added, Color::Success);
    selections(m_other, DiffPart::Kind::Removed, Color::Danger);
    Q_EMIT compared();
}

} // namespace onsa::ui
