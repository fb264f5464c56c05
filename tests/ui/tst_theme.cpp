// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme.h"

#include "ui/icons.h"
#include "ui/style_sheet.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTest>

#include <cmath>

using namespace onsa;
using namespace onsa::ui;

namespace {

double luminance(const QColor &c)
{
    const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

int inked(const QPixmap &pixmap, const QColor &ink)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            found += image.pixelColor(x, y) == ink;
    return found;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeRead_data()
    {
        QTest::addColumn<int>("choice");
        QTest::addRow("light") << int(ThemeChoice::Light);
        QTest::addRow("dark") << int(ThemeChoice::Dark);
    }
    void textCanBeRead()
    {
        QFETCH(int, choice);
        applyTheme(*qApp, ThemeChoice(choice));
        QCOMPARE(isDark(), ThemeChoice(choice) == ThemeChoice::Dark);
        for (const Color ground : {Color::Window, Color::Surface, Color::Raised})
            for (const Color ink :
                 {Color::Text, Color::Muted, Color::Accent, Color::Success, Color::Warning, Color::Danger})
                QVERIFY2(contrast(color(ink), color(ground)) >= 4.5, qPrintable(color(ink).name()));
        QVERIFY(contrast(color(Color::OnAccent), color(Color::Accent)) >= 4.5);
        QVERIFY(contrast(color(Color::Text), color(Color::Selection)) >= 4.5);
        QVERIFY(contrast(color(Color::BaseSeries), color(Color::Surface)) >= 3);
    }
    void styleSheetHasNoNameLeft()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(!styleSheet().contains(QLatin1Char('@')));
        QVERIFY(styleSheet().contains(color(Color::Accent).name()));
    }
    void iconsFollowTheTheme()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        const QIcon stop = icon(QStringLiteral("remove"), Color::Danger);
        const QColor light = color(Color::Danger);
        QVERIFY(inked(stop.pixmap(48, 48), light) > 20);
        applyTheme(*qApp, ThemeChoice::Dark);
        QVERIFY(inked(stop.pixmap(48, 48), color(Color::Danger)) > 20);
        QCOMPARE(inked(stop.pixmap(48, 48), light), 0);
    }
    void everyNamedIconIsThere_data()
    {
        QTest::addColumn<QString>("name");
        const QString names = QStringLiteral(
            "open save undo redo add remove find check tune ask stop copy close warning error info success running "
            "queued cancel settings history chevron-down chevron-right computer cloud key download chart compare data "
            "duplicate thumb-up thumb-down external refresh");
        for (const QString &name : names.split(QLatin1Char(' ')))
            QTest::addRow("%s", qPrintable(name)) << name;
    }
    void everyNamedIconIsThere()
    {
        QFETCH(QString, name);
        applyTheme(*qApp, ThemeChoice::Light);
        const QIcon made = icon(name);
        QVERIFY(!made.isNull());
        QVERIFY(inked(made.pixmap(48, 48), color(Color::Text)) > 10);
    }
    void japaneseFontComesAfterTheSystems()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(QApplication::font().families().size() > 1);
        QVERIFY(QApplication::font().families().contains(QStringLiteral("Noto Sans CJK JP")));
        QVERIFY(titleFont().pointSizeF() > sectionFont().pointSizeF());
    }
    void primaryButtonIsAccent()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QPushButton button(QStringLiteral("Go"));
        setClass(&button, "primary");
        button.resize(120, 32);
        QVERIFY(inked(button.grab(), color(Color::Accent)) > 1000);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
