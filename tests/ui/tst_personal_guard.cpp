// SPDX-License-Identifier: GPL-3.0-or-later
// Personal data leaves this computer only after a decision, and masked data leaves without the values.
#include "ui/jobs/personal_guard.h"

#include "core/example.h"
#include "support/screenshots.h"
#include "system/settings.h"
#include "ui/jobs/fine_tune_wizard.h"
#include "ui/jobs/masked_rows.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace onsa;
using namespace onsa::ui;

namespace {

class Rows : public DatasetSnapshot
{
public:
    std::size_t rowCount() const override { return 2; }
    RowId rowId(std::size_t row) const override { return RowId(row); }
    Result<std::string> line(std::size_t row) const override
    {
        return row == 0 ? std::string(R"({"prompt":"write to a@example.com","completion":"yes"})")
                        : std::string(R"({"prompt":"who","completion":"a@example.com or 090-1234-5678"})");
    }
};

TunePlan hosted(std::size_t personal)
{
    TunePlan plan;
    plan.providerId = QStringLiteral("openai");
    plan.model = "babbage-002";
    plan.rows = plan.usableRows = plan.pairRows = 2;
    plan.personalRows = personal;
    return plan;
}

} // namespace

class TestPersonalGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingToDecide()
    {
        TunePlan plan = hosted(0);
        PersonalGuard guard(plan);
        guard.enter(QStringLiteral("api.example.com"));
        QVERIFY(guard.isDecided() && guard.isHidden());
    }

    void localIsToldAndNotBlocked()
    {
        TunePlan plan = hosted(3);
        plan.providerId = QStringLiteral("local");
        PersonalGuard guard(plan);
        guard.enter({});
        QVERIFY(guard.isDecided() && !guard.isHidden());
        QVERIFY(guard.findChild<QRadioButton *>(QStringLiteral("personalMask"))->isHidden());
    }

    void aServiceWaitsForTheDecision()
    {
        TunePlan plan = hosted(2);
        PersonalGuard guard(plan);
        QSignalSpy decided(&guard, &PersonalGuard::decided);
        guard.enter(QStringLiteral("api.example.com"));
        QVERIFY(!guard.isDecided());
        guard.findChild<QRadioButton *>(QStringLiteral("personalLeave"))->setChecked(true);
        QVERIFY(!guard.isDecided()); // a reason is asked for
        guard.findChild<QLineEdit *>(QStringLiteral("personalReason"))->setText(QStringLiteral("invented"));
        QVERIFY(guard.isDecided() && plan.personalChoice == PersonalChoice::Leave);
        guard.findChild<QRadioButton *>(QStringLiteral("personalMask"))->setChecked(true);
        QVERIFY(guard.isDecided() && plan.personalChoice == PersonalChoice::Mask);
        QVERIFY(!decided.isEmpty());
    }

    void masksAreSentAndTheBookStays()
    {
        QTemporaryDir home;
        qputenv("XDG_STATE_HOME", home.path().toUtf8());
        TunePlan plan = hosted(2);
        plan.personalChoice = PersonalChoice::Mask;
        plan.masks = std::make_shared<SharedMasks>();
        TuneStart start;
        start.rows = std::make_shared<Rows>();
        const LaunchRequest request = launchRequest(plan, start);
        QCOMPARE(*request.rows->line(0), std::string(R"({"prompt":"write to [EMAIL_1]","completion":"yes"})"));
        QCOMPARE(*request.rows->line(1), std::string(R"({"prompt":"who","completion":"[EMAIL_1] or [PHONE_1]"})"));
        QVERIFY(start.rows->line(0)->find("a@example.com") != std::string::npos); // the data itself is as it was
        QVERIFY(keepDecision(plan, QStringLiteral("faq")));
        const QDir folder(QString::fromStdString((Settings::stateFolder() / "uploads").string()));
        const QStringList files = folder.entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(folder.filePath(files.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!(file.permissions() & (QFile::ReadOther | QFile::ReadGroup)));
        const QJsonObject masks =
            QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("masks")).toObject();
        QCOMPARE(masks.value(QLatin1String("[PHONE_1]")).toString(), QStringLiteral("090-1234-5678"));
    }

    void pictures()
    {
        tests::forEachFace([](const QString &language, ThemeChoice) {
            TunePlan plan = hosted(12);
            PersonalGuard guard(plan);
            guard.enter(QStringLiteral("api.example.com"));
            guard.resize(640, guard.sizeHint().height());
            QVERIFY(tests::screenshot(guard, QStringLiteral("personal-guard"), language));
        });
    }
};

QTEST_MAIN(TestPersonalGuard)
#include "tst_personal_guard.moc"
