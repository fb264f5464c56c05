// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/playground_page.h"

#include "api/api_client.h"
#include "jobs/provider_connections.h"
#include "system/settings.h"
#include "ui/icons.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_words.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/playground/answer_history.h"
#include "ui/playground/answer_run.h"
#include "ui/playground/answer_view.h"
#include "ui/playground/askable_models.h"
#include "ui/playground/history_list.h"
#include "ui/playground/prompt_edit.h"
#include "ui/playground/sampling_panel.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QRandomGenerator>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <optional>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

struct PlaygroundPage::Private {
    Private(AppServices s, PlaygroundPage *page)
        : services(s)
        , q(page)
        , models(s)
        , history(Settings::stateFolder() / "playground-history.json")
    {
    }

    AppServices services;
    PlaygroundPage *q;
    AskableModels models;
    AnswerHistory history;

    QComboBox *model = nullptr;
    QCheckBox *compare = nullptr;
    QRadioButton *chat = nullptr;
    QRadioButton *completion = nullptr;
    QLineEdit *system = nullptr;
    PromptEdit *prompt = nullptr;
    QPushButton *askButton = nullptr;
    QPushButton *stopButton = nullptr;
    QStackedWidget *answers = nullptr; // what to do, or the two cards
    QLabel *empty = nullptr;
    AnswerView *tuned = nullptr;
    AnswerView *base = nullptr;
    SamplingPanel *sampling = nullptr;

    QPointer<AnswerRun> tunedRun, baseRun;
    std::optional<HistoryEntry> asked; // while its answers come
    std::optional<std::size_t> shown; // entry of the history on show
    QString shownPrompt; // whose answers the cards show
    QString wantedProvider, wantedModel; // chosen, also while the list does not have it

    void makeWidgets();
    QWidget *makeModelBar();
    QWidget *makePromptBar();
    void connectAll();

    const AskableModel *current() const;
    void fillModels();
    void modelChosen();
    void showState();
    bool isAsking() const { return tunedRun || baseRun; }
    QString labelOf(const QString &provider, const QString &id) const;
    AnswerRun *start(const Question &question, AnswerView *view, QPointer<AnswerRun> *slot);
    void oneFinished();
    void restore(std::size_t entry);
};

PlaygroundPage::PlaygroundPage(AppServices services, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(services, this))
{
    d->makeWidgets();
    d->connectAll();
    d->fillModels();
}

PlaygroundPage::~PlaygroundPage()
{
    // Before the widgets go, which their last signals would reach.
    delete d->tunedRun;
    delete d->baseRun;
}

QWidget *PlaygroundPage::Private::makeModelBar()
{
    model = named(new QComboBox, u"modelCombo"_s, tr("Model"));
    model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    model->setMinimumContentsLength(16);
    model->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    compare = named(new QCheckBox(tr("Compare with base")), u"compareBase"_s);
    compare->setToolTip(tr("Asks the model it was made from as well, side by side"));
    chat = named(new QRadioButton(tr("Chat")), u"modeChat"_s);
    completion = named(new QRadioButton(tr("Completion")), u"modeCompletion"_s);
    chat->setToolTip(tr("As a conversation; for models trained on chats"));
    completion->setToolTip(tr("As prompt and completion; for models trained on pairs"));
    completion->setChecked(true);
    auto *label = new QLabel(tr("&Model"));
    label->setBuddy(model);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid::s);
    row->addWidget(label);
    row->addWidget(model, 1);
    row->addWidget(compare);
    row->addSpacing(grid::s);
    row->addWidget(chat);
    row->addWidget(completion);
    return bar;
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
    system = named(new QLineEdit, u"systemLine"_s, tr("Instruction for the chat (system)"));
    system->setPlaceholderText(tr("Instruction for the model (system), optional"));
    tuned = named(new AnswerView(Side::Tuned), u"tunedView"_s, tr("Answer of the chosen model"));
    base = named(new AnswerView(Side::Base), u"baseView"_s, tr("Answer of the base model"));
    auto *cards = new QSplitter(Qt::Horizontal);
    cards->addWidget(tuned);
    cards->addWidget(base);
    cards->setChildrenCollapsible(false);
    cards->setHandleWidth(grid::s);
    empty = named(new QLabel, u"playgroundEmpty"_s);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    setClass(empty, "muted");
    answers = new QStackedWidget;
    answers->addWidget(empty);
    answers->addWidget(cards);
    answers->setMinimumHeight(120);
    sampling = named(new SamplingPanel, u"sampling"_s);
    auto *scroll = quietScroll(sampling);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    scroll->setFixedWidth(std::max(272, sampling->minimumSizeHint().width() + grid::l));

    auto *main = new QVBoxLayout;
    main->setSpacing(grid::s);
    main->addWidget(makeModelBar());
    main->addWidget(system);
    main->addWidget(makePromptBar());
    main->addWidget(answers, 1);
    auto *historyList = named(new HistoryList(history), u"history"_s);
    main->addWidget(historyList);
    auto *layout = new QHBoxLayout(q);
    layout->setContentsMargins(grid::m, grid::m, 0, grid::s);
    layout->setSpacing(grid::m);
    layout->addLayout(main, 1);
    layout->addWidget(scroll);
    QObject::connect(historyList, &HistoryList::chosen, q, [this](std::size_t entry) { restore(entry); });
}

