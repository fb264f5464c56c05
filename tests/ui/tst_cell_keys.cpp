// SPDX-License-Identifier: GPL-3.0-or-later
// A spreadsheet's keys on the Data tab: typing replaces, Enter and Tab commit and go on, Delete clears, Ctrl++ and
// Ctrl+- are rows; invisible characters are shown; files are dropped on the table.
#include "data_page_support.h"

#include <QDropEvent>
#include <QMimeData>

using namespace onsa;
using namespace onsa::ui;

class TestCellKeys : public QObject
{
    Q_OBJECT

    static constexpr int prompt = DatasetModel::PromptColumn;
    static constexpr int completion = DatasetModel::CompletionColumn;
    std::unique_ptr<tests::DataPage> m;

    std::pair<int, int> at() const { return {m->table()->currentIndex().row(), m->table()->currentIndex().column()}; }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m = std::make_unique<tests::DataPage>();
        QVERIFY(m->openRows(4));
    }
    void cleanup() { m.reset(); }

    void aClickChoosesAndTypingReplaces()
    {
        m->choose(1, completion);
        QVERIFY(!m->table()->isEditing());
        m->type("new");
        QCOMPARE(m->cell(1, completion), QStringLiteral("a1")); // until it is finished
        m->key(Qt::Key_Return);
        QCOMPARE(m->cell(1, completion), QStringLiteral("new"));
        QCOMPARE(at(), std::pair(2, completion));
    }
    void f2EnterAndADoubleClickEditWhatIsThere()
    {
        m->choose(0, prompt);
        m->key(Qt::Key_F2);
        m->type("+");
        m->key(Qt::Key_Return);
        m->key(Qt::Key_Return);
        m->type("+");
        m->key(Qt::Key_Return);
        QTest::mouseClick(m->table()->viewport(), Qt::LeftButton, {}, m->middle(2, prompt));
        QTest::mouseDClick(m->table()->viewport(), Qt::LeftButton, {}, m->middle(2, prompt));
        m->key(Qt::Key_End);
        m->type("+");
        m->key(Qt::Key_Return);
        QCOMPARE(m->column(4), QStringLiteral("q0+ q1+ q2+ q3"));
    }
    // Qt would look for a row that begins with it: through all of millions.
    void typingWhereNothingCanBeTypedGoesNowhere()
    {
        m->choose(0, DatasetModel::TokensColumn);
        const QString tokens = m->page.model()->index(2, DatasetModel::TokensColumn).data().toString();
        QVERIFY(!tokens.isEmpty());
        m->type(tokens.toLatin1());
        QCOMPARE(at(), std::pair(0, int(DatasetModel::TokensColumn)));
        QVERIFY(!m->table()->isEditing());
    }
    void escRestores()
    {
        m->choose(0, prompt);
        m->type("gone");
        m->key(Qt::Key_Escape);
        QCOMPARE(m->cell(0), QStringLiteral("q0"));
        QVERIFY(!m->table()->isEditing());
        QVERIFY(!m->document()->isModified());
    }
    void enterGoesDownShiftEnterUpTabRightShiftTabLeft()
    {
        m->choose(1, prompt);
        m->type("a");
        m->key(Qt::Key_Return);
        QCOMPARE(at(), std::pair(2, prompt));
        m->type("b");
        m->key(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(at(), std::pair(1, prompt));
        m->type("c");
        m->key(Qt::Key_Tab);
        QCOMPARE(at(), std::pair(1, completion));
        m->type("d");
        m->key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(at(), std::pair(1, prompt));
        QCOMPARE(m->column(4), QStringLiteral("q0 c b q3"));
        QCOMPARE(m->cell(1, completion), QStringLiteral("d"));
    }
    void enterAfterTabsReturnsToTheFirstColumnOfTheRun()
    {
        m->choose(0, prompt);
        m->type("p0");
        m->key(Qt::Key_Tab);
        m->type("c0");
        m->key(Qt::Key_Return);
        QCOMPARE(at(), std::pair(1, prompt));
        m->type("p1");
        m->key(Qt::Key_Tab);
        m->type("c1");
        m->key(Qt::Key_Return);
        QCOMPARE(at(), std::pair(2, prompt));
        QCOMPARE(m->column(2) + m->column(2, completion), QStringLiteral("p0 p1c0 c1"));
        // A run ends where the mouse goes elsewhere.
        m->choose(2, prompt);
        m->key(Qt::Key_Tab);
        m->choose(1, completion);
        m->type("x");
        m->key(Qt::Key_Return);
        QCOMPARE(at(), std::pair(2, completion));
    }
    void altEnterIsANewLineInTheCell()
    {
        m->choose(0, completion);
        m->type("a");
        m->key(Qt::Key_Return, Qt::AltModifier);
        m->type("b");
        m->key(Qt::Key_Return);
        QCOMPARE(m->cell(0, completion), QStringLiteral("a\nb"));
    }
    void deleteClearsTheChosenCellsAndKeepsTheRows()
    {
        m->choose(1, completion, 2, completion);
        m->key(Qt::Key_Delete);
        QCOMPARE(m->column(4, completion), QStringLiteral("a0   a3"));
        QCOMPARE(m->column(4), QStringLiteral("q0 q1 q2 q3"));
        QCOMPARE(m->steps(), 1);
    }
    void ctrlPlusInsertsARowAndCtrlMinusDeletesTheChosenOnes()
    {
        m->choose(1, prompt);
        m->key(Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(m->column(5), QStringLiteral("q0  q1 q2 q3"));
        m->choose(1, prompt, 2, prompt);
        m->key(Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(m->column(3), QStringLiteral("q0 q2 q3"));
        m->key(Qt::Key_Z, Qt::ControlModifier);
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m->column(4), QStringLiteral("q0 q1 q2 q3"));
    }
    void invisibleCharactersAreNamedInTheCellByAKey()
    {
        QVERIFY(m->open("{\"prompt\":\"a\\u3000b\\u00a0c\\td\\u202ee\",\"completion\":\"f\"}\n"));
        m->choose(0, completion);
        QWidget *cells = m->table()->viewport();
        const QRect cell = m->table()->visualRect(m->page.model()->index(0, prompt));
        const QImage before = cells->grab(cell).toImage();
        m->key(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(cells->grab(cell).toImage() != before);
        m->key(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(cells->grab(cell).toImage(), before);
        QVERIFY(!m->document()->isModified());
    }
    void aFileDroppedOnTheTableIsForTheWindow()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m->services.write(QStringLiteral("more.jsonl"), "{}\n"))});
        QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(m->table()->viewport(), &enter);
        QVERIFY(!enter.isAccepted()); // so that it goes up to the window, which opens or imports it
    }
};

QTEST_MAIN(TestCellKeys)
#include "tst_cell_keys.moc"
