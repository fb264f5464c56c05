// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/error_banner.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace onsa::ui {

namespace {

struct Face {
    const char *frameClass;
    QString icon;
    Color role;
};

Face faceOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return {"banner-error", QStringLiteral("error"), Color::Danger};
    case Severity::Warning:
        return {"banner-warning", QStringLiteral("warning"), Color::Warning};
    case Severity::Info:
        break;
    }
    return {"banner-info", QStringLiteral("info"), Color::Accent};
}

} // namespace

ErrorBanner::ErrorBanner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
    , m_more(new QPushButton)
    , m_details(new QLabel)
    , m_close(new QToolButton)
{
    setObjectName(QStringLiteral("banner"));
    m_icon->setFixedSize(20, 20);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_more->setObjectName(QStringLiteral("bannerDetails"));
    m_more->setText(tr("Details"));
    m_more->setCheckable(true);
    setClass(m_more, "quiet");
    m_details->setObjectName(QStringLiteral("bannerDetailsText"));
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setClass(m_details, "muted");
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setIcon(icon(QStringLiteral("close"), Color::Muted));
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(grid::m, grid::xs, grid::xs, grid::xs);
    layout->setHorizontalSpacing(grid::s);
    layout->setVerticalSpacing(grid::xs);
    layout->addWidget(m_icon, 0, 0);
    layout->addWidget(m_text, 0, 1);
    layout->addWidget(m_more, 0, 2);
    layout->addWidget(m_action, 0, 3);
    layout->addWidget(m_close, 0, 4);
    layout->addWidget(m_details, 1, 1, 1, 3);
    layout->setColumnStretch(1, 1);
    hide();

    connect(m_close, &QToolButton::clicked, this, &ErrorBanner::clear);
    connect(m_more, &QPushButton::toggled, m_details, &QLabel::setVisible);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const bool wasError = m_isError;
        clear();
        if (wasError)
            Q_EMIT actionTriggered(m_errorAction);
        else
            Q_EMIT messageActionTriggered();
    });
}

void ErrorBanner::show(const Error &error)
{
    const ErrorText words = errorText(error);
    m_isError = true;
    m_errorAction = words.action;
    fill(Severity::Error, words.sentence, words.details, words.actionLabel);
}

void ErrorBanner::show(const Error &error, const QString &what, ErrorAction action)
{
    const ErrorText words = errorText(error);
    m_isError = true;
    m_errorAction = action;
    fill(Severity::Error, tr("%1 %2", "two sentences").arg(what, words.sentence), words.details, actionText(action));
}

void ErrorBanner::showMessage(Severity severity, const QString &sentence, const QString &actionLabel)
{
    m_isError = false;
    m_errorAction = ErrorAction::None;
    fill(severity, sentence, {}, actionLabel);
}

void ErrorBanner::clear()
{
    hide();
}

void ErrorBanner::fill(Severity severity, const QString &sentence, const QString &details, const QString &actionLabel)
{
    const Face face = faceOf(severity);
    setClass(this, face.frameClass);
    m_icon->setPixmap(icon(face.icon, face.role).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_text->setText(sentence);
    m_details->setText(details);
    m_details->hide();
    m_more->setChecked(false);
    m_more->setVisible(!details.isEmpty());
    m_action->setText(actionLabel);
    m_action->setVisible(!actionLabel.isEmpty());
    setAccessibleName(sentence);
    QFrame::show();
    QAccessibleEvent event(this, QAccessible::Alert); // screen readers say it although the focus stays
    QAccessible::updateAccessibility(&event);
}

} // namespace onsa::ui
