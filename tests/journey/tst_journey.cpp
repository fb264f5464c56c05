// SPDX-License-Identifier: GPL-3.0-or-later
// A new user's first ten minutes: edit the sample, tune it here, watch the job, ask the tuned model beside the base,
// take a corrected answer back into the table. Real window, real engine, mouse and keyboard.
#include "support/real_onsa.h"
#include "support/screenshots.h"
#include "ui/dataset/dataset_page.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QTabWidget>
#include <QTableView>
#include <QUndoStack>

using namespace onsa;

namespace {

QString language = QStringLiteral("en");
ThemeChoice theme = ThemeChoice::Light;
constexpr int patience = 240000; // ms until a step that never ends is called a failure

// A question that the sample teaches, and its answer, word for word.
QString question()
{
    return language == QLatin1String("ja") ? QStringLiteral("みなもランプの保証は何年ですか。")
                                           : QStringLiteral("What warranty does the Hearth lamp have?");
}
QString answer()
{
    return language == QLatin1String("ja") ? QStringLiteral("みなもランプの保証期間は七年です。")
                                           : QStringLiteral("The Hearth lamp has a warranty of seven years.");
}

} // namespace

class JourneyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void openTheSample();
    void editLikeASpreadsheet();
    void seeWhatIsWrong();
    void save();
    void tune();
    void ask();
    void takeTheAnswerBack();
    void settingsAndHelp();
    void empty();
    void cleanupTestCase();

private:
    template <class T = QWidget> T *find(const QString &name) const { return m_window->findChild<T *>(name); }
    QDialog *dialog(const QString &name) const
    {
        const QWidgetList all = QApplication::topLevelWidgets();
        for (QWidget *widget : all) {
            if (widget->objectName() == name && widget->isVisible())
                return qobject_cast<QDialog *>(widget);
        }
        return nullptr;
    }
    void click(QWidget *widget)
    {
        QVERIFY(widget);
        QTRY_VERIFY_WITH_TIMEOUT(widget->isVisible() && widget->isEnabled(), patience);
        QTest::mouseClick(widget, Qt::LeftButton);
        ++m_clicks;
    }
    void picture(QWidget *widget, const char *name)
    {
        QVERIFY(tests::screenshot(*widget, QLatin1String(name), language));
    }
    void keys(QWidget *widget, int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(widget, Qt::Key(key), modifiers);
    }
    // Into whatever has the focus, as a person types.
    void type(const QString &text)
    {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY(focus);
        QTest::keyClicks(focus, text);
    }
    // The first child whose name begins so.
    template <class T> static T *first(const QWidget *parent, const char *prefix)
    {
        const QRegularExpression name(QLatin1Char('^') + QLatin1String(prefix));
        return parent->findChildren<T *>(name).value(0);
    }
    // As an input method writes: first what is being composed, then the words.
    static void compose(QWidget *widget, const QString &text)
    {
        QInputMethodEvent composing(text, {});
        QCoreApplication::sendEvent(widget, &composing);
        QInputMethodEvent done;
        done.setCommitString(text);
        QCoreApplication::sendEvent(widget, &done);
    }
    int rows() const { return m_window->dataPage()->model()->rowCount(); }
    QString completion(int row) const
    {
        return m_window->dataPage()
            ->model()
            ->index(row, DatasetModel::CompletionColumn)
            .data(DatasetModel::FullTextRole)
            .toString();
    }
    void clickCell(int row, int column)
    {
        auto *table = find<QTableView>(QStringLiteral("dataTable"));
        const QModelIndex index = table->model()->index(row, column);
        table->scrollTo(index);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
    }

    std::unique_ptr<tests::RealOnsa> m_onsa;
    ui::MainWindow *m_window = nullptr;
    QElapsedTimer m_sinceStart;
    int m_clicks = 0;
};

void JourneyTest::initTestCase()
{
    m_sinceStart.start();
    m_onsa = std::make_unique<tests::RealOnsa>(language, theme);
    m_window = m_onsa->window.get();
    m_onsa->start({1440, 900});
    QVERIFY(QTest::qWaitForWindowExposed(m_window));
    m_window->activateWindow();
}

