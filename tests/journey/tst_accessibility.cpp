// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader gets to know: every screen is shown and read through AT-SPI by another program; every control
// must have a name, and the cells of tables must be readable. Each screen is also kept as a picture, to be looked at.
#include "dataset/dataset_model.h"
#include "support/real_onsa.h"
#include "ui/dataset/dataset_page.h"
#include "ui/playground/playground_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QUndoStack>

using namespace onsa;
using namespace onsa::tests;

namespace {

QString language = QStringLiteral("en");
ThemeChoice theme = ThemeChoice::Light;
QSize size(1280, 800);
constexpr int patience = 240000;
const QString debianPython = QStringLiteral("/usr/bin/python3"); // for which apt installs modules

} // namespace

class AccessibilityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void data();
    void problems();
    void wizard();
    void jobs();
    void playground();
    void settings();
    void otherScreens();
    void empty();
    void cleanupTestCase();

private:
    template <class T = QWidget> T *find(const char *name) const
    {
        return m_onsa->window->findChild<T *>(QLatin1String(name));
    }
    void trigger(const char *action) const { find<QAction>(action)->trigger(); }
    static QWidget *shown(const char *name)
    {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (widget->objectName() == QLatin1String(name) && widget->isVisible())
                return widget;
        return nullptr;
    }
    // What the other program reads now. Our event loop runs meanwhile: it answers the questions.
    QJsonObject read()
    {
        QTest::qWait(200); // what was shown a moment ago tells the bus
        QProcess reader;
        reader.start(debianPython,
                     {QStringLiteral(ONSA_SOURCE "/tests/journey/read_screen.py"),
                      QString::number(QCoreApplication::applicationPid())});
        QEventLoop loop; // not qWaitFor, which sleeps between the questions
        connect(&reader, &QProcess::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        loop.exec();
        const QByteArray errors = reader.readAllStandardError();
        if (reader.exitCode() != 0)
            qWarning("%s", errors.constData());
        return QJsonDocument::fromJson(reader.readAllStandardOutput()).object();
    }
    void check(const char *screen, int atLeast);
    // The window and the dialog before it, in build/<preset>/screenshots/screens.
    static void picture(const char *screen)
    {
        QTest::qWait(200); // let layouts and queued work settle; nothing depends on the time
        const QString folder = QStringLiteral(ONSA_BIN "/../screenshots/screens");
        QDir().mkpath(folder);
        QString name = QString::fromUtf8(screen);
        name.replace(QRegularExpression(QStringLiteral("[^\\w]+")), QStringLiteral("-"));
        QWidget *top =
            QApplication::activeModalWidget() ? QApplication::activeModalWidget() : QApplication::activeWindow();
        if (!top)
            top = shown("mainWindow");
        const QString theme = ui::isDark() ? QStringLiteral("dark") : QStringLiteral("light");
        QVERIFY(top->grab().save(
            QStringLiteral("%1/%2-%3-%4-%5.png").arg(folder, name, language, theme, QString::number(size.width()))));
    }

    std::unique_ptr<RealOnsa> m_onsa;
    QJsonObject m_screen;
};

void AccessibilityTest::check(const char *screen, int atLeast)
{
    picture(screen);
    m_screen = read();
    const int controls = m_screen[QLatin1String("controls")].toInt();
    const QJsonArray unnamed = m_screen[QLatin1String("unnamed")].toArray();
    qInfo("%s: %d controls, %d cells", screen, controls, int(m_screen[QLatin1String("cells")].toArray().size()));
    QStringList lines;
    for (const QJsonValue &each : unnamed)
        lines << each.toString();
    QVERIFY2(lines.isEmpty(), qPrintable(QLatin1String(screen) + QStringLiteral(":\n") + lines.join(u'\n')));
    QVERIFY2(controls >= atLeast, screen);
}

void AccessibilityTest::initTestCase()
{
    QProcess probe;
    probe.start(debianPython,
                {QStringLiteral("-c"),
                 QStringLiteral("import gi; gi.require_version('Atspi', '2.0'); "
                                "from gi.repository import Atspi")});
    if (!probe.waitForFinished(patience) || probe.exitCode() != 0)
        QSKIP("needs python3-pyatspi and at-spi2-core: packaging/packages-test.txt");
    m_onsa = std::make_unique<RealOnsa>(language, theme);
    m_onsa->start(size);
    QVERIFY(QTest::qWaitForWindowExposed(m_onsa->window.get()));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_onsa->window->dataPage()->document() && m_onsa->window->dataPage()->model()->rowCount() == 56, patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->engine->state(), EngineProcess::State::Ready, patience);
    // The desktop's registry has to hear of us first.
    QTRY_VERIFY_WITH_TIMEOUT(read()[QLatin1String("controls")].toInt() > 0, patience);
}

void AccessibilityTest::data()
{
    check("data", 25);
    const QString prompt = m_onsa->window->dataPage()
                               ->model()
                               ->index(0, DatasetModel::PromptColumn)
                               .data(DatasetModel::FullTextRole)
                               .toString();
    QVERIFY(m_screen[QLatin1String("cells")].toArray().contains(prompt));
}

