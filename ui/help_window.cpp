// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help_window.h"

#include "ui/resource_folder.h"
#include "ui/theme.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBrowser>

namespace onsa::ui {

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString titleOf(const QString &markdown, const QString &fallback)
{
    for (const QString &line : markdown.split(QLatin1Char('\n')))
        if (line.startsWith(QLatin1String("# ")))
            return line.mid(2).trimmed();
    return fallback;
}

} // namespace

HelpWindow::HelpWindow(const QString &language, const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
    , m_text(new QTextBrowser)
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Onsa help"));
    resize(860, 640);
    m_keys = keysAsHtml(actions);

    auto *pages = new QListWidget;
    pages->setObjectName(QStringLiteral("helpPages"));
    pages->setAccessibleName(tr("Help pages"));
    pages->setFixedWidth(230);
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("Help text"));
    m_text->setOpenExternalLinks(true);
    m_text->document()->setDocumentMargin(grid::l);

    QString folder = resourceFile(QStringLiteral("help/%1").arg(language));
    if (folder.isEmpty())
        folder = resourceFile(QStringLiteral("help/en"));
    if (!folder.isEmpty()) {
        for (const QString &name : QDir(folder).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
            const QString markdown = read(QDir(folder).filePath(name));
            auto *item = new QListWidgetItem(titleOf(markdown, name), pages);
            item->setData(Qt::UserRole, markdown);
            if (name == QLatin1String("index.md"))
                pages->setCurrentItem(item);
        }
    }
    new QListWidgetItem(tr("Keyboard"), pages); // the list owns it
    auto *layout = new QHBoxLayout(this);
    layout->setSpacing(grid::s);
    layout->addWidget(pages);
    layout->addWidget(m_text, 1);

    const auto show = [this](const QListWidgetItem *item) {
        const QString markdown = item ? item->data(Qt::UserRole).toString() : QString();
        if (markdown.isEmpty())
            m_text->setHtml(m_keys);
        else
            m_text->setMarkdown(markdown);
    };
    connect(pages, &QListWidget::currentItemChanged, this, show);
    if (!pages->currentItem())
        pages->setCurrentRow(0);
    show(pages->currentItem());
}

void HelpWindow::showKeys()
{
    auto *pages = findChild<QListWidget *>(QStringLiteral("helpPages"));
    pages->setCurrentRow(pages->count() - 1);
}

QString HelpWindow::keysAsHtml(const QList<QAction *> &actions) const
{
    QString rows;
    const auto add = [&rows](const QString &keys, const QString &words) {
        rows += QStringLiteral(
                    "<tr><td style='padding:4px 24px 4px 0'><b>%1</b></td><td style='padding:4px 0'>%2</td></tr>")
                    .arg(keys.toHtmlEscaped(), words.toHtmlEscaped());
    };
    add(tr("Typing"), tr("replaces the cell"));
    add(QStringLiteral("F2"), tr("edits the cell; so does a double click"));
    add(QStringLiteral("Enter, Shift+Enter"), tr("keeps the edit and goes down or up"));
    add(QStringLiteral("Tab, Shift+Tab"), tr("keeps the edit and goes right or left"));
    add(QStringLiteral("Alt+Enter"), tr("starts a new line in the cell"));
    add(QStringLiteral("Esc"), tr("takes the edit back; stops an answer"));
    for (const QAction *action : actions) {
        QStringList keys;
        for (const QKeySequence &key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty())
            add(keys.first(), action->iconText().remove(QLatin1Char('&')));
    }
    add(QStringLiteral("Ctrl+Enter"), tr("asks in the Playground"));
    return QStringLiteral("<h2>%1</h2><table>%2</table>").arg(tr("Keyboard").toHtmlEscaped(), rows);
}

} // namespace onsa::ui
