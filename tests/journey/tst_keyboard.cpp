// SPDX-License-Identifier: GPL-3.0-or-later
// The whole loop without a mouse: real key events of the X server, a real window manager, the real engine. And the same
// loop by mouse alone, from the first start to the first tuned answer, with its clicks counted.
#include "dataset/dataset_model.h"
#include "support/real_input.h"
#include "support/real_onsa.h"
#include "ui/dataset/dataset_page.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSet>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QTreeWidget>

#include <csignal>

using namespace onsa;
using namespace onsa::tests;

namespace {

QString language = QStringLiteral("en");
ThemeChoice theme = ThemeChoice::Light;
bool byMouse = false;
constexpr int patience = 240000; // ms until a step that never ends is called a failure
constexpr int taught = 2; // the row of the sample whose question is asked at the end

QList<pid_t> enginesOfThisProcess()
{
    QFile children(QStringLiteral("/proc/self/task/%1/children").arg(QCoreApplication::applicationPid()));
    QList<pid_t> engines;
    if (!children.open(QIODevice::ReadOnly))
        return engines;
    for (const QByteArray &pid : children.readAll().split(' ')) {
        QFile name(QStringLiteral("/proc/%1/comm").arg(QString::fromLatin1(pid)));
        if (!pid.isEmpty() && name.open(QIODevice::ReadOnly) && name.readAll().startsWith("onsa-engine"))
            engines << pid.toInt();
    }
    return engines;
}

// The longest time for which the event loop did nothing else than one piece of work.
class LoopWatch : public QObject
{
public:
    LoopWatch()
    {
        m_clock.start();
        connect(&m_tick, &QTimer::timeout, this, [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_tick.start(2); // ms; a timer of 0 would take a core from the engine
    }
    void restart() { m_longest = 0; } // from the next piece of work on
    qint64 longest() const { return m_longest; } // ms

private:
    QTimer m_tick;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace

class KeyboardJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void firstTunedAnswerByMouse();
    void engineDiesInMidJob();
    void editCells();
    void addAndDeleteRows();
    void seeAndFixAProblem();
    void save();
    void everyPartCanBeReached();
    void tune();
    void watchTheJob();
    void ask();
    void takeTheAnswerBack();
    void otherScreens();
    void cleanupTestCase();

private:
    template <class T = QWidget> T *find(const char *name) const
    {
        return m_onsa->window->findChild<T *>(QLatin1String(name));
    }
    template <class T> static T *first(const QWidget *parent, const char *prefix)
    {
        return parent->findChildren<T *>(QRegularExpression(QLatin1Char('^') + QLatin1String(prefix))).value(0);
    }
    QTableView *table() const { return find<QTableView>("dataTable"); }
    int rows() const { return m_onsa->window->dataPage()->model()->rowCount(); }
    QString text(int row, int column) const
    {
        return m_onsa->window->dataPage()->model()->index(row, column).data(DatasetModel::FullTextRole).toString();
    }
    QString completion(int row) const { return text(row, DatasetModel::CompletionColumn); }
    static QWidget *focus() { return QApplication::focusWidget(); }
    static QString focusName() { return focus() ? focus()->objectName() : QString(); }
    // A dialog that has the keyboard, given to it by the window manager.
    QDialog *dialog(const char *name) const
    {
        QWidget *active = QApplication::activeWindow();
        if (!active || !m_input->hasKeyboard(*active))
            return nullptr; // shown, but the window manager has not come to it yet
        return active->objectName() == QLatin1String(name) ? qobject_cast<QDialog *>(active) : nullptr;
    }
    bool windowHasFocus() const
    {
        return QApplication::activeWindow() == m_onsa->window.get() && m_input->hasKeyboard(*m_onsa->window);
    }

    // Tab, or Shift+Tab, until the control has the focus; each stop on the way must show that it has it.
    void tabTo(const QWidget *wanted, bool back = false)
    {
        QVERIFY(wanted);
        constexpr int most = 60;
        for (int i = 0; i < most && focus() != wanted; ++i) {
            back ? m_input->key(ShiftKey, Tab) : m_input->key(Tab);
            checkRing();
        }
        QVERIFY2(
            focus() == wanted,
            qPrintable(
                QStringLiteral("%1 cannot be reached, the focus is in %2").arg(wanted->objectName(), focusName())));
    }
    void f6To(const QWidget *part)
    {
        constexpr int most = 12;
        for (int i = 0; i < most && !(part == focus() || part->isAncestorOf(focus())); ++i) {
            m_input->key(F6);
            checkRing();
        }
        QVERIFY2(part == focus() || part->isAncestorOf(focus()), qPrintable(part->objectName()));
    }
    void checkRing();
    // Every Tab stop of the active window, once round; returns their names in order.
    QStringList tabRound()
    {
        QStringList names;
        QSet<const QWidget *> seen;
        while (focus() && !seen.contains(focus())) {
            seen << focus();
            names << focusName();
            checkRing();
            m_input->key(Tab);
        }
        return names;
    }

    std::unique_ptr<RealOnsa> m_onsa;
    std::unique_ptr<RealInput> m_input;
    std::unique_ptr<LoopWatch> m_watch;
    QProcess m_windowManager;
    QElapsedTimer m_sinceStart;
    QStringList m_noRing;
};

// A ring of two pixels in the accent colour (on the accent, in the text's) round the control or its current item.
void KeyboardJourney::checkRing()
{
    QWidget *stop = focus();
    if (!stop || m_noRing.contains(stop->objectName()))
        return;
    QRect area = stop->rect();
    QWidget *drawn = stop;
    if (const auto *tabs = qobject_cast<QTabBar *>(stop))
        area = tabs->tabRect(tabs->currentIndex());
    if (auto *cells = qobject_cast<QTableView *>(stop); cells && cells == table()) { // the other shows a row
        drawn = cells->viewport();
        area = cells->visualRect(cells->currentIndex());
    }
    QTest::qWait(30); // the style paints the ring with the next frame
    if (focus() != stop || !stop->isVisible())
        return; // what had it went away meanwhile; where it is now is looked at next
    const QImage picture = drawn->window()->grab().toImage();
    const qreal ratio = picture.devicePixelRatio();
    const QRect ring = QRect(drawn->mapTo(drawn->window(), area.topLeft()), area.size()).adjusted(-2, -2, 2, 2);
    const auto isRing = [](QRgb pixel) {
        for (const ui::Color role : {ui::Color::Accent, ui::Color::Text}) {
            const QColor wanted = ui::color(role);
            if (std::abs(qRed(pixel) - wanted.red()) < 12 && std::abs(qGreen(pixel) - wanted.green()) < 12
                && std::abs(qBlue(pixel) - wanted.blue()) < 12)
                return true;
        }
        return false;
    };
    // Along the middle of each side, across the border: two neighbours in the colour of the ring.
    const auto hasRing = [&](QPoint from, QPoint step) {
        int together = 0;
        for (int i = 0; i < 8; ++i, from += step) {
            const QPoint at = from * ratio;
            together = picture.rect().contains(at) && isRing(picture.pixel(at)) ? together + 1 : 0;
            if (together >= 2)
                return true;
        }
        return false;
    };
    const QPoint middle = ring.center();
    const int sides = hasRing({ring.left(), middle.y()}, {1, 0}) + hasRing({ring.right(), middle.y()}, {-1, 0})
        + hasRing({middle.x(), ring.top()}, {0, 1}) + hasRing({middle.x(), ring.bottom()}, {0, -1});
    if (sides >= 3) // one may lie under a neighbour or at the edge of what is scrolled
        return;
    m_noRing << stop->objectName();
    qWarning("no ring: %s %s (%d sides)", stop->metaObject()->className(), qPrintable(stop->objectName()), sides);
    const QString folder = QStringLiteral(ONSA_BIN "/../screenshots");
    QDir().mkpath(folder);
    picture.save(QStringLiteral("%1/no-ring-%2.png").arg(folder, stop->objectName()));
}

void KeyboardJourney::initTestCase()
{
    m_windowManager.start(QStringLiteral("openbox"),
                          {QStringLiteral("--sm-disable"), QStringLiteral("--config-file"),
                           QStringLiteral(ONSA_SOURCE "/tests/journey/openbox.xml")});
    QVERIFY2(m_windowManager.waitForStarted(), "openbox is needed: packaging/packages-test.txt");
    m_input = std::make_unique<RealInput>();
    m_watch = std::make_unique<LoopWatch>();
    m_onsa = std::make_unique<RealOnsa>(language, theme);
    m_sinceStart.start();
    m_onsa->start({1280, 800});
    QVERIFY(QTest::qWaitForWindowExposed(m_onsa->window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(m_onsa->window->dataPage()->document() && rows() == 56, patience);
    QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus(), patience);
    QCOMPARE(focus(), table());
    m_watch->restart(); // making the window is the start-up time, which its bench prints
}

void KeyboardJourney::firstTunedAnswerByMouse()
{
    if (!byMouse)
        QSKIP("by keyboard");
    const auto press = [this](QWidget *button) {
        QTRY_VERIFY_WITH_TIMEOUT(button && button->isVisible() && button->isEnabled(), patience);
        m_input->click(*button);
    };
    press(find("fineTuneButton"));
    QTRY_VERIFY_WITH_TIMEOUT(dialog("fineTuneWizard"), patience);
    auto *next = dialog("fineTuneWizard")->findChild<QPushButton *>(QStringLiteral("wizardNext"));
    for (int page = 0; page < 4; ++page)
        press(next);
    QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus() && m_onsa->jobs.rowCount() == 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(isFinal(m_onsa->jobs.job(0)->job.status), patience);
    QCOMPARE(m_onsa->jobs.job(0)->job.status, JobStatus::Succeeded);
    press(find("jobAsk"));
    QTRY_COMPARE_WITH_TIMEOUT(focusName(), QStringLiteral("prompt"), patience);
    QGuiApplication::clipboard()->setText(text(taught, DatasetModel::PromptColumn)); // the words of the question
    m_input->key(ControlKey, 'v');
    press(find("ask"));
    QTRY_COMPARE_WITH_TIMEOUT(first<QPlainTextEdit>(find("tunedView"), "answer_")->toPlainText(), completion(taught),
                              patience);
    qInfo(
        "first start to first tuned answer, by real mouse: %.1f s, %d clicks, longest block of the event loop %lld ms",
        double(m_sinceStart.elapsed()) / 1000, m_input->clicks(), m_watch->longest());
    QVERIFY(m_input->clicks() <= 8);
    QVERIFY(m_sinceStart.elapsed() <= 120000);
}

// Killed without a word: the window starts it again, and the job goes on from its last step.
void KeyboardJourney::engineDiesInMidJob()
{
    if (!byMouse)
        QSKIP("by keyboard");
    m_input->key(F9);
    QTRY_VERIFY_WITH_TIMEOUT(dialog("fineTuneWizard"), patience);
    auto *next = dialog("fineTuneWizard")->findChild<QPushButton *>(QStringLiteral("wizardNext"));
    for (int page = 0; page < 4; ++page) {
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience);
        m_input->click(*next);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->jobs.rowCount(), 2, patience);
    const auto job = [this] {
        const SeenJob *newest = m_onsa->jobs.job(0);
        return newest && !isFinal(newest->job.status) ? newest : m_onsa->jobs.job(1);
    };
    const std::string id = job()->job.id;
    const auto row = [this, id] { return m_onsa->jobs.rowOf(QStringLiteral("local"), id); };
    QTRY_VERIFY_WITH_TIMEOUT(m_onsa->jobs.fraction(row()) > 0.2, patience);
    const auto engines = enginesOfThisProcess();
    QCOMPARE(engines.size(), 1);
    QCOMPARE(::kill(engines.first(), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_onsa->engine->state() != EngineProcess::State::Ready, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->engine->state(), EngineProcess::State::Ready, patience);
    QVERIFY(enginesOfThisProcess() != engines);
    QTRY_VERIFY_WITH_TIMEOUT(isFinal(m_onsa->jobs.job(row())->job.status), patience);
    QCOMPARE(m_onsa->jobs.job(row())->job.status, JobStatus::Succeeded);
    // Nothing is left to be told once it goes on.
    QVERIFY(!find("engineBanner")->isVisible());
}

void KeyboardJourney::editCells()
{
    if (byMouse)
        QSKIP("by mouse");
    checkRing();
    // Nothing was ever copied: pasting does nothing.
    m_input->key(F2);
    QTRY_COMPARE(focusName(), QStringLiteral("cellEditor"));
    m_input->key(ControlKey, 'v');
    m_input->key(Escape);
    QTRY_COMPARE(focus(), table());
    // Typing replaces; Enter goes down.
    const QString before = completion(1);
    m_input->key(Down);
    m_input->key(Right);
    m_input->type(QStringLiteral("Quite new"));
    m_input->key(Return);
    QTRY_COMPARE(completion(1), QStringLiteral("Quite new"));
    QCOMPARE(table()->currentIndex().row(), 2);
    m_input->key(ControlKey, 'z');
    QTRY_COMPARE(completion(1), before);
    m_input->key(ShiftKey, ControlKey, 'z');
    QTRY_COMPARE(completion(1), QStringLiteral("Quite new"));
    // F2 adds; Esc takes back.
    m_input->key(F2);
    QTRY_COMPARE(focusName(), QStringLiteral("cellEditor"));
    m_input->type(QStringLiteral(" indeed"));
    m_input->key(Return);
    QTRY_COMPARE(completion(1), QStringLiteral("Quite new indeed"));
    m_input->key(F2);
    m_input->type(QStringLiteral(" not this"));
    m_input->key(Escape);
    QCOMPARE(focus(), table());
    m_input->key(ControlKey, 'z');
    m_input->key(ControlKey, 'z');
    QTRY_COMPARE(completion(1), before);
}

void KeyboardJourney::addAndDeleteRows()
{
    if (byMouse)
        QSKIP("by mouse");
    m_input->key(ShiftKey, ControlKey, Return);
    QTRY_COMPARE(rows(), 57);
    QTRY_COMPARE(focusName(), QStringLiteral("cellEditor"));
    m_input->type(QStringLiteral("Who waters the plants?"));
    m_input->key(Tab);
    m_input->type(QStringLiteral("Nobody."));
    m_input->key(Return);
    const int added = table()->currentIndex().row();
    QTRY_COMPARE(completion(added), QStringLiteral("Nobody."));
    QCOMPARE(text(added, DatasetModel::PromptColumn), QStringLiteral("Who waters the plants?"));
    m_input->key(ControlKey, '-');
    QTRY_COMPARE(rows(), 56);
}

void KeyboardJourney::seeAndFixAProblem()
{
    if (byMouse)
        QSKIP("by mouse");
    m_input->key(ControlKey, Home);
    while (table()->currentIndex().column() < DatasetModel::CompletionColumn)
        m_input->key(Right);
    QCOMPARE(table()->currentIndex().row(), 0);
    const QString before = completion(0);
    m_input->key(Delete);
    QTRY_COMPARE(completion(0), QString());
    m_input->key(Down); // look at another row first
    m_input->key(F7);
    auto *tree = find<QTreeWidget>("issuesTree");
    QTRY_VERIFY_WITH_TIMEOUT(tree->isVisible() && tree->topLevelItemCount() > 0, patience);
    f6To(find("issuesPanel"));
    tabTo(tree);
    m_input->key(Home);
    m_input->key(Down);
    m_input->key(Return); // goes to the row
    QTRY_COMPARE(table()->currentIndex().row(), 0);
    // The finding stands beside the row with its fix.
    auto *fix = find<QPushButton>("fixWrite");
    QTRY_VERIFY(fix && fix->isVisible());
    f6To(find("rowPane"));
    tabTo(fix);
    m_input->key(' ');
    QTRY_COMPARE(focusName(), QStringLiteral("rowCompletion"));
    m_input->type(QStringLiteral("Mended"));
    m_input->key(F6);
    QTRY_COMPARE(completion(0), QStringLiteral("Mended"));
    f6To(table()->parentWidget());
    QTRY_COMPARE(focus(), table());
    m_input->key(ControlKey, 'z');
    QTRY_COMPARE(completion(0), QString());
    m_input->key(ControlKey, 'z');
    QTRY_COMPARE(completion(0), before);
}

void KeyboardJourney::save()
{
    if (byMouse)
        QSKIP("by mouse");
    // A whole path, in a folder that the dialog does not show, with files whose names begin alike.
    QVERIFY(QDir().mkpath(m_onsa->home(QStringLiteral("my files"))));
    const QString path = m_onsa->home(QStringLiteral("my files/data.jsonl"));
    for (const char *name : {"my files/data.jsonl.old.jsonl", "my files/database.jsonl"}) {
        QFile other(m_onsa->home(QLatin1String(name)));
        QVERIFY(other.open(QIODevice::WriteOnly));
    }
    m_input->key(ControlKey, 's');
    QTRY_VERIFY_WITH_TIMEOUT(dialog("saveDialog"), patience);
    m_input->key(ControlKey, 'a');
    m_input->type(path);
    m_input->key(Return);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
    QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus(), patience);
    QTRY_VERIFY(!m_onsa->window->dataPage()->document()->isModified());
    // By mouse, while the list of suggestions is open: the first click on the button counts.
    const QString other = m_onsa->home(QStringLiteral("my files/da"));
    m_input->key(ShiftKey, ControlKey, 's');
    QTRY_VERIFY_WITH_TIMEOUT(dialog("saveDialog"), patience);
    m_input->key(ControlKey, 'a');
    m_input->type(other);
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activePopupWidget(), patience);
    m_input->click(*QApplication::activeModalWidget()->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(other + QStringLiteral(".jsonl")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus(), patience);
}

void KeyboardJourney::everyPartCanBeReached()
{
    if (byMouse)
        QSKIP("by mouse");
    // Tab stays in the cells, F6 leads on: table, row, jobs, status line, and round.
    m_input->key(ControlKey, '1');
    QTRY_COMPARE(focus(), table());
    m_input->key(Tab);
    QCOMPARE(focus(), table());
    for (const char *part : {"rowPane", "jobsDock"})
        f6To(find(part));
    f6To(m_onsa->window->statusBar());
    f6To(table());
    m_input->key(ControlKey, 'f');
    QTRY_COMPARE(focusName(), QStringLiteral("findText"));
    for (const char *name : {"findPrevious", "findNext", "findExact", "findPattern", "findClose"})
        tabTo(find(name));
    m_input->key(Escape);
    QTRY_VERIFY(!find("findBar")->isVisible());
    QTRY_COMPARE(focus(), table());
    // The menus.
    m_input->key(AltKey, 'h');
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activePopupWidget(), patience);
    m_input->key(Escape);
    m_input->key(Escape);
    QTRY_VERIFY(!QApplication::activePopupWidget());
    QTRY_COMPARE(focus(), table());
}

void KeyboardJourney::tune()
{
    if (byMouse)
        QSKIP("by mouse");
    m_input->key(F9);
    QTRY_VERIFY_WITH_TIMEOUT(dialog("fineTuneWizard"), patience);
    QDialog *wizard = dialog("fineTuneWizard");
    auto *next = wizard->findChild<QPushButton *>(QStringLiteral("wizardNext"));
    QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience);
    for (int page = 0; page < 4; ++page) {
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience);
        QTRY_VERIFY(focus());
        if (page == 1) { // Back keeps everything, by its mnemonic
            tabTo(wizard->findChild<QWidget *>(QStringLiteral("wizardBack")));
            m_input->key(' ');
            QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience);
            tabTo(next);
            m_input->key(' ');
            QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience);
        }
        const QStringList stops = tabRound();
        qInfo("wizard page %d: %s", page + 1, qPrintable(stops.join(QStringLiteral(" → "))));
        tabTo(next);
        m_input->key(Return);
    }
    QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->jobs.rowCount(), 1, patience);
}

