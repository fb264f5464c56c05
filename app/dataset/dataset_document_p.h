// SPDX-License-Identifier: GPL-3.0-or-later
// What a DatasetDocument holds; for its own .cpp files.
#pragma once

#include "dataset/dataset_document.h"
#include "dataset/dataset_open.h"
#include "dataset/prepared_edit.h"

#include <QFileSystemWatcher>
#include <QTimer>
#include <QUndoStack>

#include <atomic>

namespace onsa {

struct SaveCounter {
    std::atomic<qint64> done = 0, all = 0; // bytes; written in the pool, read by a timer
};

// A change of many rows while the pool prepares it.
struct ChangeUnderWay {
    std::stop_source stop;
    std::shared_ptr<std::atomic<int>> permille = std::make_shared<std::atomic<int>>(0); // written in the pool
    std::uint64_t state = 0; // of the document when it began
    DatasetDocument::ChangeDone done;
};

struct DatasetDocument::Private {
    Private(OpenedRows opened, WorkPlaces where)
        : rows(std::move(opened))
        , places(std::move(where))
    {
    }

    OpenedRows rows;
    WorkPlaces places;
    QUndoStack undo;
    std::shared_ptr<const RowsSnapshot> saved; // the rows as the file has them
    bool draftOpen = false; // the last draft in the journal is no edit yet

    // Every order makes a new state; undo goes back to the old number. Modified = not the saved one.
    std::uint64_t state = 0, savedState = 0, lastState = 0;
    std::uint64_t lastQueued = 0; // sequence in the journal
    JournalState journalState = JournalState::Safe;
    QString journalReason;

    bool discarded = false;
    std::vector<std::function<void()>> afterDiscard; // to be told when all is put away
    bool building = false; // the undo stack of an earlier session: its steps move nothing
    std::optional<std::int64_t> editsLeft; // that still fit on a full disk
    QString keptElsewhere; // the folder of the journal, when it is not the usual one

    std::uint32_t saves = 0; // begun, in earlier sessions too
    std::uint32_t savesUnderWay = 0;
    std::shared_ptr<SaveCounter> counter;
    QTimer progressTimer;

    std::unique_ptr<ChangeUnderWay> change; // null = none
    std::unique_ptr<PreparedEdit> ready; // for the undo step that is about to be taken
    std::vector<std::function<void()>> afterChange; // saves that wait
    QTimer changeTimer;
    QTimer keepSoon; // the review states, after several changes of them
    DiskState disk = DiskState::Same;
    QFileSystemWatcher watcher; // of the folder and the file
    QTimer lookSoon; // one look for many signals
};

} // namespace onsa
