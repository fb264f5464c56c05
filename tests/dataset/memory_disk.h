// SPDX-License-Identifier: GPL-3.0-or-later
// A disk in memory that fails at a call, kills the program at a call, or loses at a power cut what was not flushed.
// It knows no symbolic links.
#pragma once

#include "dataset/disk.h"
#include "system/background_pool.h"

#include <algorithm>
#include <atomic>
#include <ctime>
#include <fcntl.h>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <thread>

namespace onsa::test {

// Which calls a sweep means. The thread sanitizer makes each many times slower and looks for something else: there a
// sweep leaves calls out.
#if defined(__SANITIZE_THREAD__)
constexpr std::size_t sweepStep = 7;
#else
constexpr std::size_t sweepStep = 1;
#endif

enum class Mishap {
    None,
    Error, // the call fails once with `code`
    ShortWrite, // a write does a part of it
    KillBefore, // the program is gone before the call…
    KillAfter, // …or when it has been done
};

class MemoryDisk final : public Disk
{
public:
    MemoryDisk() { m_root->mode = S_IFDIR | 0755; }
    ~MemoryDisk() override { waitForPool(); } // a disk outlives the work on it

    // The n-th call from now on, 1 = the next one; closing a file does not count.
    void arm(Mishap mishap, std::size_t n, int code = EIO)
    {
        const std::scoped_lock lock(m_lock);
        m_mishap = mishap;
        m_at = m_calls + n;
        m_code = code;
    }
    // Every call for which it says so fails with the code; 0 = it does not, nothing = none does. It is asked under the
    // disk's lock.
    using Failing = std::function<int(const char *call, const Path &path)>;
    void failWhere(Failing failing)
    {
        const std::scoped_lock lock(m_lock);
        m_failing = std::move(failing);
    }
    std::size_t calls() const { return m_calls; }
    bool isDead() const { return m_dead; }
    void setCapacity(std::int64_t bytes)
    {
        const std::scoped_lock lock(m_lock);
        m_capacity = bytes;
    }
    std::int64_t used()
    {
        const std::scoped_lock lock(m_lock);
        return usedNow();
    }

    // While it lives, this thread's calls are the test's own: never counted, never failing.
    class Peek
    {
    public:
        explicit Peek(MemoryDisk &disk)
            : m_disk(disk)
        {
            m_disk.m_peeker = std::this_thread::get_id();
        }
        ~Peek() { m_disk.m_peeker = std::thread::id(); }
        Peek(const Peek &) = delete;
        Peek &operator=(const Peek &) = delete;

    private:
        MemoryDisk &m_disk;
    };

    // The program is gone, and starts again.
    void reboot()
    {
        const std::scoped_lock lock(m_lock);
        m_open.clear();
        m_locks.clear();
        m_dead = false;
        m_mishap = Mishap::None;
    }
    // What was not flushed is there or not, in blocks of this size; names up to a random one.
    void cutPower(unsigned seed, std::size_t blockBytes)
    {
        const std::scoped_lock lock(m_lock);
        std::mt19937 random(seed);
        const std::size_t kept = m_changes.empty() ? 0 : random() % (m_changes.size() + 1);
        for (std::size_t i = 0; i < kept; ++i) {
            for (const NameChange &change : m_changes[i])
                applyTo(change.folder->flushedNames, change);
        }
        m_changes.clear();
        std::set<Node *> seen;
        std::function<void(const NodePtr &)> visit = [&](const NodePtr &node) {
            if (!seen.insert(node.get()).second)
                return;
            if (S_ISDIR(node->mode)) {
                node->names = node->flushedNames;
                for (const auto &[name, below] : node->names)
                    visit(below);
                return;
            }
            std::string now = random() % 2 ? node->bytes : node->flushed;
            for (std::size_t at = 0; at < now.size(); at += blockBytes) {
                const std::string &from = random() % 2 ? node->bytes : node->flushed;
                for (std::size_t i = at; i < std::min(now.size(), at + blockBytes); ++i)
                    now[i] = i < from.size() ? from[i] : '\0';
            }
            node->bytes = node->flushed = now;
        };
        visit(m_root);
    }

