// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/edit_journal.h"

#include "dataset/io_error.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <unistd.h>

namespace onsa {

namespace {

constexpr auto retryPause = std::chrono::seconds(5); // a full disk rarely gets room sooner

} // namespace

JournalIo JournalIo::system()
{
    return {[](int fd, const char *bytes, std::size_t count) { return static_cast<long>(::write(fd, bytes, count)); },
            [](int fd) { return ::fdatasync(fd); }};
}

std::string segmentName(int number)
{
    return number == 1 ? "journal.ojl" : "journal-" + std::to_string(number) + ".ojl";
}

EditJournal::EditJournal(std::filesystem::path folder, JournalHeader header, JournalIo io)
    : m_folder(std::move(folder))
    , m_header(std::move(header))
    , m_io(std::move(io))
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
    if (m_fd >= 0)
        ::close(m_fd);
}

void EditJournal::setListener(Listener listener)
{
    const std::scoped_lock lock(m_listenerLock);
    m_listener = std::move(listener);
}

std::uint64_t EditJournal::append(RecordType type, std::string payload)
{
    std::uint64_t last = 0;
    {
        const std::scoped_lock lock(m_lock);
        const auto whole = std::make_shared<const std::string>(std::move(payload));
        std::size_t from = 0;
        for (; whole->size() - from > maxPayload; from += maxPayload)
            m_queue.push_back({m_nextSequence++, RecordType::Part, whole, from, maxPayload});
        m_queue.push_back({m_nextSequence++, type, whole, from, whole->size() - from});
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
        return m_queue.empty() || m_queue.front().sequence > last || (!m_error.empty() && m_attempts >= enough)
            || m_stopping;
    });
    if (m_queue.empty() || m_queue.front().sequence > last)
        return {};
    return fail(ErrorKind::Io, m_error, "journal_not_safe", m_folder.string());
}

void EditJournal::run()
{
    std::unique_lock lock(m_lock);
    while (true) {
        const std::uint64_t seen = m_nextSequence;
        if (m_queue.empty())
            m_wake.wait(lock, [this] { return !m_queue.empty() || m_stopping; });
        else if (!m_error.empty() && !m_stopping)
            m_wake.wait_for(lock, retryPause, [&] { return m_nextSequence != seen || m_hurry || m_stopping; });
        if (m_queue.empty())
            return;

        std::vector<Pending> batch(m_queue.begin(), m_queue.end());
        m_busy = true;
        m_hurry = false;
        lock.unlock();
        const auto done = writeBatch(batch);
        if (!done)
            dropSegment();
        lock.lock();
        ++m_attempts;
        m_error = done ? std::string() : done.error().message;
        if (done)
            m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(batch.size()));
        m_busy = false;
        const std::uint64_t acknowledged = m_queue.empty() ? m_nextSequence - 1 : m_queue.front().sequence - 1;
        const bool leave = !done && m_stopping;
        lock.unlock();
        m_progress.notify_all();
        report(acknowledged, done ? std::string() : done.error().message);
        batch.clear(); // may be very much, and nobody should wait for it
        lock.lock();
        if (leave)
            return;
    }
}

Result<> EditJournal::writeBatch(const std::vector<Pending> &batch)
{
    if (m_fd < 0) {
        if (const auto opened = openSegment(batch.front().sequence); !opened)
            return opened;
    }
    for (const Pending &record : batch) {
        const auto payload = std::string_view(*record.whole).substr(record.from, record.length);
        if (const auto done = writeAll(encodeRecord(record.type, record.sequence, payload)); !done)
            return done;
    }
    if (m_io.sync(m_fd) != 0)
        return tl::unexpected(ioError(errno, "keep unsaved edits in", m_segmentPath));
    m_segmentHoldsEdits = true;
    return {};
}

Result<> EditJournal::openSegment(std::uint64_t firstSequence)
{
    std::error_code ignored; // the open below says it better
    std::filesystem::create_directories(m_folder, ignored);
    do {
        m_segmentPath = m_folder / segmentName(++m_segment);
        m_fd = ::open(m_segmentPath.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    } while (m_fd < 0 && errno == EEXIST);
    if (m_fd < 0) {
        const int code = errno;
        --m_segment;
        return tl::unexpected(ioError(code, "keep unsaved edits in", m_segmentPath));
    }
    m_segmentHoldsEdits = false;
    if (const auto done = writeAll(encodeRecord(RecordType::Header, firstSequence, encodeHeader(m_header))); !done)
        return done;
    // The name must be on the disk as well. Filesystems that cannot flush a folder say EINVAL.
    const int folder = ::open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        const int failed = ::fsync(folder) != 0 && errno != EINVAL ? errno : 0;
        ::close(folder);
        if (failed != 0)
            return tl::unexpected(ioError(failed, "keep unsaved edits in", m_folder));
    }
    return {};
}

Result<> EditJournal::writeAll(std::string_view bytes)
{
    while (!bytes.empty()) {
        const long count = m_io.write(m_fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(ioError(errno, "keep unsaved edits in", m_segmentPath));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

// A segment without an acknowledged edit only takes space on what may be a full disk.
void EditJournal::dropSegment()
{
    if (m_fd < 0)
        return;
    ::close(m_fd);
    m_fd = -1;
    if (!m_segmentHoldsEdits && ::unlink(m_segmentPath.c_str()) == 0)
        --m_segment;
}

void EditJournal::report(std::uint64_t acknowledged, const std::string &error)
{
    const std::scoped_lock lock(m_listenerLock);
    if (m_listener)
        m_listener(acknowledged, error);
}

} // namespace onsa
