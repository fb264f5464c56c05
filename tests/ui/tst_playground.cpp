// SPDX-License-Identifier: GPL-3.0-or-later
// Questioning the tuned model beside its base: streaming, stopping, settings, history, and back into the data.
#include "core/api_json.h"
#include "support/screenshots.h"
#include "ui/playground/answer_history.h"
#include "ui/playground/playground_page.h"
#include "ui/playground/prompt_edit.h"
#include "ui/playground/sampling_panel.h"
#include "ui/tune_support.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

using namespace onsa;
using namespace onsa::tests;
using namespace onsa::ui;

namespace {

const QString local = QStringLiteral("local");
const QString tunedId = QStringLiteral("ft:onsa-starter:local:faq:a1b2c3d4");

void addTuned(World &world)
{
    world.api.models.push_back({tunedId.toStdString(), 1700000042, "local", "onsa-starter", "onsa-starter"});
}

QString textOf(const PlaygroundPage &page, const char *name)
{
    return child<QPlainTextEdit>(page, name)->toPlainText();
}

void askAbout(PlaygroundPage &page, const QString &prompt)
{
    page.setPrompt(prompt);
    auto *ask = child<QPushButton>(page, "ask");
    QTRY_VERIFY(ask->isEnabled());
    QTest::mouseClick(ask, Qt::LeftButton);
}

bool isIdle(const PlaygroundPage &page)
{
    return child<QPushButton>(page, "ask")->isVisible();
}

} // namespace

