// SPDX-License-Identifier: GPL-3.0-or-later
// From the data to a running job, with the mouse and the keyboard.
#include "core/api_json.h"
#include "jobs/example_lengths.h"
#include "support/screenshots.h"
#include "ui/jobs/fine_tune_wizard.h"
#include "ui/jobs/forecast_words.h"
#include "ui/jobs/model_names.h"
#include "ui/jobs/pairs_as_chats.h"
#include "ui/jobs/tune_plan.h"
#include "ui/tune_hint.h"
#include "ui/tune_support.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

using namespace onsa;
using namespace onsa::tests;
using namespace onsa::ui;

namespace {

TuneStart startWith(std::vector<std::string> lines)
{
    return {std::make_shared<FakeRows>(std::move(lines)), nullptr, QStringLiteral("社内FAQ.jsonl"), {}};
}

void press(const QWidget &parent, const char *name)
{
    auto *button = child<QPushButton>(parent, name);
    QVERIFY2(button->isEnabled(), name);
    QTest::mouseClick(button, Qt::LeftButton);
}

bool isReady(const FineTuneWizard &wizard)
{
    return child<QPushButton>(wizard, "wizardNext")->isEnabled();
}
int pageOf(const FineTuneWizard &wizard)
{
    return child<QStackedWidget>(wizard, "wizardPages")->currentIndex();
}

} // namespace

class TestFineTuneWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fourClicksMakeAJob()
    {
        World world;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(48)));
        QSignalSpy launched(&wizard, &FineTuneWizard::launched);
        wizard.show();
        for (int page = 0; page < 3; ++page) {
            QTRY_VERIFY(isReady(wizard));
            QCOMPARE(pageOf(wizard), page);
            press(wizard, "wizardNext");
        }
        QTRY_VERIFY(isReady(wizard));
        const QString sentence = child<QLabel>(wizard, "reviewSentence")->text();
        QVERIFY2(sentence.contains(QStringLiteral("onsa-starter")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QStringLiteral("43")), qPrintable(sentence));
        press(wizard, "wizardNext");
        QTRY_COMPARE(launched.count(), 1);
        QCOMPARE(launched[0][0].toString(), QStringLiteral("local"));
        QVERIFY(!wizard.isVisible());

        const auto created = world.api.asked("POST /v1/fine_tuning/jobs");
        QCOMPARE(created.size(), std::size_t(1));
        const auto request = parseFineTuneRequest(created[0].body.toStdString());
        QVERIFY(request);
        QCOMPARE(request->model, std::string("onsa-starter"));
        QCOMPARE(request->trainingFile, std::string("file-1"));
        QVERIFY(request->hyperparameters == Hyperparameters{});
        QVERIFY(!request->seed);
        QCOMPARE(QString::fromStdString(request->suffix.value_or("")), QStringLiteral("社内FAQ"));
        QCOMPARE(request->metadata.at("onsa_kind"), std::string("pairs"));
        // Every row was sent once, to one side or the other.
        const auto uploads = world.api.asked("POST /v1/files");
        qsizetype rows = 0;
        for (const ApiRequest &upload : uploads)
            rows += upload.body.count("\"prompt\"");
        QCOMPARE(rows, 48);
        QVERIFY(world.jobs.rowOf(QStringLiteral("local"), "ftjob-new") >= 0);
    }

    void enterIsNext()
    {
        World world;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(12)));
        QSignalSpy launched(&wizard, &FineTuneWizard::launched);
        wizard.show();
        for (int page = 0; page < 4; ++page) {
            QTRY_VERIFY(isReady(wizard));
            QTest::keyClick(&wizard, Qt::Key_Return);
        }
        QTRY_COMPARE(launched.count(), 1);
        // Twelve rows are too few to hold any back.
        QCOMPARE(world.api.asked("POST /v1/files").size(), std::size_t(1));
    }

    void tooFewRowsStop()
    {
        World world;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(7)));
        wizard.show();
        auto *verdict = child<QLabel>(wizard, "checkVerdict");
        QTRY_VERIFY(verdict->text().contains(QStringLiteral("3 more")));
        QVERIFY(!isReady(wizard));
        QTest::keyClick(&wizard, Qt::Key_Return);
        QCOMPARE(pageOf(wizard), 0);
    }

    void emptyDataStops()
    {
        World world;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith({}));
        wizard.show();
        QTRY_VERIFY(child<QLabel>(wizard, "checkVerdict")->text().contains(QStringLiteral("10 more")));
        QVERIFY(!isReady(wizard));
    }

    void badRowsAreLeftOutAndCanBeShown()
    {
        World world;
        world.goLive();
        auto lines = pairLines(15);
        lines[4] = "{broken";
        lines[9] = R"({"prompt":"What?","completion":""})";
        FineTuneWizard wizard(world.services(), startWith(lines));
        QSignalSpy shown(&wizard, &FineTuneWizard::showRowRequested);
        wizard.show();
        QTRY_VERIFY(isReady(wizard));
        QVERIFY(child<QLabel>(wizard, "checkVerdict")->text().contains(QStringLiteral("13 rows")));
        child<QLabel>(wizard, "finding_empty_completion");
        press(wizard, "findingShow_invalid_json");
        QCOMPARE(shown.count(), 1);
        QCOMPARE(shown[0][0].value<RowId>(), RowId(104));
        QVERIFY(!wizard.isVisible());
    }

    void backKeepsInput()
    {
        World world;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(40)));
        wizard.show();
        for (int page = 0; page < 2; ++page) {
            QTRY_VERIFY(isReady(wizard));
            press(wizard, "wizardNext");
        }
        child<QRadioButton>(wizard, "howOwn")->click();
        child<QCheckBox>(wizard, "epochsAuto")->click();
        child<QDoubleSpinBox>(wizard, "epochs")->setValue(7);
        auto *name = child<QLineEdit>(wizard, "resultName");
        name->clear();
        QTest::keyClicks(name, QStringLiteral("my model"));
        press(wizard, "wizardBack");
        press(wizard, "wizardBack");
        for (int page = 0; page < 3; ++page)
            press(wizard, "wizardNext");
        QVERIFY(child<QLabel>(wizard, "reviewSettings")->text().contains(QStringLiteral("7")));
        press(wizard, "wizardNext");
        QTRY_COMPARE(world.api.asked("POST /v1/fine_tuning/jobs").size(), std::size_t(1));
        const auto request = parseFineTuneRequest(world.api.asked("POST /v1/fine_tuning/jobs")[0].body.toStdString());
        QVERIFY(request);
        QCOMPARE(request->hyperparameters.epochs.value_or(0), 7);
        QVERIFY(!request->hyperparameters.batchSize);
        QCOMPARE(QString::fromStdString(request->suffix.value_or("")), QStringLiteral("my-model"));
    }

    void holdingBackTooMuchStops()
    {
        World world;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(12)));
        wizard.show();
        for (int page = 0; page < 2; ++page) {
            QTRY_VERIFY(isReady(wizard));
            press(wizard, "wizardNext");
        }
        child<QRadioButton>(wizard, "howOwn")->click();
        child<QCheckBox>(wizard, "validationShareAuto")->click();
        child<QDoubleSpinBox>(wizard, "validationShare")->setValue(50);
        QVERIFY(!isReady(wizard));
        QVERIFY(child<QLabel>(wizard, "howProblem")->isVisible());
        child<QDoubleSpinBox>(wizard, "validationShare")->setValue(0);
        QVERIFY(isReady(wizard));
    }

    void failureKeepsEverythingAndCanBeTriedAgain()
    {
        World world;
        world.goLive();
        world.api.replies["POST /v1/fine_tuning/jobs"] = {
            400,
            R"({"error":{"message":"this base model needs 9 GB","type":"invalid_request_error","param":"model",)"
            R"("code":"out_of_memory"}})"};
        FineTuneWizard wizard(world.services(), startWith(pairLines(12)));
        QSignalSpy launched(&wizard, &FineTuneWizard::launched);
        wizard.show();
        for (int page = 0; page < 4; ++page) {
            QTRY_VERIFY(isReady(wizard));
            press(wizard, "wizardNext");
        }
        auto *banner = child<QWidget>(wizard, "launchError");
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(launched.count(), 0);
        QCOMPARE(pageOf(wizard), 3);
        QTRY_VERIFY(isReady(wizard));
        screenshot(wizard, QStringLiteral("wizard-failure"));
        world.api.replies.clear();
        press(wizard, "wizardNext");
        QTRY_COMPARE(launched.count(), 1);
    }

    void engineAwayStopsThePlacePage()
    {
        World world; // never live
        FineTuneWizard wizard(world.services(), startWith(pairLines(12)));
        wizard.show();
        QTRY_VERIFY(isReady(wizard));
        press(wizard, "wizardNext");
        QVERIFY(!isReady(wizard));
        QVERIFY(!child<QLabel>(wizard, "providerState_local")->text().isEmpty());
        QVERIFY(!child<QLabel>(wizard, "providerState_openai")->text().isEmpty());
        QVERIFY(child<QPushButton>(wizard, "providerAction_openai")->isVisible());
        world.goLive();
        QTRY_VERIFY(isReady(wizard));
        QCOMPARE(child<QListWidget>(wizard, "modelList")->count(), 1);
    }

    void tunedModelsAreNoBasesOnThisComputer()
    {
        World world;
        world.api.models.push_back({"ft:onsa-starter:local:faq:a1b2c3d4", 5, "local", "onsa-starter", "onsa-starter"});
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(12)));
        auto *list = child<QListWidget>(wizard, "modelList");
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(child<QCheckBox>(wizard, "fromTuned")->isHidden());
    }

    void everyPageSaysWhatTheTrainingTakes()
    {
        World world;
        world.api.estimates = laptopEstimate;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(48)));
        QSignalSpy launched(&wizard, &FineTuneWizard::launched);
        wizard.show();
        QTRY_VERIFY(isReady(wizard));
        press(wizard, "wizardNext");
        auto *card = child<QLabel>(wizard, "providerForecast_local");
        QTRY_VERIFY(card->isVisible());
        QVERIFY2(card->text().contains(QStringLiteral("231 MB")), qPrintable(card->text()));
        QVERIFY2(card->text().contains(QStringLiteral("1 min")), qPrintable(card->text()));
        QVERIFY(child<QLabel>(wizard, "providerForecast_openai")->isHidden());
        press(wizard, "wizardNext");
        auto *choice = child<QLabel>(wizard, "howChoice");
        QVERIFY2(choice->text().contains(QStringLiteral("10 rounds")), qPrintable(choice->text()));
        QVERIFY2(choice->text().contains(QStringLiteral("110 steps")), qPrintable(choice->text()));
        // Own settings are not explained, and the forecast follows them.
        child<QRadioButton>(wizard, "howOwn")->click();
        child<QCheckBox>(wizard, "epochsAuto")->click();
        child<QDoubleSpinBox>(wizard, "epochs")->setValue(50);
        QTRY_VERIFY2(choice->text().contains(QStringLiteral("550 steps, ≈ 5 min")), qPrintable(choice->text()));
        QVERIFY(!choice->text().contains(QStringLiteral("rounds")));
        press(wizard, "wizardNext");
        auto *sentence = child<QLabel>(wizard, "reviewSentence");
        QTRY_VERIFY2(sentence->text().contains(QStringLiteral("for 50 rounds")), qPrintable(sentence->text()));
        QVERIFY(sentence->text().contains(QStringLiteral("about 5 min")));
        press(wizard, "wizardNext");
        QTRY_COMPARE(launched.count(), 1);
        // The job remembers what was said.
        const auto created = world.api.asked("POST /v1/fine_tuning/jobs");
        const auto request = parseFineTuneRequest(created.at(0).body.toStdString());
        QVERIFY(request);
        QCOMPARE(request->metadata.at("onsa_forecast_seconds"), std::string("290"));
        QCOMPARE(request->metadata.at("onsa_forecast_bytes"), std::string("231000000"));
        // Only lengths were sent.
        for (const ApiRequest &asked : world.api.asked("POST /v1/fine_tuning/jobs/estimate"))
            QVERIFY(!asked.body.contains("Question"));
    }

    void modelThatDoesNotFitCannotBeTaken()
    {
        World world;
        world.api.estimates = laptopEstimate;
        world.api.models.insert(world.api.models.begin(), {"large-3b", 5, "local", "large-3b", {}});
        world.settings.setValue(QStringLiteral("wizard/model/local"), QStringLiteral("large-3b"));
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(48)));
        wizard.show();
        QTRY_VERIFY(isReady(wizard));
        press(wizard, "wizardNext");
        auto *list = child<QListWidget>(wizard, "modelList");
        QTRY_COMPARE(list->count(), 2);
        QTRY_VERIFY(!list->item(0)->flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY2(list->item(0)->text().contains(QStringLiteral("21.4 GB")), qPrintable(list->item(0)->text()));
        QVERIFY(list->item(0)->text().contains(QStringLiteral("8.2 GB")));
        QTRY_COMPARE(list->currentRow(), 1);
        QTRY_VERIFY(isReady(wizard));
        QTRY_VERIFY(child<QLabel>(wizard, "providerForecast_local")->text().contains(QStringLiteral("Fits")));
    }

    void nothingFitsIsSaidBeforeAnythingIsSent()
    {
        World world;
        world.api.estimates = laptopEstimate;
        world.api.models = {{"large-3b", 5, "local", "large-3b", {}}};
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(48)));
        wizard.show();
        QTRY_VERIFY(isReady(wizard));
        press(wizard, "wizardNext");
        QTRY_VERIFY(child<QListWidget>(wizard, "modelList")->count() == 1);
        QTRY_VERIFY(!isReady(wizard));
        QTRY_VERIFY(child<QLabel>(wizard, "modelAbout")->text().contains(QStringLiteral("None of these models fits")));
        QCOMPARE(world.api.asked("POST /v1/files").size(), std::size_t(0));
    }

    void serviceWithoutForecastsIsAskedOnce()
    {
        World world; // its estimates answer 404
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(48)));
        wizard.show();
        for (int page = 0; page < 3; ++page) {
            QTRY_VERIFY(isReady(wizard));
            if (page == 1)
                QTRY_COMPARE(world.api.asked("POST /v1/fine_tuning/jobs/estimate").size(), std::size_t(1));
            press(wizard, "wizardNext");
        }
        QVERIFY(child<QLabel>(wizard, "reviewForecast")->isHidden());
        QVERIFY(child<QLabel>(wizard, "providerForecast_local")->isHidden());
        QTest::qWait(400); // longer than the pause before a question
        QCOMPARE(world.api.asked("POST /v1/fine_tuning/jobs/estimate").size(), std::size_t(1));
    }

    void brokenForecastDoesNotLoopAndStopsNothing()
    {
        World world;
        world.api.replies["POST /v1/fine_tuning/jobs/estimate"] = {500, "{}"};
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(48)));
        wizard.show();
        QTRY_VERIFY(isReady(wizard));
        press(wizard, "wizardNext");
        QTRY_VERIFY(isReady(wizard));
        QTest::qWait(1000);
        QVERIFY(world.api.asked("POST /v1/fine_tuning/jobs/estimate").size() <= 6); // two looks, three tries each
        QVERIFY(isReady(wizard));
    }

    void statusBarSaysTheTimeWhileOneEdits()
    {
        World world;
        world.api.estimates = laptopEstimate;
        TuneHint hint(world.services());
        QSignalSpy changed(&hint, &TuneHint::changed);
        hint.setRows(48, {{30, 0, 30, 0, 0}}); // the engine is not there yet
        world.goLive();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toString(), QStringLiteral("≈ 1 min to tune here"));
        hint.setRows(50, {{30, 0, 31, 0, 0}});
        QTRY_COMPARE(world.api.asked("POST /v1/fine_tuning/jobs/estimate").size(), std::size_t(2));
        QCOMPARE(changed.count(), 1); // the same words do not flicker
        hint.setRows(9, {{30, 0, 31, 0, 0}});
        QCOMPARE(changed.count(), 2);
        QVERIFY(changed[1][0].toString().isEmpty());
    }

    void timesAndMemoryAreSaidAsPeopleDo()
    {
        QCOMPARE(aboutTime(0.2), QStringLiteral("1 s"));
        QCOMPARE(aboutTime(12.4), QStringLiteral("10 s"));
        QCOMPARE(aboutTime(58), QStringLiteral("1 min"));
        QCOMPARE(aboutTime(200), QStringLiteral("3 min"));
        QCOMPARE(aboutTime(3600), QStringLiteral("1 h"));
        QCOMPARE(aboutTime(7500), QStringLiteral("2 h 10 min"));
        QCOMPARE(aboutTime(1e300), QStringLiteral("10000 h"));
        QCOMPARE(memoryText(12'600'000), QStringLiteral("13 MB"));
        QCOMPARE(memoryText(1'440'000'000), QStringLiteral("1.4 GB"));
    }

    void lengthsSayWhatIsReadAndWhatIsTaught()
    {
        Example chat;
        chat.kind = ExampleKind::Chat;
        chat.messages = {
            {"system", "あい", {}}, {"user", "abc", {}}, {"assistant", "x", 0}, {"assistant", "です.", {}}};
        QVERIFY((lengthOf(chat) == ExampleLength{4, 2, 1, 2, 4}));
        auto lines = pairLines(2500);
        lines[0] = "{broken";
        const auto lengths = lengthsOf(FakeRows(lines), {});
        QCOMPARE(lengths.size(), std::size_t(maxEstimateLengths) - 1);
        QCOMPARE(lengths.back().promptAscii, int(std::string("Question 2497?").size()));
        QCOMPARE(lengthsOf(FakeRows({R"({"prompt":"a","completion":"x"})", R"({"prompt":"b","completion":"y"})",
                                     R"({"prompt":"c","completion":"x"})"}),
                           {})
                     .back()
                     .answer,
                 0); // the third is taught what the first is
    }

    void hostedServiceGetsChatsAndNoFieldsItDoesNotKnow()
    {
        TunePlan plan;
        plan.providerId = QStringLiteral("openai");
        plan.model = "gpt-4.1-mini";
        plan.usableRows = plan.pairRows = plan.rows = 12;
        plan.settings.loraRank = 8;
        plan.settings.epochs = 3;
        plan.name = QStringLiteral("社内 FAQ 2");
        const LaunchRequest request = launchRequest(plan, startWith(pairLines(12)));
        QVERIFY(!request.job.hyperparameters.loraRank);
        QCOMPARE(request.job.hyperparameters.epochs.value_or(0), 3);
        QCOMPARE(request.job.suffix.value_or(""), std::string("FAQ-2"));
        QCOMPARE(request.job.metadata.at("onsa_kind"), std::string("chats"));
        const auto row = parseExample(*request.rows->line(0));
        QVERIFY(row && row->kind == ExampleKind::Chat);
        QCOMPARE(row->messages[0].content, std::string("Question 0?"));
        QCOMPARE(row->messages[1].role, std::string("assistant"));
        plan.model = "babbage-002";
        QCOMPARE(*launchRequest(plan, startWith(pairLines(12))).rows->line(0), pairLines(1)[0]);
    }

    void automaticShareLeavesEnough_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("held");
        QTest::addRow("ten") << 10 << 0;
        QTest::addRow("nineteen") << 19 << 0;
        QTest::addRow("twenty") << 20 << 2;
        QTest::addRow("five hundred") << 500 << 50;
        QTest::addRow("a million") << 1000000 << 500;
    }
    void automaticShareLeavesEnough()
    {
        QFETCH(int, rows);
        QFETCH(int, held);
        TunePlan plan;
        plan.usableRows = std::size_t(rows);
        QCOMPARE(validationRows(plan), std::size_t(held));
        QCOMPARE(trainingRows(plan) + validationRows(plan), std::size_t(rows));
        plan.ownValidation = true;
        QCOMPARE(validationShare(plan), 0.0);
        QCOMPARE(trainingRows(plan), std::size_t(rows));
    }

    void trainAgainBringsItsSettings()
    {
        World world;
        world.goLive();
        const FineTuneJob job = finishedJob("ftjob-1", "faq");
        world.jobs.update(QStringLiteral("local"), job);
        TuneStart start = startWith(pairLines(40));
        start.again = job;
        FineTuneWizard wizard(world.services(), start);
        wizard.show();
        for (int page = 0; page < 3; ++page) {
            QTRY_VERIFY(isReady(wizard));
            press(wizard, "wizardNext");
        }
        QCOMPARE(child<QLineEdit>(wizard, "resultName")->text(), QStringLiteral("faq"));
        const QString settings = child<QLabel>(wizard, "reviewSettings")->text();
        QVERIFY2(settings.contains(QStringLiteral("10")) && settings.contains(QStringLiteral("seed 7")),
                 qPrintable(settings));
    }

    void escapeAsksOnlyWhenSomethingIsLost()
    {
        World world;
        world.goLive();
        FineTuneWizard wizard(world.services(), startWith(pairLines(12)));
        wizard.show();
        QTest::keyClick(&wizard, Qt::Key_Escape);
        QVERIFY(!wizard.isVisible());
        FineTuneWizard second(world.services(), startWith(pairLines(12)));
        second.show();
        QTest::keyClicks(child<QLineEdit>(second, "resultName"), QStringLiteral("x"));
        QTest::keyClick(&second, Qt::Key_Escape);
        QVERIFY(second.isVisible());
        auto *yes = second.findChild<QPushButton *>(QStringLiteral("askOnceYes"));
        QVERIFY(yes);
        QTest::mouseClick(yes, Qt::LeftButton);
        QVERIFY(!second.isVisible());
    }

    void names_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("suffix");
        QTest::addRow("current") << "ft:onsa-starter:local:社内FAQ:a1b2"
                                 << "onsa-starter"
                                 << "社内FAQ";
        QTest::addRow("no suffix") << "ft:gpt-4o-mini:acme::7p4lURel"
                                   << "gpt-4o-mini"
                                   << "";
        QTest::addRow("colon in base") << "ft:a:b:org:s:t"
                                       << "a:b"
                                       << "s";
        QTest::addRow("legacy") << "davinci:ft-personal-2023-08-04-12-58-34"
                                << "davinci"
                                << "";
        QTest::addRow("legacy suffix") << "davinci:ft-personal:my-faq-2023-08-04-12-58-34"
                                       << "davinci"
                                       << "my-faq";
        QTest::addRow("checkpoint") << "ft:onsa-starter:local:faq:a1b2:ckpt-step-12"
                                    << "onsa-starter"
                                    << "faq";
        QTest::addRow("base") << "onsa-starter"
                              << "onsa-starter"
                              << "";
    }
    void names()
    {
        QFETCH(QString, id);
        QFETCH(QString, base);
        QFETCH(QString, suffix);
        QCOMPARE(tunedName(id).base, base);
        QCOMPARE(tunedName(id).suffix, suffix);
        QCOMPARE(isTunedId(id), id != base);
    }

    void screenshots()
    {
        World world;
        world.api.estimates = laptopEstimate;
        world.api.models[0].parameters = 6'294'784;
        world.api.models[0].bytes = 12'600'000;
        world.api.models[0].languages = {"ja", "en"};
        world.api.models[0].license = "GPL-3.0-or-later";
        Model large{"large-3b", 5, "local", "large-3b", {}};
        large.parameters = 3'090'000'000;
        large.bytes = 6'200'000'000;
        large.languages = {"en", "fr", "de", "ja"};
        large.license = "apache-2.0";
        world.api.models.push_back(large);
        world.providers.add(QStringLiteral("Team server"), QUrl(QStringLiteral("https://llm.example.com/v1")));
        world.goLive();
        auto lines = pairLines(48);
        lines[4] = "{broken";
        lines[9] = R"({"prompt":"What?","completion":""})";
        lines[20] = lines[21];
        forEachFace([&](const QString &language, ThemeChoice) {
            FineTuneWizard wizard(world.services(), startWith(lines));
            wizard.show();
            for (int page = 0; page < 4; ++page) {
                QTRY_VERIFY(isReady(wizard));
                if (page == 1)
                    QTRY_VERIFY(child<QLabel>(wizard, "providerForecast_local")->isVisible());
                if (page == 2) {
                    QTRY_VERIFY(child<QLabel>(wizard, "howChoice")->text().contains(QStringLiteral("110")));
                    QVERIFY(screenshot(wizard, QStringLiteral("wizard-3-automatic"), language));
                    child<QRadioButton>(wizard, "howOwn")->click();
                    child<QCheckBox>(wizard, "epochsAuto")->click();
                    QTRY_VERIFY(child<QLabel>(wizard, "howChoice")->text().contains(QStringLiteral("110")));
                }
                if (page == 3)
                    QTRY_VERIFY(child<QLabel>(wizard, "reviewForecast")->isVisible());
                QVERIFY(screenshot(wizard, QStringLiteral("wizard-%1").arg(page + 1), language));
                QVERIFY(wizard.width() <= 1100 && wizard.height() <= 700);
                if (page < 3)
                    press(wizard, "wizardNext");
            }
        });
    }
};

QTEST_MAIN(TestFineTuneWizard)
#include "tst_fine_tune_wizard.moc"
