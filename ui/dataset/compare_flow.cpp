// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/compare_flow.h"

#include "ui/dataset/changes_dialog.h"
#include "ui/dataset/file_flow.h"
#include "ui/path_dialog.h"

#include <QFileDialog>
#include <QFileInfo>

namespace onsa::ui {

CompareFlow::CompareFlow(FileFlow &files, QWidget *page)
    : QObject(page)
    , m_files(files)
    , m_page(page)
{
}

void CompareFlow::showChanges()
{
    m_flush();
    if (m_files.document())
        open(new ChangesDialog(*m_files.document(), {}, m_page), tr("Put the saved text back"));
}

void CompareFlow::compareWith(const QString &path)
{
    m_flush();
    if (m_files.document())
        open(new ChangesDialog(*m_files.document(), std::filesystem::path(path.toStdString()), m_page),
             tr("Take the other text"));
}

void CompareFlow::chooseFile()
{
    const DatasetDocument *document = m_files.document();
    if (!document)
        return;
    auto *dialog = new QFileDialog(m_page, tr("Compare with a file"));
    dialog->setObjectName(QStringLiteral("compareFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Data sets (*.jsonl *.ndjson)"), tr("All files (*)")});
    if (!document->path().empty())
        dialog->setDirectory(QFileInfo(QString::fromStdString(document->path().string())).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this, &CompareFlow::compareWith);
    countClicksBesideSuggestions(*dialog);
    dialog->open();
}

void CompareFlow::open(ChangesDialog *dialog, const QString &label)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChangesDialog::rowWanted, this, [this, dialog](RowId row) {
        dialog->accept();
        Q_EMIT rowWanted(row);
    });
    connect(dialog, &ChangesDialog::lineWanted, this, [this, label](RowId row, const std::string &line) {
        const int at = m_files.document()->rowOfId(row);
        if (at < 0)
            return;
        if (const auto done = m_files.document()->replaceLine(at, line, label); !done)
            Q_EMIT failed(done.error());
    });
    connect(dialog, &ChangesDialog::newLineWanted, this, [this, dialog](const std::string &line) {
        m_files.document()->change(
            1, tr("Add a row of another file"),
            [line](const DatasetSnapshot &rows, const ScanProgress &, std::stop_token) -> Result<RowChanges> {
                RowChanges changes;
                changes.inserted.push_back(line);
                changes.insertAt = static_cast<int>(rows.rowCount());
                return changes;
            },
            [this, dialog = QPointer(dialog)](const Result<> &done) {
                if (!done)
                    Q_EMIT failed(done.error());
                else if (dialog)
                    dialog->look();
            });
    });
    dialog->open();
}

} // namespace onsa::ui