class TestPlayground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyStateTeaches()
    {
        World world;
        PlaygroundPage page(world.services());
        page.show();
        auto *empty = child<QLabel>(page, "playgroundEmpty");
        QVERIFY(empty->text().contains(QStringLiteral("No model")));
        QVERIFY(!child<QPushButton>(page, "ask")->isEnabled());
        world.goLive();
        QTRY_VERIFY(empty->text().contains(QStringLiteral("No tuned model yet")));
        QVERIFY(!child<QCheckBox>(page, "compareBase")->isEnabled());
    }

    void comparesSideBySide()
    {
        World world;
        addTuned(world);
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        page.openModel(local, tunedId, QStringLiteral("onsa-starter"));
        QVERIFY(child<QCheckBox>(page, "compareBase")->isChecked());
        askAbout(page, QStringLiteral("How many days before?"));
        QTRY_VERIFY(isIdle(page));
        QCOMPARE(textOf(page, "answer_tuned0"), QStringLiteral("Five days before."));
        QCOMPARE(textOf(page, "answer_base0"), QStringLiteral("Five days before."));
        const auto requests = world.api.asked("POST /v1/completions");
        QCOMPARE(requests.size(), std::size_t(2));
        QStringList models;
        for (const ApiRequest &request : requests) {
            const auto parsed = parseCompletionRequest(request.body.toStdString());
            QVERIFY(parsed);
            models << QString::fromStdString(parsed->model);
            QVERIFY(parsed->stream);
            QCOMPARE(parsed->sampling.temperature, 0.0);
            QCOMPARE(parsed->sampling.maxTokens.value_or(0), 256);
            QCOMPARE(std::get<std::string>(parsed->prompts[0]), std::string("How many days before?"));
        }
        models.sort();
        QCOMPARE(models, QStringList({tunedId, QStringLiteral("onsa-starter")}));
        QVERIFY(child<QLabel>(page, "tunedStamp")->text().contains(tunedId));
    }

    void streamsAndStops()
    {
        World world;
        addTuned(world);
        world.api.holdsStreams = true;
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        page.openModel(local, tunedId, QStringLiteral("onsa-starter"));
        askAbout(page, QStringLiteral("Hello?"));
        QTRY_COMPARE(world.api.streams.size(), std::size_t(2));
        FakeApi::sendPiece(world.api.streams[0], "Five");
        FakeApi::sendPiece(world.api.streams[1], "Five");
        QTRY_COMPARE(textOf(page, "answer_tuned0"), QStringLiteral("Five"));
        FakeApi::sendPiece(world.api.streams[0], " days");
        FakeApi::sendPiece(world.api.streams[1], " days");
        QTRY_COMPARE(textOf(page, "answer_tuned0"), QStringLiteral("Five days"));
        QVERIFY(!child<QPushButton>(page, "answerCopy_tuned0")->isEnabled());
        QTest::keyClick(child<QPlainTextEdit>(page, "prompt"), Qt::Key_Escape);
        QTRY_VERIFY(isIdle(page));
        QVERIFY(child<QLabel>(page, "tunedProblem")->text().contains(QStringLiteral("Stopped")));
        QVERIFY(child<QLabel>(page, "baseProblem")->isVisible());
        QCOMPARE(textOf(page, "answer_tuned0"), QStringLiteral("Five days"));
        QTRY_VERIFY(!world.api.streams[0] || world.api.streams[0]->state() == QAbstractSocket::UnconnectedState);
    }

    void cutOffIsSaid()
    {
        World world;
        world.api.holdsStreams = true;
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 1);
        askAbout(page, QStringLiteral("Hello?"));
        QTRY_COMPARE(world.api.streams.size(), std::size_t(1));
        FakeApi::sendPiece(world.api.streams[0], "Half an ans");
        world.api.streams[0]->disconnectFromHost(); // no [DONE]
        QTRY_VERIFY(isIdle(page));
        QVERIFY2(child<QLabel>(page, "tunedProblem")->text().contains(QStringLiteral("cut off")),
                 qPrintable(child<QLabel>(page, "tunedProblem")->text()));
        QCOMPARE(textOf(page, "answer_tuned0"), QStringLiteral("Half an ans"));
    }

    void limitIsSaid()
    {
        World world;
        world.api.holdsStreams = true;
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 1);
        askAbout(page, QStringLiteral("Hello?"));
        QTRY_COMPARE(world.api.streams.size(), std::size_t(1));
        FakeApi::sendPiece(world.api.streams[0], "Long", "length");
        FakeApi::endStream(world.api.streams[0]);
        QTRY_VERIFY(isIdle(page));
        QVERIFY(child<QLabel>(page, "answerNote_tuned0")->text().contains(QStringLiteral("max tokens")));
        QVERIFY(!child<QLabel>(page, "tunedProblem")->isVisible());
    }

    void errorsAreInTheCard()
    {
        World world;
        world.api.replies["POST /v1/completions"] = {
            400, R"({"error":{"message":"too long","type":"x","param":null,"code":"context_length_exceeded"}})"};
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 1);
        askAbout(page, QStringLiteral("Hello?"));
        QTRY_VERIFY(isIdle(page));
        auto *problem = child<QLabel>(page, "tunedProblem");
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(QStringLiteral("longer than this model")), qPrintable(problem->text()));
        QVERIFY(textOf(page, "answer_tuned0").isEmpty()); // an error is never content
    }

    void severalAnswersAndEverySetting()
    {
        World world;
        world.api.holdsStreams = true;
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 1);
        child<QSlider>(page, "temperatureSlider")->setValue(70);
        QCOMPARE(child<QDoubleSpinBox>(page, "temperature")->value(), 0.7);
        child<QSpinBox>(page, "answersN")->setValue(2);
        child<QSpinBox>(page, "maxTokens")->setValue(33);
        child<QDoubleSpinBox>(page, "topP")->setValue(0.9);
        child<QDoubleSpinBox>(page, "frequencyPenalty")->setValue(0.5);
        child<QDoubleSpinBox>(page, "presencePenalty")->setValue(-0.5);
        child<QLineEdit>(page, "seed")->setText(QStringLiteral("77"));
        child<QPlainTextEdit>(page, "stopTexts")->setPlainText(QStringLiteral("END\n\\n\\n\na\nb\nc"));
        child<QRadioButton>(page, "modeChat")->click();
        QVERIFY(child<QLineEdit>(page, "systemLine")->isVisible());
        child<QLineEdit>(page, "systemLine")->setText(QStringLiteral("Be brief."));
        askAbout(page, QStringLiteral("こんにちは"));
        QTRY_COMPARE(world.api.streams.size(), std::size_t(1));
        FakeApi::sendPiece(world.api.streams[0], "B", "stop", true, 1);
        FakeApi::sendPiece(world.api.streams[0], "A", "stop", true, 0);
        FakeApi::endStream(world.api.streams[0]);
        QTRY_VERIFY(isIdle(page));
        QCOMPARE(textOf(page, "answer_tuned0"), QStringLiteral("A"));
        QCOMPARE(textOf(page, "answer_tuned1"), QStringLiteral("B"));
        const auto request = parseChatRequest(world.api.asked("POST /v1/chat/completions")[0].body.toStdString());
        QVERIFY(request);
        QCOMPARE(request->messages.size(), std::size_t(2));
        QCOMPARE(request->messages[0].role, std::string("system"));
        const Sampling &s = request->sampling;
        QCOMPARE(s.temperature, 0.7);
        QCOMPARE(s.n, 2);
        QCOMPARE(s.maxTokens.value_or(0), 33);
        QCOMPARE(s.topP, 0.9);
        QCOMPARE(s.frequencyPenalty, 0.5);
        QCOMPARE(s.presencePenalty, -0.5);
        QCOMPARE(s.seed.value_or(0), std::int64_t(77));
        QVERIFY(s.stop == std::vector<std::string>({"END", "\n\n", "a", "b"}));
        QTest::mouseClick(child<QPushButton>(page, "samplingReset"), Qt::LeftButton);
        QCOMPARE(child<QDoubleSpinBox>(page, "temperature")->value(), 0.0);
        QCOMPARE(child<QSpinBox>(page, "answersN")->value(), 1);
    }

    void correctedAnswerBecomesARow()
    {
        World world;
        world.goLive();
        PlaygroundPage page(world.services());
        QSignalSpy added(&page, &PlaygroundPage::addToDataSet);
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 1);
        askAbout(page, QStringLiteral("How long?"));
        QTRY_VERIFY(isIdle(page));
        page.setPrompt(QStringLiteral("something else meanwhile"));
        QTest::mouseClick(child<QPushButton>(page, "answerCorrect_tuned0"), Qt::LeftButton);
        auto *edit = child<QPlainTextEdit>(page, "answer_tuned0");
        QVERIFY(!edit->isReadOnly());
        edit->setPlainText(QStringLiteral("Ten days."));
        QTest::mouseClick(child<QPushButton>(page, "answerAdd_tuned0"), Qt::LeftButton);
        QCOMPARE(added.count(), 1);
        QCOMPARE(added[0][0].toString(), QStringLiteral("How long?"));
        QCOMPARE(added[0][1].toString(), QStringLiteral("Ten days."));
        QVERIFY(edit->isReadOnly());
        QTest::mouseClick(child<QPushButton>(page, "answerCopy_tuned0"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Ten days."));
    }

    void ctrlEnterAsksButNotWhileComposing()
    {
        World world;
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 1);
        auto *prompt = child<PromptEdit>(page, "prompt");
        page.setPrompt(QStringLiteral("x"));
        QInputMethodEvent composing(QStringLiteral("かいぎ"), {});
        QCoreApplication::sendEvent(prompt, &composing);
        QVERIFY(prompt->isComposing());
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(isIdle(page));
        QInputMethodEvent done;
        done.setCommitString(QStringLiteral("会議"));
        QCoreApplication::sendEvent(prompt, &done);
        QTest::keyClick(prompt, Qt::Key_Return);
        QVERIFY(isIdle(page)); // Enter alone is a new line
        QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!isIdle(page));
        QTRY_VERIFY(isIdle(page));
    }

    void historyComesBackAfterARestart()
    {
        World world;
        addTuned(world);
        world.goLive();
        {
            PlaygroundPage page(world.services());
            page.show();
            page.openModel(local, tunedId, QStringLiteral("onsa-starter"));
            child<QDoubleSpinBox>(page, "temperature")->setValue(0.4);
            askAbout(page, QStringLiteral("First?"));
            QTRY_VERIFY(isIdle(page));
            QTest::mouseClick(child<QPushButton>(page, "tunedUp"), Qt::LeftButton);
        }
        PlaygroundPage page(world.services());
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 2);
        child<QPushButton>(page, "historyToggle")->click();
        auto *list = child<QListWidget>(page, "historyList");
        QCOMPARE(list->count(), 1);
        list->setCurrentRow(0);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(child<PromptEdit>(page, "prompt")->toPlainText(), QStringLiteral("First?"));
        QCOMPARE(textOf(page, "answer_tuned0"), QStringLiteral("Five days before."));
        QCOMPARE(textOf(page, "answer_base0"), QStringLiteral("Five days before."));
        QCOMPARE(child<QDoubleSpinBox>(page, "temperature")->value(), 0.4);
        QVERIFY(!child<QLineEdit>(page, "seed")->text().isEmpty()); // the seed of then: the answer can be had again
        QVERIFY(child<QPushButton>(page, "tunedUp")->isChecked());
    }

    void historyIsBoundedAndSurvivesDamage()
    {
        QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.filePath(QStringLiteral("h.json")).toStdString());
        {
            AnswerHistory history(file);
            for (int i = 0; i < 210; ++i) {
                HistoryEntry entry;
                entry.question.prompt = QString::number(i);
                history.add(entry);
            }
        }
        AnswerHistory again(file);
        QCOMPARE(again.entries().size(), AnswerHistory::most);
        QCOMPARE(again.entries().front().question.prompt, QStringLiteral("209"));
        QFile damaged(QString::fromStdString(file.string()));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("[{\"prompt\":");
        damaged.close();
        QTest::ignoreMessage(QtWarningMsg, "the playground's history could not be read and was put aside");
        AnswerHistory third(file);
        QVERIFY(third.entries().empty());
        QVERIFY(QFile::exists(damaged.fileName() + QStringLiteral(".damaged")));
    }

    void statesOnTheWayComeLast()
    {
        World world;
        const std::string id = tunedId.toStdString();
        world.api.models.insert(world.api.models.begin(),
                                {id + ":ckpt-step-3", 1700000042, "local", "onsa-starter", "onsa-starter"});
        addTuned(world);
        world.jobs.update(local, finishedJob("ftjob-1", "faq"));
        world.goLive();
        PlaygroundPage page(world.services());
        page.show();
        auto *combo = child<QComboBox>(page, "modelCombo");
        QTRY_COMPARE(combo->count(), 3);
        QVERIFY(combo->itemText(0).contains(QStringLiteral("faq")));
        QVERIFY(combo->itemText(1).contains(QStringLiteral("onsa-starter")));
        QVERIFY2(combo->itemText(2).contains(QStringLiteral("step 3")), qPrintable(combo->itemText(2)));
    }

    void newModelIsThereAtOnce()
    {
        World world;
        world.goLive();
        world.jobs.update(local, finishedJob("ftjob-1", "faq"));
        PlaygroundPage page(world.services());
        page.show();
        QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 1);
        page.openModel(local, tunedId, QStringLiteral("onsa-starter")); // the list does not have it yet
        auto *combo = child<QComboBox>(page, "modelCombo");
        QCOMPARE(combo->count(), 2);
        QCOMPARE(combo->currentIndex(), 0);
        QVERIFY2(combo->currentText().contains(QStringLiteral("faq")), qPrintable(combo->currentText()));
        QVERIFY(child<QCheckBox>(page, "compareBase")->isChecked());
        QVERIFY(child<QRadioButton>(page, "modeCompletion")->isChecked());
    }

    void screenshots()
    {
        forEachFace([](const QString &language, ThemeChoice) {
            World world;
            addTuned(world);
            world.api.streamText = "有給休暇は、5営業日前までに申請してください。";
            world.goLive();
            PlaygroundPage page(world.services());
            page.resize(1100, 560);
            page.show();
            QTRY_VERIFY(child<QComboBox>(page, "modelCombo")->count() == 2);
            QVERIFY(screenshot(page, QStringLiteral("playground-empty"), language));
            page.openModel(local, tunedId, QStringLiteral("onsa-starter"));
            askAbout(page, QStringLiteral("有給休暇は何日前までに申請しますか？"));
            QTRY_VERIFY(isIdle(page));
            child<QPushButton>(page, "historyToggle")->click();
            QVERIFY(screenshot(page, QStringLiteral("playground"), language));
            child<QPushButton>(page, "historyToggle")->click();
            child<QPushButton>(page, "answerCorrect_tuned0")->click();
            page.resize(1000, 380);
            QVERIFY(screenshot(page, QStringLiteral("playground-small"), language));
        });
    }
};

QTEST_MAIN(TestPlayground)
#include "tst_playground.moc"
