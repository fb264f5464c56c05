// SPDX-License-Identifier: GPL-3.0-or-later
// Notes across the top of the Data tab about where the user's work is: read-only, restored, changed on the disk, full
// disk. Several can stand there; each goes when its reason goes or when it is closed. None stands in the way.
#pragma once

#include "ui/error_text.h"

#include <QFrame>
#include <QPointer>

#include <functional>
#include <map>

class QVBoxLayout;

namespace onsa::ui {

enum class SafetyNote { ReadOnly, Restored, Conflicts, Draft, Disk, Room, Saved };

struct NoteAction {
    QString words;
    QString name; // object name
    std::function<void()> run;
    bool staysOpen = false;
};

class SafetyNotes : public QWidget
{
    Q_OBJECT

public:
    explicit SafetyNotes(QWidget *parent = nullptr);
    void show(SafetyNote note, Severity severity, const QString &sentence, const QList<NoteAction> &actions = {});
    void clear(SafetyNote note);
    void clear();
    QString text(SafetyNote note) const; // empty = it does not stand there

private:
    QVBoxLayout *m_layout;
    std::map<SafetyNote, QPointer<QFrame>> m_strips; // in the order they stand
};

} // namespace onsa::ui