    // For the test itself: neither counted nor failing.
    void put(const Path &path, std::string_view bytes)
    {
        const std::scoped_lock lock(m_lock);
        NodePtr folder = m_root;
        for (const Path &part : path.parent_path().relative_path()) {
            NodePtr &next = folder->names[part.string()];
            if (!next) {
                next = std::make_shared<Node>();
                next->mode = S_IFDIR | 0755;
                next->number = ++m_numbers;
            }
            folder->flushedNames = folder->names;
            folder = next;
        }
        NodePtr &file = folder->names[path.filename().string()];
        file = std::make_shared<Node>();
        file->number = ++m_numbers;
        file->links = 1;
        file->bytes = file->flushed = bytes;
        file->modified = ++m_clock;
        folder->flushedNames = folder->names;
    }
    std::string get(const Path &path)
    {
        const std::scoped_lock lock(m_lock);
        const NodePtr node = find(path, true);
        return node ? node->bytes : std::string();
    }
    std::vector<std::string> list(const Path &path)
    {
        const std::scoped_lock lock(m_lock);
        std::vector<std::string> found;
        if (const NodePtr node = find(path, true)) {
            for (const auto &[name, below] : node->names)
                found.push_back(name);
        }
        return found;
    }

    int open(const Path &path, int flags, mode_t mode) override
    {
        return call<int>("open", path, [&]() -> int {
            NodePtr node = find(path, true);
            const bool creates = (flags & O_CREAT) != 0;
            if (node && creates && (flags & O_EXCL) != 0)
                return bad(EEXIST);
            if (!node && !creates)
                return bad(ENOENT);
            if (!node) {
                const NodePtr folder = find(path.parent_path(), true);
                if (!folder)
                    return bad(ENOENT);
                node = std::make_shared<Node>();
                node->mode = S_IFREG | mode;
                node->number = ++m_numbers;
                node->modified = ++m_clock;
                change({{folder, path.filename().string(), node}});
            }
            if ((flags & O_TRUNC) != 0) {
                node->bytes.clear();
                node->modified = ++m_clock;
            }
            m_open[++m_lastFd] = node;
            m_paths[m_lastFd] = path;
            return m_lastFd;
        });
    }
    int close(int fd) override
    {
        const std::scoped_lock lock(m_lock);
        if (m_open.contains(fd))
            std::erase_if(m_locks, [fd](const auto &held) { return held.second == fd; });
        m_open.erase(fd);
        return 0;
    }
    ssize_t pread(int fd, char *bytes, std::size_t count, std::int64_t offset) override
    {
        return onFile<ssize_t>("pread", fd, [&](Node &node) -> ssize_t {
            const auto at = static_cast<std::size_t>(offset);
            if (at >= node.bytes.size())
                return 0;
            return static_cast<ssize_t>(node.bytes.copy(bytes, count, at));
        });
    }
    ssize_t pwrite(int fd, const char *bytes, std::size_t count, std::int64_t offset) override
    {
        return onFile<ssize_t>("pwrite", fd, [&](Node &node) -> ssize_t {
            std::size_t length = m_short && count > 1 ? count / 2 : count;
            const auto at = static_cast<std::size_t>(offset);
            const std::int64_t grows = static_cast<std::int64_t>(at + length) - allocated(node);
            if (grows > 0 && usedNow() + grows > m_capacity) {
                const std::int64_t fits = static_cast<std::int64_t>(length) - (usedNow() + grows - m_capacity);
                if (fits <= 0)
                    return bad(ENOSPC);
                length = static_cast<std::size_t>(fits);
            }
            if (node.bytes.size() < at + length)
                node.bytes.resize(at + length);
            std::copy_n(bytes, length, node.bytes.begin() + static_cast<std::ptrdiff_t>(at));
            node.modified = ++m_clock;
            return static_cast<ssize_t>(length);
        });
    }
    int fsync(int fd) override { return flush("fsync", fd); }
    int fdatasync(int fd) override { return flush("fdatasync", fd); }
    int truncate(int fd, std::int64_t size) override
    {
        return onFile<int>("truncate", fd, [&](Node &node) {
            node.bytes.resize(static_cast<std::size_t>(size));
            node.reserved = 0;
            node.modified = ++m_clock;
            return 0;
        });
    }
    int reserve(int fd, std::int64_t offset, std::int64_t length) override
    {
        return onFile<int>("reserve", fd, [&](Node &node) {
            const std::int64_t grows = offset + length - allocated(node);
            if (grows > 0 && usedNow() + grows > m_capacity)
                return bad(ENOSPC);
            node.reserved = std::max(node.reserved, offset + length);
            return 0;
        });
    }
    int flock(int fd, int operation) override
    {
        while (true) {
            const int done = onFile<int>("flock", fd, [&](Node &node) {
                const auto held = m_locks.find(&node);
                if (held != m_locks.end() && held->second != fd)
                    return bad(EWOULDBLOCK);
                m_locks[&node] = fd;
                return 0;
            });
            if (done == 0 || errno != EWOULDBLOCK || (operation & LOCK_NB) != 0)
                return done;
            std::this_thread::yield();
        }
    }

