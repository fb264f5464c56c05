// SPDX-License-Identifier: GPL-3.0-or-later
// Japanese is complete: every string of the sources is translated, with the same placeholders.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

class TranslationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStringIsTranslated();
};

namespace {

QStringList placeholders(const QString &text)
{
    QStringList found;
    static const QRegularExpression pattern(QStringLiteral("%(?:L?[0-9]|n)"));
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    found.sort();
    return found;
}

} // namespace

void TranslationsTest::everyStringIsTranslated()
{
    const QString source = QStringLiteral(ONSA_SOURCE);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("onsa_ja.ts"));
    QVERIFY(QFile::copy(source + QStringLiteral("/resources/translations/onsa_ja.ts"), file));
    QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(QProcess::execute(source + QStringLiteral("/packaging/update-translations.sh"), {file}), 0);

    QFile opened(file);
    QVERIFY(opened.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&opened);
    QString text;
    int strings = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("source")) {
            text = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            ++strings;
            const bool unfinished = xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
            QVERIFY2(!unfinished, qPrintable(QStringLiteral("not translated: ") + text));
            const QString words = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            QVERIFY2(!words.trimmed().isEmpty(), qPrintable(text));
            QCOMPARE(placeholders(words), placeholders(text));
        }
    }
    QVERIFY(!xml.hasError());
    QVERIFY(strings > 500);
}

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
