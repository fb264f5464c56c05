// SPDX-License-Identifier: GPL-3.0-or-later
// Whole rows are dragged at their numbers to another place: one undo step, a line that shows where, only in document
// order.
#include "data_page_support.h"
#include "ui/dataset/row_drag.h"
#include "ui/error_banner.h"

#include <QLabel>
#include <QPushButton>

using namespace onsa;
using namespace onsa::ui;

class TestMoveRows : public QObject
{
    Q_OBJECT

    static constexpr int prompt = DatasetModel::PromptColumn;
    std::unique_ptr<tests::DataPage> m;

    QWidget *numbers() const { return m->table()->verticalHeader()->viewport(); }
    // `share` of the row's height: above the middle is before the row.
    QPoint number(int row, double share = 0.5) const
    {
        const QHeaderView *down = m->table()->verticalHeader();
        return {8, down->sectionViewportPosition(row) + int(down->sectionSize(row) * share)};
    }
    void chooseRows(int first, int last) const
    {
        QTest::mouseClick(numbers(), Qt::LeftButton, {}, number(first));
        if (last != first)
            QTest::mouseClick(numbers(), Qt::LeftButton, Qt::ShiftModifier, number(last));
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m = std::make_unique<tests::DataPage>();
        QVERIFY(m->openRows(7));
    }
    void cleanup() { m.reset(); }

    void rowsAreDraggedDownAsOneStep()
    {
        chooseRows(1, 2);
        m->drag(numbers(), number(1), number(4, 0.8));
        QCOMPARE(m->column(7), QStringLiteral("q0 q3 q4 q1 q2 q5 q6"));
        QCOMPARE(m->steps(), 1);
        QVERIFY(m->table()->selectionModel()->isRowSelected(3, {})); // they stay chosen
        QVERIFY(m->table()->selectionModel()->isRowSelected(4, {}));
        QVERIFY(!m->table()->selectionModel()->isRowSelected(2, {}));
        m->table()->setFocus();
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m->column(7), QStringLiteral("q0 q1 q2 q3 q4 q5 q6"));
    }
    void rowsAreDraggedUpToTheBeginning()
    {
        chooseRows(5, 5);
        m->drag(numbers(), number(5), number(0, 0.2));
        QCOMPARE(m->column(7), QStringLiteral("q5 q0 q1 q2 q3 q4 q6"));
    }
    void droppedBehindTheLastRowTheyAreAtTheEnd()
    {
        chooseRows(0, 0);
        m->drag(numbers(), number(0), number(6, 0.5) + QPoint(0, 60));
        QCOMPARE(m->column(7), QStringLiteral("q1 q2 q3 q4 q5 q6 q0"));
    }
    void aDropWhereTheyAreChangesNothing()
    {
        chooseRows(1, 3);
        m->drag(numbers(), number(1), number(2, 0.7));
        QCOMPARE(m->column(7), QStringLiteral("q0 q1 q2 q3 q4 q5 q6"));
        QCOMPARE(m->steps(), 0);
    }
    void aLineShowsWhereAndEscGivesItUp()
    {
        chooseRows(1, 1);
        const QImage before = m->table()->viewport()->grab().toImage();
        QTest::mousePress(numbers(), Qt::LeftButton, {}, number(1));
        m->moveTo(numbers(), number(4, 0.9));
        const QImage during = m->table()->viewport()->grab().toImage();
        const int y = m->table()->verticalHeader()->sectionViewportPosition(5);
        QCOMPARE(during.pixelColor(300, y - 1), color(Color::Accent));
        QVERIFY(before.pixelColor(300, y - 1) != color(Color::Accent));
        m->table()->setFocus();
        m->key(Qt::Key_Escape);
        QTest::mouseRelease(numbers(), Qt::LeftButton, {}, number(4, 0.9));
        QCOMPARE(m->column(7), QStringLiteral("q0 q1 q2 q3 q4 q5 q6"));
    }
    void rowsThatAreNotChosenAreChosenByTheDrag()
    {
        chooseRows(1, 1);
        m->drag(numbers(), number(3), number(5));
        QCOMPARE(m->column(7), QStringLiteral("q0 q1 q2 q3 q4 q5 q6"));
        QVERIFY(m->table()->selectionModel()->isRowSelected(4, {}));
    }
    void aClickOnOneOfSeveralChoosesItAlone()
    {
        chooseRows(1, 3);
        QTest::mouseClick(numbers(), Qt::LeftButton, {}, number(2));
        QVERIFY(m->table()->selectionModel()->isRowSelected(2, {}));
        QVERIFY(!m->table()->selectionModel()->isRowSelected(1, {}));
    }
    void whileFilteredRowsStayAndTheReasonIsTold()
    {
        m->page.model()->setFilter(std::vector<RowId>{m->document()->rowId(0), m->document()->rowId(2)});
        chooseRows(0, 0);
        m->drag(numbers(), number(0), number(1, 0.9));
        QCOMPARE(m->document()->rowCount(), 7);
        QCOMPARE(m->steps(), 0);
        bool told = false;
        for (const QLabel *label : m->page.findChildren<QLabel *>())
            told = told || (label->isVisible() && label->text().contains(QLatin1String("document order")));
        QVERIFY(told);
    }
    void altArrowsMoveTheRowsOnAndOn()
    {
        chooseRows(1, 2);
        m->table()->setFocus();
        m->key(Qt::Key_Down, Qt::AltModifier);
        m->key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m->column(7), QStringLiteral("q0 q3 q4 q1 q2 q5 q6"));
        m->key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m->column(7), QStringLiteral("q0 q3 q1 q2 q4 q5 q6"));
    }
};

QTEST_MAIN(TestMoveRows)
#include "tst_move_rows.moc"