    int stat(const Path &path, struct stat &info) override
    {
        return call<int>("stat", path, [&] { return describe(find(path, true), info); });
    }
    int lstat(const Path &path, struct stat &info) override
    {
        return call<int>("lstat", path, [&] { return describe(find(path, false), info); });
    }
    int fstat(int fd, struct stat &info) override
    {
        return call<int>("fstat", {}, [&] { return describe(m_open.contains(fd) ? m_open[fd] : nullptr, info); });
    }
    int access(const Path &path, int) override
    {
        return call<int>("access", path, [&] {
            const NodePtr node = find(path, true);
            return !node ? bad(ENOENT) : (node->mode & 0200) == 0 ? bad(EACCES) : 0;
        });
    }
    int statvfs(const Path &path, struct statvfs &info) override
    {
        return call<int>("statvfs", path, [&] {
            info = {};
            info.f_frsize = 1;
            info.f_blocks = static_cast<fsblkcnt_t>(m_capacity);
            info.f_bavail = static_cast<fsblkcnt_t>(std::max<std::int64_t>(0, m_capacity - usedNow()));
            return 0;
        });
    }
    ssize_t readlink(const Path &path, char *, std::size_t) override
    {
        return call<ssize_t>("readlink", path, [&]() -> ssize_t { return bad(EINVAL); });
    }
    std::optional<std::vector<std::string>> names(const Path &folder) override
    {
        std::optional<std::vector<std::string>> found;
        call<int>("names", folder, [&] {
            const NodePtr node = find(folder, true);
            if (!node)
                return bad(ENOENT);
            found.emplace();
            for (const auto &[name, below] : node->names)
                found->push_back(name);
            return 0;
        });
        return found;
    }

    int mkdir(const Path &path, mode_t mode) override
    {
        return call<int>("mkdir", path, [&] {
            const NodePtr folder = find(path.parent_path(), true);
            if (!folder)
                return bad(ENOENT);
            if (find(path, false))
                return bad(EEXIST);
            auto node = std::make_shared<Node>();
            node->mode = S_IFDIR | mode;
            node->number = ++m_numbers;
            change({{folder, path.filename().string(), node}});
            return 0;
        });
    }
    int rename(const Path &from, const Path &to) override
    {
        return call<int>("rename", from, [&] {
            const NodePtr node = find(from, false);
            const NodePtr folder = find(to.parent_path(), true);
            if (!node || !folder)
                return bad(ENOENT);
            change({{find(from.parent_path(), true), from.filename().string(), nullptr},
                    {folder, to.filename().string(), node}});
            return 0;
        });
    }
    int linkOpen(int fd, const Path &to) override
    {
        return call<int>("link", to, [&] {
            const NodePtr folder = find(to.parent_path(), true);
            if (!folder || !m_open.contains(fd))
                return bad(ENOENT);
            if (find(to, false))
                return bad(EEXIST);
            change({{folder, to.filename().string(), m_open[fd]}});
            return 0;
        });
    }
    int unlink(const Path &path) override
    {
        return call<int>("unlink", path, [&] {
            if (!find(path, false))
                return bad(ENOENT);
            change({{find(path.parent_path(), true), path.filename().string(), nullptr}});
            return 0;
        });
    }
    int rmdir(const Path &path) override
    {
        return call<int>("rmdir", path, [&] {
            const NodePtr node = find(path, false);
            if (!node || !node->names.empty())
                return bad(node ? ENOTEMPTY : ENOENT);
            change({{find(path.parent_path(), true), path.filename().string(), nullptr}});
            return 0;
        });
    }
    int touch(const Path &path) override
    {
        return call<int>("touch", path, [&] {
            const NodePtr node = find(path, true);
            if (!node)
                return bad(ENOENT);
            node->modified = ++m_clock;
            return 0;
        });
    }
    int setModified(int fd, std::int64_t ns) override
    {
        return onFile<int>("setModified", fd, [&](Node &node) {
            node.modified = ns;
            return 0;
        });
    }
    int chmod(int fd, mode_t mode) override
    {
        return onFile<int>("chmod", fd, [&](Node &node) {
            node.mode = (node.mode & S_IFMT) | mode;
            return 0;
        });
    }
    int chown(int fd, uid_t, gid_t) override
    {
        return onFile<int>("chown", fd, [](Node &) { return 0; });
    }
    int copyAttributes(int, int to) override
    {
        return onFile<int>("copyAttributes", to, [](Node &) { return 0; });
    }

private:
    struct Node;
    using NodePtr = std::shared_ptr<Node>;
    struct Node {
        mode_t mode = S_IFREG | 0644;
        ino_t number = 1;
        nlink_t links = 0;
        std::string bytes, flushed;
        std::map<std::string, NodePtr> names, flushedNames;
        std::int64_t modified = 0, reserved = 0;
    };
    struct NameChange {
        NodePtr folder;
        std::string name;
        NodePtr node; // null = the name goes
    };