void KeyboardJourney::watchTheJob()
{
    if (byMouse)
        QSKIP("by mouse");
    QTRY_COMPARE_WITH_TIMEOUT(focusName(), QStringLiteral("jobsTable"), patience);
    tabTo(find("jobCancel"));
    m_input->key(' ');
    QTRY_VERIFY_WITH_TIMEOUT(dialog("askOnce"), patience);
    m_input->key(Escape); // go on
    QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(isFinal(m_onsa->jobs.job(0)->job.status), patience);
    QCOMPARE(m_onsa->jobs.job(0)->job.status, JobStatus::Succeeded);
    QTRY_COMPARE(focusName(), QStringLiteral("jobAsk")); // Cancel has gone
    // Fold and unfold: the focus follows.
    m_input->key(ControlKey, 'j');
    QTRY_COMPARE(focus(), table());
    m_input->key(ControlKey, 'j');
    QTRY_COMPARE(focusName(), QStringLiteral("jobsTable"));
    const QStringList stops = tabRound();
    qInfo("jobs: %s", qPrintable(stops.join(QStringLiteral(" → "))));
    for (const char *name : {"jobsTable", "jobAsk", "jobAgain", "jobDelete", "jobsFold"})
        QVERIFY2(stops.contains(QLatin1String(name)), name);
    auto *tabs = find<QTabWidget>("jobTabs");
    f6To(find("jobsDock")); // where the focus was last: at its end
    tabTo(tabs->tabBar(), true);
    for (int tab = 1; tab < tabs->count(); ++tab) {
        m_input->key(Right);
        QTRY_COMPARE(tabs->currentIndex(), tab);
        m_input->key(Tab);
        QVERIFY2(tabs->currentWidget()->isAncestorOf(focus()) || tabs->currentWidget() == focus(),
                 qPrintable(QStringLiteral("tab %1: %2").arg(tab).arg(focusName())));
        checkRing();
        m_input->key(ShiftKey, Tab);
        QCOMPARE(focus(), tabs->tabBar());
    }
    QVERIFY(find<QTreeWidget>("jobEvents")->topLevelItemCount() > 0);
    tabTo(find("jobsTable"), true);
    m_input->key(Return); // asks the model
}