void PlaygroundPage::Private::connectAll()
{
    QObject::connect(&models, &AskableModels::changed, q, [this] { fillModels(); });
    QObject::connect(model, &QComboBox::activated, q, [this] {
        if (const AskableModel *chosen = current()) {
            wantedProvider = chosen->providerId;
            wantedModel = chosen->id;
        }
        modelChosen();
    });
    QObject::connect(chat, &QRadioButton::toggled, q, [this] { showState(); });
    QObject::connect(compare, &QCheckBox::toggled, q, [this] { showState(); });
    QObject::connect(prompt, &QPlainTextEdit::textChanged, q, [this] { showState(); });
    QObject::connect(prompt, &PromptEdit::askPressed, q, &PlaygroundPage::ask);
    QObject::connect(askButton, &QPushButton::clicked, q, &PlaygroundPage::ask);
    QObject::connect(stopButton, &QPushButton::clicked, q, &PlaygroundPage::stop);
    QObject::connect(&services.connections, &ProviderConnections::readyChanged, q, [this] { showState(); });
    for (AnswerView *view : {tuned, base}) {
        QObject::connect(view, &AnswerView::addToDataSet, q,
                         [this](const QString &text) { Q_EMIT q->addToDataSet(shownPrompt, text); });
        QObject::connect(view, &AnswerView::likedChanged, q, [this] {
            if (!shown || *shown >= history.entries().size())
                return;
            std::vector<Answered> all{tuned->answered()};
            if (history.entries()[*shown].answers.size() > 1)
                all.push_back(base->answered());
            history.setAnswers(*shown, all);
        });
    }
}

const AskableModel *PlaygroundPage::Private::current() const
{
    const auto index = model->currentIndex();
    return index < 0 || std::size_t(index) >= models.models().size() ? nullptr : &models.models()[std::size_t(index)];
}

void PlaygroundPage::Private::fillModels()
{
    const QSignalBlocker quiet(model);
    model->clear();
    for (const AskableModel &each : models.models()) {
        model->addItem((each.tuned ? u"◆ "_s : u"◇ "_s) + each.label);
        model->setItemData(model->count() - 1, each.id, Qt::ToolTipRole);
    }
    int index = models.indexOf(wantedProvider, wantedModel);
    if (index < 0 && model->count() > 0)
        index = 0; // the newest tuned one
    model->setCurrentIndex(index);
    modelChosen();
}

void PlaygroundPage::Private::modelChosen()
{
    if (const AskableModel *chosen = current()) {
        (chosen->chat ? chat : completion)->setChecked(true);
        const bool canCompare = chosen->tuned && !chosen->base.isEmpty();
        if (canCompare != compare->isEnabled())
            compare->setChecked(canCompare);
        compare->setEnabled(canCompare);
        model->setToolTip(chosen->id);
    } else {
        compare->setEnabled(false);
        compare->setChecked(false);
    }
    showState();
}

void PlaygroundPage::Private::showState()
{
    const bool asking = isAsking();
    const AskableModel *chosen = current();
    system->setVisible(chat->isChecked());
    if (!asking && stopButton->hasFocus())
        prompt->setFocus(); // before it hides, or the focus would wander on
    askButton->setVisible(!asking);
    stopButton->setVisible(asking);
    askButton->setEnabled(chosen && !prompt->toPlainText().trimmed().isEmpty());
    model->setEnabled(!asking && model->count() > 0);
    if (answers->currentIndex() == 1)
        return;
    if (!chosen)
        empty->setText(tr("No model can be asked yet. %1.").arg(providerState(services, u"local"_s).words));
    else if (!models.hasTuned())
        empty->setText(tr("No tuned model yet. Open the Data tab, press Fine-tune… and ask it here afterwards.\nUntil "
                          "then you can question the base model."));
    else
        empty->setText(tr("Ask something from your data, in other words than there.\nThe tuned model and the model it "
                          "was made from answer side by side."));
}

QString PlaygroundPage::Private::labelOf(const QString &provider, const QString &id) const
{
    const int index = models.indexOf(provider, id);
    return index < 0 ? id : models.models()[std::size_t(index)].label;
}

