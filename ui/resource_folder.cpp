// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resource_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace onsa::ui {

namespace {

constexpr int levelsAbove = 5; // build/<preset>/bin lies this deep in the source tree, and a bit more

} // namespace

QString resourceFolder()
{
    if (const QString named = qEnvironmentVariable("ONSA_RESOURCES"); !named.isEmpty())
        return named;
    const QDir program(QCoreApplication::applicationDirPath());
    const QString installed = QDir::cleanPath(program.filePath(QStringLiteral("../share/onsa")));
    if (QFileInfo(installed + QStringLiteral("/starter")).isDir())
        return installed;
    QDir folder = program;
    for (int level = 0; level < levelsAbove; ++level) {
        if (QFileInfo(folder.filePath(QStringLiteral("resources/starter"))).isDir())
            return folder.filePath(QStringLiteral("resources"));
        if (!folder.cdUp())
            break;
    }
    return installed;
}

QString resourceFile(const QString &relativePath)
{
    const QString path = QDir(resourceFolder()).filePath(relativePath);
    return QFileInfo::exists(path) ? path : QString();
}

} // namespace onsa::ui
