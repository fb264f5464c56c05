// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/tokenizer.h"

#include "core/tokenizer/tokenizer_json.h"
#include "core/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>
#include <utility>

namespace onsa {

namespace {

constexpr std::uintmax_t longestFile = 256U << 20U;

// Words repeat: what a short one became is copied from where it stands in the result.
constexpr std::size_t cachedWordBytes = 64;
constexpr std::size_t cachedWords = 100'000;

// One call of encode(): the parts of the text that had to be rewritten stay alive until its end.
struct EncodeCall {
    const TokenizerParts &parts;
    bool withSpecial = true;
    std::vector<int> ids;
    std::deque<std::string> kept;
    std::unordered_map<std::string_view, std::pair<std::size_t, std::size_t>> known; // word -> place and count in ids

    void raw(std::string_view text);
    void normalized(std::string_view text);
    void words(std::string_view text);
    void word(std::string_view word);
};

template <class Rest> void aroundTokens(EncodeCall &call, const AddedTokens &added, std::string_view text, Rest rest)
{
    std::size_t at = 0;
    for (const AddedTokens::Found &found : added.find(text, call.withSpecial)) {
        rest(text.substr(at, found.first - at));
        call.ids.push_back(found.id);
        at = found.last;
    }
    rest(text.substr(at));
}

void EncodeCall::raw(std::string_view text)
{
    aroundTokens(*this, parts.added, text, [this](std::string_view piece) {
        if (piece.empty())
            return;
        normalized(parts.nfc ? std::string_view(kept.emplace_back(normalizeNfc(piece))) : piece);
    });
}

void EncodeCall::normalized(std::string_view text)
{
    aroundTokens(*this, parts.addedNormalized, text, [this](std::string_view piece) { words(piece); });
}

void EncodeCall::words(std::string_view text)
{
    for (const std::string_view piece : cutWords(parts.preTokenizer, text, kept))
        word(piece);
}

void EncodeCall::word(std::string_view word)
{
    const auto before = known.find(word);
    if (before != known.end()) {
        const auto [first, count] = before->second;
        for (std::size_t i = first; i < first + count; ++i)
            ids.push_back(ids[i]);
        return;
    }
    const std::size_t first = ids.size();
    parts.bpe.encode(word, ids);
    if (word.size() <= cachedWordBytes && known.size() < cachedWords)
        known.emplace(word, std::pair(first, ids.size() - first));
}

// Every character below U+0300 is its own NFC form.
bool needsNormalizing(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xCC; });
}

} // namespace

std::string normalizeNfc(std::string_view text)
{
    if (!needsNormalizing(text))
        return std::string(text);
    utf8proc_uint8_t *composed = nullptr;
    const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t *>(text.data()),
                                               static_cast<utf8proc_ssize_t>(text.size()), &composed,
                                               static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (size < 0)
        return std::string(text);
    std::string out(reinterpret_cast<const char *>(composed), static_cast<std::size_t>(size));
    std::free(composed);
    return out;
}

struct Tokenizer::Data {
    TokenizerParts parts;
};

Tokenizer::Tokenizer(std::unique_ptr<const Data> data)
    : m_data(std::move(data))
{
}
Tokenizer::Tokenizer(Tokenizer &&) noexcept = default;
Tokenizer &Tokenizer::operator=(Tokenizer &&) noexcept = default;
Tokenizer::~Tokenizer() = default;

Result<Tokenizer> Tokenizer::load(const std::filesystem::path &tokenizerJson)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(tokenizerJson, error);
    if (error)
        return fail(ErrorKind::Io, "The file " + tokenizerJson.string() + " cannot be read: " + error.message() + ".");
    if (size > longestFile)
        return fail(ErrorKind::Corrupt, "The file " + tokenizerJson.string() + " is too large for a tokenizer.json.");
    std::ifstream file(tokenizerJson, std::ios::binary);
    std::string json(static_cast<std::size_t>(size), '\0');
    if (!file.read(json.data(), static_cast<std::streamsize>(size)))
        return fail(ErrorKind::Io, "The file " + tokenizerJson.string() + " cannot be read.");
    return parse(json);
}

Result<Tokenizer> Tokenizer::parse(std::string_view json)
{
    Result<TokenizerParts> parts = readTokenizerJson(json);
    if (!parts)
        return tl::unexpected(parts.error());
    auto data = std::make_unique<Data>();
    data->parts = std::move(*parts);
    return Tokenizer(std::move(data));
}

std::vector<int> Tokenizer::encode(std::string_view text, SpecialTokens special) const
{
    EncodeCall call{m_data->parts, special == SpecialTokens::Parse, {}, {}, {}};
    std::string repaired;
    if (!isUtf8(text)) {
        repaired = repairUtf8(text);
        text = repaired;
    }
    call.raw(text);
    return std::move(call.ids);
}

std::string Tokenizer::decode(std::span<const int> ids, bool withSpecial) const
{
    std::string bytes;
    for (const int id : ids)
        if (withSpecial || !isSpecial(id))
            bytes += bytesOf(id);
    return isUtf8(bytes) ? bytes : repairUtf8(bytes);
}

std::string Tokenizer::bytesOf(int id) const
{
    return id < 0 || id >= size() ? std::string() : m_data->parts.bytes[static_cast<std::size_t>(id)];
}

int Tokenizer::size() const
{
    return static_cast<int>(m_data->parts.bytes.size());
}

std::optional<int> Tokenizer::idOf(std::string_view token) const
{
    const auto known = m_data->parts.ids.find(std::string(token));
    return known == m_data->parts.ids.end() ? std::nullopt : std::optional(known->second);
}

bool Tokenizer::isSpecial(int id) const
{
    return id >= 0 && id < size() && m_data->parts.special[static_cast<std::size_t>(id)];
}

} // namespace onsa