    Path pathOf(int fd)
    {
        const std::scoped_lock lock(m_lock);
        return m_paths[fd];
    }
    static int bad(int code)
    {
        errno = code;
        return -1;
    }
    static void applyTo(std::map<std::string, NodePtr> &names, const NameChange &change)
    {
        if (change.node)
            names[change.name] = change.node;
        else
            names.erase(change.name);
    }
    void change(std::vector<NameChange> changes)
    {
        for (const NameChange &one : changes) {
            const auto old = one.folder->names.find(one.name);
            if (old != one.folder->names.end())
                --old->second->links;
            if (one.node)
                ++one.node->links;
            applyTo(one.folder->names, one);
        }
        m_changes.push_back(std::move(changes));
    }
    NodePtr find(const Path &path, bool)
    {
        NodePtr node = m_root;
        for (const Path &part : path.relative_path()) {
            const auto next = node->names.find(part.string());
            if (next == node->names.end())
                return nullptr;
            node = next->second;
        }
        return node;
    }
    static std::int64_t allocated(const Node &node)
    {
        return std::max(node.reserved, static_cast<std::int64_t>(node.bytes.size()));
    }
    std::int64_t usedNow()
    {
        std::set<Node *> seen;
        std::int64_t sum = 0;
        std::function<void(const NodePtr &)> visit = [&](const NodePtr &node) {
            if (!seen.insert(node.get()).second)
                return;
            sum += allocated(*node);
            for (const auto &[name, below] : node->names)
                visit(below);
        };
        visit(m_root);
        for (const auto &[fd, node] : m_open)
            visit(node);
        return sum;
    }
    int describe(const NodePtr &node, struct stat &info)
    {
        if (!node)
            return bad(ENOENT);
        info = {};
        info.st_mode = node->mode;
        info.st_ino = node->number;
        info.st_nlink = node->links;
        info.st_size = static_cast<off_t>(node->bytes.size());
        info.st_uid = ::geteuid();
        info.st_gid = ::getegid();
        info.st_mtim.tv_sec = node->modified / 1'000'000'000;
        info.st_mtim.tv_nsec = node->modified % 1'000'000'000;
        return 0;
    }
    int flush(const char *name, int fd)
    {
        return onFile<int>(name, fd, [&](Node &node) {
            node.flushed = node.bytes;
            if (S_ISDIR(node.mode)) {
                node.flushedNames = node.names;
                for (auto &changes : m_changes)
                    std::erase_if(changes, [&](const NameChange &one) { return one.folder.get() == &node; });
            }
            return 0;
        });
    }
    template <class Number> Number onFile(const char *name, int fd, const std::function<Number(Node &)> &work)
    {
        const Path path = pathOf(fd);
        return call<Number>(name, path, [&]() -> Number {
            const auto open = m_open.find(fd);
            return open == m_open.end() ? Number(bad(EBADF)) : work(*open->second);
        });
    }
    template <class Number> Number call(const char *name, const Path &path, const std::function<Number()> &work)
    {
        const std::scoped_lock lock(m_lock);
        if (m_peeker == std::this_thread::get_id())
            return work();
        if (m_dead)
            return bad(EIO);
        const bool now = ++m_calls == m_at && m_mishap != Mishap::None;
        if (now && m_mishap == Mishap::Error)
            return bad(m_code);
        if (now && m_mishap == Mishap::KillBefore) {
            m_dead = true;
            return bad(EIO);
        }
        if (const int code = m_failing ? m_failing(name, path) : 0)
            return bad(code);
        m_short = now && m_mishap == Mishap::ShortWrite;
        const Number result = work();
        if (now && m_mishap == Mishap::KillAfter)
            m_dead = true;
        return result;
    }

    std::mutex m_lock;
    NodePtr m_root = std::make_shared<Node>();
    std::map<int, NodePtr> m_open;
    std::map<int, Path> m_paths; // as they were opened
    std::map<Node *, int> m_locks; // the file descriptor that holds it
    std::vector<std::vector<NameChange>> m_changes; // of names, not flushed
    Failing m_failing;
    std::int64_t m_capacity = std::int64_t{1} << 40;
    // The test's clock stands near the real one, so that nothing is thirty days old.
    std::int64_t m_clock = std::int64_t{std::time(nullptr)} * 1'000'000'000;
    ino_t m_numbers = 1;
    int m_lastFd = 100;
    std::atomic<std::size_t> m_calls = 0;
    Mishap m_mishap = Mishap::None;
    std::size_t m_at = 0;
    int m_code = EIO;
    bool m_short = false;
    std::atomic<bool> m_dead = false;
    std::atomic<std::thread::id> m_peeker;
};

} // namespace onsa::test
