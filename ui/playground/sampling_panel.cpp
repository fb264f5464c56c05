// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/playground/sampling_panel.h"

#include "ui/jobs/named.h"
#include "ui/text_edit.h"
#include "ui/theme.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sliderUnits = 100; // slider steps for 1.0 of temperature
constexpr std::size_t mostStops = 4; // the API's limit

QLabel *hint(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    setClass(label, "muted");
    return label;
}

// One stop text a line; \n and \t stand for what they usually do, \\ for a backslash.
std::string fromLine(const QString &line)
{
    QString text;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] != u'\\' || i + 1 == line.size()) {
            text += line[i];
            continue;
        }
        const QChar next = line[++i];
        if (next == u'n')
            text += u'\n';
        else if (next == u't')
            text += u'\t';
        else if (next == u'\\')
            text += u'\\';
        else
            text += QString(u'\\') + next;
    }
    return text.toStdString();
}

QString toLine(const std::string &stop)
{
    return QString::fromStdString(stop).replace(u'\\', u"\\\\"_s).replace(u'\n', u"\\n"_s).replace(u'\t', u"\\t"_s);
}

} // namespace

Sampling SamplingPanel::defaults()
{
    Sampling sampling;
    sampling.temperature = 0;
    sampling.maxTokens = 256;
    return sampling;
}

QDoubleSpinBox *SamplingPanel::number(const QString &name, const QString &label, double low, double high, double step)
{
    auto *box = named(new QDoubleSpinBox, name, label);
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setDecimals(2);
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

SamplingPanel::SamplingPanel(QWidget *parent)
    : QWidget(parent)
    , m_slider(named(new QSlider(Qt::Horizontal), u"temperatureSlider"_s, tr("Temperature")))
    , m_temperature(number(u"temperature"_s, tr("Temperature"), 0, 2, 0.1))
    , m_maxTokens(named(new QSpinBox, u"maxTokens"_s, tr("Longest answer (max tokens)")))
    , m_n(named(new QSpinBox, u"answersN"_s, tr("Answers (n)")))
    , m_topP(number(u"topP"_s, tr("Top p"), 0, 1, 0.05))
    , m_stop(named(new TextEdit, u"stopTexts"_s, tr("Stop at, one text a line, four at most")))
    , m_frequency(number(u"frequencyPenalty"_s, tr("Frequency penalty"), -2, 2, 0.1))
    , m_presence(number(u"presencePenalty"_s, tr("Presence penalty"), -2, 2, 0.1))
    , m_seed(named(new QLineEdit, u"seed"_s, tr("Seed")))
{
    m_slider->setRange(0, 2 * sliderUnits);
    m_slider->setPageStep(10);
    m_maxTokens->setRange(1, 131072);
    m_n->setRange(1, 16); // more would not be read side by side
    m_stop->setFixedHeight(fontMetrics().lineSpacing() * 2 + grid::l);
    m_stop->setTabChangesFocus(true);
    m_seed->setPlaceholderText(tr("new each time"));
    // 0…2147483647, what every service takes
    m_seed->setValidator(new QRegularExpressionValidator(QRegularExpression(u"\\d{0,10}"_s), m_seed));

    auto *heading = new QLabel(tr("How to answer"));
    setClass(heading, "section");
    heading->setFont(sectionFont());
    auto *reset = named(new QPushButton(tr("Reset")), u"samplingReset"_s, tr("Reset how to answer"));
    reset->setAutoDefault(false);
    setClass(reset, "quiet");
    auto *top = new QHBoxLayout;
    top->addWidget(heading);
    top->addStretch();
    top->addWidget(reset);

    auto *temperatureRow = new QHBoxLayout;
    auto *temperatureLabel = new QLabel(tr("Temperature"));
    temperatureLabel->setBuddy(m_temperature);
    temperatureRow->addWidget(temperatureLabel, 1);
    temperatureRow->addWidget(m_temperature);
    auto *ends = new QHBoxLayout;
    QLabel *low = hint(tr("0: the same answer each time"));
    QLabel *high = hint(tr("2: surprising, often wrong"));
    high->setAlignment(Qt::AlignRight | Qt::AlignTop);
    low->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    ends->addWidget(low, 1);
    ends->addWidget(high, 1);

    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(grid::s);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Max tokens"), m_maxTokens);
    form->addRow(tr("Answers (n)"), m_n);
    form->addRow(tr("Top p"), m_topP);
    form->addRow(tr("Frequency penalty"), m_frequency);
    form->addRow(tr("Presence penalty"), m_presence);
    form->addRow(tr("Seed"), m_seed);
    m_maxTokens->setToolTip(tr("The answer ends here at the latest"));
    m_topP->setToolTip(tr("1 considers every word, 0.1 only the likeliest ones"));
    m_frequency->setToolTip(tr("Above 0: words that came often come less"));
    m_presence->setToolTip(tr("Above 0: words that came once come less"));
    m_seed->setToolTip(tr("The same seed gives the same answer again"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::s);
    layout->setSpacing(grid::s);
    layout->addLayout(top);
    layout->addLayout(temperatureRow);
    layout->addWidget(m_slider);
    layout->addLayout(ends);
    layout->addLayout(form);
    auto *stopLabel = new QLabel(tr("Stop at"));
    stopLabel->setBuddy(m_stop);
    layout->addWidget(stopLabel);
    layout->addWidget(m_stop);
    layout->addWidget(hint(tr("One text a line, four at most; \\n is a new line.")));
    layout->addStretch();

    setSampling(defaults());
    const auto tell = [this] {
        if (!m_filling)
            Q_EMIT changed();
    };
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (std::lround(m_temperature->value() * sliderUnits) != value)
            m_temperature->setValue(double(value) / sliderUnits);
    });
    connect(m_temperature, &QDoubleSpinBox::valueChanged, this, [this, tell](double value) {
        m_slider->setValue(int(std::lround(value * sliderUnits)));
        tell();
    });
    for (QDoubleSpinBox *box : {m_topP, m_frequency, m_presence})
        connect(box, &QDoubleSpinBox::valueChanged, this, tell);
    for (QSpinBox *box : {m_maxTokens, m_n})
        connect(box, &QSpinBox::valueChanged, this, tell);
    connect(m_stop, &QPlainTextEdit::textChanged, this, tell);
    connect(m_seed, &QLineEdit::textChanged, this, tell);
    connect(reset, &QPushButton::clicked, this, [this] {
        setSampling(defaults());
        Q_EMIT changed();
    });
}

