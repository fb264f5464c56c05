// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/answer_view.h"

#include "ui/error_text.h"
#include "ui/icons.h"
#include "ui/jobs/elided_label.h"
#include "ui/jobs/named.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/playground/answer_item.h"
#include "ui/playground/answer_run.h"
#include "ui/tab_order.h"
#include "ui/theme.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString sideName(Side side)
{
    return side == Side::Tuned ? u"tuned"_s : u"base"_s;
}

} // namespace

AnswerView::AnswerView(Side side, QWidget *parent)
    : QFrame(parent)
    , m_side(side)
    , m_badge(named(new QLabel, sideName(side) + u"Badge"_s))
    , m_name(named(new ElidedLabel, sideName(side) + u"Name"_s))
    , m_facts(named(new QLabel, sideName(side) + u"Facts"_s))
    , m_stampLabel(named(new ElidedLabel, sideName(side) + u"Stamp"_s))
    , m_problem(named(new QLabel, sideName(side) + u"Problem"_s))
    , m_up(named(new QPushButton(icon(u"thumb-up"_s), {}), sideName(side) + u"Up"_s, tr("Good answer")))
    , m_down(named(new QPushButton(icon(u"thumb-down"_s), {}), sideName(side) + u"Down"_s, tr("Bad answer")))
{
    setClass(this, "card");
    m_answered.side = side;
    QFont bold = m_badge->font();
    bold.setWeight(QFont::DemiBold);
    m_badge->setFont(bold);
    m_badge->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setTuned(side == Side::Tuned);
    setClass(m_facts, "muted");
    setClass(m_stampLabel, "muted");
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    setClass(m_problem, "danger");
    m_problem->hide();
    for (QPushButton *thumb : {m_up, m_down}) {
        thumb->setCheckable(true);
        thumb->setAutoDefault(false);
        thumb->setToolTip(thumb->accessibleName());
        setClass(thumb, "quiet");
    }
    auto *top = new QHBoxLayout;
    top->setSpacing(grid::s);
    top->addWidget(m_badge);
    top->addWidget(m_name, 1);
    top->addWidget(m_up);
    top->addWidget(m_down);
    auto *items = new QWidget;
    m_column = new QVBoxLayout(items);
    m_column->setContentsMargins(0, 0, 0, 0);
    auto *scroll = quietScroll(items);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_facts);
    bottom->addWidget(m_stampLabel, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    layout->setSpacing(grid::xs);
    layout->addLayout(top);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_problem);
    layout->addLayout(bottom);
    const auto like = [this](int liked) {
        setLiked(m_answered.liked == liked ? 0 : liked);
        Q_EMIT likedChanged();
    };
    connect(m_up, &QPushButton::clicked, this, [like] { like(1); });
    connect(m_down, &QPushButton::clicked, this, [like] { like(-1); });
    makeItems(1);
}

void AnswerView::setTuned(bool tuned)
{
    m_badge->setText(tuned ? u"◆ "_s + tr("Tuned") : u"◇ "_s + tr("Base"));
}

void AnswerView::makeItems(int count)
{
    qDeleteAll(m_items);
    m_items.clear();
    for (int i = 0; i < count; ++i) {
        auto *item = new AnswerItem(sideName(m_side) + QString::number(i));
        m_column->addWidget(item);
        m_items << item;
        connect(item, &AnswerItem::addToDataSet, this, &AnswerView::addToDataSet);
    }
    putInTabOrder(*m_column->parentWidget());
}

void AnswerView::begin(const Question &question, const QString &label)
{
    m_answered = {};
    m_answered.side = m_side;
    m_answered.model = question.model;
    m_name->setText(label);
    m_name->setToolTip(question.model);
    const QLocale locale;
    QStringList stamp{tr("temperature %1").arg(locale.toString(question.sampling.temperature, 'g', 3))};
    if (question.sampling.seed)
        stamp << tr("seed %1").arg(*question.sampling.seed);
    stamp << question.model;
    m_stamp = stamp.join(u" · "_s);
    m_stampLabel->setText(u"· "_s + m_stamp);
    m_stampLabel->setToolTip(m_stamp);
    m_facts->setText(tr("waiting…"));
    setProblem({});
    setLiked(0);
    makeItems(std::max(1, question.sampling.n));
    m_up->setEnabled(false);
    m_down->setEnabled(false);
}

void AnswerView::follow(const AnswerRun &run)
{
    m_answered.texts = run.texts();
    for (qsizetype i = 0; i < std::min(run.texts().size(), m_items.size()); ++i)
        m_items[i]->setText(run.texts()[i]);
    setFacts(run.tokens(), run.seconds());
}

void AnswerView::finish(const AnswerRun &run)
{
    const Result<> &how = run.outcome();
    follow(run);
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (run.wasCutByLimit(int(i)))
            m_items[i]->setNote(tr("Cut off at max tokens. Raise it for longer answers."));
        else if (how && m_items[i]->text().isEmpty())
            m_items[i]->setNote(tr("The model gave an empty answer."));
        m_items[i]->setFinished(true);
    }
    m_up->setEnabled(true);
    m_down->setEnabled(true);
    if (how)
        return;
    setProblem(how.error().kind == ErrorKind::Cancelled ? tr("Stopped.") : errorText(how.error()).sentence);
}

void AnswerView::showProblem(const Error &error)
{
    m_facts->clear();
    setProblem(errorText(error).sentence);
}

void AnswerView::restore(const Answered &answered, const Question &question, const QString &label)
{
    begin(question, label);
    const int liked = answered.liked;
    makeItems(std::max(1, int(answered.texts.size())));
    for (qsizetype i = 0; i < answered.texts.size(); ++i) {
        m_items[i]->setText(answered.texts[i]);
        m_items[i]->setFinished(true);
    }
    m_answered = answered;
    setFacts(answered.tokens, answered.seconds);
    setProblem(answered.problem);
    setLiked(liked);
    m_up->setEnabled(true);
    m_down->setEnabled(true);
}

Answered AnswerView::answered() const
{
    return m_answered;
}

void AnswerView::setFacts(int tokens, double seconds)
{
    m_answered.tokens = tokens;
    m_answered.seconds = seconds;
    m_facts->setText((tokens == 1 ? tr("1 token") : tr("%1 tokens").arg(tokens)) + u" · "_s
                     + tr("%1 s").arg(QLocale().toString(seconds, 'f', 1)));
}

void AnswerView::setProblem(const QString &words)
{
    m_answered.problem = words;
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
}

void AnswerView::setLiked(int liked)
{
    m_answered.liked = liked;
    m_up->setChecked(liked > 0);
    m_down->setChecked(liked < 0);
}

} // namespace onsa::ui
