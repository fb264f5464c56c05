// SPDX-License-Identifier: GPL-3.0-or-later
// From the list of findings to the corrected data, as a person does it.
#include "ui/dataset/dataset_page.h"

#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/data_table.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>
#include <QUndoStack>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray pairLine(const char *prompt, const char *completion)
{
    return QByteArray("{\"prompt\":\"") + prompt + "\",\"completion\":\"" + completion + "\"}\n";
}

} // namespace

class TestFindingsPanel : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    void click(const char *name)
    {
        auto *button = find<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), name);
        button->click();
    }
    void openRows(const QByteArray &bytes)
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_services->write(QStringLiteral("rows.jsonl"), bytes));
        QTRY_VERIFY(!spy.isEmpty());
        m_page->action(QStringLiteral("actionCheck"))->trigger();
    }
    QTreeWidgetItem *kind(const char *id) const
    {
        auto *tree = find<QTreeWidget>("issuesTree");
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            if (tree->topLevelItem(i)->data(0, Qt::UserRole + 1).toString() == QLatin1String(id))
                return tree->topLevelItem(i);
        return nullptr;
    }
    void choose(const char *id)
    {
        QTRY_VERIFY2(kind(id), id);
        find<QTreeWidget>("issuesTree")->setCurrentItem(kind(id));
    }
    QByteArray line(int row) const { return QByteArray::fromStdString(m_page->document()->line(row)); }
    void start()
    {
        m_page.reset(); // it writes into the services
        m_services = std::make_unique<tests::WindowServices>();
        reopen();
    }
    void reopen()
    {
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1280, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { start(); }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void fixAllShowsWhatItDoesAndIsOneUndoStep()
    {
        openRows(pairLine(" a", "x") + pairLine("b", "y") + pairLine("c ", "z"));
        const QByteArray before = line(0);
        choose("surrounding_space");
        QVERIFY(!find<QLabel>("issuesExplanation")->text().isEmpty());
        QVERIFY(find<QLabel>("issuesSeverity")->text().contains(QLatin1Char('2')));
        click("issuesFixAll");
        QTRY_VERIFY(find("fixPreview"));
        auto *table = find<QTableWidget>("fixTable");
        QCOMPARE(table->rowCount(), 2);
        QVERIFY(table->item(0, 1)->text().contains(QLatin1String(" a")));
        QVERIFY(table->item(0, 2)->text().contains(QLatin1String("a")));
        QCOMPARE(line(0), before); // nothing is done yet
        click("fixApply");
        QTRY_COMPARE(line(0), pairLine("a", "x").trimmed());
        QCOMPARE(line(2), pairLine("c", "z").trimmed());
        QTRY_VERIFY(!kind("surrounding_space")); // checked again
        m_page->document()->undoStack()->undo();
        QCOMPARE(line(0), before);
        QVERIFY(!m_page->document()->undoStack()->canUndo());
    }

    void cancelChangesNothing()
    {
        openRows(pairLine(" a", "x"));
        choose("surrounding_space");
        click("issuesFixAll");
        QTRY_VERIFY(find("fixPreview"));
        click("fixCancel");
        QTRY_VERIFY(!find("fixPreview"));
        QCOMPARE(line(0), pairLine(" a", "x").trimmed());
    }

    void onlyTheChosenRows()
    {
        openRows(pairLine(" a", "x") + pairLine(" b", "y"));
        choose("surrounding_space");
        find<DataTable>("dataTable")->goTo(1);
        click("issuesFixChosen");
        QTRY_VERIFY(find("fixPreview"));
        QCOMPARE(find<QTableWidget>("fixTable")->rowCount(), 1);
        click("fixApply");
        QTRY_COMPARE(line(1), pairLine("b", "y").trimmed());
        QCOMPARE(line(0), pairLine(" a", "x").trimmed());
    }

    void duplicatesGo()
    {
        openRows(pairLine("a", "x") + pairLine("b", "y") + pairLine("a", "x"));
        choose("duplicate");
        click("issuesFixAll");
        QTRY_VERIFY(find("fixPreview"));
        click("fixApply");
        QTRY_COMPARE(m_page->document()->rowCount(), 2);
    }

    void rowsOfOneKindAreShown()
    {
        openRows(pairLine("a", "x") + pairLine(" b", "y") + pairLine("c", ""));
        choose("surrounding_space");
        click("issuesShowRows");
        QTRY_COMPARE(m_page->model()->rowCount(), 1);
        QVERIFY(find<QPushButton>("chipKind")->isVisible() && find<QPushButton>("chipKind")->isChecked());
        click("chipAll");
        QCOMPARE(m_page->model()->rowCount(), 3);
        QTRY_VERIFY(!find<QPushButton>("chipKind"));
    }

    void whatIsKeptStaysKept()
    {
        const QByteArray rows = pairLine(" a", "x") + pairLine(" b", "y");
        openRows(rows);
        QTRY_VERIFY(kind("surrounding_space") && kind("surrounding_space")->childCount() == 2);
        find<QTreeWidget>("issuesTree")->setCurrentItem(kind("surrounding_space")->child(0));
        click("issuesKeep");
        QTRY_VERIFY(find("keepDialog"));
        QVERIFY(find<QRadioButton>("keepRow")->isChecked());
        find<QLineEdit>("keepReason")->setText(QStringLiteral("it is code"));
        click("keepAccept");
        QTRY_VERIFY(kind("surrounding_space") && kind("surrounding_space")->childCount() == 1);
        QVERIFY(!m_page->model()
                     ->index(0, 0)
                     .data(DatasetModel::IssuesRole)
                     .toStringList()
                     .contains(QStringLiteral("surrounding_space")));

        // The next day it is still kept, and the data is as it was.
        m_page.reset();
        reopen();
        openRows(rows);
        QTRY_VERIFY(kind("surrounding_space") && kind("surrounding_space")->childCount() == 1);
        QVERIFY(find<QPushButton>("issuesRestore")->isVisible());
        click("issuesRestore");
        QTRY_VERIFY(kind("surrounding_space") && kind("surrounding_space")->childCount() == 2);
        QVERIFY(!find<QPushButton>("issuesRestore")->isVisible());
    }

    void personalDataIsMaskedAndComesBack()
    {
        openRows(pairLine("a@example.com", "x") + pairLine("b", "a@example.com"));
        choose("personal_data");
        click("issuesFixAll");
        QTRY_VERIFY(find("fixPreview"));
        click("fixApply");
        QTRY_COMPARE(line(0), pairLine("[EMAIL_1]", "x").trimmed());
        QCOMPARE(line(1), pairLine("b", "[EMAIL_1]").trimmed());
        m_page->document()->undoStack()->undo();
        QCOMPARE(line(0), pairLine("a@example.com", "x").trimmed());
    }

    void rowPaneOffersTheFixToo()
    {
        openRows(pairLine("第⼀条", "x"));
        QTRY_VERIFY(find<QPushButton>("fix_radical") && find<QPushButton>("fix_radical")->isVisible());
        click("fix_radical");
        QTRY_COMPARE(line(0), pairLine("第一条", "x").trimmed());
    }

    void everyControlHasAName()
    {
        openRows(pairLine(" a", "x"));
        choose("surrounding_space");
        for (auto *control : find("issuesPanel")->findChildren<QAbstractButton *>())
            if (control->isVisible())
                QVERIFY(!control->text().isEmpty() || !control->accessibleName().isEmpty());
    }

    void pictures()
    {
        tests::forEachFace([this](const QString &language, ThemeChoice) {
            start();
            openRows(pairLine(" 申請書の提出期限はいつですか", "毎月末日です。")
                     + pairLine("第⼀条の内容は", "総則です。")
                     + pairLine("連絡先を教えて", "taro@example.co.jp または 03-1234-5678 です。")
                     + pairLine("窓口はどこですか", "二階です。") + pairLine("窓口はどこですか", "三階です。")
                     + pairLine("料金は", "") + pairLine("できますか", "申し訳ありませんが、お答えできません。")
                     + pairLine(" 空白", "x"));
            choose("surrounding_space");
            QVERIFY(tests::screenshot(*m_page, QStringLiteral("findings"), language));
            click("issuesFixAll");
            QTRY_VERIFY(find("fixPreview"));
            QVERIFY(tests::screenshot(*find("fixPreview"), QStringLiteral("fix-preview"), language));
            click("fixCancel");
            click("issuesKeep");
            QTRY_VERIFY(find("keepDialog"));
            QVERIFY(tests::screenshot(*find("keepDialog"), QStringLiteral("keep"), language));
            click("keepCancel");
            cleanup();
        });
        start();
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
};

QTEST_MAIN(TestFindingsPanel)
#include "tst_findings_panel.moc"
