// SPDX-License-Identifier: GPL-3.0-or-later
// How large rows are: 1, 3 or 6 lines by one key, zoom with the wheel and keys, fonts for Latin and Japanese;
// remembered, and no dakuten is cut.
#include "data_page_support.h"
#include "ui/dataset/cell_text.h"
#include "ui/settings/appearance_page.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QWheelEvent>

#include <limits>

using namespace onsa;
using namespace onsa::ui;

class TestRowLook : public QObject
{
    Q_OBJECT

    static constexpr int prompt = DatasetModel::PromptColumn;
    static constexpr int completion = DatasetModel::CompletionColumn;
    std::unique_ptr<tests::DataPage> m;

    int rowHeight() const { return m->table()->verticalHeader()->sectionSize(0); }
    void wheel(int notches) const
    {
        QWidget *cells = m->table()->viewport();
        const QPoint at = cells->rect().center();
        QWheelEvent event(at, cells->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, Qt::ControlModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(cells, &event);
    }
    // Pixel rows of the cell that have anything but its ground.
    std::vector<int> inkedLines(int row, int column) const
    {
        const QRect cell = m->table()->visualRect(m->page.model()->index(row, column)).adjusted(2, 0, -2, 0);
        const QImage image = m->table()->viewport()->grab(cell).toImage();
        std::vector<int> lines;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y) != color(Color::Surface)) {
                    lines.push_back(y);
                    break;
                }
        return lines;
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m = std::make_unique<tests::DataPage>();
        QByteArray text;
        for (int i = 0; i < 60; ++i)
            text += "がぎぐパプペÅgjy ";
        QVERIFY(
            m->open("{\"prompt\":\"ガバペポÅÊgjpqy\",\"completion\":\"" + text.trimmed()
                    + "\"}\n{\"prompt\":\"a\\nb\",\"completion\":\"c\"}\n{\"prompt\":\"z\",\"completion\":\"z\"}\n"));
        m->choose(2, prompt);
    }
    void cleanup() { m.reset(); }

    void ctrlLGoesThroughOneThreeAndSixLines()
    {
        const int one = rowHeight();
        m->key(Qt::Key_L, Qt::ControlModifier);
        const int three = rowHeight();
        m->key(Qt::Key_L, Qt::ControlModifier);
        const int six = rowHeight();
        const int line = lineHeight(m->table()->font());
        QVERIFY(three >= 3 * line && six >= 6 * line && one < three && three < six);
        QVERIFY(m->table()->hasFocus());
        m->key(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(rowHeight(), one);
    }
    void moreLinesShowMoreOfTheText()
    {
        const auto shown = [this] { return m->page.model()->index(0, completion).data().toString().size(); };
        const auto one = shown();
        const auto inOne = inkedLines(0, completion).size();
        m->key(Qt::Key_L, Qt::ControlModifier);
        m->key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(shown() > 4 * one);
        QVERIFY(inkedLines(0, completion).size() > 4 * inOne);
    }
    void lineBreaksAreLinesInHighRowsAndSignsInLowOnes()
    {
        QVERIFY(m->page.model()->index(1, prompt).data().toString().contains(QStringLiteral("⏎")));
        m->key(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(m->page.model()->index(1, prompt).data().toString(), QStringLiteral("a\nb"));
    }
    void ctrlWheelZoomsAndCtrlZeroGoesBack()
    {
        const int normal = rowHeight();
        wheel(1);
        QCOMPARE(m->table()->zoom(), 110);
        wheel(2);
        QCOMPARE(m->table()->zoom(), 150);
        QVERIFY(rowHeight() > normal);
        wheel(-30);
        QCOMPARE(m->table()->zoom(), 50);
        QVERIFY(rowHeight() < normal);
        m->key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(m->table()->zoom(), 100);
        QCOMPARE(rowHeight(), normal);
    }
    void ctrlAltPlusAndMinusZoom()
    {
        m->key(Qt::Key_Plus, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(m->table()->zoom(), 110);
        m->key(Qt::Key_Minus, Qt::ControlModifier | Qt::AltModifier);
        m->key(Qt::Key_Minus, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(m->table()->zoom(), 90);
        QCOMPARE(m->document()->rowCount(), 3); // Ctrl++ and Ctrl+- are rows
    }
    void theWheelAloneScrolls()
    {
        QWidget *cells = m->table()->viewport();
        QWheelEvent event(QPointF(50, 50), cells->mapToGlobal(QPoint(50, 50)), {}, {0, -120}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(cells, &event);
        QCOMPARE(m->table()->zoom(), 100);
    }
    void noDakutenOrDescenderIsCutAtAnyZoom_data()
    {
        QTest::addColumn<int>("zoom");
        QTest::addColumn<int>("lines");
        for (const int zoom : {50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300})
            for (const int lines : {1, 3})
                QTest::addRow("%d %% %d", zoom, lines) << zoom << lines;
    }
    void noDakutenOrDescenderIsCutAtAnyZoom()
    {
        QFETCH(int, zoom);
        QFETCH(int, lines);
        m->table()->setLook(lines, zoom);
        const std::vector<int> inked = inkedLines(0, prompt);
        QVERIFY(!inked.empty());
        const int cell = m->table()->visualRect(m->page.model()->index(0, prompt)).height();
        QVERIFY2(inked.front() > 0, "the top is cut");
        QVERIFY2(inked.back() < cell - 2, "the bottom is cut");
    }
    void theCellIsTypedIntoInItsSize()
    {
        wheel(4);
        m->choose(0, prompt);
        m->key(Qt::Key_F2);
        const auto *editor = m->table()->findChild<CellEditor *>();
        QVERIFY(editor);
        QCOMPARE(editor->font().pointSizeF(), m->table()->font().pointSizeF() * 1.75);
    }
    void zoomingKeepsWhatIsBeingTyped()
    {
        m->choose(2, prompt);
        m->type("typed");
        wheel(1);
        QCOMPARE(m->cell(2), QStringLiteral("typed"));
    }
    // A view counts the pixels of all rows in an int: beyond that it would paint for ever.
    void millionsOfRowsAreAsHighAsThereIsRoomFor()
    {
        m->table()->setLook(6, 300);
        const int usual = rowHeight();
        const int rows = int(2'200'000'000 / usual);
        QVERIFY(m->open(QByteArray("{}\n").repeated(rows)));
        QCOMPARE(m->document()->rowCount(), rows);
        QVERIFY(rowHeight() < usual);
        QVERIFY(qint64(rowHeight()) * rows < std::numeric_limits<int>::max());
        m->table()->setFocus();
        m->key(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(m->table()->currentIndex().row(), rows - 1);
        QVERIFY(m->table()->viewport()->rect().intersects(m->table()->visualRect(m->table()->currentIndex())));
        m->table()->setLook(1, 100);
        QVERIFY(m->openRows(3));
        m->table()->setLook(6, 300);
        QCOMPARE(rowHeight(), usual);
    }
    void heightAndZoomAreRemembered()
    {
        m->key(Qt::Key_L, Qt::ControlModifier);
        wheel(-1);
        const int height = rowHeight();
        DatasetPage next(m->services.services());
        auto *table = next.findChild<DataTable *>(QStringLiteral("dataTable"));
        QCOMPARE(table->rowLines(), 3);
        QCOMPARE(table->zoom(), 90);
        QCOMPARE(table->verticalHeader()->defaultSectionSize(), height);
    }
    void fontsForLatinAndJapaneseAreChosenApart()
    {
        const QStringList latinFamilies = QFontDatabase::families(QFontDatabase::Latin);
        const QStringList japaneseFamilies = QFontDatabase::families(QFontDatabase::Japanese);
        QVERIFY(!latinFamilies.isEmpty() && !japaneseFamilies.isEmpty());
        const QFont before = QApplication::font();
        Settings &settings = m->services.services().settings;
        AppearancePage page(m->services.services());
        auto *latin = page.findChild<QComboBox *>(QStringLiteral("latinFont"));
        auto *japanese = page.findChild<QComboBox *>(QStringLiteral("japaneseFont"));
        QCOMPARE(latin->currentIndex(), 0); // as the system
        page.show();
        japanese->setFocus();
        QTest::keyClick(japanese, Qt::Key_End);
        QVERIFY(!settings.japaneseFont().isEmpty());
        QCOMPARE(settings.japaneseFont(), japanese->currentText());
        QCOMPARE(settings.latinFont(), QString());
        QTest::keyClick(latin, Qt::Key_Down);
        QCOMPARE(settings.latinFont(), latin->itemText(1));
        applyFonts(*qApp, settings.latinFont(), settings.japaneseFont());
        QCOMPARE(QApplication::font().families().first(), settings.latinFont());
        QVERIFY(QApplication::font().families().contains(settings.japaneseFont()));
        applyFonts(*qApp, {}, {});
        QCOMPARE(QApplication::font(), before);
    }

    void pictures()
    {
        m.reset();
        tests::forEachFace([](const QString &language, ThemeChoice) {
            tests::DataPage one;
            one.page.resize(1300, 620);
            const bool ja = language == QLatin1String("ja");
            QByteArray rows;
            const QByteArray text = ja
                ? "有給休暇は、取りたい日の五営業日前までに、勤怠システムの「休暇申請」から申請してください。急な体調不"
                  "良の場合は、"
                  "当日の始業前に上長へ連絡し、後から申請できます。半日単位の取得もできますが、年に十回までです。"
                : "Ask for annual leave at least five working days before the day, in the time system under Leave. If "
                  "you "
                  "fall ill, call your lead before work begins and hand the form in later. Half days are possible, ten "
                  "times a year.";
            for (const char *end : {"", " ", "\\u202e", ""})
                rows += (ja ? "{\"prompt\":\"有給休暇は何日前までに申請しますか？\",\"completion\":\""
                            : "{\"prompt\":\"How early do I ask for leave?\",\"completion\":\"")
                    + QByteArray(end) + text + text + end + "\"}\n";
            rows += "{\"prompt\":\"x\",\"completion\":\"\"}\n";
            QVERIFY(one.open(rows));
            one.choose(1, completion);
            QTest::qWait(600);
            QVERIFY(tests::screenshot(one.page, QStringLiteral("rows-one-line"), language));
            one.key(Qt::Key_L, Qt::ControlModifier);
            QVERIFY(tests::screenshot(one.page, QStringLiteral("rows-three-lines"), language));
            one.table()->setLook(6, 125);
            QVERIFY(tests::screenshot(one.page, QStringLiteral("rows-six-lines-larger"), language));
            AppearancePage settings(one.services.services());
            settings.resize(640, 420);
            QVERIFY(tests::screenshot(settings, QStringLiteral("settings-appearance"), language));
        });
    }
};

QTEST_MAIN(TestRowLook)
#include "tst_row_look.moc"
