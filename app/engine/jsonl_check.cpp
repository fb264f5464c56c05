// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jsonl_check.h"

#include "core/example.h"
#include "core/example_check.h"
#include "core/utf8.h"
#include "engine/data_folder.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

namespace onsa::engine {

namespace {

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// `look(line, number)` for each line that is not blank, until one fails. Returns how many there were.
template <class Look> Result<int> eachLine(const std::filesystem::path &path, Look look)
{
    std::error_code unknown;
    if (std::filesystem::exists(path, unknown) && !std::filesystem::is_regular_file(path, unknown))
        return fail(ErrorKind::InvalidInput, path.string() + " is not a file. Choose a file with the examples.",
                    "invalid_file");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return tl::unexpected(fileError(errno, "Could not read", path));
    int count = 0;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        std::string_view text = line;
        if (number == 1 && text.starts_with("\xEF\xBB\xBF"))
            text.remove_prefix(3);
        if (text.ends_with('\r'))
            text.remove_suffix(1);
        if (isBlank(text))
            continue;
        if (const Result<> good = look(text, number); !good)
            return tl::unexpected(good.error());
        ++count;
    }
    if (file.bad())
        return tl::unexpected(fileError(errno, "Could not read", path));
    return count;
}

tl::unexpected<Error> inLine(int number, const std::string &what)
{
    const auto line = "line " + std::to_string(number);
    return fail(ErrorKind::InvalidInput, "Invalid file format. Line " + std::to_string(number) + " " + what,
                "invalid_file", line);
}

} // namespace

Result<> checkJsonl(const std::filesystem::path &file)
{
    const auto count = eachLine(file, [](std::string_view line, int number) -> Result<> {
        if (!isUtf8(line))
            return inLine(number, "is not valid UTF-8. Save the file as UTF-8.");
        if (!nlohmann::json::accept(line))
            return inLine(number, "is not valid JSON. Each line must be one JSON object.");
        return {};
    });
    if (!count)
        return tl::unexpected(count.error());
    if (*count == 0)
        return fail(ErrorKind::InvalidInput, "The file is empty: it has no examples.", "invalid_file", "file");
    return {};
}

Result<int> countExamples(const std::filesystem::path &file)
{
    return eachLine(file, [](std::string_view line, int number) -> Result<> {
        const auto issues = checkLine(line);
        const auto error = std::find_if(issues.begin(), issues.end(),
                                        [](const Issue &issue) { return issue.severity == Severity::Error; });
        if (error != issues.end()) {
            const auto where = error->field.empty() ? std::string() : " (" + error->field + ")";
            return inLine(number, "cannot be trained on" + where + ": " + error->message);
        }
        if (const auto example = parseExample(line); !example)
            return inLine(number, "cannot be trained on: " + example.error().message);
        return {};
    });
}

} // namespace onsa::engine
