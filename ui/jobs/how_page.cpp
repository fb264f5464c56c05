// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/how_page.h"

#include "core/example_check.h"
#include "ui/jobs/auto_field.h"
#include "ui/jobs/forecast_words.h"
#include "ui/jobs/named.h"
#include "ui/jobs/quiet_scroll.h"
#include "ui/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <cmath>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

HowPage::HowPage(TunePlan &plan, TuneForecast &forecast, QWidget *parent)
    : WizardPage(parent)
    , m_plan(plan)
    , m_forecast(forecast)
    , m_name(named(new QLineEdit(plan.name), u"resultName"_s, tr("Name of the result")))
    , m_automatic(named(new QRadioButton(tr("Automatic")), u"howAutomatic"_s))
    , m_own(named(new QRadioButton(tr("Choose the settings myself")), u"howOwn"_s))
    , m_choice(named(new QLabel, u"howChoice"_s))
    , m_problem(named(new QLabel, u"howProblem"_s))
{
    m_name->setMaxLength(40);
    auto *nameLabel = new QLabel(tr("&Name of the result"));
    nameLabel->setBuddy(m_name);
    auto *nameMeaning = new QLabel(tr("You find the tuned model under this name in the jobs and in the playground."));
    nameMeaning->setWordWrap(true);
    setClass(nameMeaning, "muted");
    for (QLabel *label : {m_choice, m_problem})
        label->setWordWrap(true);
    setClass(m_choice, "muted");
    setClass(m_problem, "danger");
    m_problem->hide();
    m_fields = makeFields();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addWidget(nameLabel);
    layout->addWidget(m_name);
    layout->addWidget(nameMeaning);
    layout->addSpacing(grid::m);
    layout->addWidget(m_automatic);
    layout->addWidget(m_choice);
    layout->addWidget(m_own);
    layout->addWidget(m_problem);
    layout->addWidget(m_fields, 1);
    layout->addStretch();

    const bool own = plan.settings != Hyperparameters{} || plan.seed || plan.validationShare;
    (own ? m_own : m_automatic)->setChecked(true);
    m_fields->setVisible(own);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_plan.name = m_name->text().trimmed(); });
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_touched = true; });
    connect(m_own, &QRadioButton::toggled, this, [this](bool on) {
        m_fields->setVisible(on);
        read();
    });
    connect(&m_forecast, &TuneForecast::changed, this, [this] {
        showAutomatic();
        Q_EMIT readyChanged();
    });
    showAutomatic();
}

QString HowPage::title() const
{
    return tr("How to train");
}

QWidget *HowPage::makeFields()
{
    const Hyperparameters &h = m_plan.settings;
    const auto number = [](const auto &value) {
        return value ? std::optional<double>(double(*value)) : std::optional<double>();
    };
    m_epochs = new AutoField({u"epochs"_s,
                              tr("Rounds through the data (epochs)"),
                              tr("More rounds remember the wording better; too many only repeat it."),
                              1,
                              50,
                              10,
                              1,
                              0,
                              {}});
    m_epochs->setValue(number(h.epochs));
    m_batch = new AutoField({u"batchSize"_s,
                             tr("Pairs per step (batch size)"),
                             tr("Fewer learn faster from little data; more make each step steadier."),
                             1,
                             256,
                             4,
                             1,
                             0,
                             {}});
    m_batch->setValue(number(h.batchSize));
    m_rate = new AutoField({u"learningRate"_s,
                            tr("Learning rate multiplier"),
                            tr("How boldly each step changes the model. Higher is faster and rougher; lower it when "
                               "the loss jumps."),
                            0.01,
                            100,
                            1,
                            0.1,
                            2,
                            {}});
    m_rate->setValue(h.learningRateMultiplier);
    m_promptWeight = new AutoField({u"promptLossWeight"_s,
                                    tr("Prompt loss weight"),
                                    tr("How much the model also learns to write the prompts: 0 not at all, 1 as much "
                                       "as the answers."),
                                    0,
                                    1,
                                    0.01,
                                    0.01,
                                    2,
                                    {}});
    m_promptWeight->setValue(h.promptLossWeight);
    m_rank = new AutoField({u"rank"_s,
                            tr("Size of the adapter (rank)"),
                            tr("How much can be stored. Larger remembers more and takes more time and memory."),
                            1,
                            256,
                            16,
                            1,
                            0,
                            {}});
    m_rank->setValue(number(h.loraRank));
    m_share = new AutoField({u"validationShare"_s, tr("Held back for testing (validation share)"),
                             tr("These rows are not trained on; they show whether the model understands or only "
                                "repeats."),
                             0, 50, 10, 1, 0, u" %"_s});
    if (m_plan.validationShare)
        m_share->setValue(*m_plan.validationShare * 100);
    m_seed = new AutoField({u"seed"_s,
                            tr("Seed"),
                            tr("The same number, data and settings give the same model again."),
                            0,
                            2147483647,
                            1,
                            1,
                            0,
                            {}});
    m_seed->setValue(number(m_plan.seed));

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    column->setSpacing(grid::m);
    for (AutoField *field : {m_epochs, m_batch, m_rate, m_promptWeight, m_rank, m_share, m_seed}) {
        column->addWidget(field);
        connect(field, &AutoField::changed, this, [this] {
            m_touched = true;
            read();
        });
    }
    column->addStretch();
    auto *scroll = named(quietScroll(content), u"howFields"_s, tr("Settings"));
    auto *card = new QFrame;
    setClass(card, "card");
    auto *cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(1, 1, 1, 1);
    cardLayout->addWidget(scroll);
    return card;
}

