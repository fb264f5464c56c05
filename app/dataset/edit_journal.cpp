// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/edit_journal.h"

#include "dataset/io_error.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/statvfs.h>

namespace onsa {

namespace {

constexpr auto retryPause = std::chrono::seconds(5); // a full disk rarely gets room sooner
constexpr std::string_view verb = "keep unsaved edits in";
constexpr std::int64_t smallestEdit = 512; // bytes; the estimate of what still fits must not promise too much

} // namespace

std::string segmentName(int number)
{
    return number == 1 ? "journal.ojl" : "journal-" + std::to_string(number) + ".ojl";
}

EditJournal::EditJournal(std::vector<std::filesystem::path> folders, JournalHeader header, JournalEnd end, Disk &disk)
    : m_disk(disk)
    , m_folders(std::move(folders))
    , m_header(std::move(header))
    , m_nextSequence(end.sequence)
    , m_segment(end.segment)
    , m_thread([this] { run(); })
{
}

EditJournal::~EditJournal()
{
    {
        const std::scoped_lock lock(m_lock);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
    dropSegment(m_at); // gives back what was taken ahead
}

void EditJournal::setListener(Listener listener)
{
    const std::scoped_lock lock(m_listenerLock);
    m_listener = std::move(listener);
}

Result<> EditJournal::roomFor(std::size_t bytes)
{
    const auto wanted = static_cast<std::int64_t>(bytes) + smallestEdit;
    std::int64_t queued = 0;
    bool scarce = false, full = false;
    {
        const std::scoped_lock lock(m_lock);
        queued = static_cast<std::int64_t>(m_queuedBytes);
        scarce = m_scarce && queued + wanted > m_roomLeft;
        full = m_error.kind == ErrorKind::DiskFull && !m_error.message.empty();
        m_hurry = m_hurry || scarce || full; // perhaps there is room again
    }
    m_wake.notify_all();
    if (!scarce && !full) {
        if (wanted < journalReserve / 2)
            return {};
        struct statvfs disk = {};
        if (untilDone([&] { return m_disk.statvfs(m_folders.front(), disk); }) != 0 || disk.f_blocks == 0)
            return {};
        if (static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize) > static_cast<double>(wanted))
            return {};
    }
    return fail(ErrorKind::DiskFull,
                "The disk is full, and this edit would need " + std::to_string(wanted / 1'000'000 + 1) + " MB in "
                    + m_folders.front().string()
                    + " to be kept safe. Free some space, or save the data set to another disk, and try again.",
                "journal_full", m_folders.front().string());
}

std::uint64_t EditJournal::append(RecordType type, std::string payload)
{
    std::uint64_t last = 0;
    {
        const std::scoped_lock lock(m_lock);
        const auto whole = std::make_shared<const std::string>(std::move(payload));
        const auto add = [&](RecordType kind, std::size_t from, std::size_t length) {
            m_queue.push_back({m_nextSequence++, kind, whole, from, length});
            m_queuedBytes += recordBytes(length);
        };
        std::size_t from = 0;
        for (; whole->size() - from > maxPayload; from += maxPayload)
            add(RecordType::Part, from, maxPayload);
        add(type, from, whole->size() - from);
        last = m_nextSequence - 1;
    }
    m_wake.notify_all();
    return last;
}

Result<> EditJournal::flush()
{
    std::unique_lock lock(m_lock);
    const std::uint64_t last = m_nextSequence - 1;
    // The attempt under way may have begun before our records came.
    const std::uint64_t enough = m_attempts + (m_busy ? 2 : 1);
    m_hurry = true;
    m_wake.notify_all();
    m_progress.wait(lock, [&] {
        return m_queue.empty() || m_queue.front().sequence > last || (!m_error.message.empty() && m_attempts >= enough)
            || m_stopping;
    });
    if (m_queue.empty() || m_queue.front().sequence > last)
        return {};
    return fail(m_error.kind, m_error.message, "journal_not_safe", m_folders.front().string());
}

void EditJournal::run()
{
    std::unique_lock lock(m_lock);
    const std::uint64_t first = m_queue.empty() ? m_nextSequence : m_queue.front().sequence;
    lock.unlock();
    // Room is taken before the disk is full. If that fails, the first edit tries again and says so.
    if (openSegment(first))
        takeAhead();
    lock.lock();
    while (true) {
        const std::uint64_t seen = m_nextSequence;
        const auto isWanted = [&] { return m_nextSequence != seen || m_hurry || m_stopping; };
        if (m_queue.empty() && m_scarce)
            m_wake.wait_for(lock, retryPause, isWanted);
        else if (m_queue.empty())
            m_wake.wait(lock, [this] { return !m_queue.empty() || m_stopping; });
        else if (!m_error.message.empty() && !m_stopping)
            m_wake.wait_for(lock, retryPause, isWanted);
        if (m_queue.empty() && m_stopping)
            return;

        std::vector<Pending> batch(m_queue.begin(), m_queue.end());
        m_busy = true;
        m_hurry = false;
        lock.unlock();
        const auto done = batch.empty() ? Result<>() : writeBatch(batch);
        takeAhead();
        lock.lock();
        ++m_attempts;
        m_error = done ? Error() : done.error();
        if (done) {
            for (const Pending &record : batch)
                m_queuedBytes -= recordBytes(record.length);
            m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(batch.size()));
        }
        m_busy = false;
        const JournalNews told = news();
        const bool leave = !done && m_stopping;
        lock.unlock();
        m_progress.notify_all();
        {
            const std::scoped_lock listening(m_listenerLock);
            if (m_listener)
                m_listener(told);
        }
        batch.clear(); // may be very much, and nobody should wait for it
        lock.lock();
        if (leave)
            return;
    }
}