void AccessibilityTest::problems()
{
    auto *model = m_onsa->window->dataPage()->model();
    QVERIFY(model->setData(model->index(0, DatasetModel::CompletionColumn), QString(), Qt::EditRole));
    trigger("actionCheck");
    trigger("actionReplace");
    QTRY_VERIFY_WITH_TIMEOUT(find("issuesPanel")->isVisible() && find("fixWrite"), patience);
    check("problems, find and replace", 30);
    // The flag of the row is a picture; its words must be there too.
    const QJsonArray cells = m_screen[QLatin1String("cells")].toArray();
    const QString words = model->index(0, DatasetModel::FlagColumn).data(Qt::AccessibleTextRole).toString();
    QVERIFY(!words.isEmpty());
    QVERIFY(cells.contains(words));
    find<QAbstractButton>("findClose")->click();
    find<QAbstractButton>("issuesClose")->click();
    m_onsa->window->dataPage()->document()->undoStack()->undo();
}

void AccessibilityTest::wizard()
{
    trigger("actionFineTune");
    QTRY_VERIFY_WITH_TIMEOUT(shown("fineTuneWizard"), patience);
    QWidget *wizard = shown("fineTuneWizard");
    auto *next = wizard->findChild<QAbstractButton *>(QStringLiteral("wizardNext"));
    for (const char *page : {"wizard: check", "wizard: where", "wizard: how", "wizard: review"}) {
        QTRY_VERIFY_WITH_TIMEOUT(next->isEnabled(), patience);
        if (auto *advanced = wizard->findChild<QAbstractButton *>(QStringLiteral("howOwn"));
            advanced && advanced->isVisible())
            advanced->click();
        check(page, 4);
        next->click();
    }
    QTRY_VERIFY_WITH_TIMEOUT(!shown("fineTuneWizard"), patience);
}

void AccessibilityTest::jobs()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_onsa->jobs.rowCount(), 1, patience);
    check("a running job", 25);
    QTRY_VERIFY_WITH_TIMEOUT(isFinal(m_onsa->jobs.job(0)->job.status), patience);
    auto *tabs = find<QTabWidget>("jobTabs");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        check(qPrintable(QStringLiteral("job %1").arg(tab)), 25);
    }
}

void AccessibilityTest::playground()
{
    trigger("actionJobs");
    trigger("actionShowPlayground");
    check("playground, empty", 15);
    find<QAbstractButton>("jobAsk")->click();
    auto *page = m_onsa->window->playground();
    page->setPrompt(QStringLiteral("?"));
    QTRY_VERIFY_WITH_TIMEOUT(find("ask")->isEnabled(), patience);
    page->ask();
    picture("playground, streaming");
    QTRY_VERIFY_WITH_TIMEOUT(find("ask")->isVisible(), patience);
    check("playground, compared", 20);
    find<QAbstractButton>("historyToggle")->click();
    check("playground", 25);
}

void AccessibilityTest::settings()
{
    trigger("actionSettings");
    QTRY_VERIFY_WITH_TIMEOUT(shown("settingsDialog"), patience);
    QWidget *dialog = shown("settingsDialog");
    auto *sections = dialog->findChild<QListWidget *>(QStringLiteral("settingsSections"));
    for (int row = 0; row < sections->count(); ++row) {
        sections->setCurrentRow(row);
        check(qPrintable(QStringLiteral("settings %1").arg(row)), 3);
    }
    static_cast<QDialog *>(dialog)->reject();
}

void AccessibilityTest::otherScreens()
{
    for (const auto &[action, name] :
         {std::pair{"actionHelp", "helpWindow"}, std::pair{"actionKeys", "helpWindow"},
          std::pair{"actionPalette", "commandPalette"}, std::pair{"actionGoToRow", "goToRow"},
          std::pair{"actionLog", "logDialog"}, std::pair{"actionAbout", "aboutDialog"}}) {
        trigger(action);
        QTRY_VERIFY_WITH_TIMEOUT(shown(name), patience);
        check(name, 2);
        static_cast<QDialog *>(shown(name))->reject();
    }
}

void AccessibilityTest::empty()
{
    trigger("actionShowData");
    m_onsa->window->dataPage()->newDocument();
    QTRY_VERIFY_WITH_TIMEOUT(find("emptyState")->isVisible(), patience);
    m_onsa->window->dataPage()->openFile(m_onsa->home(QStringLiteral("not there.jsonl")));
    QTRY_VERIFY_WITH_TIMEOUT(find("emptyState")->isVisible(), patience);
    check("empty, with an error", 12);
}

void AccessibilityTest::cleanupTestCase()
{
    if (!m_onsa)
        return;
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
            continue; // --face=ja-dark-1024x700
        const QStringList parts = arguments.takeAt(i).mid(7).split(QRegularExpression(QStringLiteral("[-x]")));
        language = parts.value(0);
        theme = parts.value(1) == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::Light;
        size = {parts.value(2).toInt(), parts.value(3).toInt()};
    }
    AccessibilityTest test;
    return QTest::qExec(&test, arguments);
}

#include "tst_accessibility.moc"
