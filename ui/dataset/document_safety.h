// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the user where the work of the open document is, and what can be done: the words behind SafetyNotes.
#pragma once

#include "dataset/dataset_document.h"

#include <QObject>
#include <QPointer>

namespace onsa::ui {

class SafetyNotes;

class DocumentSafety : public QObject
{
    Q_OBJECT

public:
    DocumentSafety(SafetyNotes *notes, QObject *parent);
    void setDocument(DatasetDocument *document);
    void refresh(); // read-only or restored: after a save these may be over

Q_SIGNALS:
    void saveAsWanted();
    void reloadWanted(); // open the file anew and merge
    void rowsWanted(const std::vector<onsa::RowId> &rows); // show only these
    void conflictsWanted();
    void rowWanted(onsa::RowId row);
    void refused(const onsa::Error &error);

private:
    void showOpened();
    void showRestored();
    void showDraft();
    void showDisk(DiskState state);
    void showJournal();

    SafetyNotes *m_notes;
    QPointer<DatasetDocument> m_document;
    bool m_restoredTold = false;
};

} // namespace onsa::ui
