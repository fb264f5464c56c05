// SPDX-License-Identifier: GPL-3.0-or-later
// A folder for one test, and documents in it, opened and saved as the window does it.
#pragma once

#include "dataset/dataset_document.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

namespace onsa::test {

inline void writeFile(const std::filesystem::path &path, std::string_view bytes)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << bytes;
}

inline std::string readFile(const std::filesystem::path &path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string pairRow(std::string_view prompt, std::string_view completion)
{
    return "{\"prompt\": \"" + std::string(prompt) + "\", \"completion\": \"" + std::string(completion) + "\"}";
}

// Lets events run until it is true. Only a broken program waits for ever; ctest ends it.
inline void waitFor(const std::function<bool()> &isTrue)
{
    while (!isTrue())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
}

inline Result<std::unique_ptr<DatasetDocument>> createEmpty(const WorkPlaces &places)
{
    std::optional<Result<std::unique_ptr<DatasetDocument>>> made;
    QObject context;
    DatasetDocument::createEmpty(places, &context, [&](auto result) { made = std::move(result); });
    waitFor([&] { return made.has_value(); });
    return std::move(*made);
}

class Folder
{
public:
    Folder() = default;
    explicit Folder(const QString &parent)
        : m_folder(parent + QStringLiteral("/onsa-XXXXXX"))
    {
    }
    bool isThere() const { return m_folder.isValid(); }
    std::filesystem::path path(const char *name) const { return root() / name; }
    std::filesystem::path root() const { return m_folder.path().toStdString(); }
    std::filesystem::path work() const { return root() / "work"; }

    Result<std::unique_ptr<DatasetDocument>> tryOpen(const std::filesystem::path &file) const
    {
        std::optional<Result<std::unique_ptr<DatasetDocument>>> opened;
        QObject context;
        DatasetDocument::openFile(file, WorkPlaces(work()), &context, [&](auto result) { opened = std::move(result); });
        waitFor([&] { return opened.has_value(); });
        return std::move(*opened);
    }
    std::unique_ptr<DatasetDocument> open(const std::filesystem::path &file) const
    {
        auto opened = tryOpen(file);
        return opened ? std::move(*opened) : nullptr;
    }

private:
    QTemporaryDir m_folder;
};

inline Result<> saveNow(DatasetDocument &document, const std::filesystem::path &path = {})
{
    std::optional<Result<>> saved;
    document.save(path, &document, [&](Result<> result) { saved = std::move(result); });
    waitFor([&] { return saved.has_value(); });
    return *saved;
}

inline void waitUntilSafe(const DatasetDocument &document)
{
    waitFor([&] { return document.journalState() == JournalState::Safe; });
}

inline std::vector<std::string> linesOf(const DatasetDocument &document)
{
    std::vector<std::string> lines;
    for (int row = 0; row < document.rowCount(); ++row)
        lines.push_back(document.line(row));
    return lines;
}

} // namespace onsa::test
