// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/work_strip.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <chrono>

namespace onsa::ui {

using namespace std::chrono_literals;

WorkStrip::WorkStrip(QWidget *parent)
    : QFrame(parent)
    , m_words(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setObjectName(QStringLiteral("workStrip"));
    setClass(this, "strip");
    m_words->setObjectName(QStringLiteral("workWords"));
    m_progress->setObjectName(QStringLiteral("workProgress"));
    m_progress->setTextVisible(false);
    m_cancel->setObjectName(QStringLiteral("cancelWork"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::xs, grid::m, grid::xs);
    layout->setSpacing(grid::m);
    layout->addWidget(m_words);
    layout->addWidget(m_progress, 1);
    layout->addWidget(m_cancel);
    hide();
    m_pause.setSingleShot(true);
    m_pause.setInterval(150ms);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        show();
        m_cancel->setFocus();
    });
    connect(m_cancel, &QPushButton::clicked, this, &WorkStrip::cancelled);
}

void WorkStrip::begin(const QString &words)
{
    m_words->setText(words);
    m_progress->setAccessibleName(words);
    m_progress->setRange(0, 0); // busy until there is a number
    m_pause.start();
}

void WorkStrip::setPermille(int done)
{
    m_progress->setRange(0, 1000);
    m_progress->setValue(done);
}

void WorkStrip::end()
{
    m_pause.stop();
    hide();
}

void WorkStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return Q_EMIT cancelled();
    QFrame::keyPressEvent(event);
}

} // namespace onsa::ui
