// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/playground_page.h"

#include "jobs/provider_connections.h"
#include "system/settings.h"
#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_words.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/playground/answer_history.h"
#include "ui/playground/answer_pair.h"
#include "ui/playground/history_list.h"
#include "ui/playground/model_bar.h"
#include "ui/playground/prompt_edit.h"
#include "ui/playground/sampling_panel.h"
#include "ui/theme.h"
#include "ui/window_parts.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

struct PlaygroundPage::Private {
    Private(AppServices s, PlaygroundPage *page)
        : services(s)
        , q(page)
        , history(Settings::stateFolder() / "playground-history.json")
    {
    }

    AppServices services;
    PlaygroundPage *q;
    AnswerHistory history;

    ModelBar *model = nullptr;
    QLineEdit *system = nullptr;
    PromptEdit *prompt = nullptr;
    QPushButton *askButton = nullptr;
    QPushButton *stopButton = nullptr;
    QStackedWidget *answers = nullptr; // what to do, or the two cards
    QLabel *empty = nullptr;
    AnswerPair *pair = nullptr;
    HistoryList *historyList = nullptr;
    SamplingPanel *sampling = nullptr;

    void makeWidgets();
    QWidget *makePromptBar();
    void layOut();
    void connectAll();
    void showState();
    void restore(std::size_t entry);
};

PlaygroundPage::PlaygroundPage(AppServices services, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(services, this))
{
    d->makeWidgets();
    d->layOut();
    d->connectAll();
    d->showState();
}

PlaygroundPage::~PlaygroundPage()
{
    delete d->pair; // before the history, in which its last answers end
}

QWidget *PlaygroundPage::Private::makePromptBar()
{
    prompt = named(new PromptEdit, u"prompt"_s, tr("Prompt"));
    prompt->setPlaceholderText(tr("Type a question, then press Ctrl+Enter"));
    prompt->setFixedHeight(q->fontMetrics().lineSpacing() * 3 + grid::l);
    askButton = named(new QPushButton(icon(u"ask"_s, Color::OnAccent), tr("Ask")), u"ask"_s, tr("Ask"));
    askButton->setToolTip(tr("Ctrl+Enter"));
    setClass(askButton, "primary");
    stopButton = named(new QPushButton(icon(u"stop"_s), tr("Stop")), u"stop"_s, tr("Stop answering"));
    stopButton->setToolTip(tr("Esc"));
    stopButton->hide();
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::s);
    row->addWidget(prompt, 1);
    row->addWidget(askButton, 0, Qt::AlignBottom);
    row->addWidget(stopButton, 0, Qt::AlignBottom);
    const int width = std::max(askButton->sizeHint().width(), stopButton->sizeHint().width()) + grid::l;
    askButton->setMinimumWidth(width);
    stopButton->setMinimumWidth(width);
    return bar;
}

void PlaygroundPage::Private::makeWidgets()
{
    model = new ModelBar(services);
    system = named(new QLineEdit, u"systemLine"_s, tr("Instruction for the chat (system)"));
    system->setPlaceholderText(tr("Instruction for the model (system), optional"));
    pair = new AnswerPair(services.connections, history,
                          [this](const QString &provider, const QString &id) { return model->labelOf(provider, id); });
    empty = named(new QLabel, u"playgroundEmpty"_s);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    setClass(empty, "muted");
    answers = new QStackedWidget;
    answers->addWidget(empty);
    answers->addWidget(pair);
    answers->setMinimumHeight(120);
    historyList = named(new HistoryList(history), u"history"_s);
    sampling = named(new SamplingPanel, u"sampling"_s);
}

void PlaygroundPage::Private::layOut()
{
    auto *scroll = quietScroll(sampling);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(std::max(272, sampling->minimumSizeHint().width() + grid::l));
    auto *main = new QVBoxLayout;
    main->setSpacing(grid::s);
    main->addWidget(model);
    main->addWidget(system);
    main->addWidget(makePromptBar());
    main->addWidget(answers, 1);
    main->addWidget(historyList);
    auto *mainSide = new QWidget;
    mainSide->setLayout(main);
    setStart(mainSide, prompt);
    main->setContentsMargins(0, 0, 0, 0);
    markPart(mainSide);
    markPart(scroll);
    setStart(q, prompt);
    auto *layout = new QHBoxLayout(q);
    layout->setContentsMargins(grid::m, grid::m, 0, grid::s);
    layout->setSpacing(grid::m);
    layout->addWidget(mainSide, 1);
    layout->addWidget(scroll);
}

