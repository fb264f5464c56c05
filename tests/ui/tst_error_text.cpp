// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/error_text.h"

#include "ui/error_banner.h"

#include <QDirIterator>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace onsa;
using namespace onsa::ui;

class TestErrorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasASentence()
    {
        for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
            const ErrorText words = errorText({ErrorKind(kind), "the details", "", ""});
            QVERIFY2(words.sentence.endsWith(QLatin1Char('.')), qPrintable(words.sentence));
            QCOMPARE(words.details, QStringLiteral("the details"));
            QCOMPARE(words.actionLabel.isEmpty(), words.action == ErrorAction::None);
        }
    }
    void codeSaysMoreThanKind()
    {
        const ErrorText words = errorText({ErrorKind::InvalidInput, "m", "context_length_exceeded", ""});
        QVERIFY(words.sentence.contains(QLatin1String("longer than this model can read")));
        QCOMPARE(errorText({ErrorKind::Unauthorized, "m", "invalid_api_key", ""}).action, ErrorAction::OpenSettings);
        QCOMPARE(errorText({ErrorKind::Network, "m", "cut_off", ""}).action, ErrorAction::Retry);
        QCOMPARE(errorText({ErrorKind::DiskFull, "m", "", ""}).action, ErrorAction::SaveElsewhere);
    }
    void aPlaceIsNamedAndCanBeShown()
    {
        const ErrorText words = errorText({ErrorKind::InvalidInput, "m", "", "line 1204"});
        QVERIFY(words.sentence.contains(QLatin1String("line 1204")));
        QCOMPARE(words.action, ErrorAction::ShowRow);
    }
    void everyIssueHasItsOwnWords()
    {
        const QStringList ids =
            QStringLiteral("invalid_json invalid_utf8 not_an_object missing_prompt missing_completion "
                           "wrong_type empty_prompt empty_completion missing_messages unknown_role "
                           "missing_content no_assistant_message last_not_assistant invalid_weight "
                           "duplicate_key nul_character special_token surrounding_space too_long duplicate "
                           "contradiction leakage too_few_examples file_bom empty_line")
                .split(QLatin1Char(' '));
        QSet<QString> seen;
        for (const QString &id : ids) {
            const QString words = issueText({id.toStdString(), Severity::Error, "", "english"});
            QVERIFY2(words != QLatin1String("english"), qPrintable(id));
            seen.insert(words);
        }
        QCOMPARE(seen.size(), ids.size());
        QCOMPARE(issueText({"from_the_future", Severity::Info, "", "english"}), QStringLiteral("english"));
    }
    // Every finding that the sources name, so that none is told in the wrong language.
    void everyFindingOfTheSourcesHasWords()
    {
        const QRegularExpression named(
            QStringLiteral("\"([a-z0-9_]+)\",\\s*Severity::|\\b(?:warn|note)\\(\\s*\"([a-z0-9_]+)\""));
        QSet<QString> ids;
        for (const char *folder : {"/app/core", "/app/dataset"}) {
            QDirIterator files(QLatin1String(ONSA_SOURCE) + QLatin1String(folder), {QStringLiteral("*.cpp")},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                auto match = named.globalMatch(QString::fromUtf8(file.readAll()));
                while (match.hasNext()) {
                    const auto found = match.next();
                    ids.insert(found.captured(1) + found.captured(2));
                }
            }
        }
        QVERIFY(ids.size() > 50);
        for (const QString &id : std::as_const(ids))
            QVERIFY2(issueText({id.toStdString(), Severity::Error, "", "english"}) != QLatin1String("english"),
                     qPrintable(id));
    }
    void bannerShowsSentenceDetailsAndAction()
    {
        ErrorBanner banner;
        QVERIFY(!banner.isVisible());
        banner.show(Error{ErrorKind::DiskFull, "no space left on /tmp", "", ""});
        QVERIFY(banner.isVisible());
        QVERIFY(banner.findChild<QLabel *>(QStringLiteral("bannerText"))->text().contains(QLatin1String("full")));
        auto *details = banner.findChild<QLabel *>(QStringLiteral("bannerDetailsText"));
        QVERIFY(!details->isVisible());
        banner.findChild<QPushButton *>(QStringLiteral("bannerDetails"))->click();
        QVERIFY(details->isVisible());
        QCOMPARE(details->text(), QStringLiteral("no space left on /tmp"));

        QSignalSpy spy(&banner, &ErrorBanner::actionTriggered);
        QSignalSpy plain(&banner, &ErrorBanner::messageActionTriggered);
        banner.findChild<QPushButton *>(QStringLiteral("bannerAction"))->click();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].value<ErrorAction>(), ErrorAction::SaveElsewhere);
        QVERIFY(!banner.isVisible());

        banner.showMessage(Severity::Info, QStringLiteral("Hello"), QStringLiteral("Do"));
        banner.findChild<QPushButton *>(QStringLiteral("bannerAction"))->click();
        QCOMPARE(plain.size(), 1);
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(TestErrorText)
#include "tst_error_text.moc"