AnswerRun *PlaygroundPage::Private::start(const Question &question, AnswerView *view, QPointer<AnswerRun> *slot)
{
    view->begin(question, labelOf(question.providerId, question.model));
    ApiClient *client = services.connections.client(question.providerId);
    if (!client || !client->isReady()) {
        view->showProblem({ErrorKind::Network, "the service of this model is not reachable", "not_ready", {}});
        return nullptr;
    }
    auto *run = new AnswerRun(*client, question, q);
    *slot = run;
    QObject::connect(run, &AnswerRun::updated, view, [view, run] { view->follow(*run); });
    QObject::connect(run, &AnswerRun::finished, view, [this, view, run, slot] {
        view->finish(*run);
        run->deleteLater();
        slot->clear();
        oneFinished();
    });
    return run;
}

void PlaygroundPage::Private::oneFinished()
{
    if (isAsking() || !asked) {
        showState();
        return;
    }
    asked->answers = {tuned->answered()};
    if (!asked->baseModel.isEmpty())
        asked->answers.push_back(base->answered());
    history.add(*asked);
    asked.reset();
    shown = 0;
    showState();
}

void PlaygroundPage::Private::restore(std::size_t index)
{
    if (isAsking() || index >= history.entries().size())
        return;
    const HistoryEntry entry = history.entries()[index];
    wantedProvider = entry.question.providerId;
    wantedModel = entry.question.model;
    fillModels();
    (entry.question.chat ? chat : completion)->setChecked(true);
    compare->setChecked(compare->isEnabled() && !entry.baseModel.isEmpty());
    system->setText(entry.question.system);
    prompt->setPlainText(entry.question.prompt);
    sampling->setSampling(entry.question.sampling);
    shown = index;
    shownPrompt = entry.question.prompt;
    base->hide();
    for (const Answered &answer : entry.answers) {
        Question question = entry.question;
        question.model = answer.model;
        AnswerView *view = answer.side == Side::Tuned ? tuned : base;
        if (answer.side == Side::Tuned)
            view->setTuned(isTunedId(answer.model));
        view->restore(answer, question, labelOf(question.providerId, answer.model));
        view->show();
    }
    answers->setCurrentIndex(1);
    showState();
}

void PlaygroundPage::openModel(const QString &providerId, const QString &tunedModel, const QString &baseModel)
{
    d->wantedProvider = providerId;
    d->wantedModel = tunedModel;
    if (d->models.indexOf(providerId, tunedModel) < 0) {
        d->models.add(providerId, tunedModel, baseModel);
        d->models.refresh(providerId);
    } else {
        d->fillModels();
    }
    d->compare->setChecked(d->compare->isEnabled());
    d->prompt->setFocus();
    d->prompt->selectAll();
}

void PlaygroundPage::setPrompt(const QString &prompt)
{
    d->prompt->setPlainText(prompt);
}

void PlaygroundPage::ask()
{
    const AskableModel *chosen = d->current();
    const QString prompt = d->prompt->toPlainText();
    if (!chosen || d->isAsking() || prompt.trimmed().isEmpty())
        return;
    const AskableModel asked = *chosen; // the list may change while the answers come
    Question question;
    question.providerId = asked.providerId;
    question.model = asked.id;
    question.chat = d->chat->isChecked();
    question.system = question.chat ? d->system->text() : QString();
    question.prompt = prompt;
    question.sampling = d->sampling->sampling();
    // Our engine repeats an answer by its seed: know it, so that the stamp and the history can.
    if (!question.sampling.seed && question.sampling.temperature > 0 && asked.providerId == "local"_L1)
        question.sampling.seed = QRandomGenerator::global()->bounded(1, 1'000'000);
    const bool compares = d->compare->isEnabled() && d->compare->isChecked();

    d->asked = HistoryEntry{QDateTime::currentSecsSinceEpoch(), question, compares ? asked.base : QString(), {}};
    d->shown.reset();
    d->shownPrompt = prompt;
    d->answers->setCurrentIndex(1);
    d->base->setVisible(compares);
    d->tuned->setTuned(asked.tuned);
    const bool first = d->start(question, d->tuned, &d->tunedRun) != nullptr;
    if (first && compares) {
        question.model = asked.base;
        d->start(question, d->base, &d->baseRun);
    }
    if (!first)
        d->asked.reset();
    d->showState();
    if (d->stopButton->isVisible() && !d->prompt->hasFocus())
        d->stopButton->setFocus();
}

void PlaygroundPage::stop()
{
    // Each stop ends in oneFinished(), which may clear the other's pointer.
    for (const QPointer<AnswerRun> &run : {d->tunedRun, d->baseRun}) {
        if (run)
            run->stop();
    }
}

bool PlaygroundPage::event(QEvent *event)
{
    // Esc is ours while answers come, before any shortcut of the window.
    if (event->type() == QEvent::ShortcutOverride && d->isAsking()
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PlaygroundPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && d->isAsking())
        return stop();
    QWidget::keyPressEvent(event);
}

} // namespace onsa::ui