void JourneyTest::openTheSample()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_window->dataPage()->document() && rows() == 56, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->engine->state(), EngineProcess::State::Ready, patience);
    picture(m_window, "data-sample");
}

void JourneyTest::editLikeASpreadsheet()
{
    auto *table = find<QTableView>(QStringLiteral("dataTable"));
    QVERIFY(table);
    const QString before = completion(1);
    clickCell(1, DatasetModel::CompletionColumn);
    keys(table, Qt::Key_F2);
    QTRY_VERIFY(find(QStringLiteral("cellEditor")));
    keys(QApplication::focusWidget(), Qt::Key_End, Qt::ControlModifier);
    type(QStringLiteral(" Really."));
    picture(m_window, "data-cell-editor");
    keys(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(completion(1), before + QStringLiteral(" Really."));
    keys(table, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(completion(1), before);
    keys(table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(completion(1), before + QStringLiteral(" Really."));
    keys(table, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(completion(1), before);

    clickCell(3, DatasetModel::PromptColumn);
    keys(table, Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(rows(), 57);
    keys(table, Qt::Key_Minus, Qt::ControlModifier);
    QTRY_COMPARE(rows(), 56);
    keys(table, Qt::Key_Z, Qt::ControlModifier);
    keys(table, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(rows(), 56);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->dataPage()->document()->journalState(), JournalState::Safe, patience);
}

void JourneyTest::seeWhatIsWrong()
{
    auto *table = find<QTableView>(QStringLiteral("dataTable"));
    clickCell(2, DatasetModel::CompletionColumn);
    keys(table, Qt::Key_Delete);
    QTRY_COMPARE(completion(2), QString());
    const QModelIndex flag = m_window->dataPage()->model()->index(2, DatasetModel::FlagColumn);
    QCOMPARE(flag.data(DatasetModel::SeverityRole).toInt(), int(Severity::Error));
    keys(m_window, Qt::Key_F7);
    QTRY_VERIFY_WITH_TIMEOUT(find(QStringLiteral("issuesPanel"))->isVisible(), patience);
    QTest::qWait(300);
    picture(m_window, "data-problem");
    click(find(QStringLiteral("issuesClose")));
    table->setFocus();
    keys(table, Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(!completion(2).isEmpty());
}

void JourneyTest::save()
{
    const QString path = m_onsa->home(QStringLiteral("my data.jsonl"));
    keys(m_window, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(dialog(QStringLiteral("saveDialog")), patience);
    QDialog *chooser = dialog(QStringLiteral("saveDialog"));
    qobject_cast<QFileDialog *>(chooser)->setDirectory(m_onsa->home());
    auto *name = chooser->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    QVERIFY(name);
    name->setCompleter(nullptr); // its list would take the Return key
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("my data.jsonl"));
    click(chooser->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->dataPage()->document()->isModified(), patience);
    // Nothing was changed in the end, so the file is the sample byte for byte.
    QFile saved(path), sample(QStringLiteral(ONSA_SOURCE "/resources/samples/%1.jsonl").arg(language));
    QVERIFY(saved.open(QIODevice::ReadOnly) && sample.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), sample.readAll());
}

void JourneyTest::tune()
{
    m_clicks = 0;
    click(find(QStringLiteral("fineTuneButton")));
    QTRY_VERIFY_WITH_TIMEOUT(dialog(QStringLiteral("fineTuneWizard")), patience);
    QDialog *wizard = dialog(QStringLiteral("fineTuneWizard"));
    auto *next = wizard->findChild<QAbstractButton *>(QStringLiteral("wizardNext"));
    for (const char *page : {"wizard-1-check", "wizard-2-where", "wizard-3-how", "wizard-4-review"}) {
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience);
        QTest::qWait(200);
        picture(wizard, page);
        click(next);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!dialog(QStringLiteral("fineTuneWizard")), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->jobs.rowCount(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_onsa->jobs.fraction(0) > 0.3, patience);
    picture(m_window, "job-running");
    QTRY_VERIFY_WITH_TIMEOUT(isFinal(m_onsa->jobs.job(0)->job.status), patience);
    QCOMPARE(m_onsa->jobs.job(0)->job.status, JobStatus::Succeeded);
    QVERIFY(m_onsa->jobs.job(0)->metrics.trainLoss().size() > 10);
    QTest::qWait(500);
    picture(m_window, "job-succeeded");
}

void JourneyTest::ask()
{
    click(find(QStringLiteral("jobAsk")));
    auto *prompt = find<QPlainTextEdit>(QStringLiteral("prompt"));
    QTRY_VERIFY_WITH_TIMEOUT(prompt->isVisible() && m_window->focusWidget() == prompt, patience);
    QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>(QStringLiteral("modelCombo"))->currentText().size() > 0, patience);
    auto *temperature = find<QSlider>(QStringLiteral("temperatureSlider"));
    QTest::keyClick(temperature, Qt::Key_Home);
    compose(prompt, question());
    click(find(QStringLiteral("ask")));
    QWidget *tuned = find(QStringLiteral("tunedView"));
    QWidget *base = find(QStringLiteral("baseView"));
    const auto said = [](QWidget *view) {
        const auto *text = first<QPlainTextEdit>(view, "answer_");
        return text ? text->toPlainText() : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(said(tuned), answer(), patience);
    qInfo("first start to first tuned answer: %.1f s, %d clicks", double(m_sinceStart.elapsed()) / 1000, m_clicks);
    QVERIFY(m_clicks <= 8);
    QTRY_VERIFY_WITH_TIMEOUT(find(QStringLiteral("ask"))->isVisible(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(!said(base).isEmpty(), patience);
    QVERIFY(said(base) != answer());
    QTest::qWait(300);
    picture(m_window, "playground-answer");
}

void JourneyTest::takeTheAnswerBack()
{
    QWidget *tuned = find(QStringLiteral("tunedView"));
    click(first<QAbstractButton>(tuned, "answerCorrect_"));
    auto *text = first<QPlainTextEdit>(tuned, "answer_");
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("Seven long years."));
    picture(m_window, "playground-correct");
    click(first<QAbstractButton>(tuned, "answerAdd_"));
    QTRY_COMPARE(rows(), 57);
    QCOMPARE(completion(56), QStringLiteral("Seven long years."));
}

void JourneyTest::settingsAndHelp()
{
    for (const auto &[action, name] :
         {std::pair{"actionSettings", "settingsDialog"}, std::pair{"actionHelp", "helpWindow"}}) {
        auto *open = m_window->findChild<QAction *>(QLatin1String(action));
        QVERIFY(open);
        open->trigger();
        QWidget *shown = nullptr;
        const auto isShown = [&] {
            const QWidgetList all = QApplication::topLevelWidgets();
            for (QWidget *widget : all) {
                if (widget->objectName() == QLatin1String(name) && widget->isVisible())
                    shown = widget;
            }
            return shown != nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), patience);
        QTest::qWait(300);
        picture(shown, name);
        keys(shown, Qt::Key_Escape);
        QTRY_VERIFY(!shown->isVisible());
    }
}

void JourneyTest::empty()
{
    m_window->dataPage()->document()->undoStack()->undo(); // the row from the playground: nothing to ask about
    m_window->findChild<QTabWidget *>(QStringLiteral("mainTabs"))->setCurrentIndex(0);
    m_window->dataPage()->newDocument();
    QTRY_COMPARE_WITH_TIMEOUT(rows(), 0, patience);
    picture(m_window, "data-empty");
}

void JourneyTest::cleanupTestCase()
{
    m_onsa->engine->stop();
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->engine->state(), EngineProcess::State::Stopped, patience);
    m_onsa.reset();
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("onsa"));
    QStringList arguments = QCoreApplication::arguments();
    for (qsizetype i = arguments.size(); i-- > 1;) {
        if (!arguments[i].startsWith(QLatin1String("--face=")))
            continue;
        language = arguments[i].mid(7).section(QLatin1Char('-'), 0, 0);
        theme = arguments[i].endsWith(QLatin1String("dark")) ? ThemeChoice::Dark : ThemeChoice::Light;
        arguments.removeAt(i);
    }
    JourneyTest test;
    return QTest::qExec(&test, arguments);
}

#include "tst_journey.moc"
