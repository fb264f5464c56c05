// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/empty_state.h"

#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/window_parts.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("emptyState"));
    auto *title = new QLabel(tr("Start with examples"));
    setClass(title, "title");
    auto *words = new QLabel(tr("Each row is one example: a prompt, and the completion that the model should learn to "
                                "give. Ten rows are enough to begin; fifty work better."));
    words->setWordWrap(true);
    words->setFixedWidth(520);
    setClass(words, "muted");

    auto *choices = new QGridLayout;
    choices->setHorizontalSpacing(grid::l);
    choices->setVerticalSpacing(grid::s);
    const auto choice = [&](const QString &iconName, const QString &name, const QString &label, const QString &hint,
                            const char *look, auto signal) {
        auto *button = new QPushButton(label);
        button->setObjectName(name);
        button->setIcon(icon(iconName, qstrcmp(look, "primary") == 0 ? Color::OnAccent : Color::Text));
        button->setMinimumWidth(200);
        setClass(button, look);
        auto *about = new QLabel(hint);
        setClass(about, "muted");
        const int row = choices->rowCount();
        choices->addWidget(button, row, 0);
        choices->addWidget(about, row, 1);
        button->setAccessibleDescription(hint);
        connect(button, &QPushButton::clicked, this, signal);
    };
    choice(QStringLiteral("edit"), QStringLiteral("emptyType"), tr("Type here"), tr("Adds a first row to write in"),
           "primary", &EmptyState::typeChosen);
    choice(QStringLiteral("paste"), QStringLiteral("emptyPaste"), tr("Paste from Excel"),
           tr("Two columns: prompts on the left, completions on the right"), "", &EmptyState::pasteChosen);
    choice(QStringLiteral("open"), QStringLiteral("emptyOpen"), tr("Open a file…"),
           tr("JSON Lines (.jsonl), as fine-tuning services use it"), "", &EmptyState::openChosen);
    choice(QStringLiteral("data"), QStringLiteral("emptySample"), tr("Try the sample"),
           tr("Questions and answers of a made-up company, ready to train on"), "", &EmptyState::sampleChosen);

    auto *column = new QVBoxLayout;
    column->setSpacing(grid::m);
    column->addWidget(title);
    column->addWidget(words);
    column->addSpacing(grid::s);
    column->addLayout(choices);
    auto *layout = new QGridLayout(this);
    layout->addLayout(column, 1, 1);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(2, 1);
    layout->setRowStretch(0, 2);
    layout->setRowStretch(2, 3);
    setStart(this, findChild<QPushButton *>(QStringLiteral("emptyType")));
}

} // namespace onsa::ui
