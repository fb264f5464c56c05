// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/answer_pair.h"

#include "api/api_client.h"
#include "jobs/provider_connections.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/named.h"
#include "ui/playground/answer_history.h"
#include "ui/playground/answer_run.h"
#include "ui/playground/answer_view.h"
#include "ui/theme.h"

#include <QDateTime>

#include <utility>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

AnswerPair::AnswerPair(ProviderConnections &connections, AnswerHistory &history, LabelOf labelOf, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_connections(connections)
    , m_history(history)
    , m_labelOf(std::move(labelOf))
    , m_tuned(named(new AnswerView(Side::Tuned), u"tunedView"_s, tr("Answer of the chosen model")))
    , m_base(named(new AnswerView(Side::Base), u"baseView"_s, tr("Answer of the base model")))
{
    addWidget(m_tuned);
    addWidget(m_base);
    setChildrenCollapsible(false);
    setHandleWidth(grid::s);
    for (AnswerView *view : {m_tuned, m_base}) {
        connect(view, &AnswerView::addToDataSet, this,
                [this](const QString &text) { Q_EMIT addToDataSet(m_prompt, text); });
        connect(view, &AnswerView::likedChanged, this, &AnswerPair::keepThumbs);
    }
}

AnswerPair::~AnswerPair()
{
    // Before the cards go, which their last signals would reach.
    delete m_tunedRun;
    delete m_baseRun;
}

bool AnswerPair::isAsking() const
{
    return m_tunedRun || m_baseRun;
}

void AnswerPair::ask(Question question, const QString &base, bool tuned)
{
    m_asked = HistoryEntry{QDateTime::currentSecsSinceEpoch(), question, base, {}};
    m_shown.reset();
    m_prompt = question.prompt;
    m_base->setVisible(!base.isEmpty());
    m_tuned->setTuned(tuned);
    if (!start(question, m_tuned, &m_tunedRun)) {
        m_asked.reset();
        return;
    }
    if (base.isEmpty())
        return;
    question.model = base;
    start(question, m_base, &m_baseRun);
}

bool AnswerPair::start(const Question &question, AnswerView *view, QPointer<AnswerRun> *slot)
{
    view->begin(question, m_labelOf(question.providerId, question.model));
    ApiClient *client = m_connections.client(question.providerId);
    if (!client || !client->isReady()) {
        view->showProblem({ErrorKind::Network, "the service of this model is not reachable", "not_ready", {}});
        return false;
    }
    auto *run = new AnswerRun(*client, question, this);
    *slot = run;
    connect(run, &AnswerRun::updated, view, [view, run] { view->follow(*run); });
    connect(run, &AnswerRun::finished, view, [this, view, run, slot] {
        view->finish(*run);
        run->deleteLater();
        slot->clear();
        oneFinished();
    });
    return true;
}

void AnswerPair::oneFinished()
{
    if (isAsking())
        return;
    if (m_asked) {
        m_asked->answers = {m_tuned->answered()};
        if (!m_asked->baseModel.isEmpty())
            m_asked->answers.push_back(m_base->answered());
        m_history.add(*m_asked);
        m_asked.reset();
        m_shown = 0;
    }
    Q_EMIT finished();
}

void AnswerPair::stop()
{
    // Each stop ends in oneFinished(), which may clear the other's pointer.
    for (const QPointer<AnswerRun> &run : {m_tunedRun, m_baseRun}) {
        if (run)
            run->stop();
    }
}

void AnswerPair::restore(std::size_t index)
{
    const HistoryEntry entry = m_history.entries()[index];
    m_shown = index;
    m_prompt = entry.question.prompt;
    m_base->hide();
    for (const Answered &answer : entry.answers) {
        Question question = entry.question;
        question.model = answer.model;
        AnswerView *view = answer.side == Side::Tuned ? m_tuned : m_base;
        if (answer.side == Side::Tuned)
            view->setTuned(isTunedId(answer.model));
        view->restore(answer, question, m_labelOf(question.providerId, answer.model));
        view->show();
    }
}

void AnswerPair::keepThumbs()
{
    if (!m_shown || *m_shown >= m_history.entries().size())
        return;
    std::vector<Answered> all{m_tuned->answered()};
    if (m_history.entries()[*m_shown].answers.size() > 1)
        all.push_back(m_base->answered());
    m_history.setAnswers(*m_shown, all);
}

} // namespace onsa::ui
