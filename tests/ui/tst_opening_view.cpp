// SPDX-License-Identifier: GPL-3.0-or-later
// A large file while it is being opened: its first rows can be read at once, and what is asked for meanwhile comes.
#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/opening_view.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray rows(int mebibytes)
{
    const QByteArray answer(1000, 'a');
    QByteArray bytes;
    for (int row = 0; bytes.size() < mebibytes << 20; ++row)
        bytes += "{\"prompt\": \"質問 " + QByteArray::number(row) + "\", \"completion\": \"" + answer + "\"}\n";
    return bytes;
}

} // namespace

class TestOpeningView : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    OpeningView *view() const { return find<OpeningView>("openingView"); }
    DataTable *table() const { return find<DataTable>("dataTable"); }
    QString words() const { return find<QLabel>("openingText")->text(); }
    // Does it while the first rows are seen and the document is not there yet.
    void open(const std::function<void()> &meanwhile)
    {
        bool seen = false;
        const auto first = connect(view(), &OpeningView::counted, this, [&](int count) {
            if (std::exchange(seen, true))
                return;
            QVERIFY(count > 100);
            QVERIFY(view()->isVisible());
            m_page->grab(); // layouts are done
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            meanwhile();
        });
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_path);
        QTRY_VERIFY(!spy.isEmpty());
        disconnect(first);
        QVERIFY(seen);
        QTRY_VERIFY(table()->isVisible());
        QVERIFY(!m_page->document()->isPreview());
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_services = std::make_unique<tests::WindowServices>();
        m_path = m_services->write(QStringLiteral("large.jsonl"), rows(20));
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1200, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void theReaderStaysWhereHeIs()
    {
        int scrolled = 0;
        open([&] {
            QVERIFY(words().contains(QLatin1String("large.jsonl")));
            QDir().mkpath(tests::screenshotFolder()); // not screenshot(): it lets the document come
            QVERIFY(m_page->grab().save(tests::screenshotFolder() + QStringLiteral("/opening-large-en-light.png")));
            view()->table()->goTo(500, DatasetModel::CompletionColumn);
            scrolled = view()->table()->verticalScrollBar()->value();
            QVERIFY(scrolled > 0);
        });
        QCOMPARE(table()->currentIndex().row(), 500);
        QCOMPARE(table()->currentIndex().column(), int(DatasetModel::CompletionColumn));
        QCOMPARE(table()->verticalScrollBar()->value(), scrolled);
        QVERIFY(tests::screenshot(*m_page, QStringLiteral("opened-large")));
    }
    void ctrlEndWaitsForTheLastRow()
    {
        open([&] {
            QTest::keyClick(view()->table(), Qt::Key_End, Qt::ControlModifier);
            QVERIFY(words().contains(QLatin1String("last row")));
        });
        QCOMPARE(table()->currentIndex().row(), m_page->document()->rowCount() - 1);
    }
    void anOrderWaitsAndAnEditIsRefused()
    {
        const QWidget *bar = find("findBar");
        QVERIFY(bar);
        open([&] {
            QTest::keyClick(view()->table(), Qt::Key_X);
            QVERIFY(words().contains(QLatin1String("can be changed")));
            m_page->action(QStringLiteral("actionDeleteRows"))->trigger();
            m_page->action(QStringLiteral("actionFind"))->trigger();
            QVERIFY(words().contains(QLatin1String("Find")));
            QVERIFY(!bar->isVisible());
        });
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(!m_page->document()->isModified());
        QCOMPARE(m_page->document()->example(0)->prompt, std::string("質問 0"));
    }
    void whatWasOpenStaysWhenItFails()
    {
        const QString small = m_services->write(QStringLiteral("small.jsonl"),
                                                QByteArrayLiteral("{\"prompt\": \"q\", \"completion\": \"a\"}\n"));
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(small);
        QTRY_VERIFY(!spy.isEmpty());
        // Its first rows can be read; a later one is longer than any row may be.
        const QString bad = m_services->write(QStringLiteral("bad.jsonl"), rows(20) + QByteArray(70 << 20, 'x') + '\n');
        m_page->openFile(bad);
        QTRY_VERIFY(find("banner")->isVisible());
        QTRY_VERIFY(table()->isVisible());
        QCOMPARE(m_page->document()->path().filename().string(), std::string("small.jsonl"));
        QCOMPARE(table()->model()->rowCount(), 1);
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
    QString m_path;
};

QTEST_MAIN(TestOpeningView)
#include "tst_opening_view.moc"
