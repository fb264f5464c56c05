// SPDX-License-Identifier: GPL-3.0-or-later
// The Data tab as a person uses it: by its controls' names and keys.
#include "ui/dataset/dataset_page.h"

#include "core/checks/line_repair.h"
#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/file_flow.h"
#include "ui/dataset/row_edits.h"
#include "ui/dataset/row_text.h"
#include "ui/dataset/tsv.h"
#include "ui/error_banner.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>

#include <chrono>
#include <thread>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray pairLine(const char *prompt, const char *completion)
{
    return QByteArray("{\"prompt\":\"") + prompt + "\",\"completion\":\"" + completion + "\"}\n";
}

// A change that is never ready; it says that it is so far.
DatasetDocument::ChangeMaker waitsForItsEnd(std::size_t permille)
{
    return
        [permille](const DatasetSnapshot &, const ScanProgress &progress, std::stop_token stop) -> Result<RowChanges> {
            progress(2 * permille, 1000); // of the first of two passes
            while (!stop.stop_requested())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return tl::unexpected(changeCancelled());
        };
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
}

} // namespace

class TestDatasetPage : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    void type(const char *text)
    {
        for (const char *c = text; *c; ++c)
            QTest::keyClick(QApplication::focusWidget(), *c);
    }
    void click(const char *name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    void trigger(const char *name) { m_page->action(QLatin1String(name))->trigger(); }
    DataTable *table() const { return find<DataTable>("dataTable"); }
    DatasetDocument *document() const { return m_page->document(); }
    QString cell(int row, int column = DatasetModel::PromptColumn) const
    {
        return m_page->model()->index(row, column).data(Qt::EditRole).toString();
    }
    void open(const QString &path)
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(path);
        QTRY_VERIFY(!spy.isEmpty());
    }
    void newDocument()
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->newDocument();
        QTRY_VERIFY(!spy.isEmpty());
    }
    void openRows(const QByteArray &bytes) { open(m_services->write(QStringLiteral("rows.jsonl"), bytes)); }
    void makeRows(int count)
    {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes += pairLine(("q" + std::to_string(i)).c_str(), ("a" + std::to_string(i)).c_str());
        openRows(bytes);
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

    void emptyStateLeadsToAFirstRow()
    {
        newDocument();
        QVERIFY(find("emptyState")->isVisible());
        click("emptyType");
        QCOMPARE(document()->rowCount(), 1);
        QVERIFY(!find("emptyState")->isVisible());
        type("hello");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(cell(0), QStringLiteral("hello"));
    }
    void untouchedRowsAreSavedByteForByte()
    {
        const QByteArray bytes =
            "{ \"completion\" : \"\\u3042\", \"prompt\":\"x\", \"id\": 1e5 }\n" + pairLine("second", "row");
        openRows(bytes);
        table()->goTo(1, DatasetModel::CompletionColumn);
        type("changed");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(document()->isModified());
        trigger("actionSave");
        QTRY_VERIFY(!document()->isModified());
        QCOMPARE(read(m_services->path(QStringLiteral("rows.jsonl"))),
                 QByteArray("{ \"completion\" : \"\\u3042\", \"prompt\":\"x\", \"id\": 1e5 }\n")
                     + pairLine("second", "changed"));
    }
    void undoNamesWhatItUndoesAndShowsIt()
    {
        makeRows(40);
        table()->goTo(39);
        trigger("actionDeleteRows");
        QCOMPARE(document()->rowCount(), 39);
        QVERIFY(m_page->action(QStringLiteral("actionUndo"))->text().contains(QLatin1String("Delete")));
        table()->goTo(0);
        trigger("actionUndo");
        QCOMPARE(document()->rowCount(), 40);
        QCOMPARE(table()->currentIndex().row(), 39);
        QVERIFY(!m_page->action(QStringLiteral("actionUndo"))->isEnabled());
        trigger("actionRedo");
        QCOMPARE(document()->rowCount(), 39);
    }
    void rowsAreInsertedDuplicatedMovedAndDeleted()
    {
        makeRows(3);
        table()->goTo(1);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(document()->rowCount(), 4);
        QCOMPARE(cell(1), QString());
        QTest::keyClick(table(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(document()->rowCount(), 3);
        table()->goTo(0);
        QTest::keyClick(table(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(cell(1), QStringLiteral("q0"));
        trigger("actionUndo");
        table()->goTo(0);
        QTest::keyClick(table(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(cell(0), QStringLiteral("q1"));
        QCOMPARE(cell(1), QStringLiteral("q0"));
        QTest::keyClick(table(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(cell(0), QStringLiteral("q0"));
    }
    void deleteClearsCells()
    {
        makeRows(3);
        table()->goTo(0);
        table()->selectionModel()->select(QItemSelection(m_page->model()->index(0, DatasetModel::PromptColumn),
                                                         m_page->model()->index(1, DatasetModel::CompletionColumn)),
                                          QItemSelectionModel::ClearAndSelect);
        QTest::keyClick(table(), Qt::Key_Delete);
        QCOMPARE(cell(0) + cell(1) + cell(1, DatasetModel::CompletionColumn), QString());
        QCOMPARE(cell(2), QStringLiteral("q2"));
        trigger("actionUndo");
        QCOMPARE(cell(1, DatasetModel::CompletionColumn), QStringLiteral("a1"));
    }

    void tsvFollowsExcel_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Cells>("cells");
        const auto s = [](const char *t) { return QString::fromUtf8(t); };
        QTest::addRow("plain") << s("a\tb\r\nc\td\r\n") << Cells{{s("a"), s("b")}, {s("c"), s("d")}};
        QTest::addRow("quoted") << s("\"a\nb\"\t\"say \"\"hi\"\"\"\n") << Cells{{s("a\nb"), s("say \"hi\"")}};
        QTest::addRow("quote inside") << s("5\" disk\tx\n") << Cells{{s("5\" disk"), s("x")}};
        QTest::addRow("lone quote") << s("\"open\tx\n") << Cells{{s("\"open"), s("x")}};
        QTest::addRow("empty cells") << s("\t\nz") << Cells{{s(""), s("")}, {s("z")}};
        QTest::addRow("Excel leaves quotes of short texts alone")
            << s("\"yes\"\tsay \"hi\"\r\n\"a\" and \"b\"\tx\r\n")
            << Cells{{s("\"yes\""), s("say \"hi\"")}, {s("\"a\" and \"b\""), s("x")}};
        QTest::addRow("Excel, two lines and quotes in a cell")
            << s("\"1 行目\n\"\"2\"\" 行目\"\tx\r\n") << Cells{{s("1 行目\n\"2\" 行目"), s("x")}};
        QTest::addRow("tab inside") << s("\"a\tb\"\n") << Cells{{s("a\tb")}};
    }
    void tsvFollowsExcel()
    {
        QFETCH(QString, text);
        QFETCH(Cells, cells);
        QCOMPARE(parseTsv(text), cells);
        QCOMPARE(parseTsv(printTsv(cells)), cells);
    }
    void pasteFillsAndGoesOnInNewRows()
    {
        makeRows(2);
        table()->goTo(1, DatasetModel::PromptColumn);
        QGuiApplication::clipboard()->setText(QStringLiteral("p1\tc1\np2\t\"c\n2\"\n"));
        QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(document()->rowCount(), 3);
        QCOMPARE(cell(1), QStringLiteral("p1"));
        QCOMPARE(cell(2, DatasetModel::CompletionColumn), QStringLiteral("c\n2"));
        trigger("actionUndo"); // one step
        QCOMPARE(document()->rowCount(), 2);
        QCOMPARE(cell(1), QStringLiteral("q1"));
        trigger("actionRedo");
        QCOMPARE(cell(2), QStringLiteral("p2"));
    }
    void pasteOfOneValueFillsTheSelection()
    {
        makeRows(3);
        table()->selectionModel()->select(QItemSelection(m_page->model()->index(0, DatasetModel::CompletionColumn),
                                                         m_page->model()->index(2, DatasetModel::CompletionColumn)),
                                          QItemSelectionModel::ClearAndSelect);
        QGuiApplication::clipboard()->setText(QStringLiteral("same"));
        trigger("actionPaste");
        for (int row = 0; row < 3; ++row)
            QCOMPARE(cell(row, DatasetModel::CompletionColumn), QStringLiteral("same"));
    }
    void pasteOfABlockRepeats()
    {
        makeRows(5);
        table()->selectionModel()->select(QItemSelection(m_page->model()->index(0, DatasetModel::PromptColumn),
                                                         m_page->model()->index(3, DatasetModel::PromptColumn)),
                                          QItemSelectionModel::ClearAndSelect);
        QGuiApplication::clipboard()->setText(QStringLiteral("x\ny\n"));
        trigger("actionPaste");
        for (int row = 0; row < 4; ++row)
            QCOMPARE(cell(row), row % 2 == 0 ? QStringLiteral("x") : QStringLiteral("y"));
        QCOMPARE(cell(4), QStringLiteral("q4"));
        trigger("actionUndo");
        QCOMPARE(cell(3), QStringLiteral("q3"));
    }
    void pasteOfAWebTable()
    {
        newDocument();
        auto *data = new QMimeData;
        data->setHtml(QStringLiteral("<html><body><table><tr><td>質問<br>2 行目</td><td>a&nbsp;&nbsp;b</td></tr>"
                                     "<tr><td>c</td><td><b>d</b></td></tr></table></body></html>"));
        data->setText(QStringLiteral("質問 2 行目 a b c d"));
        QGuiApplication::clipboard()->setMimeData(data);
        click("emptyPaste");
        QCOMPARE(document()->rowCount(), 2);
        QCOMPARE(cell(0), QStringLiteral("質問\n2 行目"));
        QCOMPARE(cell(0, DatasetModel::CompletionColumn), QStringLiteral("a  b"));
        QCOMPARE(cell(1, DatasetModel::CompletionColumn), QStringLiteral("d"));
    }
    void aLargePasteAsksFirst()
    {
        makeRows(1);
        QString text;
        for (int i = 0; i < 501; ++i)
            text += QStringLiteral("p%1\tc%1\n").arg(i);
        QGuiApplication::clipboard()->setText(text);
        for (const bool yes : {false, true}) {
            table()->goTo(0, DatasetModel::PromptColumn);
            trigger("actionPaste");
            auto *question = m_page->findChild<QMessageBox *>(QStringLiteral("pasteQuestion"));
            QVERIFY(question);
            QVERIFY(question->text().contains(QLatin1String("1,002")));
            QTest::keyClick(question, yes ? Qt::Key_Return : Qt::Key_Escape);
            QTRY_VERIFY(!m_page->findChild<QMessageBox *>(QStringLiteral("pasteQuestion")));
            QTRY_COMPARE(document()->rowCount(), yes ? 501 : 1);
        }
        QCOMPARE(cell(500), QStringLiteral("p500"));
        trigger("actionUndo");
        QTRY_COMPARE(document()->rowCount(), 1);
    }
    void copyAndPasteJsonLines()
    {
        newDocument();
        QGuiApplication::clipboard()->setText(QStringLiteral("{\"prompt\":\"a\",\"completion\":\"b\"}\n"
                                                             "{\"messages\":[{\"role\":\"user\",\"content\":\"u\"},"
                                                             "{\"role\":\"assistant\",\"content\":\"v\"}]}\n"));
        click("emptyPaste");
        QCOMPARE(document()->rowCount(), 2);
        QCOMPARE(cell(1, DatasetModel::CompletionColumn), QStringLiteral("v"));
        table()->selectAll();
        trigger("actionCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("a\tb\nu\tv\n"));
    }

    void manyRowsAreCopiedPastedClearedAndDeleted()
    {
        makeRows(300);
        table()->selectAll();
        trigger("actionCopy");
        QTRY_VERIFY(QGuiApplication::clipboard()->text().endsWith(QLatin1String("q299\ta299\n")));
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), 300);
        trigger("actionClear");
        QTRY_COMPARE(cell(299, DatasetModel::CompletionColumn), QString());
        QCOMPARE(cell(0), QString());
        QTRY_VERIFY(!document()->isChanging());
        table()->goTo(299);
        trigger("actionPaste"); // over the last row, and on behind it
        QTRY_COMPARE(document()->rowCount(), 599);
        QCOMPARE(cell(299), QStringLiteral("q0"));
        QCOMPARE(cell(598, DatasetModel::CompletionColumn), QStringLiteral("a299"));
        QTRY_VERIFY(!document()->isChanging());
        trigger("actionUndo"); // one step
        QTRY_COMPARE(document()->rowCount(), 300);
        QTRY_VERIFY(!document()->isChanging());
        trigger("actionUndo");
        QTRY_COMPARE(cell(299), QStringLiteral("q299"));
        QTRY_VERIFY(!document()->isChanging());
        table()->selectAll();
        trigger("actionDuplicateRows");
        QTRY_COMPARE(document()->rowCount(), 600);
        QTRY_VERIFY(!document()->isChanging());
        table()->selectAll();
        trigger("actionDeleteRows");
        QTRY_COMPARE(document()->rowCount(), 0);
    }
    void aChangeOfManyRowsCanBeCancelled()
    {
        makeRows(3);
        document()->change(100'000, QStringLiteral("many"), waitsForItsEnd(0), [this](const Result<> &done) {
            Q_EMIT m_page->findChild<RowEdits *>()->refused(done.error());
        });
        QVERIFY(!find("rowPane")->isEnabled());
        QVERIFY(!m_page->action(QStringLiteral("actionPaste"))->isEnabled());
        QVERIFY(!(m_page->model()->index(0, DatasetModel::PromptColumn).flags() & Qt::ItemIsEditable));
        bool answered = false;
        m_page->askToClose([&](bool may) {
            QVERIFY(!may);
            answered = true;
        });
        QVERIFY(answered);
        QTRY_VERIFY(find("workStrip")->isVisible());
        click("cancelWork");
        QVERIFY(!find("workStrip")->isVisible());
        QVERIFY(find("rowPane")->isEnabled());
        QVERIFY(m_page->action(QStringLiteral("actionPaste"))->isEnabled());
        QVERIFY(find("banner")
                    ->findChild<QLabel *>(QStringLiteral("bannerText"))
                    ->text()
                    .contains(QLatin1String("Nothing was changed")));
        QCOMPARE(cell(0), QStringLiteral("q0"));
    }

    void paneEditsTheRowWithOneUndo()
    {
        makeRows(2);
        auto *completion = find<RowText>("rowCompletion");
        QCOMPARE(completion->text(), QStringLiteral("a0"));
        completion->setFocus();
        completion->moveCursor(QTextCursor::End);
        type(" more");
        trigger("actionUndo"); // takes in what was typed, then undoes it
        QCOMPARE(cell(0, DatasetModel::CompletionColumn), QStringLiteral("a0"));
        QCOMPARE(completion->text(), QStringLiteral("a0"));
        trigger("actionRedo");
        QCOMPARE(completion->text(), QStringLiteral("a0 more"));
        click("nextRow");
        QCOMPARE(completion->text(), QStringLiteral("a1"));
        QCOMPARE(find<QLabel>("rowTitle")->text(), QStringLiteral("Row 2"));
    }
    void leavingTheRowKeepsWhatWasTypedInThePane()
    {
        makeRows(2);
        auto *prompt = find<RowText>("rowPrompt");
        prompt->setFocus();
        type("x");
        table()->goTo(1);
        QCOMPARE(cell(0), QStringLiteral("xq0"));
        QCOMPARE(prompt->text(), QStringLiteral("q1"));
    }
    void findingsAreShownAndFixed()
    {
        openRows(pairLine("question", "") + pairLine("b", " spaced "));
        QTRY_VERIFY(find<QPushButton>("fixWrite"));
        click("fixWrite");
        QTRY_COMPARE(QApplication::focusWidget(), find<QWidget>("rowCompletion"));
        table()->goTo(1);
        QTRY_VERIFY(find<QPushButton>("fixTrim"));
        click("fixTrim");
        QTRY_COMPARE(cell(1, DatasetModel::CompletionColumn), QStringLiteral("spaced"));
    }
    void checkListsFindingsAndAClickGoesThere()
    {
        QByteArray bytes;
        for (int i = 0; i < 12; ++i)
            bytes += pairLine(("q" + std::to_string(i)).c_str(), i == 7 ? "" : ("a" + std::to_string(i)).c_str());
        openRows(bytes);
        trigger("actionCheck");
        auto *tree = find<QTreeWidget>("issuesTree");
        QTRY_VERIFY(tree->isVisible() && tree->topLevelItemCount() > 0);
        QTreeWidgetItem *hit = nullptr;
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
                if (tree->topLevelItem(i)->child(j)->text(0).contains(QLatin1String("8")))
                    hit = tree->topLevelItem(i)->child(j);
        QVERIFY(hit);
        tree->scrollToItem(hit);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(hit).center());
        QCOMPARE(table()->currentIndex().row(), 7);
    }
    void problemsChipFiltersAndAllComesBack()
    {
        openRows(pairLine("a", "1") + pairLine("b", "") + pairLine("c", "3"));
        auto *chip = find<QPushButton>("chipProblems");
        QTRY_COMPARE(chip->text(), QStringLiteral("Problems 1"));
        click("chipProblems");
        QCOMPARE(m_page->model()->rowCount(), 1);
        QCOMPARE(cell(0), QStringLiteral("b"));
        click("chipAll");
        QCOMPARE(m_page->model()->rowCount(), 3);
    }
    void duplicatesAreFoundBetweenRows()
    {
        openRows(pairLine("a", "1") + pairLine("b", "2") + pairLine("a", "1"));
        QTRY_VERIFY(m_page->model()
                        ->index(2, 0)
                        .data(DatasetModel::IssuesRole)
                        .toStringList()
                        .contains(QStringLiteral("duplicate")));
    }

    void findGoesFromRowToRow()
    {
        makeRows(30);
        trigger("actionFind");
        auto *text = find<QLineEdit>("findText");
        QTRY_COMPARE(QApplication::focusWidget(), text);
        QTest::keyClicks(text, QStringLiteral("Q2"));
        QTRY_VERIFY(find<QLabel>("findCount")->text().contains(QLatin1String("11")));
        QTRY_COMPARE(table()->currentIndex().row(), 2);
        trigger("actionFindNext");
        QCOMPARE(table()->currentIndex().row(), 20);
        trigger("actionFindPrevious");
        trigger("actionFindPrevious");
        QCOMPARE(table()->currentIndex().row(), 29);
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(!find("findBar")->isVisible());
    }
    void replaceAllIsOneUndoStep()
    {
        makeRows(12);
        trigger("actionReplace");
        find<QLineEdit>("findText")->setText(QStringLiteral("a1"));
        find<QLineEdit>("replaceText")->setText(QStringLiteral("$1\\x"));
        QTRY_VERIFY(find<QLabel>("findCount")->text().contains(QLatin1String("3")));
        click("replaceAll");
        QTRY_COMPARE(cell(10, DatasetModel::CompletionColumn), QStringLiteral("$1\\x0"));
        QCOMPARE(cell(1, DatasetModel::CompletionColumn), QStringLiteral("$1\\x"));
        trigger("actionUndo");
        QCOMPARE(cell(10, DatasetModel::CompletionColumn), QStringLiteral("a10"));
        QCOMPARE(cell(1, DatasetModel::CompletionColumn), QStringLiteral("a1"));
    }
    void replaceWithGroups()
    {
        makeRows(2);
        trigger("actionReplace");
        find<QAbstractButton>("findPattern")->setChecked(true);
        find<QLineEdit>("findText")->setText(QStringLiteral("q(\\d)"));
        find<QLineEdit>("replaceText")->setText(QStringLiteral("$1?"));
        QTRY_VERIFY(find<QLabel>("findCount")->text().contains(QLatin1String("2")));
        click("replaceAll");
        QTRY_COMPARE(cell(1), QStringLiteral("1?"));
        find<QLineEdit>("findText")->setText(QStringLiteral("(("));
        QTRY_VERIFY(find<QLineEdit>("findText")->property("wrong").toBool());
    }

    void chatRowsAreEditedByTurns()
    {
        openRows("{\"x\":1,\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"name\":\"ann\"},"
                 "{\"role\":\"assistant\",\"content\":\"yo\"}]}\n");
        auto *second = find<RowText>("turnText1");
        QVERIFY(second);
        second->setFocus();
        second->selectAll();
        type("hello");
        click("addTurn");
        QTRY_COMPARE(document()->example(0)->messages.size(), std::size_t(3));
        QCOMPARE(document()->example(0)->messages[1].content, std::string("hello"));
        auto *role = find<QComboBox>("turnRole2");
        role->setCurrentIndex(role->findData(QStringLiteral("assistant")));
        Q_EMIT role->activated(role->currentIndex());
        QCOMPARE(document()->example(0)->messages[2].role, std::string("assistant"));
        click("turnRemove2");
        QTRY_COMPARE(document()->example(0)->messages.size(), std::size_t(2));
        QVERIFY(QByteArray::fromStdString(document()->line(0)).contains("\"name\":\"ann\""));
        QVERIFY(document()->line(0).starts_with("{\"x\":1"));
    }
    void brokenLinesAreRepaired_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("completion"); // null = no certain repair
        QTest::addRow("trailing comma") << QByteArray("{\"prompt\":\"a\",\"completion\":\"b\",}")
                                        << QStringLiteral("b");
        QTest::addRow("cut off") << QByteArray("{\"prompt\":\"a\",\"completion\":\"b") << QStringLiteral("b");
        QTest::addRow("raw tab") << QByteArray("{\"prompt\":\"a\",\"completion\":\"b\tc\"}") << QStringLiteral("b\tc");
        QTest::addRow("Shift_JIS") << QByteArray("{\"prompt\":\"a\",\"completion\":\"\x93\xfa\x96\x7b\"}")
                                   << QStringLiteral("日本");
        QTest::addRow("hopeless") << QByteArray("not a row") << QString();
        QTest::addRow("fine already") << QByteArray("{\"prompt\":\"a\",\"completion\":\"b\"}") << QString();
    }
    void brokenLinesAreRepaired()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, completion);
        const auto repaired = repairedLine(line.toStdString());
        QCOMPARE(repaired.has_value(), !completion.isNull());
        if (repaired)
            QCOMPARE(QString::fromStdString(parseExample(*repaired)->completion), completion);
    }
    void aBrokenRowIsRepairedInThePane()
    {
        openRows("{\"prompt\":\"a\",\"completion\":\"b\",}\n" + pairLine("c", "d"));
        QVERIFY(find("rowRaw")->isVisible());
        click("repairLine");
        QCOMPARE(cell(0, DatasetModel::CompletionColumn), QStringLiteral("b"));
        QVERIFY(find("rowPrompt")->isVisible());
        trigger("actionUndo");
        QVERIFY(find("rowRaw")->isVisible());
    }

    void aFileThatIsNotThereGivesABanner()
    {
        m_page->openFile(m_services->path(QStringLiteral("nowhere.jsonl")));
        auto *banner = find<ErrorBanner>("banner");
        QTRY_VERIFY(banner->isVisible());
    }
    void closingDoesNotAskWhileTheJournalIsSafe()
    {
        makeRows(2);
        trigger("actionDuplicateRows");
        bool may = false;
        m_page->askToClose([&](bool yes) { may = yes; });
        QTRY_VERIFY(may); // after the edit is on the disk
        QVERIFY(!find<QMessageBox>("closeQuestion"));
        // Another file comes into the window: it is said where the edits are, and they come back.
        const QString other = m_services->write(QStringLiteral("other.jsonl"), pairLine("x", "y"));
        open(other);
        QTRY_VERIFY(find<ErrorBanner>("banner")->isVisible());
        open(m_services->path(QStringLiteral("rows.jsonl")));
        QTRY_COMPARE(document()->rowCount(), 3);
        QVERIFY(document()->isModified());
    }
    void editsAreDiscardedWhenToldSo()
    {
        makeRows(2);
        QVERIFY(!m_page->action(QStringLiteral("actionDiscard"))->isEnabled());
        trigger("actionDuplicateRows");
        trigger("actionDiscard");
        auto *box = find<QMessageBox>("discardQuestion");
        QTRY_VERIFY(box && box->isVisible());
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("discardEdits")), Qt::LeftButton);
        QTRY_COMPARE(document()->rowCount(), 2);
        QVERIFY(!document()->isModified() && !document()->isReadOnly());
    }
    void closingAsksOnceWhenEditsAreNotSafe()
    {
        // No journal can be made: a file stands where each of its folders would be.
        QVERIFY(QDir().mkpath(m_services->path(QStringLiteral("tmp"))));
        qputenv("TMPDIR", m_services->path(QStringLiteral("tmp")).toUtf8());
        const auto back = qScopeGuard([] { qunsetenv("TMPDIR"); });
        std::vector<std::unique_ptr<QFile>> blocks;
        for (const std::filesystem::path &root : FileFlow::workPlaces().roots) {
            const QString work = QString::fromStdString(root.string());
            QVERIFY(QDir().mkpath(QFileInfo(work).path()));
            QDir(work).removeRecursively();
            blocks.push_back(std::make_unique<QFile>(work));
            QVERIFY(blocks.back()->open(QIODevice::WriteOnly));
        }
        bool asked = false, may = false;
        makeRows(2);
        QCOMPARE(document()->journalState(), JournalState::NotSafe);
        m_page->askToClose([&](bool yes) { may = yes; });
        QVERIFY(may); // nothing to lose
        trigger("actionDuplicateRows");
        m_page->askToClose([&](bool yes) {
            asked = true;
            may = yes;
        });
        auto *box = find<QMessageBox>("closeQuestion");
        QTRY_VERIFY(box && box->isVisible());
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("closeCancel")), Qt::LeftButton);
        QTRY_VERIFY(asked);
        QVERIFY(!may);
        asked = false;
        m_page->askToClose([&](bool yes) {
            asked = true;
            may = yes;
        });
        QTRY_VERIFY((box = find<QMessageBox>("closeQuestion")) && box->isVisible());
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("closeSave")), Qt::LeftButton);
        QTRY_VERIFY(asked);
        QVERIFY(may);
        QCOMPARE(read(m_services->path(QStringLiteral("rows.jsonl"))).count('\n'), 3);
    }
    void theSampleIsACopyThatIsSavedElsewhere()
    {
        const QByteArray shipped = read(QStringLiteral(ONSA_SOURCE "/resources/samples/en.jsonl"));
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openSample(QStringLiteral("en"));
        QTRY_VERIFY(!spy.isEmpty());
        QVERIFY(document()->rowCount() >= 40);
        QVERIFY(find("welcomeStrip")->isVisible());
        QCOMPARE(m_page->title(), QStringLiteral("Sample data"));
        table()->goTo(0);
        type("mine");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        trigger("actionSave");
        auto *dialog = find<QFileDialog>("saveDialog");
        QTRY_VERIFY(dialog && dialog->isVisible());
        const QString target = m_services->path(QStringLiteral("mine.jsonl"));
        dialog->findChild<QLineEdit *>()->setText(target);
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(target));
        QTRY_VERIFY(!document()->isModified());
        QVERIFY(read(target).contains("mine"));
        QCOMPARE(m_page->title(), QStringLiteral("mine.jsonl"));
        QCOMPARE(read(QStringLiteral(ONSA_SOURCE "/resources/samples/en.jsonl")), shipped);
        click("welcomeClose");
        QVERIFY(!find("welcomeStrip")->isVisible());
    }
    void addExampleFromThePlayground()
    {
        makeRows(2);
        m_page->addExample(QStringLiteral("p"), QStringLiteral("c"));
        QCOMPARE(document()->rowCount(), 3);
        QCOMPARE(cell(2), QStringLiteral("p"));
        QCOMPARE(table()->currentIndex().row(), 2);
    }
    void countsReachTheStatusBar()
    {
        QSignalSpy status(m_page.get(), &DatasetPage::statusChanged);
        makeRows(3);
        QTRY_VERIFY(!status.isEmpty() && status.last()[1].toString().contains(QLatin1String("tokens")));
        QVERIFY(status.last()[1].toString().contains(QLatin1String("3 rows")));
    }
    void everyControlHasANameForScreenReaders()
    {
        makeRows(2);
        trigger("actionReplace");
        for (QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            if (widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<QScrollArea *>(widget))
                continue;
            auto *button = qobject_cast<QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(named,
                     qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()),
                                                            widget->objectName())));
        }
    }

    // One line, right below the table, however high the window is.
    void noFindingsLeaveTheTableItsRoom()
    {
        DatasetPage page(m_services->services());
        page.resize(1440, 700);
        page.show();
        QSignalSpy spy(&page, &DatasetPage::documentChanged);
        page.openSample(QStringLiteral("en"));
        QTRY_VERIFY(!spy.isEmpty());
        page.action(QStringLiteral("actionCheck"))->trigger();
        auto *findings = page.findChild<QWidget *>(QStringLiteral("issuesPanel"));
        auto *down = qobject_cast<QSplitter *>(findings->parentWidget());
        QTRY_VERIFY(findings->isVisible() && findings->maximumHeight() < QWIDGETSIZE_MAX);
        QTRY_COMPARE(down->sizes().at(1), findings->maximumHeight());
        QTRY_COMPARE(findings->geometry().bottom(), down->rect().bottom());
        page.resize(1440, 900);
        QTRY_COMPARE(findings->geometry().bottom(), down->rect().bottom());
        QCOMPARE(findings->height(), findings->maximumHeight());
    }

    void pictures()
    {
        tests::forEachFace([this](const QString &language, ThemeChoice) {
            DatasetPage page(m_services->services());
            page.resize(1440, 700);
            page.show();
            page.newDocument();
            QTRY_VERIFY(page.document());
            QVERIFY(tests::screenshot(page, QStringLiteral("data-empty"), language));
            QSignalSpy spy(&page, &DatasetPage::documentChanged);
            page.openSample(language);
            QTRY_VERIFY(!spy.isEmpty());
            page.action(QStringLiteral("actionReplace"))->trigger();
            page.findChild<QLineEdit *>(QStringLiteral("findText"))
                ->setText(language == QLatin1String("ja") ? QStringLiteral("休") : QStringLiteral("holiday"));
            page.action(QStringLiteral("actionCheck"))->trigger();
            QTest::qWait(600);
            QVERIFY(tests::screenshot(page, QStringLiteral("data-find-check"), language));
            page.document()->change(100'000, QString(), waitsForItsEnd(620), [](const Result<> &) {});
            QTRY_VERIFY(page.findChild<QWidget *>(QStringLiteral("workStrip"))->isVisible());
            QTest::qWait(100);
            QVERIFY(tests::screenshot(page, QStringLiteral("data-changing"), language));
            page.findChild<QPushButton *>(QStringLiteral("cancelWork"))->click();
            QVERIFY(tests::screenshot(page, QStringLiteral("data-cancelled"), language));
        });
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
};

QTEST_MAIN(TestDatasetPage)
#include "tst_dataset_page.moc"
