// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/split_files.h"

#include "core/checks/comparison_form.h"
#include "dataset/parallel.h"
#include "dataset/row_issues.h"
#include "dataset/row_keys.h"
#include "dataset/row_parts.h"
#include "dataset/scan_progress.h"
#include "dataset/whole_file.h"

#include <QCryptographicHash>

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <xxhash.h>

namespace onsa {

namespace {

enum class Side : char { Training, Validation, Neither };

struct RowPlace {
    std::uint64_t group = 0, question = 0; // hashes
    Side side = Side::Neither;
    bool ungrouped = false;
};

std::string questionOf(const RowParts &row)
{
    if (row.shape == RowShape::Pair)
        return row.prompt;
    // A conversation of one question equals the pair with that prompt.
    std::string asked;
    const auto last = row.shape == RowShape::Preference
        ? row.turns.rend()
        : std::find_if(row.turns.rbegin(), row.turns.rend(), [](const RowTurn &t) { return t.role == "assistant"; });
    const std::size_t end = last == row.turns.rend() ? row.turns.size() : std::size_t(row.turns.rend() - last) - 1;
    for (std::size_t i = 0; i < end; ++i)
        asked += row.turns[i].role == "system" ? std::string() : row.turns[i].content + "\n";
    return asked;
}

bool isUsable(std::string_view line, const RowParts &row)
{
    if (row.shape == RowShape::Preference)
        return !row.preferred.empty() && !row.rejected.empty();
    const auto issues = checkLine(line);
    return row.shape != RowShape::Other
        && std::none_of(issues.begin(), issues.end(), [](const Issue &i) { return i.severity == Severity::Error; });
}

// Questions that compare equal are one question. Of signs alone nothing is left to compare: "?" and "!" are two.
std::string comparedQuestion(const RowParts &row)
{
    const std::string question = questionOf(row);
    const std::string form = cmp(question);
    return form.empty() ? question : form;
}

std::uint64_t hashOf(std::string_view text, std::uint64_t seed)
{
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

RowPlace placeOf(std::string_view line, const SplitOrder &order)
{
    RowPlace place;
    const auto row = isBlankLine(line) ? Result<RowParts>(RowParts()) : takeApart(line);
    if (!row || !isUsable(line, *row))
        return place;
    const std::string question = comparedQuestion(*row);
    place.question = hashOf(question, 0);
    std::string group = question;
    if (!order.groupMember.empty()) {
        const auto member = std::find_if(row->extras.begin(), row->extras.end(),
                                         [&](const auto &extra) { return extra.first == order.groupMember; });
        place.ungrouped = member == row->extras.end() || member->second == "null";
        if (!place.ungrouped)
            group = member->second;
    }
    place.group = hashOf(group, order.seed);
    place.side = double(place.group) < order.validationShare * 0x1p64 ? Side::Validation : Side::Training;
    return place;
}

Result<std::vector<RowPlace>> placesOf(const DatasetSnapshot &snapshot, const SplitOrder &order,
                                       const ScanProgress &progress, const std::stop_token &stop)
{
    if (!(order.validationShare > 0 && order.validationShare <= 0.5))
        return fail(ErrorKind::InvalidInput, "The share must be above 0 and at most 50 %.", "invalid_share");
    const std::size_t count = snapshot.rowCount();
    std::vector<RowPlace> places(count);
    std::vector<Result<>> reads((count + scanRows - 1) / scanRows);
    ProgressMeter meter(progress, count);
    parallelFor<int>(reads.size(), stop, [&](std::size_t block, int &) {
        const std::size_t first = block * scanRows, last = std::min(count, first + scanRows);
        reads[block] = snapshot.forEachLine(first, last, [&](std::size_t row, std::string_view line) {
            places[row] = placeOf(line, order);
            return !stop.stop_requested();
        });
        meter.add(last - first);
    });
    for (const Result<> &read : reads)
        if (!read)
            return tl::unexpected(read.error());
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The split was stopped.", "cancelled");
    return places;
}

SplitPlan planOf(const std::vector<RowPlace> &places)
{
    SplitPlan plan;
    std::unordered_set<std::uint64_t> groups, asked;
    for (const RowPlace &place : places) {
        if (place.side == Side::Neither) {
            ++plan.leftOut;
            continue;
        }
        ++(place.side == Side::Training ? plan.trainingRows : plan.validationRows);
        plan.ungrouped += place.ungrouped ? 1U : 0U;
        groups.insert(place.group);
        if (place.side == Side::Training)
            asked.insert(place.question);
    }
    plan.groups = groups.size();
    constexpr std::size_t maxLeaks = 1000; // nobody reads that many; the count is complete
    for (std::size_t row = 0; row < places.size(); ++row) {
        if (places[row].side != Side::Validation || !asked.contains(places[row].question))
            continue;
        ++plan.leaking;
        if (plan.leaks.size() < maxLeaks)
            plan.leaks.push_back(row);
    }
    return plan;
}

struct SideFile {
    std::unique_ptr<WholeFile> file, note;
    QCryptographicHash hash{QCryptographicHash::Sha256};
    std::int64_t bytes = 0;
};

Result<> openSide(SideFile &side, const std::filesystem::path &target)
{
    auto file = WholeFile::create(target);
    if (!file)
        return tl::unexpected(file.error());
    side.file = std::move(*file);
    std::filesystem::path beside = target;
    auto note = WholeFile::create(beside.replace_extension(".meta.json"));
    if (!note)
        return tl::unexpected(note.error());
    side.note = std::move(*note);
    return {};
}

Result<> addRow(SideFile &side, std::string_view line)
{
    std::string bytes(line);
    while (bytes.ends_with('\r'))
        bytes.pop_back();
    bytes += '\n';
    side.hash.addData(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    side.bytes += std::int64_t(bytes.size());
    return side.file->write(bytes);
}

Result<> writeNote(SideFile &side, const std::filesystem::path &target, std::string_view role, std::size_t rows,
                   const SplitOrder &order, const SplitPlan &plan)
{
    char share[32];
    std::snprintf(share, sizeof share, "%.6g", order.validationShare);
    std::string out = "{\n  \"file\": " + jsonString(target.filename().string());
    const auto add = [&](std::string_view name, const std::string &json) {
        out += ",\n  " + jsonString(name) + ": " + json;
    };
    add("format", "\"jsonl\"");
    add("side", jsonString(role));
    add("rows", std::to_string(rows));
    add("left_out", std::to_string(plan.leftOut));
    add("bytes", std::to_string(side.bytes));
    add("sha256", jsonString(side.hash.result().toHex().toStdString()));
    add("seed", std::to_string(order.seed));
    add("validation_share", share);
    add("group", order.groupMember.empty() ? "null" : jsonString(order.groupMember));
    add("groups", std::to_string(plan.groups));
    add("leaking_rows", std::to_string(plan.leaking));
    return side.note->write(out + "\n}\n");
}

} // namespace

Result<SplitPlan> planSplit(const DatasetSnapshot &snapshot, const SplitOrder &order, const ScanProgress &progress,
                            const std::stop_token &stop)
{
    const auto places = placesOf(snapshot, order, progress, stop);
    if (!places)
        return tl::unexpected(places.error());
    return planOf(*places);
}

Result<SplitPlan> writeSplit(const DatasetSnapshot &snapshot, const SplitOrder &order, const SplitFiles &files,
                             const ScanProgress &progress, const std::stop_token &stop)
{
    const auto places = placesOf(snapshot, order, progress, stop);
    if (!places)
        return tl::unexpected(places.error());
    const SplitPlan plan = planOf(*places);
    if (plan.trainingRows == 0 || plan.validationRows == 0)
        return fail(ErrorKind::InvalidInput,
                    "One of the two files would be empty. Choose another share or another seed, or add rows.",
                    "empty_side");
    SideFile training, validation;
    if (const auto opened = openSide(training, files.training); !opened)
        return tl::unexpected(opened.error());
    if (const auto opened = openSide(validation, files.validation); !opened)
        return tl::unexpected(opened.error());
    Result<> written;
    const auto read = snapshot.forEachLine(0, places->size(), [&](std::size_t row, std::string_view line) {
        if ((*places)[row].side != Side::Neither)
            written = addRow((*places)[row].side == Side::Training ? training : validation, line);
        return written.has_value() && !stop.stop_requested();
    });
    if (!read)
        return tl::unexpected(read.error());
    if (!written)
        return tl::unexpected(written.error());
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "The split was stopped.", "cancelled");
    for (const Result<> &note :
         {writeNote(training, files.training, "training", plan.trainingRows, order, plan),
          writeNote(validation, files.validation, "validation", plan.validationRows, order, plan)})
        if (!note)
            return tl::unexpected(note.error());
    for (WholeFile *file : {training.file.get(), validation.file.get(), training.note.get(), validation.note.get()})
        if (const auto saved = file->commit(); !saved)
            return tl::unexpected(saved.error());
    return plan;
}

std::vector<std::string> groupMembers(const DatasetSnapshot &snapshot)
{
    std::vector<std::string> names;
    constexpr std::size_t looked = 200; // rows
    const auto read =
        snapshot.forEachLine(0, std::min(looked, snapshot.rowCount()), [&](std::size_t, std::string_view line) {
            if (const auto row = takeApart(line))
                for (const auto &[name, value] : row->extras)
                    if (!value.starts_with('{') && !value.starts_with('[') && !name.empty() && names.size() < 100
                        && std::find(names.begin(), names.end(), name) == names.end())
                        names.push_back(name);
            return true;
        });
    return read ? names : std::vector<std::string>();
}

} // namespace onsa
