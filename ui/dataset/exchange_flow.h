// SPDX-License-Identifier: GPL-3.0-or-later
// Rows in and out: which dialog a file gets, and what becomes of its answer. One dialog at a time.
#pragma once

#include "core/result.h"
#include "ui/dataset/row_choice.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <map>
#include <string>

class QDialog;

namespace onsa {
struct ImportFault;
struct ImportReport;
}

namespace onsa::ui {

class FileFlow;

class ExchangeFlow : public QObject
{
    Q_OBJECT

public:
    ExchangeFlow(FileFlow &files, QWidget *page);

    // Called before anything reads the document; and what is selected and shown in the table.
    void setFlush(std::function<void()> flush) { m_flush = std::move(flush); }
    void setChoices(std::function<RowChoices()> choices) { m_choices = std::move(choices); }

    // Findings that the user keeps as they are, for the note beside an exported file.
    void setDismissed(std::function<std::map<std::string, std::size_t>()> dismissed)
    {
        m_dismissed = std::move(dismissed);
    }

    // Data sets of training rows open as they are, everything else through the import dialog. Several files come one
    // after another; all but the first are offered to be added.
    void take(const QStringList &paths);
    void chooseAndImport();
    void exportRows();
    void convert();
    void split();
    void showLeftOut(); // the rows that the last import could not read

Q_SIGNALS:
    void failed(const onsa::Error &error);
    void said(const QString &sentence, const QString &actionLabel); // what was done; the action shows more of it
    void rowsAdded(int first);
    void rowWanted(int row);

private:
    void next();
    void openImport(const QString &path, bool later = false); // later: of several files, not the first
    void tellImport(const ImportReport &report);
    QString suggestedPath() const;
    bool claim(QDialog *dialog);

    FileFlow &m_files;
    QPointer<QWidget> m_page;
    QPointer<QDialog> m_dialog;
    QStringList m_queue;
    bool m_later = false; // the next file is not the first of its batch
    std::function<void()> m_flush = [] {};
    std::function<RowChoices()> m_choices;
    std::function<std::map<std::string, std::size_t>()> m_dismissed;
    QStringList m_leftOut; // of the last import, in words
    std::size_t m_leftOutCount = 0;
};

} // namespace onsa::ui
