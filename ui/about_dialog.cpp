// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/about_dialog.h"

#include "system/engine_process.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QIcon>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace onsa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(About)
};

QDialog *makeDialog(const QString &name, const QString &title, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(grid::xl, grid::xl, grid::xl, grid::l);
    layout->setSpacing(grid::m);
    return dialog;
}

} // namespace

QDialog *makeAboutDialog(QWidget *parent)
{
    QDialog *dialog = makeDialog(QStringLiteral("aboutDialog"), Words::tr("About Onsa"), parent);
    auto *picture = new QLabel;
    picture->setPixmap(QIcon(QStringLiteral(":/icons/onsa.svg")).pixmap(QSize(64, 64), dialog->devicePixelRatioF()));
    auto *title = new QLabel(QStringLiteral("Onsa %1").arg(QCoreApplication::applicationVersion()));
    setClass(title, "title");
    auto *words = new QLabel(
        Words::tr("A studio for fine-tuning language models: edit examples, train, and ask. Training on this computer "
                  "sends nothing anywhere.")
        + QStringLiteral("<br><br>")
        + Words::tr("Onsa is free software under the GNU General Public License, version 3 or later. It comes without "
                    "any warranty. The licences of the parts it is built of are in the folder licenses.")
        + QStringLiteral("<br><br>") + Words::tr("Built with Qt %1 (LGPL).").arg(QLatin1String(qVersion()))
        + QStringLiteral(" <a href='https://www.gnu.org/licenses/gpl-3.0.html'>GPL-3.0-or-later</a>"));
    words->setObjectName(QStringLiteral("aboutText"));
    words->setWordWrap(true);
    words->setOpenExternalLinks(true);
    words->setFixedWidth(440);
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(Words::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = static_cast<QVBoxLayout *>(dialog->layout());
    for (QWidget *part : std::initializer_list<QWidget *>{picture, title, words, buttons})
        layout->addWidget(part);
    return dialog;
}

QDialog *makeLogDialog(const EngineProcess &engine, QWidget *parent)
{
    QDialog *dialog = makeDialog(QStringLiteral("logDialog"), Words::tr("Log of the engine"), parent);
    auto *where = new QLabel(Words::tr("The last lines. The whole log is in %1").arg(engine.logFile()));
    where->setWordWrap(true);
    where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setClass(where, "muted");
    auto *text = new QPlainTextEdit(engine.lastLogLines().join(QLatin1Char('\n')));
    text->setObjectName(QStringLiteral("logText"));
    text->setAccessibleName(dialog->windowTitle());
    text->setReadOnly(true);
    text->setFont(monoFont());
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setPlaceholderText(Words::tr("The engine has written nothing yet."));
    text->moveCursor(QTextCursor::End);
    auto *buttons = new QDialogButtonBox;
    QPushButton *copy = buttons->addButton(Words::tr("Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(Words::tr("Close"), QDialogButtonBox::RejectRole);
    QObject::connect(copy, &QPushButton::clicked, text,
                     [text] { QApplication::clipboard()->setText(text->toPlainText()); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = static_cast<QVBoxLayout *>(dialog->layout());
    for (QWidget *part : std::initializer_list<QWidget *>{where, text, buttons})
        layout->addWidget(part);
    dialog->resize(760, 460);
    return dialog;
}

} // namespace onsa::ui
