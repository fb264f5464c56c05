// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/engine_form.h"

#include "jobs/provider_connections.h"
#include "system/engine_process.h"
#include "ui/icons.h"
#include "ui/jobs/named.h"
#include "ui/jobs/provider_words.h"
#include "ui/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

EngineForm::EngineForm(AppServices services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_icon(new QLabel)
    , m_state(named(new QLabel, u"engineState"_s))
    , m_log(named(new QLabel, u"engineLastLines"_s, tr("Last lines of the engine's log")))
    , m_start(named(new QPushButton, u"engineStart"_s))
{
    auto *heading = new QLabel(tr("This computer"));
    setClass(heading, "section");
    heading->setFont(sectionFont());
    auto *words = new QLabel(tr("Trains and answers here, free, without an account; nothing leaves this computer. No "
                                "key is needed."));
    words->setWordWrap(true);
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_log->setFont(monoFont());
    m_log->setWordWrap(true);
    m_log->setTextFormat(Qt::PlainText);
    m_log->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_start->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(grid::s);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_state, 1);
    row->addWidget(m_start, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::m);
    layout->addWidget(heading);
    layout->addWidget(words);
    layout->addLayout(row);
    layout->addWidget(m_log);
    layout->addStretch();
    connect(m_start, &QPushButton::clicked, this, [this] { m_services.engine.start(); });
    connect(&services.engine, &EngineProcess::stateChanged, this, &EngineForm::showState);
    connect(&services.connections, &ProviderConnections::readyChanged, this, &EngineForm::showState);
    showState();
}

void EngineForm::showState()
{
    const ProviderState state = providerState(m_services, u"local"_s);
    m_icon->setPixmap(icon(state.icon, state.color).pixmap(20, 20));
    m_state->setText(state.words);
    m_start->setText(state.action);
    m_start->setVisible(!state.action.isEmpty());
    const bool failed = m_services.engine.state() == EngineProcess::State::Failed;
    const QStringList lines = m_services.engine.lastLogLines();
    m_log->setText(lines.mid(std::max<qsizetype>(0, lines.size() - 8)).join(u'\n')); // the end says why
    m_log->setVisible(failed && !lines.isEmpty());
}

} // namespace onsa::ui
