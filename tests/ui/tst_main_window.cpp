// SPDX-License-Identifier: GPL-3.0-or-later
// The window around the pages: start, menus, title, closing, panels.
#include "ui/main_window.h"

#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/command_palette.h"
#include "ui/dataset/dataset_page.h"
#include "ui/error_banner.h"
#include "ui/help_window.h"
#include "ui/jobs_dock.h"
#include "ui/playground/playground_page.h"

#include <QAction>
#include <QDropEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace onsa;
using namespace onsa::ui;

class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    void trigger(const char *name) { find<QAction>(name)->trigger(); }
    void begin(const QString &file, const QString &sample)
    {
        QSignalSpy spy(m_window->dataPage(), &DatasetPage::documentChanged);
        m_window->begin(file.isEmpty() ? QStringList() : QStringList{file}, sample);
        QTRY_VERIFY(!spy.isEmpty());
    }
    void make()
    {
        m_window = std::make_unique<MainWindow>(m_services->services());
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void init()
    {
        m_services = std::make_unique<tests::WindowServices>();
        make();
    }
    void cleanup()
    {
        m_window.reset();
        m_services.reset();
    }

    void theFirstStartOpensTheSampleAndTheNextTheLastFile()
    {
        m_services->services().settings.setLanguage(QStringLiteral("ja"));
        begin({}, {});
        QVERIFY(m_window->windowTitle().contains(QLatin1String("Sample")));
        QVERIFY(m_window->dataPage()->document()->path().filename() == "ja.jsonl");
        const QString mine =
            m_services->write(QStringLiteral("mine.jsonl"), "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        QSignalSpy spy(m_window->dataPage(), &DatasetPage::documentChanged);
        m_window->dataPage()->openFile(mine);
        QTRY_VERIFY(!spy.isEmpty());
        m_window.reset();
        make();
        begin({}, {});
        QVERIFY(m_window->windowTitle().startsWith(QLatin1String("mine.jsonl")));
    }
    void editsShowInTheTitleAndAreThereTheNextTimeWithoutAQuestion()
    {
        const QString path =
            m_services->write(QStringLiteral("rows.jsonl"), "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        begin(path, {});
        QVERIFY(!m_window->isWindowModified());
        trigger("actionDuplicateRows");
        QVERIFY(m_window->isWindowModified());
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
        QVERIFY(!find<QMessageBox>("closeQuestion"));
        m_window.reset();
        m_window = std::make_unique<MainWindow>(m_services->services());
        begin(path, {});
        QCOMPARE(m_window->dataPage()->document()->rowCount(), 2);
        QVERIFY(m_window->isWindowModified());
    }
    void nothingChangedClosesAtOnce()
    {
        begin(m_services->write(QStringLiteral("rows.jsonl"), "{\"prompt\":\"a\",\"completion\":\"b\"}\n"), {});
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
    }
    void tabsAndJobsByKeys()
    {
        begin({}, QStringLiteral("en"));
        auto *tabs = find<QTabWidget>("mainTabs");
        QCOMPARE(tabs->count(), 2);
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(tabs->currentIndex(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(tabs->currentIndex(), 0);
        auto *dock = find<JobsDock>("jobsDock");
        QVERIFY(dock->isFolded());
        QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
        QVERIFY(!dock->isFolded());
        QTRY_VERIFY(dock->height() > 100);
        QTest::mouseClick(find("jobsFold"), Qt::LeftButton);
        QTRY_VERIFY(dock->height() < 60);
    }
    void everyMenuEntryHasWordsAndAName()
    {
        for (QAction *top : m_window->menuBar()->actions()) {
            QVERIFY(top->menu() && !top->menu()->isEmpty());
            for (QAction *entry : top->menu()->actions())
                if (!entry->isSeparator() && !entry->menu())
                    QVERIFY2(!entry->text().isEmpty() && !entry->objectName().isEmpty(), qPrintable(entry->text()));
        }
    }
    void recentFilesAreListed()
    {
        const QString file =
            m_services->write(QStringLiteral("one.jsonl"), "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        begin(file, {});
        auto *recent = find<QMenu>("menuRecent");
        Q_EMIT recent->aboutToShow();
        QCOMPARE(recent->actions().first()->text(), QStringLiteral("one.jsonl"));
    }
    void aDroppedFileIsOpened()
    {
        begin({}, QStringLiteral("en"));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(
            m_services->write(QStringLiteral("dropped.jsonl"), "{\"prompt\":\"a\",\"completion\":\"b\"}\n"))});
        QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &drop);
        QTRY_VERIFY(m_window->windowTitle().startsWith(QLatin1String("dropped.jsonl")));
    }
    void anEngineThatIsMissingIsSaidAndTheRestWorks()
    {
        begin({}, QStringLiteral("en"));
        m_services->services().engine.start();
        auto *banner = find<ErrorBanner>("engineBanner");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->findChild<QLabel *>(QStringLiteral("bannerText"))->text().contains(QLatin1String("engine")));
        QVERIFY(find<QToolButton>("statusEngine")->text().contains(QLatin1String("failed")));
        trigger("actionDuplicateRows");
        QVERIFY(m_window->dataPage()->document()->isModified());
    }
    void aFileThatCannotBeReadLeavesTheWindowUsable()
    {
        m_window->begin({m_services->path(QStringLiteral("missing.jsonl"))}, {});
        QTRY_VERIFY(m_window->dataPage()->findChild<ErrorBanner *>(QStringLiteral("banner"))->isVisible());
        QVERIFY(m_window->dataPage()->findChild<QWidget *>(QStringLiteral("emptyState"))->isVisible());
        trigger("actionAddRow"); // there is no document yet: the first row makes one
        QTRY_VERIFY(m_window->dataPage()->document() && m_window->dataPage()->document()->rowCount() == 1);
    }
    void helpShowsThePageAndTheKeys()
    {
        trigger("actionHelp");
        auto *help = m_window->findChild<HelpWindow *>();
        QVERIFY(help && help->isVisible());
        QVERIFY(help->findChild<QTextBrowser *>()->toPlainText().size() > 200);
        trigger("actionKeys");
        QVERIFY(help->findChild<QTextBrowser *>()->toPlainText().contains(QLatin1String("F9")));
    }
    void theCommandPaletteRunsWhatIsTyped()
    {
        begin(m_services->write(QStringLiteral("rows.jsonl"), "{\"prompt\":\"a\",\"completion\":\"b\"}\n"), {});
        trigger("actionPalette");
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(palette && palette->isVisible());
        QTest::keyClicks(palette->findChild<QWidget *>(QStringLiteral("paletteText")), QStringLiteral("duplicate"));
        QCOMPARE(palette->findChild<QListWidget *>()->count(), 1);
        QTest::keyClick(palette->findChild<QWidget *>(QStringLiteral("paletteText")), Qt::Key_Return);
        QTRY_COMPARE(m_window->dataPage()->document()->rowCount(), 2);
    }
    void rejectedRowsAreLeftOutOfFineTuning()
    {
        QByteArray rows;
        for (int i = 0; i < 14; ++i)
            rows += "{\"prompt\":\"question " + QByteArray::number(i) + "\",\"completion\":\"answer "
                + QByteArray::number(i) + ".\"}\n";
        begin(m_services->write(QStringLiteral("rows.jsonl"), rows), {});
        DatasetDocument *document = m_window->dataPage()->document();
        QTRY_COMPARE(document->rowCount(), 14);
        QVERIFY(document->setReviews({{document->rowId(2), ReviewState::Rejected},
                                      {document->rowId(5), ReviewState::Rejected},
                                      {document->rowId(6), ReviewState::Approved}},
                                     QStringLiteral("reject")));
        trigger("actionFineTune");
        QTRY_VERIFY(find<QLabel>("checkVerdict"));
        const auto *verdict = find<QLabel>("checkVerdict");
        QTRY_VERIFY2(verdict->text().startsWith(QLatin1String("12 rows can be used.")), qPrintable(verdict->text()));
        QVERIFY(verdict->text().contains(QLatin1String("Rows that you rejected are left out: 2.")));
    }
    void whatWasAddedIsToldWhileItsDataSetIsOpen()
    {
        const auto file = [this](const char *name) {
            return m_services->write(QString::fromLatin1(name), "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        };
        begin(file("one.jsonl"), {});
        Q_EMIT m_window->playground()->addToDataSet(QStringLiteral("q"), QStringLiteral("a"));
        auto *note = find<ErrorBanner>("windowNote");
        QTRY_COMPARE(m_window->dataPage()->document()->rowCount(), 2);
        QVERIFY(note->isVisible());
        trigger("actionDuplicateRows"); // another edit of the same data set
        QTRY_COMPARE(m_window->dataPage()->document()->rowCount(), 3);
        QVERIFY(note->isVisible());
        m_window->dataPage()->openFile(file("two.jsonl"));
        QTRY_VERIFY(m_window->windowTitle().startsWith(QLatin1String("two.jsonl")));
        QVERIFY(!note->isVisible());
    }
    void aNewLanguageAsksForARestart()
    {
        begin({}, QStringLiteral("en"));
        m_services->services().settings.setLanguage(QStringLiteral("ja"));
        auto *note = find<ErrorBanner>("windowNote");
        QVERIFY(note->isVisible());
        QSignalSpy restart(m_window.get(), &MainWindow::restartWanted);
        QTest::mouseClick(note->findChild<QPushButton *>(QStringLiteral("bannerAction")), Qt::LeftButton);
        QTRY_COMPARE(restart.size(), 1);
        QVERIFY(!m_window->isVisible());
    }
    void theFirstStartFitsTheScreen()
    {
        tests::WindowServices services;
        const MainWindow first(services.services());
        const QSize room = first.screen()->availableSize();
        QVERIFY2(room.width() < 1440, "the offscreen display is a small one");
        QCOMPARE(first.size(), room.expandedTo(first.minimumSize()));
    }
    void itFitsASmallScreen()
    {
        begin({}, QStringLiteral("ja"));
        find<JobsDock>("jobsDock")->setFolded(false);
        QVERIFY2(m_window->minimumSizeHint().width() <= 1100,
                 qPrintable(QString::number(m_window->minimumSizeHint().width())));
        QVERIFY2(m_window->minimumSizeHint().height() <= 700,
                 qPrintable(QString::number(m_window->minimumSizeHint().height())));
    }

    void pictures()
    {
        tests::forEachFace([this](const QString &language, ThemeChoice theme) {
            m_services->services().settings.setTheme(theme);
            make();
            begin({}, language);
            QTest::qWait(500);
            QVERIFY(tests::screenshot(*m_window, QStringLiteral("window"), language));
            trigger("actionHelp");
            QVERIFY(tests::screenshot(*m_window->findChild<HelpWindow *>(), QStringLiteral("help"), language));
            trigger("actionAbout");
            QVERIFY(tests::screenshot(*find<QDialog>("aboutDialog"), QStringLiteral("about"), language));
        });
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
