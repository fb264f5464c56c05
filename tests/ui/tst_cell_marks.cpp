// SPDX-License-Identifier: GPL-3.0-or-later
// What a check found is underlined in the cell, and Alt+F8 goes from one finding to the next.
#include "data_page_support.h"

using namespace onsa;
using namespace onsa::ui;

class TestCellMarks : public QObject
{
    Q_OBJECT

    static constexpr int prompt = DatasetModel::PromptColumn;
    static constexpr int completion = DatasetModel::CompletionColumn;
    std::unique_ptr<tests::DataPage> m;

    std::vector<DatasetModel::CellMark> marks(int row, int column) const
    {
        return m->page.model()->cellMarks(m->page.model()->index(row, column));
    }
    // Where the cell has that colour: the first and the last pixel from its left; -1 = nowhere.
    std::pair<int, int> inked(int row, int column, Color role) const
    {
        const QRect cell = m->table()->visualRect(m->page.model()->index(row, column));
        const QImage image = m->table()->viewport()->grab(cell).toImage();
        const QColor wanted = color(role);
        int first = -1, last = -1;
        for (int x = 0; x < image.width(); ++x)
            for (int y = 0; y < image.height(); ++y) {
                const QColor c = image.pixelColor(x, y);
                const int off = std::abs(c.red() - wanted.red()) + std::abs(c.green() - wanted.green())
                    + std::abs(c.blue() - wanted.blue());
                if (off < 60) { // drawn smooth, so seldom the very colour
                    first = first < 0 ? x : first;
                    last = x;
                }
            }
        return {first, last};
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m = std::make_unique<tests::DataPage>(); }
    void cleanup() { m.reset(); }

    void theTextThatIsMeantIsUnderlined()
    {
        // A direction mark behind 日本 (six bytes, two characters).
        QVERIFY(m->open(
            "{\"prompt\":\"日本\\u202eabc\",\"completion\":\"fine\"}\n{\"prompt\":\"q\",\"completion\":\"a\"}\n"));
        m->choose(1, completion);
        const auto found = marks(0, prompt);
        QVERIFY(!found.empty());
        QCOMPARE(found.front().first, 2);
        QCOMPARE(found.front().last, 3);
        QVERIFY(marks(0, completion).empty());
        QVERIFY(inked(0, prompt, Color::Warning).first >= 0);
        QCOMPARE(inked(0, completion, Color::Warning).first, -1);
        QCOMPARE(inked(1, prompt, Color::Warning).first, -1);
    }
    void theWaveIsUnderTheMeantPartAlone()
    {
        QVERIFY(m->open("{\"prompt\":\"Where do I hand it in? \",\"completion\":\"fine\"}\n"
                        "{\"prompt\":\"q\",\"completion\":\"a\"}\n"));
        m->choose(1, completion);
        const auto found = marks(0, prompt);
        QVERIFY(!found.empty());
        QCOMPARE(found.front().first, 22); // the space at the end
        QCOMPARE(found.front().last, 23);
        const auto [first, last] = inked(0, prompt, Color::Warning);
        QVERIFY(first > QFontMetrics(m->table()->font()).horizontalAdvance(QStringLiteral("Where do I hand it i")));
        QVERIFY(last >= first);
    }
    void aFindingFurtherOnThanTheCellShowsIsACorner()
    {
        QByteArray text;
        for (int i = 0; i < 300; ++i)
            text += QByteArray::number(i * 7919) + ' ';
        QVERIFY(m->open("{\"prompt\":\"q\",\"completion\":\"" + text
                        + "<b>\"}\n{\"prompt\":\"q2\",\"completion\":\"a.\"}\n"));
        m->choose(1, prompt);
        QVERIFY(!marks(0, completion).empty());
        const QRect cell = m->table()->visualRect(m->page.model()->index(0, completion));
        const QImage image = m->table()->viewport()->grab(cell).toImage();
        QVERIFY(image.pixelColor(image.width() - 4, 1) != color(Color::Surface));
        QCOMPARE(image.pixelColor(image.width() - 4, image.height() - 6), color(Color::Surface));
    }
    void anEmptyCellIsMarkedAsAWhole()
    {
        QVERIFY(m->open("{\"prompt\":\"q\",\"completion\":\"\"}\n{\"prompt\":\"q2\",\"completion\":\"a\"}\n"));
        m->choose(1, prompt);
        QVERIFY(inked(0, completion, Color::Danger).first >= 0);
    }
    void aFixedCellHasNoWave()
    {
        QVERIFY(m->open("{\"prompt\":\"q\",\"completion\":\"\"}\n{\"prompt\":\"q2\",\"completion\":\"a\"}\n"));
        m->choose(0, completion);
        m->type("an answer.");
        m->key(Qt::Key_Return);
        QCOMPARE(inked(0, completion, Color::Danger).first, -1);
    }
    void marksMoveWithTheLinesOfHighRows()
    {
        QVERIFY(m->open(
            "{\"prompt\":\"one\\r\\ntwo\\u202e\",\"completion\":\"fine\"}\n{\"prompt\":\"q\",\"completion\":\"a\"}\n"));
        m->choose(1, prompt);
        for (const int lines : {1, 3}) {
            m->table()->setLook(lines, 100);
            bool same = false;
            for (const auto &mark : marks(0, prompt))
                same = same
                    || m->page.model()->index(0, prompt).data().toString().mid(mark.first, mark.last - mark.first)
                        == QString(QChar(0x202e));
            QVERIFY(same);
        }
    }
    void altF8GoesOnAndShiftAltF8BackAroundTheEnds()
    {
        QVERIFY(m->open("{\"prompt\":\"q0\",\"completion\":\"a0.\"}\n{\"prompt\":\"q1\",\"completion\":\"\"}\n"
                        "{\"prompt\":\"q2\",\"completion\":\"a2.\"}\n{\"prompt\":\"q3\",\"completion\":\"\"}\n"));
        m->page.action(QStringLiteral("actionCheck"))->trigger();
        auto *chip = m->page.findChild<QWidget *>(QStringLiteral("chipProblems"));
        QTRY_VERIFY(chip->isEnabled());
        m->choose(0, prompt);
        std::vector<int> rows;
        const auto go = [&](Qt::KeyboardModifiers modifiers) {
            m->key(Qt::Key_F8, modifiers);
            rows.push_back(m->table()->currentIndex().row());
        };
        for (int i = 0; i < 3; ++i)
            go(Qt::AltModifier);
        for (int i = 0; i < 3; ++i)
            go(Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(rows, (std::vector<int>{1, 3, 1, 3, 1, 3}));
    }
};

QTEST_MAIN(TestCellMarks)
#include "tst_cell_marks.moc"
