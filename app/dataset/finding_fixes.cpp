// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/finding_fixes.h"

#include "core/checks/misread_text.h"
#include "core/checks/text_profile.h"
#include "dataset/boilerplate.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace onsa {

namespace {

// Found by the comparison of rows alone: looking at the row again would find nothing.
bool isAcrossRows(std::string_view id)
{
    constexpr std::array<std::string_view, 9> ids{"duplicate",    "same_normalised", "near_duplicate",
                                                  "swapped_pair", "leakage",         "mixed_width",
                                                  "dash_variant", "length_bias",     "cut_off"};
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The encoding of a file of which many rows are not UTF-8: a short row alone may read as either.
std::optional<JapaneseEncoding> encodingOf(const DatasetSnapshot &snapshot, const ScanReport::Kind &kind,
                                           const std::unordered_set<RowId> &wanted, const std::stop_token &stop)
{
    if (kind.fix != Fix::RepairBytes)
        return std::nullopt;
    constexpr std::size_t enough = 1000; // rows that were looked at
    std::size_t cp932 = 0, eucJp = 0, looked = 0;
    for (std::size_t row = 0; row < snapshot.rowCount() && looked < enough && !stop.stop_requested(); ++row) {
        if (!wanted.contains(snapshot.rowId(row)))
            continue;
        const auto line = snapshot.line(row);
        const auto best = line ? decodeJapanese(*line) : std::nullopt;
        if (!best)
            continue;
        ++looked;
        cp932 += decodeAs(*line, JapaneseEncoding::Cp932) == best ? 1U : 0U;
        eucJp += decodeAs(*line, JapaneseEncoding::EucJp) == best ? 1U : 0U;
    }
    if (cp932 == eucJp)
        return std::nullopt;
    return cp932 > eucJp ? JapaneseEncoding::Cp932 : JapaneseEncoding::EucJp;
}

// As the rest of the file; on its own where that does not read as a row.
std::optional<FixedRow> decodedRow(std::string_view line, JapaneseEncoding encoding)
{
    auto text = decodeAs(line, encoding);
    if (!text || *text == line || !parseExample(*text))
        return std::nullopt;
    return FixedRow{std::move(*text)};
}

// A row of such a file whose bytes happen to be UTF-8 too, as Latin letters with strange marks (表 is ɽ).
bool isUtf8ByChance(std::string_view line, JapaneseEncoding encoding)
{
    if (std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return false;
    const auto text = decodeAs(line, encoding);
    return text && profileOf(line).japanese() == 0 && profileOf(*text).japanese() > 0;
}

std::optional<FixedRow> fixOf(std::string_view line, const std::string &id, const ScanReport::Kind &kind,
                              MaskBook &masks)
{
    if (line.find_first_not_of(" \t\r") == std::string_view::npos)
        return kind.fix == Fix::DeleteRow ? std::optional(FixedRow{}) : std::nullopt;
    if (kind.fix == Fix::StripBoilerplate)
        return withoutBoilerplate(line, SentenceForms(kind.texts.begin(), kind.texts.end()));
    if (isAcrossRows(id)) {
        if (kind.fix != Fix::HalfWidthAscii && kind.fix != Fix::FullWidthAscii && kind.fix != Fix::FullWidthKana)
            return fixField(line, kind.field, kind.fix, &masks);
        // The kind holds both: the width of letters, and half-width kana.
        auto letters = fixField(line, kind.field, kind.fix, &masks);
        auto kana = fixField(letters ? letters->front() : line, kind.field, Fix::FullWidthKana, &masks);
        return kana ? kana : letters;
    }
    if (auto row = fixRow(line, id, &masks))
        return row;
    return kind.fix == Fix::AddLeadingSpace ? fixField(line, kind.field, kind.fix, &masks) : std::nullopt;
}

} // namespace

Result<FixPlan> planFixes(const DatasetSnapshot &snapshot, const std::string &id, const ScanReport::Kind &kind,
                          std::span<const RowId> rows, MaskBook masks, std::stop_token stop)
{
    FixPlan plan;
    plan.id = id;
    plan.masks = std::move(masks);
    const std::unordered_set<RowId> wanted(rows.begin(), rows.end());
    std::size_t left = wanted.size();
    const auto encoding = encodingOf(snapshot, kind, wanted, stop);
    const bool wholeFile = encoding && wanted.size() == kind.rows.size() && wanted.size() * 2 > snapshot.rowCount();
    for (std::size_t row = 0; row < snapshot.rowCount() && (left > 0 || wholeFile) && !stop.stop_requested(); ++row) {
        const RowId rowId = snapshot.rowId(row);
        const bool asked = wanted.contains(rowId);
        if (!asked && !wholeFile)
            continue;
        left -= asked ? 1U : 0U;
        auto line = snapshot.line(row);
        if (!line)
            return tl::unexpected(line.error());
        if (!asked && !isUtf8ByChance(*line, *encoding))
            continue;
        auto after = encoding ? decodedRow(*line, *encoding) : std::nullopt;
        if (!after)
            after = fixOf(*line, id, kind, plan.masks);
        if (!after)
            ++plan.unchanged;
        else
            plan.changes.push_back({rowId, std::move(*line), std::move(*after)});
    }
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, "Preparing the fix was stopped.", "cancelled");
    return plan;
}

std::string maskedRow(std::string_view line, MaskBook &masks)
{
    std::string out(line);
    for (const std::string_view id : {"personal_data", "secret"})
        if (auto row = fixRow(out, id, &masks); row && row->size() == 1)
            out = std::move(row->front());
    return out;
}

} // namespace onsa
