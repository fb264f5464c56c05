// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/answer_item.h"

#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/text_edit.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// The style tells read-only text apart, but looks at a property only when it polishes.
void repolish(QWidget &widget)
{
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace

AnswerItem::AnswerItem(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_edit(named(new TextEdit, u"answer_"_s + name, tr("Answer")))
    , m_note(named(new QLabel, u"answerNote_"_s + name))
    , m_copy(named(new QPushButton(icon(u"copy"_s), tr("Copy")), u"answerCopy_"_s + name, tr("Copy the answer")))
    , m_correct(named(new QPushButton(icon(u"data"_s), tr("Add to data set…")), u"answerCorrect_"_s + name))
    , m_add(named(new QPushButton(tr("Add to data set")), u"answerAdd_"_s + name))
    , m_cancel(named(new QPushButton(tr("Cancel")), u"answerCancel_"_s + name))
{
    m_edit->setReadOnly(true);
    m_edit->setMinimumHeight(fontMetrics().lineSpacing() * 2 + grid::l);
    m_edit->setTabChangesFocus(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setClass(m_note, "warning");
    m_note->hide();
    setClass(m_copy, "quiet");
    setClass(m_correct, "quiet");
    setClass(m_add, "primary");
    m_correct->setToolTip(tr("Correct the answer here, then it becomes a new row of your data"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(grid::xs);
    for (QPushButton *button : {m_copy, m_correct, m_add, m_cancel}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    m_add->hide();
    m_cancel->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    setFinished(false);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_edit->toPlainText()); });
    connect(m_correct, &QPushButton::clicked, this, &AnswerItem::startCorrecting);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_edit->setPlainText(m_original);
        endCorrecting();
    });
    connect(m_add, &QPushButton::clicked, this, [this] {
        const QString corrected = m_edit->toPlainText();
        endCorrecting();
        setNote({});
        Q_EMIT addToDataSet(corrected);
        setNote(tr("Added to the data set."));
    });
}

void AnswerItem::setText(const QString &text)
{
    const QString old = m_edit->toPlainText();
    if (text == old)
        return;
    QScrollBar *bar = m_edit->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 2;
    if (text.startsWith(old)) {
        QTextCursor cursor(m_edit->document());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(text.mid(old.size()));
    } else {
        m_edit->setPlainText(text);
    }
    if (atEnd)
        bar->setValue(bar->maximum());
}

QString AnswerItem::text() const
{
    return m_edit->toPlainText();
}

void AnswerItem::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void AnswerItem::setFinished(bool finished)
{
    m_copy->setEnabled(finished && !m_edit->document()->isEmpty());
    m_correct->setEnabled(finished);
}

void AnswerItem::startCorrecting()
{
    m_original = m_edit->toPlainText();
    m_edit->setReadOnly(false);
    repolish(*m_edit);
    m_copy->hide();
    m_correct->hide();
    m_add->show();
    m_cancel->show();
    m_edit->setFocus();
    m_edit->moveCursor(QTextCursor::End);
}

void AnswerItem::endCorrecting()
{
    m_edit->setReadOnly(true);
    repolish(*m_edit);
    m_add->hide();
    m_cancel->hide();
    m_copy->show();
    m_correct->show();
    m_correct->setFocus();
}

void AnswerItem::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_edit->isReadOnly())
        return m_cancel->click();
    QWidget::keyPressEvent(event);
}

} // namespace onsa::ui
