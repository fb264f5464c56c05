// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting, filtering, columns and named views as a person meets them: by mouse on the header, keys and menus.
#include "ui/dataset/view_flow.h"

#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/column_header.h"
#include "ui/dataset/column_layout.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/view_bar.h"
#include "ui/error_banner.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray pairLine(const QByteArray &prompt, const QByteArray &completion)
{
    return "{\"prompt\":\"" + prompt + "\",\"completion\":\"" + completion + "\"}\n";
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
}

QStringList list(std::initializer_list<const char *> texts)
{
    QStringList made;
    for (const char *text : texts)
        made << QString::fromUtf8(text);
    return made;
}

constexpr int prompts = DatasetModel::PromptColumn, completions = DatasetModel::CompletionColumn;
const QByteArray fruits = pairLine("pear", "2") + pairLine("apple", "1") + pairLine("fig", "1") + pairLine("", "3");

} // namespace

class TestViewFlow : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    void click(const char *name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    DataTable *table() const { return find<DataTable>("dataTable"); }
    DatasetDocument *document() const { return m_page->document(); }
    void open(const QString &path)
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(path);
        QTRY_VERIFY(!spy.isEmpty());
        table()->setFocus();
    }
    QString openRows(const QByteArray &bytes)
    {
        const QString path = m_services->write(QStringLiteral("rows.jsonl"), bytes);
        open(path);
        return path;
    }
    QStringList shown(int column = prompts) const
    {
        QStringList texts;
        for (int row = 0; row < m_page->model()->rowCount(); ++row)
            texts << m_page->model()->index(row, column).data(Qt::EditRole).toString();
        return texts;
    }
    void clickHeader(int column, Qt::KeyboardModifiers modifiers = {})
    {
        const ColumnHeader *header = table()->columns();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers,
                          QPoint(header->sectionViewportPosition(column) + 20, header->height() / 2));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(table(), key, modifiers); }
    QString count() const { return find<QLabel>("viewCount")->text(); }
    void type(const char *text)
    {
        for (const char *c = text; *c; ++c)
            QTest::keyClick(QApplication::focusWidget(), *c);
    }
    // By the dialog, as the menu or the key opens it.
    void filterBy(ConditionKind kind, const QString &text)
    {
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<QDialog>("filterDialog"));
        auto *kinds = find<QComboBox>("filterKind");
        kinds->setCurrentIndex(kinds->findData(int(kind)));
        find<QLineEdit>("filterText")->setText(text);
        acceptFilter();
    }
    void acceptFilter()
    {
        click("filterAccept");
        QTRY_VERIFY(!find<QDialog>("filterDialog"));
        m_page->activateWindow(); // there is no window manager here
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
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
        makePage();
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    // Behaviour 15
    void aClickOnTheHeaderSortsThenTurnsRoundThenGivesTheDocumentsOrderBack()
    {
        openRows(fruits);
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"apple", "fig", "pear", ""}));
        QVERIFY(table()->columns()->mark(prompts).key == 1 && !table()->columns()->mark(prompts).descending);
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"pear", "fig", "apple", ""}));
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"pear", "apple", "fig", ""}));
        QCOMPARE(table()->columns()->mark(prompts).key, 0);
    }
    void shiftClickAddsAKey()
    {
        openRows(fruits);
        clickHeader(completions);
        QTRY_COMPARE(shown(completions), list({"1", "1", "2", "3"}));
        QCOMPARE(shown().mid(0, 2), list({"apple", "fig"})); // equal rows keep their order
        clickHeader(prompts, Qt::ShiftModifier);
        clickHeader(prompts, Qt::ShiftModifier);
        QTRY_COMPARE(shown(), list({"fig", "apple", "pear", ""}));
        QCOMPARE(table()->columns()->mark(completions).key, 1);
        QCOMPARE(table()->columns()->mark(prompts).key, 2);
        QVERIFY(table()->columns()->mark(prompts).descending);
    }
    void keysSortAndTheDocumentsOrderIsOneKeyAway()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        key(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QTRY_COMPARE(shown().first(), QStringLiteral("apple"));
        QCOMPARE(table()->currentIndex().data(Qt::EditRole).toString(),
                 QStringLiteral("pear")); // the row keeps the focus
        key(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QTRY_COMPARE(shown().first(), QStringLiteral("pear"));
        key(Qt::Key_Home, Qt::AltModifier | Qt::ShiftModifier);
        QTRY_COMPARE(shown(), list({"pear", "apple", "fig", ""}));
    }
    void aSaveNeverWritesTheSortedOrder()
    {
        const QString path = openRows(fruits);
        clickHeader(prompts);
        QTRY_COMPARE(shown().first(), QStringLiteral("apple"));
        QVERIFY(!document()->isModified());
        table()->goTo(0, completions);
        type("9");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(document()->isModified());
        m_page->save();
        QTRY_VERIFY(!document()->isModified());
        QByteArray expected = fruits;
        QCOMPARE(read(path), expected.replace(pairLine("apple", "1"), pairLine("apple", "9")));
    }
    void anEditedRowStaysWhereItIsUntilTheViewIsAppliedAgain()
    {
        openRows(fruits);
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"apple", "fig", "pear", ""}));
        QVERIFY(!find("viewRefresh")->isVisible());
        table()->goTo(0, prompts);
        type("zebra");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(shown(), list({"zebra", "fig", "pear", ""}));
        QVERIFY(find("viewRefresh")->isVisible());
        key(Qt::Key_F5);
        QTRY_COMPARE(shown(), list({"fig", "pear", "zebra", ""}));
        QVERIFY(!find("viewRefresh")->isVisible());
    }
    void rowsAreInsertedAndDeletedInASortedTableAndUndone()
    {
        openRows(fruits);
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"apple", "fig", "pear", ""}));
        table()->goTo(1, prompts); // fig, the third of the document
        m_page->action(QStringLiteral("actionInsertRow"))->trigger();
        QCOMPARE(shown(), list({"apple", "", "fig", "pear", ""}));
        QCOMPARE(document()->example(2)->prompt, std::string());
        document()->undoStack()->undo();
        table()->goTo(0, prompts);
        m_page->action(QStringLiteral("actionDeleteRows"))->trigger();
        QCOMPARE(shown(), list({"fig", "pear", ""}));
        QCOMPARE(document()->rowCount(), 3);
        QCOMPARE(document()->example(0)->prompt, std::string("pear"));
    }
    void aRowThatComesWhileThePoolSortsIsThereAfterwards()
    {
        QByteArray rows;
        for (int i = 0; i < 30'000; ++i)
            rows += pairLine("q" + QByteArray::number(i * 7919 % 30'000), "a");
        openRows(rows);
        clickHeader(prompts);
        QVERIFY(m_page->findChild<ViewFlow *>()->isBusy());
        Example early;
        early.prompt = "a";
        early.completion = "new";
        QVERIFY(document()->insertExamples(17, std::span(&early, 1), QStringLiteral("add")));
        QTRY_VERIFY(m_page->model()->isSorted());
        QCOMPARE(m_page->model()->rowCount(), 30'001);
        QCOMPARE(m_page->model()->index(0, prompts).data(Qt::EditRole).toString(), QStringLiteral("a"));
    }
    void aCancelledSortLeavesTheTableAsItWas()
    {
        QByteArray rows;
        for (int i = 0; i < 30'000; ++i)
            rows += pairLine("q" + QByteArray::number(30'000 - i), "a");
        openRows(rows);
        clickHeader(prompts);
        QVERIFY(m_page->findChild<ViewFlow *>()->isBusy());
        find<QPushButton>("viewCancel")->click();
        QVERIFY(!m_page->findChild<ViewFlow *>()->isBusy());
        clickHeader(prompts);
        QVERIFY(m_page->findChild<ViewFlow *>()->isBusy());
        key(Qt::Key_Escape);
        QVERIFY(!m_page->findChild<ViewFlow *>()->isBusy());
        clickHeader(completions); // the next one is not disturbed
        QTRY_VERIFY(m_page->model()->isSorted());
        QCOMPARE(table()->columns()->mark(completions).key, 1);
        QCOMPARE(table()->columns()->mark(prompts).key, 0);
    }
    void rowsDoNotMoveUnseenInASortedTable()
    {
        openRows(fruits);
        clickHeader(prompts);
        QTRY_COMPARE(shown().first(), QStringLiteral("apple"));
        m_page->action(QStringLiteral("actionMoveDown"))->trigger();
        QVERIFY(!document()->isModified());
        QVERIFY(m_page->findChild<ErrorBanner *>()->isVisible());
    }
    void lengthAndTheEndAreInTheMenuOfTheColumn()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        key(Qt::Key_F10, Qt::AltModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<QMenu>("columnMenu"));
        QVERIFY(find<QMenu>("columnMenu")->actions().contains(m_page->action(QStringLiteral("actionSortLong"))));
        m_page->action(QStringLiteral("actionSortLong"))->trigger();
        QTRY_COMPARE(shown(), list({"apple", "pear", "fig", ""}));
        find<QMenu>("columnMenu")->close();
        m_page->action(QStringLiteral("actionSortFromEnd"))->trigger();
        QTRY_COMPARE(shown(), list({"", "fig", "apple", "pear"}));
    }

    // Behaviour 14
    void aFilterIsAskedForWithAKeyAndIsAChipThatCanBeTakenAway()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Contains, QStringLiteral("P"));
        QTRY_COMPARE(shown(), list({"pear", "apple"}));
        QCOMPARE(count(), QStringLiteral("2 of 4 rows"));
        QVERIFY(table()->columns()->mark(prompts).filtered);
        QCOMPARE(find<QPushButton>("filterChip0")->text(), QStringLiteral("Prompt contains “P”"));
        QVERIFY(!find<QPushButton>("chipAll")->isChecked());
        filterBy(ConditionKind::Matches, QStringLiteral("^a"));
        QTRY_COMPARE(shown(), list({"apple"})); // both hold
        click("filterRemove0");
        QTRY_COMPARE(find<QPushButton>("filterChip0")->text(), QStringLiteral("Prompt matches “^a”"));
        find<QPushButton>("filterChip0")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QTRY_COMPARE(shown().size(), 4);
        QVERIFY(!find("viewBar")->isVisible());
    }
    void aChipIsChangedByAClickOnIt()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Contains, QStringLiteral("fig"));
        QTRY_COMPARE(shown(), list({"fig"}));
        click("filterChip0");
        QTRY_VERIFY(find<QDialog>("filterDialog"));
        QCOMPARE(find<QLineEdit>("filterText")->text(), QStringLiteral("fig"));
        find<QLineEdit>("filterText")->setText(QStringLiteral("pear"));
        acceptFilter();
        QTRY_COMPARE(shown(), list({"pear"}));
    }
    void clearAllIsVisible()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Contains, QStringLiteral("p"));
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"apple", "pear"}));
        QVERIFY(find("viewClear")->isVisible());
        click("viewClear");
        QTRY_COMPARE(shown(), list({"pear", "apple", "fig", ""}));
    }
    void emptyCellsLengthsAndTokensAreFiltered()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Empty, {});
        QTRY_COMPARE(count(), QStringLiteral("1 of 4 rows"));
        click("viewClear");
        table()->goTo(0, prompts);
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<QDialog>("filterDialog"));
        auto *kinds = find<QComboBox>("filterKind");
        kinds->setCurrentIndex(kinds->findData(int(ConditionKind::Length)));
        find<QSpinBox>("filterFrom")->setValue(4);
        find<QSpinBox>("filterTo")->setValue(2);
        QVERIFY(!find<QPushButton>("filterAccept")->isEnabled());
        find<QSpinBox>("filterTo")->setValue(4);
        acceptFilter();
        QTRY_COMPARE(shown(), list({"pear"}));
        click("viewClear");
        table()->goTo(0, DatasetModel::TokensColumn);
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<QDialog>("filterDialog"));
        QCOMPARE(find<QComboBox>("filterKind")->currentData().toInt(), int(ConditionKind::Tokens));
        find<QSpinBox>("filterFrom")->setValue(1'000'000);
        acceptFilter();
        QTRY_COMPARE(count(), QStringLiteral("0 of 4 rows"));
    }
    void onlyRowsThatWereChanged()
    {
        openRows(fruits);
        table()->goTo(1, completions);
        type("new");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        m_page->action(QStringLiteral("actionFilterChanged"))->trigger();
        QTRY_COMPARE(shown(), list({"apple"}));
    }
    void aPatternThatIsNotCompleteIsToldInTheDialog()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<QDialog>("filterDialog"));
        auto *kinds = find<QComboBox>("filterKind");
        kinds->setCurrentIndex(kinds->findData(int(ConditionKind::Matches)));
        find<QLineEdit>("filterText")->setText(QStringLiteral("(a"));
        QVERIFY(!find<QPushButton>("filterAccept")->isEnabled());
        QVERIFY(!find<QLabel>("filterNote")->text().isEmpty());
        QTest::keyClick(find<QDialog>("filterDialog"), Qt::Key_Escape);
    }
    void aPatternThatTakesTooLongLeavesTheTableAsItWas()
    {
        openRows(pairLine(QByteArray(64, 'a') + "!", "x") + pairLine("b", "y"));
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Matches, QStringLiteral("(a+)+$"));
        QTRY_VERIFY(m_page->findChild<ErrorBanner *>()->isVisible());
        QCOMPARE(shown().size(), 2);
    }
    void goingToARowThatIsFilteredOutTakesTheFilterAwayAndKeepsTheOrder()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Contains, QStringLiteral("fig"));
        QTRY_COMPARE(shown(), list({"fig"}));
        clickHeader(prompts);
        QTRY_VERIFY(m_page->model()->isSorted());
        m_page->showRow(document()->rowId(0));
        QTRY_COMPARE(shown(), list({"apple", "fig", "pear", ""}));
        QCOMPARE(table()->currentIndex().data(Qt::EditRole).toString(), QStringLiteral("pear"));
    }

    void thePaneAndTheNextFindingGoFromRowToRowAsTheTableShowsThem()
    {
        openRows(fruits + pairLine("quince", ""));
        QTRY_VERIFY(find<QPushButton>("chipProblems")->text().contains(u'2'));
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"apple", "fig", "pear", "quince", ""}));
        table()->goTo(0, prompts);
        click("nextRow");
        QCOMPARE(table()->currentIndex().data(Qt::EditRole).toString(), QStringLiteral("fig"));
        m_page->action(QStringLiteral("actionNextIssue"))->trigger();
        QCOMPARE(table()->currentIndex().data(Qt::EditRole).toString(), QStringLiteral("quince"));
        m_page->action(QStringLiteral("actionNextIssue"))->trigger();
        m_page->action(QStringLiteral("actionNextIssue"))->trigger();
        QCOMPARE(table()->currentIndex().data(Qt::EditRole).toString(), QStringLiteral("quince")); // round the end
        click("nextRow");
        click("nextRow"); // there is none
        QCOMPARE(table()->currentIndex().row(), 4);
    }

    void aFilterByFindingsWaitsForTheCheck()
    {
        openRows(fruits + pairLine("quince", ""));
        RowCondition problems;
        problems.kind = ConditionKind::Problems; // as a view with a name asks for, at once after opening
        m_page->findChild<ViewFlow *>()->show({{problems}, {}});
        QTRY_COMPARE(shown(), list({"", "quince"}));
        QVERIFY(!m_page->findChild<ViewFlow *>()->isBusy());
        QVERIFY(find<QPushButton>("chipProblems")->isChecked());
    }

    // Views with a name
    void aViewIsKeptWithItsFileChosenRenamedAndDeleted()
    {
        const QString path = openRows(fruits);
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Contains, QStringLiteral("p"));
        clickHeader(prompts);
        QTRY_COMPARE(shown(), list({"apple", "pear"}));
        m_page->action(QStringLiteral("actionHideColumn"))->setEnabled(true);
        table()->goTo(0, completions);
        m_page->action(QStringLiteral("actionHideColumn"))->trigger();
        QVERIFY(table()->isColumnHidden(completions));
        m_page->action(QStringLiteral("actionSaveView"))->trigger();
        QTRY_VERIFY(find<QInputDialog>("viewName"));
        find<QInputDialog>("viewName")->setTextValue(QStringLiteral("With p & more"));
        find<QInputDialog>("viewName")->accept();

        makePage(); // another day
        open(path);
        QVERIFY(table()->isColumnHidden(completions)); // the columns are as they were left
        m_page->action(QStringLiteral("actionShowColumns"))->trigger();
        QCOMPARE(shown().size(), 4);
        Q_EMIT find<QMenu>("viewsMenu")->aboutToShow();
        QAction *kept = find<QMenu>("viewsMenu")->actions().first();
        QCOMPARE(kept->text(), QStringLiteral("With p && more"));
        kept->trigger();
        QTRY_COMPARE(shown(), list({"apple", "pear"}));
        QVERIFY(table()->isColumnHidden(completions));
        QCOMPARE(read(path), fruits); // nothing of it is in the file

        m_page->action(QStringLiteral("actionManageViews"))->trigger();
        QTRY_VERIFY(find<QDialog>("viewsDialog"));
        find<QListWidget>("viewsList")->item(0)->setText(QStringLiteral("Renamed"));
        click("viewsAccept");
        Q_EMIT find<QMenu>("viewsMenu")->aboutToShow();
        QCOMPARE(find<QMenu>("viewsMenu")->actions().first()->text(), QStringLiteral("Renamed"));
        QTRY_VERIFY(!find<QDialog>("viewsDialog"));
        m_page->action(QStringLiteral("actionManageViews"))->trigger();
        QTRY_VERIFY(find<QDialog>("viewsDialog"));
        click("viewDelete");
        click("viewsAccept");
        QVERIFY(!m_page->action(QStringLiteral("actionManageViews"))->isEnabled());
    }
    void viewsThatCannotBeReadArePutAside()
    {
        const QString path = openRows(fruits);
        table()->layOut()->setFrozen(1);
        const QString folder = QDir(m_services->path(QStringLiteral("state/onsa/reviews"))).path();
        QTRY_COMPARE(QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        const QString kept = folder + u'/' + QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).first()
            + QStringLiteral("/views.json");
        QTRY_VERIFY(QFile::exists(kept));
        QFile broken(kept);
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{\"views\":[{\"name\":") > 0);
        broken.close();
        makePage();
        open(path);
        QVERIFY(m_page->findChild<ErrorBanner *>()->isVisible());
        table()->layOut()->setFrozen(2);
        QTRY_VERIFY(QFile::exists(kept + QStringLiteral(".bad")));
        QVERIFY(read(kept).contains("\"frozen\": 2"));
    }

    // Behaviour 16
    void columnsAreMovedAndTabFollowsThem()
    {
        openRows(fruits);
        table()->goTo(0, completions);
        m_page->action(QStringLiteral("actionMoveColumnLeft"))->trigger();
        QCOMPARE(table()->textColumns(), (QList<int>{completions, prompts}));
        key(Qt::Key_Tab);
        QCOMPARE(table()->currentIndex().column(), prompts);
        key(Qt::Key_Tab);
        QCOMPARE(table()->currentIndex().column(), completions);
        QCOMPARE(table()->currentIndex().row(), 1);
        key(Qt::Key_Tab, Qt::ShiftModifier);
        QCOMPARE(table()->currentIndex().row(), 0);
    }
    void widthsAreRememberedWithTheFile()
    {
        const QString path = openRows(fruits);
        table()->columns()->resizeSection(prompts, 150);
        table()->columns()->resizeSection(completions, 2000); // wider than the window
        QTRY_VERIFY(!QDir(m_services->path(QStringLiteral("state/onsa/reviews"))).isEmpty());
        makePage();
        open(path);
        QCOMPARE(table()->columnWidth(prompts), 150);
        QCOMPARE(table()->columnWidth(completions), 2000);
        open(m_services->write(QStringLiteral("other.jsonl"), fruits));
        QVERIFY(table()->columnWidth(completions) < 2000);
    }
    void aDoubleClickFitsWhatCanBeSeen()
    {
        QByteArray rows;
        for (int i = 0; i < 200; ++i)
            rows += pairLine("short", "x");
        rows += pairLine(QByteArray(300, 'w'), "x"); // out of sight
        openRows(rows);
        const ColumnHeader *header = table()->columns();
        const QPoint edge(header->sectionViewportPosition(prompts) + header->sectionSize(prompts) - 1,
                          header->height() / 2);
        QTest::mouseDClick(header->viewport(), Qt::LeftButton, {}, edge);
        QVERIFY2(table()->columnWidth(prompts) < 150, qPrintable(QString::number(table()->columnWidth(prompts))));
    }
    void whatAFilterHidesIsNeitherFoundNorReplaced()
    {
        openRows(fruits);
        m_page->action(QStringLiteral("actionReplace"))->trigger();
        find<QLineEdit>("findText")->setText(QStringLiteral("a")); // pear, apple
        const auto *count = find<QLabel>("findCount");
        QTRY_COMPARE(count->text(), QStringLiteral("Rows found: 2"));
        m_page->findChild<ViewFlow *>()->addCondition(
            {ConditionKind::Contains, ShownText::Prompt, "pear", 0, {}, false, {}});
        QTRY_COMPARE(shown(), list({"pear"}));
        QTRY_COMPARE(count->text(), QStringLiteral("Found in the rows shown: 1"));
        find<QLineEdit>("replaceText")->setText(QStringLiteral("(A)"));
        find<QPushButton>("replaceAll")->click();
        QTRY_COMPARE(shown(), list({"pe(A)r"}));
        m_page->findChild<ViewFlow *>()->clear();
        QTRY_COMPARE(shown(), list({"pe(A)r", "apple", "fig", ""}));
    }
    void rowsOfOneReviewStateAreShown()
    {
        openRows(fruits);
        const RowId second = m_page->document()->rowId(1);
        QVERIFY(m_page->document()->setReviews({{second, ReviewState::Approved}}, QStringLiteral("mark")));
        table()->goTo(0, DatasetModel::ReviewColumn);
        m_page->action(QStringLiteral("actionFilter"))->trigger();
        auto *dialog = find<QDialog>("filterDialog");
        auto *state = dialog->findChild<QComboBox *>(QStringLiteral("filterState"));
        QVERIFY(state->isVisible()); // the column says which kind
        state->setCurrentIndex(state->findData(int(ReviewState::Approved)));
        dialog->accept();
        QTRY_COMPARE(shown().size(), 1);
        QCOMPARE(m_page->model()->documentRow(0), 1);
    }
    void columnsThatAreKeptInSightStayWhileTheOthersScroll()
    {
        const QString path = openRows(fruits);
        table()->columns()->resizeSection(prompts, 300);
        table()->columns()->resizeSection(completions, 3000);
        table()->goTo(1, prompts);
        m_page->action(QStringLiteral("actionFreeze"))->trigger();
        auto *frozen = table()->findChild<QTableView *>(QStringLiteral("frozenColumns"));
        QVERIFY(frozen && frozen->isVisible());
        QVERIFY(!frozen->isColumnHidden(prompts) && frozen->isColumnHidden(completions));
        QTRY_VERIFY(table()->horizontalScrollBar()->maximum() > 1500);
        table()->horizontalScrollBar()->setValue(1500);
        QCOMPARE(frozen->columnViewportPosition(prompts), table()->columnWidth(DatasetModel::FlagColumn));

        // A click chooses, and typing goes into the cell.
        QTest::mouseClick(frozen->viewport(), Qt::LeftButton, {},
                          frozen->visualRect(m_page->model()->index(2, prompts)).center());
        QCOMPARE(table()->currentIndex(), m_page->model()->index(2, prompts));
        QCOMPARE(table()->horizontalScrollBar()->value(), 1500); // nothing jumps
        QCOMPARE(QApplication::focusWidget(), table());
        type("plum");
        QVERIFY(!frozen->isVisible()); // the editor stands there
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(shown().at(2), QStringLiteral("plum"));
        QVERIFY(frozen->isVisible());
        QCOMPARE(table()->horizontalScrollBar()->value(), 1500);

        // A cell of the others is not left under them.
        table()->horizontalScrollBar()->setValue(0);
        key(Qt::Key_Right);
        QVERIFY(table()->visualRect(table()->currentIndex()).left() >= frozen->width()
                || table()->visualRect(table()->currentIndex()).right() > frozen->width());
        // It sorts by a click, too, and the rows scroll together.
        QTest::mouseClick(frozen->horizontalHeader()->viewport(), Qt::LeftButton, {},
                          QPoint(frozen->columnViewportPosition(prompts) + 20, 5));
        QTRY_VERIFY(m_page->model()->isSorted());
        makePage();
        open(path);
        QVERIFY(table()->findChild<QTableView *>(QStringLiteral("frozenColumns"))->isVisible()); // remembered
        m_page->action(QStringLiteral("actionUnfreeze"))->trigger();
        QVERIFY(!table()->findChild<QTableView *>(QStringLiteral("frozenColumns"))->isVisible());
    }
    void theLastTextCannotBeHidden()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        m_page->action(QStringLiteral("actionHideColumn"))->trigger();
        QVERIFY(table()->isColumnHidden(prompts));
        QCOMPARE(table()->currentIndex().column(), completions);
        m_page->action(QStringLiteral("actionHideColumn"))->trigger();
        QVERIFY(!table()->isColumnHidden(completions));
    }

    // Behaviour 18
    void ctrlAndAnArrowGoToTheEdgeAndShiftTakesTheCellsAlong()
    {
        openRows(fruits + pairLine("", "4") + pairLine("kiwi", "5"));
        table()->goTo(0, prompts);
        key(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(table()->currentIndex().row(), 2);
        key(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(table()->currentIndex().row(), 5);
        key(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(table()->currentIndex().row(), 2);
        key(Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier);
        key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(table()->selectionModel()->selectedIndexes().size(), 6);
        key(Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier); // back to where it began, and on
        QCOMPARE(table()->currentIndex().row(), 5);
        QCOMPARE(table()->selectionModel()->selectedRows(prompts).size(), 0);
        QCOMPARE(table()->selectionModel()->selection().first().top(), 2);
        m_page->action(QStringLiteral("actionCopy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("fig\t1\n\t3\n\t4\nkiwi\t5\n"));
    }
    void ctrlSpaceChoosesTheColumnAndShiftSpaceTheRow()
    {
        openRows(fruits);
        table()->goTo(1, completions);
        key(Qt::Key_Space, Qt::ControlModifier);
        m_page->action(QStringLiteral("actionCopy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("2\n1\n1\n3\n"));
        key(Qt::Key_Space, Qt::ShiftModifier);
        m_page->action(QStringLiteral("actionCopy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("apple\t1\n"));
        QVERIFY(!table()->isEditing());
        clickHeader(prompts, Qt::ControlModifier);
        m_page->action(QStringLiteral("actionCopy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("pear\napple\nfig\n\n"));
        QVERIFY(!m_page->model()->isSorted());
    }
    void ctrlAChoosesOnlyWhatTheFilterShows()
    {
        openRows(fruits);
        table()->goTo(0, prompts);
        filterBy(ConditionKind::Contains, QStringLiteral("p"));
        QTRY_COMPARE(shown(), list({"pear", "apple"}));
        table()->setFocus();
        key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_page->action(QStringLiteral("actionDeleteRows"))->text(), QStringLiteral("Delete 2 rows"));
        m_page->action(QStringLiteral("actionDeleteRows"))->trigger();
        QCOMPARE(document()->rowCount(), 2);
        click("viewClear");
        QCOMPARE(shown(), list({"fig", ""}));
    }
    void anEdgeThatIsFarAwayIsFoundInThePool()
    {
        QByteArray rows;
        for (int i = 0; i < 5000; ++i)
            rows += pairLine("full", "x");
        openRows(rows + pairLine("", "x"));
        table()->goTo(0, prompts);
        key(Qt::Key_Down, Qt::ControlModifier);
        QTRY_COMPARE(table()->currentIndex().row(), 4999);
    }
    void pictures()
    {
        QByteArray rows;
        const QByteArrayList asked{"有給休暇は何日前までに申請しますか？", "How do I book a meeting room?",
                                   "会議室の予約方法は？", "Who approves travel costs?",
                                   "出張費の精算期限を教えてください。"};
        for (int i = 0; i < 60; ++i)
            rows += pairLine(asked[i % asked.size()] + " " + QByteArray::number(i),
                             i % 7 == 0 ? QByteArray() : QByteArray("5営業日前までに、所属長の承認を得て申請します。"));
        const QString path = m_services->write(QStringLiteral("pictures.jsonl"), rows);
        tests::forEachFace([&](const QString &language, ThemeChoice) {
            makePage();
            open(path);
            RowCondition contains;
            contains.kind = ConditionKind::Contains;
            contains.where = ShownText::Prompt;
            contains.text = "会議室";
            contains.except = true;
            RowCondition length;
            length.kind = ConditionKind::Length;
            length.where = ShownText::Completion;
            length.from = 5;
            m_page->findChild<ViewFlow *>()->show(
                {{contains, length},
                 {{SortKey::By::Text, ShownText::Prompt, false}, {SortKey::By::Length, ShownText::Completion, true}}});
            QTRY_VERIFY(m_page->model()->isSorted());
            table()->goTo(1, prompts);
            QVERIFY(tests::screenshot(*m_page, QStringLiteral("view"), language));
            key(Qt::Key_F10, Qt::AltModifier | Qt::ShiftModifier);
            QTRY_VERIFY(find<QMenu>("columnMenu"));
            QVERIFY(tests::screenshot(*find<QMenu>("columnMenu"), QStringLiteral("view-column-menu"), language));
            find<QMenu>("columnMenu")->close();
            m_page->action(QStringLiteral("actionFilter"))->trigger();
            QTRY_VERIFY(find<QDialog>("filterDialog"));
            QVERIFY(tests::screenshot(*find<QDialog>("filterDialog"), QStringLiteral("view-filter"), language));
            find<QDialog>("filterDialog")->reject();
            table()->columns()->resizeSection(completions, 2000);
            m_page->action(QStringLiteral("actionFreeze"))->trigger();
            table()->horizontalScrollBar()->setValue(400);
            QVERIFY(tests::screenshot(*m_page, QStringLiteral("view-frozen"), language));
            m_page->findChild<ViewFlow *>()->clear();
            m_page->action(QStringLiteral("actionUnfreeze"))->trigger();
            table()->layOut()->restore({});
        });
    }
    void choosingAllOfManyRowsLooksOnlyAtThoseInSight()
    {
        class Counted : public QAbstractTableModel
        {
        public:
            int rowCount(const QModelIndex &) const override { return 100'000; }
            int columnCount(const QModelIndex &) const override { return 3; }
            QVariant data(const QModelIndex &, int) const override { return {}; }
            Qt::ItemFlags flags(const QModelIndex &index) const override
            {
                ++asked;
                return QAbstractTableModel::flags(index);
            }
            mutable int asked = 0;
        };
        Counted model;
        QTableView view;
        view.setHorizontalHeader(new ColumnHeader(&view));
        view.setModel(&model);
        view.resize(400, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.selectAll();
        view.grab();
        QVERIFY2(model.asked < 10'000, qPrintable(QString::number(model.asked)));
    }

private:
    void makePage()
    {
        m_page.reset();
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1200, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
};

QTEST_MAIN(TestViewFlow)
#include "tst_view_flow.moc"
