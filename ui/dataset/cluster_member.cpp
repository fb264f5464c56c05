// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/cluster_member.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTextCursor>
#include <QTextEdit>
#include <QVBoxLayout>

namespace onsa::ui {

ClusterMember::ClusterMember(int place, QWidget *parent)
    : QFrame(parent)
    , m_place(place)
    , m_title(new QLabel)
    , m_text(new QTextEdit)
    , m_keep(new QPushButton(tr("Keep this one")))
    , m_go(new QPushButton(tr("Go to row")))
{
    setObjectName(QStringLiteral("clusterMember%1").arg(place + 1));
    setClass(this, "card");
    setMinimumWidth(260);
    m_title->setObjectName(QStringLiteral("clusterTitle%1").arg(place + 1));
    m_title->setFont(sectionFont());
    m_text->setObjectName(QStringLiteral("clusterText%1").arg(place + 1));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_keep->setObjectName(QStringLiteral("clusterKeep%1").arg(place + 1));
    m_go->setObjectName(QStringLiteral("clusterGo%1").arg(place + 1));
    setClass(m_go, "quiet");
    if (place < 9) {
        m_keep->setShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + place)));
        m_keep->setToolTip(tr("Deletes the others (%1)").arg(m_keep->shortcut().toString(QKeySequence::NativeText)));
    }
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_keep);
    buttons->addWidget(m_go);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(grid::m, grid::s, grid::m, grid::m);
    layout->setSpacing(grid::s);
    layout->addWidget(m_title);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(m_keep, &QPushButton::clicked, this, [this] { Q_EMIT keepWanted(m_id); });
    connect(m_go, &QPushButton::clicked, this, [this] { Q_EMIT rowWanted(m_id); });
}

void ClusterMember::showRow(RowId id, int documentRow, const QString &text)
{
    m_id = id;
    const QString number = QLocale().toString(documentRow + 1);
    m_title->setText(tr("Row %1").arg(number));
    m_text->setAccessibleName(m_title->text());
    m_keep->setAccessibleName(tr("Keep row %1 and delete the others").arg(number));
    m_go->setAccessibleName(tr("Go to row %1").arg(number));
    m_text->setPlainText(text);
}

void ClusterMember::mark(const std::vector<DiffPart> &parts, DiffPart::Kind kind)
{
    m_text->clear();
    QColor tint = color(Color::Warning);
    tint.setAlpha(isDark() ? 80 : 60);
    QTextCharFormat plain, marked;
    plain.setForeground(color(Color::Text));
    marked.setForeground(color(Color::Text));
    marked.setBackground(tint);
    marked.setFontUnderline(true);
    QTextCursor cursor(m_text->document());
    int first = -1;
    for (const DiffPart &part : parts) {
        if (part.kind != DiffPart::Kind::Same && part.kind != kind)
            continue;
        const bool differs = part.kind == kind;
        if (differs && first < 0)
            first = cursor.position();
        QString text = QString::fromStdString(part.text);
        if (differs) // a line end that is one too many is seen
            text.replace(QLatin1Char('\n'), QStringLiteral("⏎\n"));
        cursor.insertText(text, differs ? marked : plain);
    }
    cursor.setPosition(qMax(0, first));
    m_text->setTextCursor(cursor);
    m_text->ensureCursorVisible();
}

void ClusterMember::setEditable(bool editable)
{
    m_keep->setEnabled(editable);
}

QString ClusterMember::text() const
{
    return m_text->toPlainText();
}

} // namespace onsa::ui
