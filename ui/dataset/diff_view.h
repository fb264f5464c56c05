// SPDX-License-Identifier: GPL-3.0-or-later
// Two texts, before and after, with what differs marked by colour and by line: struck through what went, underlined
// what came. Compared in the pool.
#pragma once

#include "core/text_diff.h"

#include <QWidget>

#include <stop_token>

class QLabel;
class QTextEdit;

namespace onsa::ui {

class DiffView : public QWidget
{
    Q_OBJECT

public:
    explicit DiffView(Qt::Orientation orientation, QWidget *parent = nullptr);

    void compare(const QString &before, const QString &after);
    void setTitles(const QString &before, const QString &after);
    const std::vector<DiffPart> &parts() const { return m_parts; } // of the last finished comparison

Q_SIGNALS:
    void compared();

protected:
    void changeEvent(QEvent *event) override;

private:
    void show(std::vector<DiffPart> parts);
    void fill(QTextEdit *editor, DiffPart::Kind kind);

    QLabel *m_beforeTitle;
    QLabel *m_afterTitle;
    QTextEdit *m_before;
    QTextEdit *m_after;
    std::vector<DiffPart> m_parts;
    std::stop_source m_stop;
};

// A row as a person reads it: its texts under their names; the line itself when it cannot be read. Two lines that read
// the same although they differ (another member changed) are told as their JSON by rowsInWords.
QString rowInWords(const std::string &line);
std::pair<QString, QString> rowsInWords(const std::string &before, const std::string &after);

} // namespace onsa::ui
