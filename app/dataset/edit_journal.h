// SPDX-License-Identifier: GPL-3.0-or-later
// Appends what the user does to the journal on the disk, on a thread of its own: queue, write, fdatasync, acknowledge.
// After a failed write or flush the segment is dead (the kernel forgets the failure), and everything that was not
// acknowledged goes to a new one.
#pragma once

#include "dataset/journal_format.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace onsa {

// The system calls, so that a test can let them fail. Both return as write(2) and fdatasync(2) do.
struct JournalIo {
    std::function<long(int, const char *, std::size_t)> write;
    std::function<int(int)> sync;

    static JournalIo system();
};

class EditJournal
{
public:
    // Called on the writer's thread after every attempt: up to which append all is on the disk; `error` is English and
    // empty after success.
    using Listener = std::function<void(std::uint64_t acknowledged, const std::string &error)>;

    // Nothing is written before the first append.
    EditJournal(std::filesystem::path folder, JournalHeader header, JournalIo io = JournalIo::system());
    ~EditJournal(); // flushes first
    EditJournal(const EditJournal &) = delete;
    EditJournal &operator=(const EditJournal &) = delete;

    // After this returns, the old listener is not called any more.
    void setListener(Listener listener);

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
    Result<> openSegment(std::uint64_t firstSequence);
    Result<> writeAll(std::string_view bytes);
    void dropSegment();
    void report(std::uint64_t acknowledged, const std::string &error);

    const std::filesystem::path m_folder;
    const JournalHeader m_header;
    const JournalIo m_io;

    std::mutex m_listenerLock;
    Listener m_listener;

    std::mutex m_lock; // guards what follows
    std::condition_variable m_wake, m_progress;
    std::deque<Pending> m_queue; // not yet acknowledged
    std::uint64_t m_nextSequence = 1;
    std::uint64_t m_attempts = 0; // finished ones
    std::string m_error; // of the last attempt
    bool m_busy = false; // an attempt is under way
    bool m_hurry = false; // somebody waits: no pause before the next attempt
    bool m_stopping = false;

    // Of the writer's thread alone.
    int m_fd = -1;
    int m_segment = 0;
    bool m_segmentHoldsEdits = false;
    std::filesystem::path m_segmentPath;

    std::thread m_thread;
};

// journal.ojl, journal-2.ojl, …
std::string segmentName(int number);

} // namespace onsa
