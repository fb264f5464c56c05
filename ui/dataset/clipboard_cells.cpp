// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/clipboard_cells.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>

namespace onsa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Paste)
};

QString cellText(const QTextTableCell &cell)
{
    QTextCursor cursor = cell.firstCursorPosition();
    cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor::KeepAnchor);
    QString text = cursor.selectedText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    text.replace(QChar::LineSeparator, QLatin1Char('\n'));
    text.replace(QChar::Nbsp, QLatin1Char(' ')); // how a table writes spaces that shall not collapse
    return text;
}

Cells tableIn(const QString &html)
{
    constexpr qsizetype longest = 8 << 20; // characters; Qt lays all of it out
    if (html.size() > longest || !html.contains(QLatin1String("<table"), Qt::CaseInsensitive))
        return {};
    QTextDocument document;
    document.setHtml(html);
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        const auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        Cells cells;
        for (int row = 0; row < table->rows(); ++row) {
            QStringList texts;
            for (int column = 0; column < table->columns(); ++column) {
                const QTextTableCell cell = table->cellAt(row, column);
                // A cell that spans several counts where it begins.
                texts << (cell.row() == row && cell.column() == column ? cellText(cell) : QString());
            }
            cells << texts;
        }
        return cells;
    }
    return {};
}

} // namespace

QString cellsAsText(const QMimeData &clipboard)
{
    const QString text = clipboard.text();
    // Spreadsheets give both, and their text is the better one: the table has lost the spaces.
    if (text.contains(QLatin1Char('\t')) || !clipboard.hasHtml())
        return text;
    const Cells table = tableIn(clipboard.html());
    const bool one = table.size() == 1 && table.first().size() == 1;
    return table.isEmpty() || (one && !text.isEmpty()) ? text : printTsv(table);
}

QStringList filesOf(const QMimeData &clipboard)
{
    QStringList paths;
    for (const QUrl &url : clipboard.urls()) {
        if (!url.isLocalFile())
            return {};
        paths << url.toLocalFile();
    }
    return paths;
}

Cells repeated(const Cells &cells, qsizetype rows, qsizetype columns)
{
    qsizetype width = 0;
    for (const QStringList &row : cells)
        width = qMax(width, row.size());
    if (cells.isEmpty() || width == 0 || rows % cells.size() != 0 || columns % width != 0)
        return cells;
    Cells all;
    all.reserve(rows);
    for (qsizetype row = 0; row < rows; ++row) {
        QStringList wide = cells[row % cells.size()];
        wide.resize(width);
        const QStringList once = wide;
        while (wide.size() < columns)
            wide += once;
        all << wide;
    }
    return all;
}

void askToPaste(const QString &text, QWidget *parent, std::function<void()> yes)
{
    // Counted by their ends, which is quick for any text; a line end inside a cell makes it one too many.
    const qsizetype count = text.count(QLatin1Char('\t')) + text.count(QLatin1Char('\n'));
    if (count <= cellsBeforeAsking)
        return yes();
    const QLocale locale;
    auto *box = new QMessageBox(parent);
    box->setObjectName(QStringLiteral("pasteQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    box->setText(Words::tr("Paste about %1 cells?").arg(locale.toString(count)));
    QString preview;
    constexpr qsizetype looked = 4000; // characters
    for (const QStringList &row : parseTsv(text.left(looked)).mid(0, 3)) {
        QStringList shown;
        for (const QString &cell : row.mid(0, 2))
            shown << cell.left(40).replace(QLatin1Char('\n'), QChar(0x23CE));
        preview += QLatin1String("\n") + shown.join(QStringLiteral(" │ "));
    }
    box->setInformativeText(
        Words::tr("Rows from the chosen cell on change, and what goes beyond the last row is added. "
                  "Undo takes it back in one step.")
        + QLatin1Char('\n') + preview + QStringLiteral("\n…"));
    QPushButton *paste = box->addButton(Words::tr("Paste"), QMessageBox::AcceptRole);
    QPushButton *cancel = box->addButton(Words::tr("Cancel"), QMessageBox::RejectRole);
    paste->setObjectName(QStringLiteral("pasteYes"));
    box->setDefaultButton(paste);
    box->setEscapeButton(cancel);
    QObject::connect(box, &QMessageBox::finished, box, [box, paste, yes = std::move(yes)] {
        if (box->clickedButton() == paste)
            yes();
    });
    box->open();
}

} // namespace onsa::ui