void KeyboardJourney::ask()
{
    if (byMouse)
        QSKIP("by mouse");
    QTRY_COMPARE_WITH_TIMEOUT(focusName(), QStringLiteral("prompt"), patience);
    auto *ask = find<QPushButton>("ask");
    // The question comes from the table, as people do it: copy there, paste here.
    m_input->key(ControlKey, '1');
    QTRY_COMPARE(focus(), table());
    m_input->key(ControlKey, Home);
    for (int row = 0; row < taught; ++row)
        m_input->key(Down);
    QTRY_COMPARE(table()->currentIndex().row(), taught);
    m_input->key(ControlKey, 'c');
    m_input->key(ControlKey, '2');
    QTRY_COMPARE(focusName(), QStringLiteral("prompt"));
    m_input->key(ControlKey, 'v');
    QTRY_VERIFY(ask->isEnabled());
    m_input->key(ControlKey, Return);
    const auto said = [this](const char *view) {
        const auto *answer = first<QPlainTextEdit>(find(view), "answer_");
        return answer ? answer->toPlainText() : QString();
    };
    QTRY_COMPARE_WITH_TIMEOUT(said("tunedView"), completion(taught), patience);
    QTRY_VERIFY_WITH_TIMEOUT(ask->isVisible() && !said("baseView").isEmpty(), patience);
    QVERIFY(said("baseView") != said("tunedView"));
    // Esc stops.
    m_input->key(ControlKey, Return);
    m_input->key(Escape);
    QTRY_VERIFY_WITH_TIMEOUT(ask->isVisible(), patience);
    const QStringList stops = tabRound();
    qInfo("playground: %s", qPrintable(stops.join(QStringLiteral(" → "))));
    for (const char *name : {"modelCombo", "compareBase", "prompt", "ask", "temperatureSlider"})
        QVERIFY2(stops.contains(QLatin1String(name)), name);
    // The history brings the first question and its whole answer back.
    tabTo(find("historyToggle"));
    m_input->key(' ');
    auto *list = find<QListWidget>("historyList");
    QTRY_VERIFY(list->isVisible());
    tabTo(list);
    m_input->key(End);
    m_input->key(Return);
    QTRY_COMPARE(said("tunedView"), completion(taught));
}

