// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/json_field.h"

#include "core/chat_edit.h"
#include "ui/dataset/row_text.h"
#include "ui/theme.h"

#include <QJsonDocument>
#include <QJsonParseError>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace onsa::ui {

JsonField::JsonField(const QString &title, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_fold(new QToolButton)
    , m_words(new QLabel)
    , m_text(new RowText)
    , m_fault(new QLabel)
    , m_title(title)
{
    m_fold->setObjectName(name + QStringLiteral("Fold"));
    m_fold->setText(title);
    m_fold->setCheckable(true);
    m_fold->setArrowType(Qt::RightArrow);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setToolTip(tr("Show or fold the JSON"));
    m_words->setObjectName(name + QStringLiteral("Words"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setFont(monoFont());
    m_text->setObjectName(name);
    m_text->setAccessibleName(tr("%1 as JSON").arg(title));
    m_text->setFont(monoFont());
    m_text->setGrowing(2);
    m_fault->setObjectName(name + QStringLiteral("Fault"));
    m_fault->setWordWrap(true);
    setClass(m_fault, "danger");
    m_text->hide();
    m_fault->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(grid::xs);
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    layout->addWidget(m_words);
    layout->addWidget(m_text);
    layout->addWidget(m_fault);
    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_fold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_text->setVisible(open || m_wrong);
    });
    connect(m_text, &QPlainTextEdit::textChanged, this, &JsonField::typed);
    connect(m_text, &RowText::edited, this, &JsonField::take);
}

void JsonField::load(const std::string &json, const QStringList &words)
{
    m_words->setText(words.join(QLatin1Char('\n')));
    m_words->setVisible(!words.isEmpty());
    const QString now = json.empty() ? QString() : QString::fromStdString(indentedJson(json));
    if (!isChanged() && m_text->text() != now)
        m_text->load(now);
}

void JsonField::take(const QString &text)
{
    const Result<std::string> json =
        text.trimmed().isEmpty() ? Result<std::string>(std::string()) : oneLineJson(text.toStdString());
    m_wrong = !json;
    m_text->setProperty("wrong", m_wrong);
    m_text->style()->unpolish(m_text);
    m_text->style()->polish(m_text);
    m_fault->setVisible(m_wrong);
    if (!json) {
        m_text->keep();
        QJsonParseError fault;
        QJsonDocument::fromJson(text.toUtf8(), &fault);
        const QString before = QString::fromUtf8(text.toUtf8().left(fault.offset));
        m_fault->setText(tr("This is not JSON yet (line %1, character %2), so the row keeps what it had.")
                             .arg(before.count(QLatin1Char('\n')) + 1)
                             .arg(before.size() - before.lastIndexOf(QLatin1Char('\n'))));
        return;
    }
    Q_EMIT edited(*json);
}

void JsonField::setReadOnly(bool readOnly)
{
    m_text->setReadOnly(readOnly);
}

void JsonField::setInvisibles(bool shown)
{
    m_text->setInvisibles(shown);
}

bool JsonField::isChanged() const
{
    return m_text->isChanged();
}

void JsonField::flush()
{
    m_text->flush();
}

void JsonField::forget()
{
    if (!isChanged())
        return;
    m_wrong = false;
    m_text->load({});
    m_text->setProperty("wrong", false);
    m_text->style()->unpolish(m_text);
    m_text->style()->polish(m_text);
    m_fault->hide();
}

QString JsonField::text() const
{
    return m_text->text();
}

} // namespace onsa::ui
