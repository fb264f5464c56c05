// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of what the tests show, to be looked at: build/<preset>/screenshots/NAME-LANG-THEME.png.
#pragma once

#include "ui/theme.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QPixmap>
#include <QTest>
#include <QTranslator>
#include <QWidget>

#include <memory>

namespace onsa::tests {

inline QString screenshotFolder()
{
    return QDir(QStringLiteral(ONSA_BIN)).filePath(QStringLiteral("../screenshots"));
}

// `grab` draws without a screen, so it works offscreen too. Returns false when the picture could not be written.
inline bool screenshot(QWidget &widget, const QString &name, const QString &language = QStringLiteral("en"))
{
    QDir().mkpath(screenshotFolder());
    QTest::qWait(50); // let layouts and queued work settle; nothing depends on the time
    const QString theme = ui::isDark() ? QStringLiteral("dark") : QStringLiteral("light");
    const QString file = QStringLiteral("%1/%2-%3-%4.png").arg(screenshotFolder(), name, language, theme);
    return widget.grab().save(file);
}

// Calls `shoot(language, theme)` for both languages and both themes; make the widgets inside, so that they are
// translated from their first string on. Without a compiled translation the pictures are English.
template <class Shoot> void forEachFace(Shoot shoot)
{
    for (const QString &language : {QStringLiteral("en"), QStringLiteral("ja")}) {
        QTranslator translator;
        const bool loaded = language == QLatin1String("ja")
            && translator.load(QStringLiteral("onsa_ja"), QStringLiteral(":/translations"));
        const QLocale before;
        if (loaded) {
            QCoreApplication::installTranslator(&translator);
            QLocale::setDefault(QLocale(QLocale::Japanese, QLocale::Japan));
        }
        for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
            ui::applyTheme(*qApp, theme);
            shoot(language, theme);
        }
        if (loaded) {
            QCoreApplication::removeTranslator(&translator);
            QLocale::setDefault(before);
        }
    }
    ui::applyTheme(*qApp, ThemeChoice::Light);
}

} // namespace onsa::tests
