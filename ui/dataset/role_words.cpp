// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/role_words.h"

#include <QCoreApplication>

namespace onsa::ui {

namespace {

struct Mark {
    const char *letter;
    const char *note;
};
struct Words {
    const char *role;
    const char *word;
    Mark mark;
};

constexpr Words known[] = {
    {"system", QT_TRANSLATE_NOOP("RoleWords", "System"), QT_TRANSLATE_NOOP3("RoleWords", "S", "short for System")},
    {"developer", QT_TRANSLATE_NOOP("RoleWords", "Developer"),
     QT_TRANSLATE_NOOP3("RoleWords", "D", "short for Developer")},
    {"user", QT_TRANSLATE_NOOP("RoleWords", "User"), QT_TRANSLATE_NOOP3("RoleWords", "U", "short for User")},
    {"assistant", QT_TRANSLATE_NOOP("RoleWords", "Assistant"),
     QT_TRANSLATE_NOOP3("RoleWords", "A", "short for Assistant")},
    {"preference", QT_TRANSLATE_NOOP("RoleWords", "Two answers: the preferred one is shown"),
     QT_TRANSLATE_NOOP3("RoleWords", "A > B", "a preferred answer and another one")},
    {"tool", QT_TRANSLATE_NOOP("RoleWords", "Tool"), QT_TRANSLATE_NOOP3("RoleWords", "T", "short for Tool")},
};

} // namespace

QString roleWord(const QString &role)
{
    for (const Words &words : known)
        if (role == QLatin1String(words.role))
            return QCoreApplication::translate("RoleWords", words.word);
    return role;
}

QString roleMark(const QString &role)
{
    for (const Words &words : known)
        if (role == QLatin1String(words.role))
            return QCoreApplication::translate("RoleWords", words.mark.letter, words.mark.note);
    return role.left(1).toUpper();
}

} // namespace onsa::ui
