// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/history_list.h"

#include "ui/icons.h"
#include "ui/jobs/ask_once.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/named.h"
#include "ui/playground/answer_history.h"
#include "ui/theme.h"

#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

HistoryList::HistoryList(AnswerHistory &history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_toggle(named(new QPushButton, u"historyToggle"_s))
    , m_clear(named(new QPushButton(tr("Clear…")), u"historyClear"_s, tr("Clear the history")))
    , m_list(named(new QListWidget, u"historyList"_s, tr("Questions asked before")))
{
    m_toggle->setCheckable(true);
    for (QPushButton *button : {m_toggle, m_clear}) {
        setClass(button, "quiet");
        button->setAutoDefault(false);
    }
    m_list->setUniformItemSizes(true);
    m_list->setFixedHeight(4 * grid::rowHeight);
    auto *top = new QHBoxLayout;
    top->addWidget(m_toggle);
    top->addStretch();
    top->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addLayout(top);
    layout->addWidget(m_list);
    m_list->hide();
    fill();
    connect(&history, &AnswerHistory::changed, this, &HistoryList::fill);
    connect(m_toggle, &QPushButton::toggled, this, [this](bool open) {
        m_list->setVisible(open);
        fill();
    });
    const auto choose = [this](const QListWidgetItem *item) { Q_EMIT chosen(std::size_t(m_list->row(item))); };
    connect(m_list, &QListWidget::itemActivated, this, choose); // Enter
    connect(m_list, &QListWidget::itemClicked, this, choose);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        askOnce(this, tr("Clear the history"), tr("Forget the questions and answers asked here? The data set stays."),
                tr("Clear"), [this] { m_history.clear(); });
    });
}

void HistoryList::fill()
{
    const bool open = m_toggle->isChecked();
    m_toggle->setIcon(icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    m_toggle->setText(tr("History (%1)").arg(m_history.entries().size()));
    m_toggle->setEnabled(!m_history.entries().empty());
    m_clear->setVisible(open && !m_history.entries().empty());
    if (m_history.entries().empty())
        m_toggle->setChecked(false);
    m_list->clear();
    if (!open)
        return;
    for (const HistoryEntry &entry : m_history.entries()) {
        QString text = whenText(entry.askedAt) + u"  "_s + entry.question.prompt.simplified();
        if (!entry.answers.empty() && !entry.answers.front().texts.isEmpty())
            text += u"  →  "_s + entry.answers.front().texts.front().simplified();
        m_list->addItem(text.left(300)); // one line; the rest would not be seen
    }
}

} // namespace onsa::ui
