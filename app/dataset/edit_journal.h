// SPDX-License-Identifier: GPL-3.0-or-later
// Appends what the user does to the journal on the disk, on a thread of its own: queue, write, fdatasync, acknowledge.
// After a failed write or flush the segment is dead (the kernel forgets the failure), and everything that was not
// acknowledged goes to a new one, if need be in another folder. 8 MiB of the disk are taken ahead, so that typing goes
// on for a while when the disk is full.
#pragma once

#include "dataset/disk_files.h"
#include "dataset/journal_format.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace onsa {

constexpr std::int64_t journalReserve = 8 << 20; // bytes taken ahead

// Where a journal goes on.
struct JournalEnd {
    std::uint64_t sequence = 1; // of the next record
    int segment = 0; // the last one there is
};

// After every attempt to write.
struct JournalNews {
    std::uint64_t acknowledged = 0; // up to which append all is on the disk
    std::string error; // English, empty after success
    std::optional<std::int64_t> editsLeft; // about so many fit into what was taken ahead; nothing = the disk has room
    std::filesystem::path elsewhere; // it is kept there, because the first folder cannot be written; or empty
};

class EditJournal
{
public:
    using Listener = std::function<void(const JournalNews &)>; // on the writer's thread

    // `folders`: the first is used as long as it can be written. The first segment is made at once, to have room.
    EditJournal(std::vector<std::filesystem::path> folders, JournalHeader header, JournalEnd end = {},
                Disk &disk = Disk::system());
    ~EditJournal(); // flushes first; a segment without a record goes
    EditJournal(const EditJournal &) = delete;
    EditJournal &operator=(const EditJournal &) = delete;

    // After this returns, the old listener is not called any more.
    void setListener(Listener listener);

    // Whether so many bytes can still be kept; DiskFull says what to do.
    Result<> roomFor(std::size_t bytes);
    // Queues it and returns its sequence; any thread. Takes no time in proportion to the payload.
    std::uint64_t append(RecordType type, std::string payload);
    // Waits until all that was queued is on the disk, or an attempt has failed: then the error, and the queue stays.
    Result<> flush();

private:
    // A part of what was appended; it gets its header and check when it is written, in the writer's thread.
    struct Pending {
        std::uint64_t sequence = 0;
        RecordType type = RecordType::Action;
        std::shared_ptr<const std::string> whole;
        std::size_t from = 0, length = 0; // bytes of `whole`
    };

    void run();
    Result<> writeBatch(const std::vector<Pending> &batch);
    Result<> tryBatch(const std::vector<Pending> &batch);
    Result<> openSegment(std::uint64_t firstSequence);
    Result<> writeNext(std::string_view bytes);
    void takeAhead();
    void dropSegment(std::optional<std::int64_t> keep);
    JournalNews news() const; // with m_lock held

    Disk &m_disk;
    const std::vector<std::filesystem::path> m_folders;
    const JournalHeader m_header;

    std::mutex m_listenerLock;
    Listener m_listener;

    std::mutex m_lock; // guards what follows
    std::condition_variable m_wake, m_progress;
    std::deque<Pending> m_queue; // not yet acknowledged
    std::size_t m_queuedBytes = 0;
    std::uint64_t m_nextSequence;
    std::uint64_t m_attempts = 0; // finished ones
    Error m_error; // of the last attempt; no message = none
    bool m_busy = false; // an attempt is under way
    bool m_hurry = false; // somebody waits: no pause before the next attempt
    bool m_stopping = false;
    bool m_scarce = false; // no more can be taken ahead
    std::int64_t m_roomLeft = 0; // bytes of what was taken ahead

    // Of the writer's thread alone.
    OpenFile m_file;
    std::size_t m_place = 0; // in m_folders
    int m_segment;
    std::int64_t m_at = 0, m_taken = 0, m_flushed = 0; // bytes: written, reserved, acknowledged
    std::uint64_t m_records = 0; // of this session, for the mean size
    std::int64_t m_recordBytes = 0;
    bool m_zeros = false; // the filesystem cannot reserve: real zeros
    bool m_segmentHoldsEdits = false;
    std::filesystem::path m_segmentPath;

    std::thread m_thread;
};

// journal.ojl, journal-2.ojl, …
std::string segmentName(int number);

} // namespace onsa
