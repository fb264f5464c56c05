// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/routes/file_upload.h"

#include "engine/ids.h"
#include "engine/jsonl_check.h"
#include "engine/multipart.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace onsa::engine {

namespace {

constexpr std::array<std::string_view, 6> purposes = {"assistants", "batch",     "fine-tune",
                                                      "vision",     "user_data", "evals"};
constexpr std::size_t longestField = 4096; // bytes of a form field that is not the file
constexpr std::int64_t leastExpiry = 3600, mostExpiry = 2592000; // seconds

// The parts of the form as they come: the file goes to the disk, the rest is kept.
struct Form {
    std::map<std::string, std::string> fields;
    std::optional<NewFile> file;
    std::string filename;
    std::string open; // name of the part whose bytes come now

    Result<> begin(const PartHeader &part, const std::filesystem::path &place)
    {
        open = part.name;
        if (part.name != "file") {
            fields[part.name].clear();
            return {};
        }
        if (file)
            return fail(ErrorKind::InvalidInput, "The form has more than one file.", {}, "file");
        auto created = NewFile::create(place);
        if (!created)
            return tl::unexpected(created.error());
        file.emplace(std::move(*created));
        filename = part.filename.value_or("");
        return {};
    }

    Result<> add(std::string_view bytes)
    {
        if (open == "file")
            return file->write(bytes);
        auto &field = fields[open];
        if (field.size() + bytes.size() > longestField)
            return fail(ErrorKind::InvalidInput, "The form field '" + open + "' is too long.", {}, open);
        field += bytes;
        return {};
    }
};

Result<> readForm(Form &form, const Request &request, const BodyReader &body, const std::filesystem::path &place)
{
    const auto boundary = boundaryOf(request.header("content-type"));
    if (!boundary) {
        std::ignore = body([](std::string_view) { return true; }); // an unread body would be the next request
        return tl::unexpected(boundary.error());
    }
    MultipartParser parser(
        *boundary, [&](const PartHeader &part) { return form.begin(part, place); },
        [&](std::string_view bytes) { return form.add(bytes); });
    Result<> parsed;
    const auto read = body([&](std::string_view bytes) {
        if (parsed)
            parsed = parser.feed(bytes);
        return true; // after an error the rest is read and dropped, so that the client sees the answer
    });
    if (!parsed)
        return parsed;
    if (!read)
        return read;
    return parser.finish();
}

Result<std::optional<std::int64_t>> expiryOf(const Form &form, std::int64_t createdAt)
{
    const auto seconds = form.fields.find("expires_after[seconds]");
    if (seconds == form.fields.end())
        return std::nullopt;
    std::int64_t value = 0;
    const auto &text = seconds->second;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || value < leastExpiry || value > mostExpiry)
        return fail(ErrorKind::InvalidInput, "'expires_after[seconds]' must be a whole number from 3600 to 2592000.",
                    {}, "expires_after[seconds]");
    return createdAt + value;
}

Result<UploadedFile> describe(const Form &form, const std::string &id)
{
    UploadedFile file;
    file.id = id;
    file.createdAt = unixNow();
    const auto purpose = form.fields.find("purpose");
    if (purpose == form.fields.end() || purpose->second.empty())
        return fail(ErrorKind::InvalidInput, "'purpose' is a required property", "missing_required_parameter",
                    "purpose");
    if (std::find(purposes.begin(), purposes.end(), purpose->second) == purposes.end())
        return fail(ErrorKind::InvalidInput,
                    "'" + purpose->second
                        + "' is not one of ['assistants', 'batch', 'fine-tune', 'vision', "
                          "'user_data', 'evals'] - 'purpose'",
                    "invalid_value", "purpose");
    if (!form.file)
        return fail(ErrorKind::InvalidInput, "'file' is a required property", "missing_required_parameter", "file");
    const auto expiry = expiryOf(form, file.createdAt);
    if (!expiry)
        return tl::unexpected(expiry.error());
    file.expiresAt = *expiry;
    file.purpose = purpose->second;
    file.filename = form.filename.empty() ? "file" : form.filename;
    file.bytes = form.file->bytes();
    return file;
}

} // namespace

Result<UploadedFile> receiveFile(Store &store, const DataFolder &data, const Request &request, const BodyReader &body)
{
    const auto id = newId("file-");
    Form form;
    if (const auto read = readForm(form, request, body, data.file(id)); !read)
        return tl::unexpected(read.error());
    auto file = describe(form, id);
    if (!file)
        return file;
    if (file->purpose == "fine-tune") {
        if (const auto good = checkJsonl(form.file->unfinished()); !good)
            return tl::unexpected(good.error());
    }
    if (const auto kept = form.file->commit(); !kept)
        return tl::unexpected(kept.error());
    if (const auto known = store.files().insert(*file); !known) {
        std::error_code ignored;
        std::filesystem::remove(data.file(id), ignored);
        return tl::unexpected(known.error());
    }
    return file;
}

} // namespace onsa::engine