void PlaygroundPage::Private::connectAll()
{
    QObject::connect(model, &ModelBar::changed, q, [this] { showState(); });
    QObject::connect(prompt, &QPlainTextEdit::textChanged, q, [this] { showState(); });
    QObject::connect(prompt, &PromptEdit::askPressed, q, &PlaygroundPage::ask);
    QObject::connect(askButton, &QPushButton::clicked, q, &PlaygroundPage::ask);
    QObject::connect(stopButton, &QPushButton::clicked, q, &PlaygroundPage::stop);
    QObject::connect(pair, &AnswerPair::finished, q, [this] { showState(); });
    QObject::connect(pair, &AnswerPair::addToDataSet, q, &PlaygroundPage::addToDataSet);
    QObject::connect(historyList, &HistoryList::chosen, q, [this](std::size_t entry) { restore(entry); });
    QObject::connect(&services.connections, &ProviderConnections::readyChanged, q, [this] { showState(); });
}

void PlaygroundPage::Private::showState()
{
    const bool asking = pair->isAsking();
    const AskableModel *chosen = model->current();
    system->setVisible(model->isChat());
    if (!asking && stopButton->hasFocus())
        prompt->setFocus(); // before it hides, or the focus would wander on
    askButton->setVisible(!asking);
    stopButton->setVisible(asking);
    askButton->setEnabled(chosen && !prompt->toPlainText().trimmed().isEmpty());
    model->setAsking(asking);
    if (answers->currentIndex() == 1)
        return;
    if (!chosen)
        empty->setText(tr("No model can be asked yet. %1.").arg(providerState(services, u"local"_s).words));
    else if (!model->hasTuned())
        empty->setText(tr("No tuned model yet. Open the Data tab, press Fine-tune… and ask it here afterwards.\nUntil "
                          "then you can question the base model."));
    else
        empty->setText(tr("Ask something from your data, in other words than there.\nThe tuned model and the model it "
                          "was made from answer side by side."));
}

void PlaygroundPage::Private::restore(std::size_t index)
{
    if (pair->isAsking() || index >= history.entries().size())
        return;
    const HistoryEntry entry = history.entries()[index];
    model->choose(entry.question.providerId, entry.question.model);
    model->setChat(entry.question.chat);
    model->setCompares(!entry.baseModel.isEmpty());
    system->setText(entry.question.system);
    prompt->setPlainText(entry.question.prompt);
    sampling->setSampling(entry.question.sampling);
    pair->restore(index);
    answers->setCurrentIndex(1);
    showState();
}

void PlaygroundPage::openModel(const QString &providerId, const QString &tunedModel, const QString &baseModel)
{
    d->model->chooseNew(providerId, tunedModel, baseModel);
    d->model->setCompares(true);
    d->prompt->setFocus();
    d->prompt->selectAll();
}

void PlaygroundPage::setPrompt(const QString &prompt)
{
    d->prompt->setPlainText(prompt);
}

void PlaygroundPage::ask()
{
    const AskableModel *chosen = d->model->current();
    const QString prompt = d->prompt->toPlainText();
    if (!chosen || d->pair->isAsking() || prompt.trimmed().isEmpty())
        return;
    Question question;
    question.providerId = chosen->providerId;
    question.model = chosen->id;
    question.chat = d->model->isChat();
    question.system = question.chat ? d->system->text() : QString();
    question.prompt = prompt;
    question.sampling = d->sampling->sampling();
    // Our engine repeats an answer by its seed: know it, so that the stamp and the history can.
    if (!question.sampling.seed && question.sampling.temperature > 0 && question.providerId == "local"_L1)
        question.sampling.seed = QRandomGenerator::global()->bounded(1, 1'000'000);
    d->answers->setCurrentIndex(1);
    d->pair->ask(question, d->model->compares() ? chosen->base : QString(), chosen->tuned);
    d->showState();
    if (d->stopButton->isVisible() && !d->prompt->hasFocus())
        d->stopButton->setFocus();
}

void PlaygroundPage::stop()
{
    d->pair->stop();
}

bool PlaygroundPage::event(QEvent *event)
{
    // Esc is ours while answers come, before any shortcut of the window.
    if (event->type() == QEvent::ShortcutOverride && d->pair->isAsking()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PlaygroundPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && d->pair->isAsking())
        return stop();
    QWidget::keyPressEvent(event);
}

} // namespace onsa::ui
