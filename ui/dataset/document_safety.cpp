// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/document_safety.h"

#include "dataset/recovery.h"
#include "ui/dataset/safety_notes.h"

#include <QGuiApplication>
#include <QLocale>

namespace onsa::ui {

namespace {

// A time of today without its date.
QString timeWords(const QDateTime &when)
{
    const QLocale locale;
    return when.date() == QDate::currentDate() ? locale.toString(when.time(), QLocale::ShortFormat)
                                               : locale.toString(when, QLocale::ShortFormat);
}

} // namespace

DocumentSafety::DocumentSafety(SafetyNotes *notes, QObject *parent)
    : QObject(parent)
    , m_notes(notes)
{
    // Who comes back to the window may have changed the file elsewhere; not every folder says so.
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (m_document && state == Qt::ApplicationActive)
            m_document->lookAtDisk();
    });
}

void DocumentSafety::setDocument(DatasetDocument *document)
{
    m_document = document;
    m_restoredTold = false;
    m_notes->clear();
    if (!document)
        return;
    connect(document, &DatasetDocument::journalStateChanged, this, &DocumentSafety::showJournal);
    connect(document, &DatasetDocument::diskStateChanged, this, &DocumentSafety::showDisk);
    connect(document, &DatasetDocument::savedWithNote, this,
            [this](const QString &note) { m_notes->show(SafetyNote::Saved, Severity::Info, note); });
    refresh();
    showJournal();
}

void DocumentSafety::refresh()
{
    if (!m_document)
        return;
    showOpened();
    if (!std::exchange(m_restoredTold, true)) {
        showRestored();
        showDraft();
    } else if (!m_document->isModified()) {
        m_notes->clear(SafetyNote::Restored);
    }
}

void DocumentSafety::showOpened()
{
    const QList<NoteAction> copy{
        {tr("Save a copy…"), QStringLiteral("noteSaveAs"), [this] { Q_EMIT saveAsWanted(); }, false}};
    if (m_document->isReadOnly())
        m_notes->show(SafetyNote::ReadOnly, Severity::Warning,
                      tr("Another window has this data set open, so it can only be read here. Save a copy to edit it."),
                      copy);
    else if (m_document->isWriteProtected())
        m_notes->show(SafetyNote::ReadOnly, Severity::Warning,
                      tr("This file is write-protected. You can edit, and your edits are kept, but they can only be "
                         "saved under another name."),
                      copy);
    else
        m_notes->clear(SafetyNote::ReadOnly);
}

void DocumentSafety::showRestored()
{
    const QString note = m_document->recoveryNote();
    if (m_document->restoredEdits() > 0 && m_document->isModified()) {
        const QDateTime since = m_document->restoredSince();
        const QString count = QLocale().toString(m_document->restoredEdits());
        QString words = m_document->restoredEdits() == 1 ? tr("Restored one edit that was not saved.")
            : since.isValid() ? tr("Restored %1 edits from %2 that were not saved.").arg(count, timeWords(since))
                              : tr("Restored %1 edits that were not saved.").arg(count);
        if (!note.isEmpty())
            words += QLatin1Char('\n') + note;
        m_notes->show(SafetyNote::Restored, Severity::Info, words,
                      {{tr("Show them"), QStringLiteral("noteShowRestored"),
                        [this] {
                            if (m_document)
                                Q_EMIT rowsWanted(m_document->changedRows());
                        },
                        true},
                       {tr("Undo all"), QStringLiteral("noteUndoRestored"),
                        [this] {
                            if (!m_document)
                                return;
                            if (const auto done = m_document->revertToSaved(tr("Undo all unsaved edits")); !done)
                                Q_EMIT refused(done.error());
                        },
                        false}});
    } else if (!note.isEmpty()) {
        m_notes->show(SafetyNote::Restored, Severity::Warning, note);
    }
    if (const auto conflicts = m_document->conflicts().size(); conflicts > 0)
        m_notes->show(SafetyNote::Conflicts, Severity::Warning,
                      tr("Rows that you had edited were changed by another program as well: %1. Nothing was applied to "
                         "them.")
                          .arg(QLocale().toString(qulonglong(conflicts))),
                      {{tr("Compare…"), QStringLiteral("noteConflicts"), [this] { Q_EMIT conflictsWanted(); }, true}});
}

void DocumentSafety::showDraft()
{
    const auto draft = m_document->restoredDraft();
    if (!draft)
        return;
    constexpr qsizetype shown = 60; // characters, enough to know it again
    QString start = draft->text.simplified();
    if (start.size() > shown)
        start = start.left(shown) + QStringLiteral("…");
    m_notes->show(SafetyNote::Draft, Severity::Info,
                  tr("Text was being typed when Onsa ended at %1: “%2”").arg(timeWords(draft->when), start),
                  {{tr("Put it back"), QStringLiteral("notePutBack"),
                    [this, kept = *draft] {
                        const int row = m_document ? m_document->rowOfId(kept.row) : -1;
                        if (row < 0)
                            return;
                        if (const auto done = m_document->setText(row, kept.field, kept.text); !done)
                            return Q_EMIT refused(done.error());
                        m_document->dropDraft();
                        Q_EMIT rowWanted(kept.row);
                    },
                    false},
                   {tr("Throw it away"), QStringLiteral("noteDropDraft"),
                    [this] {
                        if (m_document)
                            m_document->dropDraft();
                    },
                    false}});
}

void DocumentSafety::showDisk(DiskState state)
{
    if (state == DiskState::Same || !m_document || m_document->isReadOnly())
        return m_notes->clear(SafetyNote::Disk);
    const NoteAction saveAs{tr("Save mine as…"), QStringLiteral("noteSaveMine"), [this] { Q_EMIT saveAsWanted(); },
                            true};
    if (state == DiskState::Missing)
        return m_notes->show(SafetyNote::Disk, Severity::Warning,
                             tr("The file is no longer there: another program moved or deleted it. Your rows are still "
                                "here."),
                             {saveAs});
    m_notes->show(
        SafetyNote::Disk, Severity::Warning, tr("Another program has changed this file."),
        {{tr("Reload and merge"), QStringLiteral("noteReload"), [this] { Q_EMIT reloadWanted(); }, true}, saveAs});
}

void DocumentSafety::showJournal()
{
    if (!m_document)
        return;
    const NoteAction saveAs{tr("Save elsewhere…"), QStringLiteral("noteSaveElsewhere"),
                            [this] { Q_EMIT saveAsWanted(); }, true};
    if (m_document->journalState() == JournalState::NotSafe)
        m_notes->show(SafetyNote::Room, Severity::Error,
                      tr("Your last edits are only in memory, because they could not be written to the disk. Free some "
                         "space or save to another disk now."),
                      {saveAs});
    else if (const auto left = m_document->editsLeft())
        m_notes->show(SafetyNote::Room, Severity::Warning,
                      tr("The disk is full: your edits are safe for about %1 more. Free some space or save to another "
                         "disk.")
                          .arg(QLocale().toString(qlonglong(*left))),
                      {saveAs});
    else if (const QString elsewhere = m_document->journalElsewhere(); !elsewhere.isEmpty())
        m_notes->show(SafetyNote::Room, Severity::Warning,
                      tr("The usual folder for unsaved edits cannot be written. They are kept in %1.").arg(elsewhere));
    else
        m_notes->clear(SafetyNote::Room);
}

} // namespace onsa::ui
