// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/rank_tokenizer.h"

#include "core/tokenizer/split_pattern.h"
#include "core/utf8.h"

#include <fstream>
#include <queue>
#include <sstream>
#include <tuple>
#include <unordered_map>

namespace onsa {

namespace {

constexpr std::string_view magic = "ONSARANK1\n";

constexpr std::string_view cl100kPattern =
    R"('(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+\z|\s*[\r\n]|\s+(?!\S)|\s)";
constexpr std::string_view o200kPattern =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?:'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE]))?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?:'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE]))?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

using Ranks = std::unordered_map<std::string_view, int>;

constexpr int noRank = -1;

int rankOf(const Ranks &ranks, std::string_view bytes)
{
    const auto found = ranks.find(bytes);
    return found == ranks.end() ? noRank : found->second;
}

// Joins the neighbours whose joint has the lowest rank, the left one of two alike, until none has one.
void joinByRank(const Ranks &ranks, std::string_view word, std::vector<int> &ids)
{
    struct Joint {
        int rank;
        std::size_t left, right, end; // bytes [left, end), cut at right
        bool operator>(const Joint &other) const { return std::tie(rank, left) > std::tie(other.rank, other.left); }
    };
    const std::size_t none = word.size();
    std::vector<std::size_t> next(word.size() + 1), before(word.size() + 1);
    for (std::size_t i = 0; i <= word.size(); ++i) {
        next[i] = i + 1;
        before[i] = i == 0 ? none : i - 1;
    }
    std::vector<bool> isStart(word.size() + 1, true);
    std::priority_queue<Joint, std::vector<Joint>, std::greater<>> joints;
    const auto offer = [&](std::size_t left) {
        const std::size_t right = next[left];
        if (right >= word.size())
            return;
        const std::size_t end = next[right];
        if (const int rank = rankOf(ranks, word.substr(left, end - left)); rank != noRank)
            joints.push({rank, left, right, end});
    };
    for (std::size_t i = 0; i + 1 < word.size(); ++i)
        offer(i);
    while (!joints.empty()) {
        const Joint joint = joints.top();
        joints.pop();
        const bool stands = isStart[joint.left] && next[joint.left] == joint.right && isStart[joint.right]
            && next[joint.right] == joint.end;
        if (!stands)
            continue;
        isStart[joint.right] = false;
        next[joint.left] = joint.end;
        if (joint.end <= word.size())
            before[joint.end] = joint.left;
        offer(joint.left);
        if (before[joint.left] != none)
            offer(before[joint.left]);
    }
    for (std::size_t at = 0; at < word.size(); at = next[at])
        ids.push_back(rankOf(ranks, word.substr(at, next[at] - at)));
}

} // namespace

struct RankTokenizer::Data {
    std::string bytes; // what the views of `ranks` point at
    Ranks ranks;
    int size = 0;
    SplitPattern words;
};

RankTokenizer::RankTokenizer(std::unique_ptr<const Data> data)
    : m_data(std::move(data))
{
}
RankTokenizer::RankTokenizer(RankTokenizer &&) noexcept = default;
RankTokenizer &RankTokenizer::operator=(RankTokenizer &&) noexcept = default;
RankTokenizer::~RankTokenizer() = default;

Result<RankTokenizer> RankTokenizer::load(const std::filesystem::path &file, RankEncoding encoding)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    if (in)
        bytes << in.rdbuf();
    if (!in || in.bad())
        return fail(ErrorKind::Io, "Could not read the tokenizer " + file.string() + ".");
    return parse(bytes.str(), encoding);
}

Result<RankTokenizer> RankTokenizer::parse(std::string_view bytes, RankEncoding encoding)
{
    auto pattern = SplitPattern::compile(encoding == RankEncoding::O200k ? o200kPattern : cl100kPattern);
    if (!pattern)
        return tl::unexpected(pattern.error());
    if (!bytes.starts_with(magic))
        return fail(ErrorKind::Corrupt, "This is not a table of token ranks.");
    auto data = std::unique_ptr<Data>(new Data{std::string(bytes.substr(magic.size())), {}, 0, std::move(*pattern)});
    const std::string_view all = data->bytes;
    data->ranks.reserve(encoding == RankEncoding::O200k ? 200'000 : 100'300);
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t length = static_cast<unsigned char>(all[at]);
        if (all.size() - at - 1 < length)
            return fail(ErrorKind::Corrupt, "The table of token ranks is cut off.");
        if (length > 0)
            data->ranks.emplace(all.substr(at + 1, length), data->size);
        ++data->size;
        at += 1 + length;
    }
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        if (rankOf(data->ranks, std::string_view(&c, 1)) == noRank)
            return fail(ErrorKind::Corrupt, "The table of token ranks lacks single bytes.");
    }
    return RankTokenizer(std::move(data));
}

std::vector<int> RankTokenizer::encode(std::string_view text) const
{
    std::string repaired;
    if (!isUtf8(text)) {
        repaired = repairUtf8(text);
        text = repaired;
    }
    std::vector<int> ids;
    for (const PatternSpan &span : m_data->words.spans(text)) {
        const std::string_view word = text.substr(span.first, span.last - span.first);
        if (const int whole = rankOf(m_data->ranks, word); whole != noRank)
            ids.push_back(whole);
        else
            joinByRank(m_data->ranks, word, ids);
    }
    return ids;
}

int RankTokenizer::size() const
{
    return m_data->size;
}

} // namespace onsa