JournalNews EditJournal::news() const
{
    JournalNews told;
    told.acknowledged = m_queue.empty() ? m_nextSequence - 1 : m_queue.front().sequence - 1;
    told.error = m_error.message;
    const auto mean = std::max<std::int64_t>(
        smallestEdit, m_records > 0 ? m_recordBytes / static_cast<std::int64_t>(m_records) : smallestEdit);
    if (m_scarce)
        told.editsLeft = std::max<std::int64_t>(0, m_roomLeft - static_cast<std::int64_t>(m_queuedBytes)) / mean;
    if (m_place > 0 && m_file)
        told.elsewhere = m_folders[m_place];
    return told;
}

// The segment in hand, then a new one, then one in every other folder.
Result<> EditJournal::writeBatch(const std::vector<Pending> &batch)
{
    const bool hadSegment = static_cast<bool>(m_file);
    Result<> done = hadSegment ? tryBatch(batch) : fail(ErrorKind::Io, "no segment");
    if (done)
        return done;
    const auto keep = [&] {
        return done.error().kind == ErrorKind::DiskFull ? std::optional(m_flushed) : std::nullopt;
    };
    if (hadSegment)
        dropSegment(keep());
    Result<> first;
    for (m_place = 0; m_place < m_folders.size(); ++m_place) {
        done = openSegment(batch.front().sequence);
        if (done)
            done = tryBatch(batch);
        if (done)
            return done;
        dropSegment(keep());
        if (first)
            first = done; // about the folder that ought to have it
    }
    m_place = 0;
    return first;
}

Result<> EditJournal::tryBatch(const std::vector<Pending> &batch)
{
    for (const Pending &record : batch) {
        const auto payload = std::string_view(*record.whole).substr(record.from, record.length);
        if (auto done = writeNext(encodeRecord(record.type, record.sequence, payload)); !done)
            return done;
        ++m_records;
        m_recordBytes += static_cast<std::int64_t>(recordBytes(record.length));
    }
    if (untilDone([&] { return m_disk.fdatasync(m_file.fd()); }) != 0)
        return tl::unexpected(ioError(errno, verb, m_segmentPath));
    m_segmentHoldsEdits = true;
    m_flushed = m_at;
    return {};
}

Result<> EditJournal::openSegment(std::uint64_t firstSequence)
{
    const auto &folder = m_folders[m_place];
    std::ignore = makeFolders(m_disk, folder); // the open below says it better
    while (true) {
        m_segmentPath = folder / segmentName(++m_segment);
        auto file = openFile(m_disk, m_segmentPath, O_WRONLY | O_CREAT | O_EXCL, verb);
        if (file) {
            m_file = std::move(*file);
            break;
        }
        if (!exists(m_disk, m_segmentPath)) {
            --m_segment;
            return tl::unexpected(file.error());
        }
    }
    m_segmentHoldsEdits = false;
    m_at = m_taken = m_flushed = 0;
    auto done = writeNext(encodeRecord(RecordType::Header, firstSequence, encodeHeader(m_header)));
    if (done) // the name must be on the disk as well
        done = flushFolder(m_disk, folder, verb, folder);
    if (!done)
        dropSegment(std::nullopt);
    return done;
}

Result<> EditJournal::writeNext(std::string_view bytes)
{
    if (auto done = writeAll(m_disk, m_file, bytes, m_at, verb, m_segmentPath); !done)
        return done;
    m_at += static_cast<std::int64_t>(bytes.size());
    return {};
}

// A new part is taken when an eighth of it has been used, so that it is one call for many edits.
void EditJournal::takeAhead()
{
    const bool wanted = m_file && m_taken - m_at < journalReserve / 8 * 7;
    bool scarce = false;
    if (wanted) {
        const std::int64_t from = std::max(m_at, m_taken);
        const std::int64_t length = m_at + journalReserve - from;
        int failed = 0;
        if (!m_zeros && untilDone([&] { return m_disk.reserve(m_file.fd(), from, length); }) != 0) {
            failed = errno;
            m_zeros = failed == EOPNOTSUPP;
        }
        if (m_zeros) {
            const auto written = writeAll(m_disk, m_file, std::string(static_cast<std::size_t>(length), '\0'), from,
                                          verb, m_segmentPath);
            failed = written ? 0 : errno;
        }
        if (failed == 0)
            m_taken = m_at + journalReserve;
        scarce = failed == ENOSPC || failed == EDQUOT;
    }
    const std::scoped_lock lock(m_lock);
    m_scarce = scarce;
    m_roomLeft = std::max<std::int64_t>(0, m_taken - m_at);
}

// `keep`: bytes that are still wanted; nothing = the file is not to be touched any more. A segment without an
// acknowledged edit only takes space on what may be a full disk.
void EditJournal::dropSegment(std::optional<std::int64_t> keep)
{
    if (!m_file)
        return;
    if (m_segmentHoldsEdits && keep)
        untilDone([&] { return m_disk.truncate(m_file.fd(), *keep); });
    m_file.close();
    if (!m_segmentHoldsEdits && untilDone([&] { return m_disk.unlink(m_segmentPath); }) == 0)
        --m_segment;
}

} // namespace onsa
