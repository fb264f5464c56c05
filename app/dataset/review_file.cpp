// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/review_file.h"

#include "dataset/io_error.h"
#include "dataset/journal_format.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <xxhash.h>

namespace onsa {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t fileMagic = 0x3156524F; // "ORV1"

struct Head {
    std::uint32_t magic = fileMagic;
    std::uint32_t entries = 0;
    std::uint64_t check = 0; // XXH3 of the entries
    std::uint64_t device = 0, inode = 0;
    std::int64_t size = 0, modified = 0;
};

struct Entry {
    std::uint64_t hash = 0; // of the row's bytes
    std::uint32_t row = 0; // of the file
    std::uint32_t state = 0;
};

Error corrupt(const fs::path &file)
{
    return {ErrorKind::Corrupt, "The review states in " + file.string() + " cannot be read.", "bad_reviews",
            file.string()};
}

Result<std::vector<Entry>> entriesOf(std::string_view bytes, Head &head, const fs::path &from)
{
    if (bytes.size() < sizeof head)
        return tl::unexpected(corrupt(from));
    std::memcpy(&head, bytes.data(), sizeof head);
    bytes.remove_prefix(sizeof head);
    if (head.magic != fileMagic || bytes.size() != head.entries * sizeof(Entry)
        || head.check != XXH3_64bits(bytes.data(), bytes.size()))
        return tl::unexpected(corrupt(from));
    std::vector<Entry> entries(head.entries);
    if (!entries.empty())
        std::memcpy(entries.data(), bytes.data(), bytes.size());
    const bool known =
        std::all_of(entries.begin(), entries.end(), [](const Entry &e) { return e.state < reviewStates; });
    return known ? Result<std::vector<Entry>>(std::move(entries)) : tl::unexpected(corrupt(from));
}

// Another program wrote the file. First those that are where they were, then the others, by their text.
Result<std::vector<RowMark>> findAgain(const std::vector<Entry> &entries, const RowsSnapshot &rows,
                                       const std::stop_token &stop)
{
    std::unordered_multimap<std::uint64_t, const Entry *> wanted;
    for (const Entry &one : entries)
        wanted.emplace(one.hash, &one);
    std::vector<RowMark> marks;
    std::vector<std::pair<RowId, std::uint64_t>> moved; // rows whose text is known from another place
    const auto read = rows.forEachLine(0, rows.rowCount(), [&](std::size_t row, std::string_view line) {
        const std::uint64_t hash = hashOf(line);
        const auto [first, last] = wanted.equal_range(hash);
        const auto same = std::find_if(first, last, [row](const auto &entry) { return entry.second->row == row; });
        if (same != last) {
            marks.push_back({rows.rowId(row), static_cast<ReviewState>(same->second->state)});
            wanted.erase(same);
        } else if (first != last) {
            moved.emplace_back(rows.rowId(row), hash);
        }
        return !stop.stop_requested();
    });
    if (!read)
        return tl::unexpected(read.error());
    for (const auto &[id, hash] : moved) {
        if (const auto found = wanted.find(hash); found != wanted.end()) {
            marks.push_back({id, static_cast<ReviewState>(found->second->state)});
            wanted.erase(found);
        }
    }
    return marks;
}

} // namespace

fs::path reviewFile(const WorkPlaces &places, const fs::path &path)
{
    const std::string name = path.string();
    const XXH128_hash_t hash = XXH3_128bits(name.data(), name.size());
    char hex[33];
    std::snprintf(hex, sizeof hex, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return places.roots.front() / "reviews" / hex;
}

Result<> writeReviews(Disk &disk, const fs::path &to, const RowsSnapshot &rows, const ReviewMarks &marks,
                      const FileIdentity &identity, bool unreadable)
{
    std::string entries;
    Head head;
    for (std::size_t row = 0; row < rows.rowCount() && !marks.empty(); ++row) {
        const ReviewState state = marks.find(rows.rowId(row));
        if (state == ReviewState::Draft)
            continue;
        const auto line = rows.line(row);
        if (!line)
            return tl::unexpected(line.error());
        const Entry entry{hashOf(*line), static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(state)};
        entries.append(reinterpret_cast<const char *>(&entry), sizeof entry);
        ++head.entries;
    }
    if (unreadable && untilDone([&] { return disk.rename(to, to.string() + ".bad"); }) != 0 && errno != ENOENT)
        return tl::unexpected(ioError(errno, "write to", to));
    if (head.entries == 0 && !exists(disk, to))
        return {};
    if (auto made = makeFolders(disk, to.parent_path()); !made)
        return made;
    head.check = XXH3_64bits(entries.data(), entries.size());
    head.device = identity.device;
    head.inode = identity.inode;
    head.size = identity.size;
    head.modified = identity.modified;
    return writeWhole(disk, to, std::string(reinterpret_cast<const char *>(&head), sizeof head) + entries);
}

Result<std::vector<RowMark>> readReviews(Disk &disk, const fs::path &from, RowTable &table, const std::stop_token &stop)
{
    const auto bytes = readWhole(disk, from);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return std::vector<RowMark>();
    if (!bytes)
        return tl::unexpected(bytes.error());
    Head head;
    const auto entries = entriesOf(*bytes, head, from);
    if (!entries)
        return tl::unexpected(entries.error());
    const FileIdentity known{head.device, head.inode, head.size, head.modified};
    const bool inRange =
        std::all_of(entries->begin(), entries->end(), [&](const Entry &e) { return e.row < table.fileRows(); });
    if (!inRange || known != table.source().identity())
        return findAgain(*entries, *table.snapshot(), stop);
    std::vector<RowMark> marks;
    marks.reserve(entries->size());
    for (const Entry &one : *entries)
        marks.push_back({one.row, static_cast<ReviewState>(one.state)});
    return marks;
}

} // namespace onsa