void HowPage::read()
{
    Hyperparameters h;
    std::optional<double> share;
    std::optional<std::int64_t> seed;
    if (m_own->isChecked()) {
        const auto whole = [](const std::optional<double> &value) {
            return value ? std::optional<int>(int(std::lround(*value))) : std::optional<int>();
        };
        h.epochs = whole(m_epochs->value());
        h.batchSize = whole(m_batch->value());
        h.learningRateMultiplier = m_rate->value();
        if (m_plan.isLocal()) {
            h.promptLossWeight = m_promptWeight->value();
            h.loraRank = whole(m_rank->value());
        }
        if (const auto percent = m_share->value())
            share = *percent / 100;
        if (const auto number = m_seed->value())
            seed = std::llround(*number);
    }
    m_plan.settings = h;
    m_plan.validationShare = share;
    m_plan.seed = seed;
    showAutomatic();
    Q_EMIT readyChanged();
}

QString HowPage::chosenWords() const
{
    const auto forecast = m_forecast.ofPlan();
    QStringList lines = forecast ? automaticSentences(*forecast) : QStringList();
    if (lines.isEmpty() && !m_own->isChecked())
        lines << tr("Chosen for your data: how often to go through it (the fewer rows, the more rounds), how many "
                    "rows at a time and how boldly to learn. What was chosen stands in the job's settings.");
    const std::size_t held = validationRows(m_plan);
    if (m_plan.ownValidation)
        lines << tr("Testing uses your validation file (rows: %1).").arg(m_plan.ownValidationRows);
    else if (held > 0)
        lines << tr("About %1 rows are held back for testing.").arg(held);
    else if (m_plan.usableRows > 0)
        lines << tr("All rows are trained on.");
    if (forecast && !stepsSentence(*forecast).isEmpty())
        lines << stepsSentence(*forecast);
    return lines.join(u'\n');
}

QString HowPage::problem() const
{
    if (trainingRows(m_plan) < std::size_t(minimumExamples))
        return tr("So many rows are held back that fewer than %1 would be left for training. Lower the share.")
            .arg(minimumExamples);
    const auto forecast = m_forecast.ofPlan();
    return mustNotStart(forecast) ? misfitSentence(*forecast) : QString();
}

void HowPage::showAutomatic()
{
    m_choice->setText(chosenWords());
    const QString words = problem();
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
}

bool HowPage::isReady() const
{
    return problem().isEmpty();
}

void HowPage::enter()
{
    m_promptWeight->setVisible(m_plan.isLocal());
    m_rank->setVisible(m_plan.isLocal());
    m_share->setVisible(!m_plan.ownValidation);
    read();
}

} // namespace onsa::ui