void KeyboardJourney::takeTheAnswerBack()
{
    if (byMouse)
        QSKIP("by mouse");
    const int before = rows();
    QWidget *tuned = find("tunedView");
    tabTo(first<QAbstractButton>(tuned, "answerCorrect_"));
    m_input->key(' ');
    auto *answer = first<QPlainTextEdit>(tuned, "answer_");
    QTRY_COMPARE(focus(), answer);
    m_input->key(ControlKey, 'a');
    m_input->type(QStringLiteral("Corrected by hand."));
    tabTo(first<QAbstractButton>(tuned, "answerAdd_"));
    m_input->key(' ');
    QTRY_COMPARE(rows(), before + 1);
    QCOMPARE(completion(before), QStringLiteral("Corrected by hand."));
    m_input->key(ControlKey, '1');
    QTRY_COMPARE(focus(), table());
    m_input->key(ControlKey, End);
    QTRY_COMPARE(table()->currentIndex().row(), before);
}

void KeyboardJourney::otherScreens()
{
    if (byMouse)
        QSKIP("by mouse");
    const auto open = [this](const char *name, auto... keys) {
        m_input->key(keys...);
        QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeWindow()
                                     && QApplication::activeWindow()->objectName() == QLatin1String(name),
                                 patience);
        const QStringList stops = tabRound();
        qInfo("%s: %s", name, qPrintable(stops.join(QStringLiteral(" → "))));
        QVERIFY(!stops.isEmpty());
        m_input->key(Escape);
        QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus(), patience);
    };
    open("settingsDialog", ControlKey, ',');
    open("helpWindow", F1);
    open("commandPalette", ShiftKey, ControlKey, 'p');
    // The palette does what it names.
    m_input->key(ShiftKey, ControlKey, 'p');
    QTRY_VERIFY_WITH_TIMEOUT(dialog("commandPalette"), patience);
    m_input->type(QStringLiteral("f1"));
    m_input->key(Escape);
    QTRY_VERIFY_WITH_TIMEOUT(windowHasFocus(), patience);
    QCOMPARE(focus(), table());
}

void KeyboardJourney::cleanupTestCase()
{
    if (!m_onsa)
        return;
    qInfo("%d keys and %d clicks, longest block of the event loop %lld ms", m_input->keys(), m_input->clicks(),
          m_watch->longest());
    m_onsa->engine->stop();
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->engine->state(), EngineProcess::State::Stopped, patience);
    m_onsa.reset();
    m_windowManager.terminate();
    m_windowManager.waitForFinished();
    QVERIFY2(m_noRing.isEmpty(), qPrintable(m_noRing.join(QStringLiteral(", "))));
    QVERIFY(m_input->allArrived());
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
        theme = arguments[i].contains(QLatin1String("dark")) ? ThemeChoice::Dark : ThemeChoice::Light;
        byMouse = arguments[i].endsWith(QLatin1String("mouse"));
        arguments.removeAt(i);
    }
    KeyboardJourney test;
    return QTest::qExec(&test, arguments);
}

#include "tst_keyboard.moc"
