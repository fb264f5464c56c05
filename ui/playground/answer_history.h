// SPDX-License-Identifier: GPL-3.0-or-later
// The questions asked and what was answered, newest first, kept between starts in one small JSON file.
#pragma once

#include "ui/playground/question.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace onsa::ui {

class AnswerHistory : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t most = 200; // older ones go
    // A file that cannot be read counts as empty and is kept beside as FILE.damaged.
    explicit AnswerHistory(std::filesystem::path file, QObject *parent = nullptr);

    const std::vector<HistoryEntry> &entries() const { return m_entries; }
    void add(const HistoryEntry &entry);
    void setAnswers(std::size_t entry, const std::vector<Answered> &answers); // thumbs changed
    void clear();

Q_SIGNALS:
    void changed();

private:
    void read();
    void write();

    std::filesystem::path m_file;
    std::vector<HistoryEntry> m_entries;
};

} // namespace onsa::ui
