// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the row, and the buttons that put it right.
#include "ui/dataset/row_pane.h"

#include "core/checks/fixes.h"
#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/issue_words.h"
#include "ui/tab_order.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace onsa::ui {

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
        layout->addWidget(mark, 0, Qt::AlignVCenter);
        layout->addWidget(words, 1);
        addFix(layout, issue);
        m_issuesLayout->addWidget(line);
    }
    m_issues->setVisible(!issues.empty());
    putInTabOrder(*m_issues);
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
