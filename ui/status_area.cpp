// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status_area.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QStatusBar>
#include <QToolButton>

namespace onsa::ui {

StatusArea::StatusArea(QStatusBar &bar, EngineProcess &engine)
    : QObject(&bar)
    , m_engine(engine)
    , m_dot(new QLabel)
    , m_safety(new QLabel)
    , m_counts(new QLabel)
    , m_tuneHint(new QLabel)
    , m_engineButton(new QToolButton)
{
    bar.setSizeGripEnabled(false);
    bar.setContentsMargins(grid::s, 0, grid::s, 0);
    m_dot->setFixedSize(24, 16); // with the padding of the bar's labels
    m_safety->setObjectName(QStringLiteral("statusSafety"));
    m_counts->setObjectName(QStringLiteral("statusCounts"));
    m_tuneHint->setObjectName(QStringLiteral("statusTuneHint"));
    m_tuneHint->setToolTip(tr("A forecast for automatic settings and the model chosen last"));
    m_tuneHint->hide();
    m_engineButton->setObjectName(QStringLiteral("statusEngine"));
    m_engineButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_engineButton->setPopupMode(QToolButton::InstantPopup);
    m_engineButton->setFocusPolicy(Qt::TabFocus);
    m_engineButton->setIconSize(QSize(16, 16));
    bar.addWidget(m_dot);
    bar.addWidget(m_safety);
    bar.addWidget(m_counts, 1);
    bar.addPermanentWidget(m_tuneHint);
    bar.addPermanentWidget(m_engineButton);

    auto *menu = new QMenu(m_engineButton);
    QAction *log = menu->addAction(tr("Show log"));
    log->setObjectName(QStringLiteral("engineLog"));
    QAction *again = menu->addAction(tr("Start the engine again"));
    again->setObjectName(QStringLiteral("engineRestart"));
    m_engineButton->setMenu(menu);
    connect(log, &QAction::triggered, this, &StatusArea::showLogRequested);
    connect(again, &QAction::triggered, this, [this] { m_engine.start(); });
    connect(menu, &QMenu::aboutToShow, this, [this, again] {
        again->setEnabled(m_engine.state() == EngineProcess::State::Failed
                          || m_engine.state() == EngineProcess::State::Stopped);
    });
    connect(&engine, &EngineProcess::stateChanged, this, &StatusArea::showEngine);
    showEngine(engine.state());
    setData(JournalState::Safe, {}, {});
}

void StatusArea::setData(JournalState journal, const QString &safety, const QString &counts)
{
    const bool safe = journal != JournalState::NotSafe;
    m_dot->setPixmap(icon(safe ? QStringLiteral("success") : QStringLiteral("warning"),
                          journal == JournalState::Safe ? Color::Success
                              : safe                    ? Color::Muted
                                                        : Color::Danger)
                         .pixmap(QSize(16, 16), m_dot->devicePixelRatioF()));
    m_dot->setVisible(!safety.isEmpty());
    m_safety->setText(safety);
    setClass(m_safety, safe ? "" : "danger");
    m_counts->setText(counts);
}

void StatusArea::setTuneHint(const QString &words)
{
    m_tuneHint->setText(words);
    m_tuneHint->setVisible(!words.isEmpty());
}

void StatusArea::showEngine(EngineProcess::State state)
{
    switch (state) {
    case EngineProcess::State::Ready:
        m_engineButton->setIcon(icon(QStringLiteral("success"), Color::Success));
        m_engineButton->setText(tr("Engine ready"));
        break;
    case EngineProcess::State::Starting:
        m_engineButton->setIcon(icon(QStringLiteral("running"), Color::Muted));
        m_engineButton->setText(tr("Engine starting…"));
        break;
    case EngineProcess::State::Stopping:
        m_engineButton->setIcon(icon(QStringLiteral("running"), Color::Muted));
        m_engineButton->setText(tr("Engine stopping…"));
        break;
    case EngineProcess::State::Stopped:
        m_engineButton->setIcon(icon(QStringLiteral("stop"), Color::Muted));
        m_engineButton->setText(tr("Engine off"));
        break;
    case EngineProcess::State::Failed:
        m_engineButton->setIcon(icon(QStringLiteral("error"), Color::Danger));
        m_engineButton->setText(tr("Engine failed"));
        break;
    }
    m_engineButton->setAccessibleName(m_engineButton->text());
}

} // namespace onsa::ui
