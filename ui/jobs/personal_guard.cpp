// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/personal_guard.h"

#include "system/settings.h"
#include "ui/jobs/masked_rows.h"
#include "ui/jobs/named.h"
#include "ui/theme.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRadioButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace onsa::ui {

using namespace Qt::Literals::StringLiterals;

PersonalGuard::PersonalGuard(TunePlan &plan, QWidget *parent)
    : QFrame(parent)
    , m_plan(plan)
    , m_text(named(new QLabel, u"personalText"_s))
    , m_mask(named(new QRadioButton(tr("Send masks such as [EMAIL_1] instead; my file stays as it is")),
                   u"personalMask"_s))
    , m_leave(named(new QRadioButton(tr("Send it as it is, because:")), u"personalLeave"_s))
    , m_reason(named(new QLineEdit, u"personalReason"_s, tr("Why personal data may be sent")))
{
    setObjectName(u"personalGuard"_s);
    setClass(this, "card");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_reason->setPlaceholderText(tr("for example: invented data, or there is an agreement with the service"));
    m_reason->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::l, grid::m, grid::l, grid::m);
    layout->setSpacing(grid::s);
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_mask, m_leave, m_reason})
        layout->addWidget(part);
    connect(m_mask, &QRadioButton::toggled, this, &PersonalGuard::choose);
    connect(m_leave, &QRadioButton::toggled, this, &PersonalGuard::choose);
    connect(m_reason, &QLineEdit::textChanged, this, &PersonalGuard::choose);
    hide();
}

void PersonalGuard::enter(const QString &host)
{
    const bool any = m_plan.personalRows > 0;
    const QString rows = QLocale().toString(qulonglong(m_plan.personalRows));
    setVisible(any);
    for (QWidget *part : std::initializer_list<QWidget *>{m_mask, m_leave, m_reason})
        part->setVisible(!m_plan.isLocal());
    m_text->setText(
        m_plan.isLocal()
            ? tr("Rows that may hold personal data or passwords: %1. They stay on this computer, but the "
                 "tuned model can repeat them to whoever asks it.")
                  .arg(rows)
            : tr("Rows that may hold personal data or passwords, and would be sent to %2: %1. Decide first:")
                  .arg(rows, host));
}

void PersonalGuard::choose()
{
    m_reason->setEnabled(m_leave->isChecked());
    m_plan.personalReason = m_reason->text().trimmed();
    m_plan.personalChoice = m_mask->isChecked() ? PersonalChoice::Mask
        : m_leave->isChecked()                  ? PersonalChoice::Leave
                                                : PersonalChoice::Undecided;
    if (m_plan.personalChoice == PersonalChoice::Mask && !m_plan.masks)
        m_plan.masks = std::make_shared<SharedMasks>();
    Q_EMIT decided();
}

bool PersonalGuard::isDecided() const
{
    if (m_plan.isLocal() || m_plan.personalRows == 0)
        return true;
    return m_plan.personalChoice == PersonalChoice::Mask
        || (m_plan.personalChoice == PersonalChoice::Leave && !m_plan.personalReason.isEmpty());
}

Result<> keepDecision(const TunePlan &plan, const QString &datasetName)
{
    if (plan.isLocal() || plan.personalRows == 0)
        return {};
    const QString folder = QString::fromStdString((Settings::stateFolder() / "uploads").string());
    const QDateTime now = QDateTime::currentDateTime();
    const QString path = folder + u'/' + now.toString(u"yyyyMMdd-HHmmsszzz"_s) + u".json"_s;
    const bool masked = plan.personalChoice == PersonalChoice::Mask;
    const QJsonObject record{{u"dataset"_s, datasetName},
                             {u"provider"_s, plan.providerId},
                             {u"time"_s, now.toString(Qt::ISODate)},
                             {u"rows"_s, qint64(plan.personalRows)},
                             {u"decision"_s, masked ? u"masked"_s : u"sent as it is"_s},
                             {u"reason"_s, masked ? QString() : plan.personalReason},
                             {u"masks"_s,
                              masked && plan.masks
                                  ? QJsonDocument::fromJson(QByteArray::fromStdString(plan.masks->print())).object()
                                  : QJsonObject()}};
    QSaveFile file(path);
    const QByteArray bytes = QJsonDocument(record).toJson();
    const bool written = QDir().mkpath(folder) && file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(bytes) == bytes.size()
        && file.commit();
    if (!written)
        return fail(ErrorKind::Io, "Could not write " + path.toStdString() + ".");
    return {};
}

} // namespace onsa::ui