Sampling SamplingPanel::sampling() const
{
    Sampling sampling;
    sampling.temperature = m_temperature->value();
    sampling.maxTokens = m_maxTokens->value();
    sampling.n = m_n->value();
    sampling.topP = m_topP->value();
    sampling.frequencyPenalty = m_frequency->value();
    sampling.presencePenalty = m_presence->value();
    const QStringList lines = m_stop->toPlainText().split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (sampling.stop.size() < mostStops)
            sampling.stop.push_back(fromLine(line));
    }
    if (!m_seed->text().isEmpty())
        sampling.seed = std::min<qint64>(m_seed->text().toLongLong(), 2147483647);
    return sampling;
}

void SamplingPanel::setSampling(const Sampling &sampling)
{
    m_filling = true;
    m_temperature->setValue(sampling.temperature);
    m_slider->setValue(int(std::lround(sampling.temperature * sliderUnits)));
    m_maxTokens->setValue(sampling.maxTokens.value_or(256));
    m_n->setValue(sampling.n);
    m_topP->setValue(sampling.topP);
    m_frequency->setValue(sampling.frequencyPenalty);
    m_presence->setValue(sampling.presencePenalty);
    QStringList lines;
    for (const std::string &stop : sampling.stop)
        lines << toLine(stop);
    m_stop->setPlainText(lines.join(u'\n'));
    m_seed->setText(sampling.seed ? QString::number(*sampling.seed) : QString());
    m_filling = false;
}

} // namespace onsa::ui
