// SPDX-License-Identifier: GPL-3.0-or-later
// Cells are filled as in a spreadsheet: Ctrl+D, Ctrl+R, Ctrl+Enter and the handle at the corner. One undo step each.
#include "data_page_support.h"
#include "ui/dataset/fill_handle.h"

#include <QClipboard>

using namespace onsa;
using namespace onsa::ui;

class TestFill : public QObject
{
    Q_OBJECT

    static constexpr int prompt = DatasetModel::PromptColumn;
    static constexpr int completion = DatasetModel::CompletionColumn;
    std::unique_ptr<tests::DataPage> m;

    QPoint handle() const { return m->table()->fillHandle()->square().center(); }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m = std::make_unique<tests::DataPage>();
        QVERIFY(m->openRows(8));
    }
    void cleanup() { m.reset(); }

    void ctrlDFillsDownFromTheFirstChosenRow()
    {
        m->choose(1, prompt, 4, completion);
        m->key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m->column(6), QStringLiteral("q0 q1 q1 q1 q1 q5"));
        QCOMPARE(m->column(6, completion), QStringLiteral("a0 a1 a1 a1 a1 a5"));
        QCOMPARE(m->document()->rowCount(), 8);
        QCOMPARE(m->steps(), 1);
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m->column(6), QStringLiteral("q0 q1 q2 q3 q4 q5"));
    }
    void ctrlDFillsOnlyTheChosenColumn()
    {
        m->choose(0, completion, 2, completion);
        m->key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m->column(4, completion), QStringLiteral("a0 a0 a0 a3"));
        QCOMPARE(m->column(4), QStringLiteral("q0 q1 q2 q3"));
    }
    void ctrlDInOneRowDuplicatesIt()
    {
        m->choose(1, prompt);
        m->key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m->column(4), QStringLiteral("q0 q1 q1 q2"));
        QCOMPARE(m->document()->rowCount(), 9);
    }
    void ctrlDOnWholeRowsDuplicatesThem()
    {
        QHeaderView *numbers = m->table()->verticalHeader();
        const auto at = [numbers](int row) {
            return QPoint(8, numbers->sectionViewportPosition(row) + numbers->sectionSize(row) / 2);
        };
        QTest::mouseClick(numbers->viewport(), Qt::LeftButton, {}, at(0));
        QTest::mouseClick(numbers->viewport(), Qt::LeftButton, Qt::ShiftModifier, at(1));
        m->key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m->column(5), QStringLiteral("q0 q1 q0 q1 q2"));
    }
    void ctrlRTakesThePromptIntoTheCompletion()
    {
        m->choose(2, completion, 3, completion);
        m->key(Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(m->column(5, completion), QStringLiteral("a0 a1 q2 q3 a4"));
        QCOMPARE(m->steps(), 1);
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m->column(5, completion), QStringLiteral("a0 a1 a2 a3 a4"));
    }
    void ctrlEnterFillsTheSelectionWithWhatIsTyped()
    {
        m->choose(1, completion, 3, completion);
        m->type("same");
        m->key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!m->table()->isEditing());
        QCOMPARE(m->column(5, completion), QStringLiteral("a0 same same same a4"));
        QCOMPARE(m->steps(), 1);
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m->column(5, completion), QStringLiteral("a0 a1 a2 a3 a4"));
    }
    void ctrlEnterInOneCellIsANewLine()
    {
        m->choose(1, prompt);
        m->type("a");
        m->key(Qt::Key_Return, Qt::ControlModifier);
        m->type("b");
        m->key(Qt::Key_Return);
        QCOMPARE(m->cell(1), QStringLiteral("a\nb"));
    }
    void ctrlEnterBelongsToTheInputMethodWhileItComposes()
    {
        m->choose(1, prompt, 2, prompt);
        QInputMethodEvent compose(QStringLiteral("にほん"), {});
        QCoreApplication::sendEvent(QGuiApplication::focusObject(), &compose);
        m->key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m->table()->isEditing());
        QCOMPARE(m->steps(), 0);
    }
    void theHandleIsAtTheCornerOfTheSelection()
    {
        m->choose(1, prompt, 3, prompt);
        const QRect last = m->table()->visualRect(m->page.model()->index(3, prompt));
        QVERIFY(m->table()->fillHandle()->square().contains(last.bottomRight()));
        m->choose(1, DatasetModel::TokensColumn);
        QVERIFY(m->table()->fillHandle()->square().isNull()); // nothing to fill with
        m->choose(1, prompt);
        m->type("x");
        QVERIFY(m->table()->fillHandle()->square().isNull()); // the cell is open
    }
    void theHandleDraggedDownFillsOneTextOn()
    {
        m->choose(1, prompt);
        m->drag(m->table()->viewport(), handle(), m->middle(4, prompt));
        QCOMPARE(m->column(6), QStringLiteral("q0 q1 q1 q1 q1 q5"));
        QCOMPARE(m->steps(), 1);
        const QItemSelection chosen = m->table()->selectionModel()->selection();
        QCOMPARE(chosen.first().top(), 1);
        QCOMPARE(chosen.first().bottom(), 4);
    }
    void theHandleRepeatsABlock()
    {
        m->choose(0, prompt, 1, completion);
        m->drag(m->table()->viewport(), handle(), m->middle(6, completion));
        QCOMPARE(m->column(8), QStringLiteral("q0 q1 q0 q1 q0 q1 q0 q7"));
        QCOMPARE(m->column(8, completion), QStringLiteral("a0 a1 a0 a1 a0 a1 a0 a7"));
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m->column(8), QStringLiteral("q0 q1 q2 q3 q4 q5 q6 q7"));
    }
    void theHandleDraggedUpRepeatsTheBlockFromItsEnd()
    {
        m->choose(4, prompt, 5, prompt);
        m->drag(m->table()->viewport(), handle(), m->middle(1, prompt));
        QCOMPARE(m->column(7), QStringLiteral("q0 q5 q4 q5 q4 q5 q6"));
    }
    void theHandleDraggedSidewaysFillsTheOtherColumn()
    {
        m->choose(2, prompt, 3, prompt);
        m->drag(m->table()->viewport(), handle(), m->middle(3, completion));
        QCOMPARE(m->column(5, completion), QStringLiteral("a0 a1 q2 q3 a4"));
        QCOMPARE(m->column(5), QStringLiteral("q0 q1 q2 q3 q4"));
    }
    void aFrameIsShownWhileTheHandleIsDraggedAndEscGivesItUp()
    {
        m->choose(1, prompt);
        QWidget *cells = m->table()->viewport();
        const QImage before = cells->grab().toImage();
        QTest::mousePress(cells, Qt::LeftButton, {}, handle());
        m->moveTo(cells, m->middle(4, prompt));
        QVERIFY(m->table()->fillHandle()->isDragging());
        const QImage during = cells->grab().toImage();
        const QRect frame = m->table()->visualRect(m->page.model()->index(4, prompt));
        QVERIFY(before.copy(frame) != during.copy(frame));
        m->key(Qt::Key_Escape);
        QTest::mouseRelease(cells, Qt::LeftButton, {}, m->middle(4, prompt));
        QCOMPARE(m->column(6), QStringLiteral("q0 q1 q2 q3 q4 q5"));
        QCOMPARE(m->steps(), 0);
    }
    void chatAndBrokenRowsAreFilledWhereTheyHaveTheText()
    {
        QVERIFY(m->open(R"({"prompt":"p","completion":"c"})"
                        "\n{broken\n"
                        R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"v"}],"id":7})"
                        "\n"));
        m->choose(0, prompt, 2, completion);
        m->key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m->cell(2), QStringLiteral("p"));
        QCOMPARE(m->cell(2, completion), QStringLiteral("c"));
        QCOMPARE(m->document()->line(1), std::string("{broken"));
        QCOMPARE(
            m->document()->line(2),
            std::string(R"({"messages":[{"role":"user","content":"p"},{"role":"assistant","content":"c"}],"id":7})"));
    }
    void veryManyCellsAreFilledInTheBackgroundAsOneStep()
    {
        QVERIFY(m->openRows(3000));
        m->choose(0, completion);
        m->table()->selectionModel()->select(
            QItemSelection(m->page.model()->index(0, completion), m->page.model()->index(2999, completion)),
            QItemSelectionModel::ClearAndSelect);
        m->key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(m->document()->isChanging());
        QTRY_VERIFY(!m->document()->isChanging());
        QCOMPARE(m->cell(2999, completion), QStringLiteral("a0"));
        QCOMPARE(m->steps(), 1);
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(m->cell(2999, completion), QStringLiteral("a2999"));
    }
    void whatWasTypedIsOnTheClipboardWhenFillingIsCancelled()
    {
        QVERIFY(m->openRows(3000));
        m->choose(0, completion);
        m->table()->selectionModel()->select(
            QItemSelection(m->page.model()->index(0, completion), m->page.model()->index(2999, completion)),
            QItemSelectionModel::ClearAndSelect);
        m->type("typed");
        m->key(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m->document()->isChanging());
        m->document()->cancelChange();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("typed"));
        QCOMPARE(m->cell(1, completion), QStringLiteral("a1"));
    }
};

QTEST_MAIN(TestFill)
#include "tst_fill.moc"
