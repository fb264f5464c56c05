// SPDX-License-Identifier: GPL-3.0-or-later
// The status bar: are the edits safe, how much data is there, is the engine up.
#pragma once

#include "dataset/dataset_document.h"
#include "system/engine_process.h"

#include <QObject>

class QLabel;
class QStatusBar;
class QToolButton;

namespace onsa::ui {

class StatusArea : public QObject
{
    Q_OBJECT

public:
    StatusArea(QStatusBar &bar, EngineProcess &engine);

    void setData(JournalState journal, const QString &safety, const QString &counts);
    void setTuneHint(const QString &words); // empty = none

Q_SIGNALS:
    void showLogRequested();

private:
    void showEngine(EngineProcess::State state);

    EngineProcess &m_engine;
    QLabel *m_dot = nullptr;
    QLabel *m_safety = nullptr;
    QLabel *m_counts = nullptr;
    QLabel *m_tuneHint = nullptr;
    QToolButton *m_engineButton = nullptr;
};

} // namespace onsa::ui
