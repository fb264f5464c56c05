// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody looks through the rows one after another: states by key and menu, the next row, the counts.
#include "data_page_support.h"
#include "dataset/review_state.h"
#include "ui/dataset/row_choice.h"

#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QRadioButton>
#include <QTimer>

using namespace onsa;
using namespace onsa::ui;

class TestReviewStates : public QObject
{
    Q_OBJECT

    static constexpr int prompt = DatasetModel::PromptColumn;
    static constexpr int state = DatasetModel::ReviewColumn;
    std::unique_ptr<tests::DataPage> m;

    // A letter a row: draft, reviewed, approved, X for rejected.
    std::string states() const
    {
        std::string all;
        for (int row = 0; row < m->document()->rowCount(); ++row)
            all += "draX"[std::size_t(m->document()->review(row))];
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        applyTheme(*qApp, ThemeChoice::Light);
    }
    void init()
    {
        m = std::make_unique<tests::DataPage>();
        QVERIFY(m->openRows(5));
    }
    void cleanup() { m.reset(); }

    void spaceMarksTheRowAndTakesItBack()
    {
        m->choose(1, prompt);
        m->key(Qt::Key_Space);
        QCOMPARE(states(), std::string("drddd"));
        QVERIFY(!m->table()->isEditing());
        QCOMPARE(m->cell(1), QStringLiteral("q1")); // and types nothing
        m->key(Qt::Key_Space);
        QCOMPARE(states(), std::string("ddddd"));
    }
    void spaceInAnOpenCellIsASpace()
    {
        m->choose(1, prompt);
        m->type("a b");
        m->key(Qt::Key_Return);
        QCOMPARE(m->cell(1), QStringLiteral("a b"));
        QCOMPARE(states(), std::string("ddddd"));
    }
    void ctrlAltNumbersSetTheStateOfTheWholeSelection()
    {
        const Qt::KeyboardModifiers ctrlAlt = Qt::ControlModifier | Qt::AltModifier;
        m->choose(0, prompt, 2, prompt);
        m->key(Qt::Key_3, ctrlAlt);
        QCOMPARE(states(), std::string("aaadd"));
        QCOMPARE(m->steps(), 1);
        m->choose(2, prompt, 3, prompt);
        m->key(Qt::Key_4, ctrlAlt);
        QCOMPARE(states(), std::string("aaXXd"));
        m->key(Qt::Key_2, ctrlAlt);
        QCOMPARE(states(), std::string("aarrd"));
        m->key(Qt::Key_1, ctrlAlt);
        QCOMPARE(states(), std::string("aaddd"));
    }
    void spaceLeavesWhatWasApprovedOrRejected()
    {
        m->choose(0, prompt, 1, prompt);
        m->key(Qt::Key_3, Qt::ControlModifier | Qt::AltModifier);
        m->choose(0, prompt, 3, prompt);
        m->key(Qt::Key_Space);
        QCOMPARE(states(), std::string("aarrd"));
        m->key(Qt::Key_Space);
        QCOMPARE(states(), std::string("aaddd"));
    }
    void undoTakesAStateBackAndShowsTheRow()
    {
        m->choose(4, prompt);
        m->key(Qt::Key_Space);
        m->choose(0, prompt);
        m->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(states(), std::string("ddddd"));
        QCOMPARE(m->table()->currentIndex().row(), 4);
        m->key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(states(), std::string("ddddr"));
        QVERIFY(!m->document()->isModified()); // there is nothing to save
    }
    void nextUnreviewedGoesOnAndAroundTheEnd()
    {
        m->choose(1, prompt, 3, prompt);
        m->key(Qt::Key_Space);
        m->choose(0, prompt);
        const auto next = [this] { m->key(Qt::Key_N, Qt::ControlModifier | Qt::AltModifier); };
        next();
        QCOMPARE(m->table()->currentIndex().row(), 4);
        next();
        QCOMPARE(m->table()->currentIndex().row(), 0);
    }
    void theMenuOfAStateCellSetsIt()
    {
        QStringList words;
        QTimer::singleShot(0, this, [&] { // the menu has an event loop of its own
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            for (const QAction *action : menu->actions())
                words << action->text();
            QTest::keyClick(menu, Qt::Key_Down);
            QTest::keyClick(menu, Qt::Key_Down);
            QTest::keyClick(menu, Qt::Key_Return);
        });
        m->choose(2, state);
        m->key(Qt::Key_Return);
        QCOMPARE(words.size(), 4);
        QCOMPARE(states(), std::string("ddadd"));
    }
    void statesAreCountedInTheStatusBar()
    {
        QString counts;
        connect(&m->page, &DatasetPage::statusChanged, this,
                [&](const QString &, const QString &said) { counts = said; });
        m->choose(0, prompt, 2, prompt);
        m->key(Qt::Key_Space);
        QTRY_VERIFY2(counts.contains(QStringLiteral("2 not reviewed")), qPrintable(counts));
        m->choose(3, prompt, 4, prompt);
        m->key(Qt::Key_4, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY2(counts.contains(QStringLiteral("all reviewed, 2 rejected")), qPrintable(counts));
    }
    void aStateHasAShapeAWordAndAName()
    {
        m->choose(0, prompt);
        QWidget *cells = m->table()->viewport();
        const QRect at = m->table()->visualRect(m->page.model()->index(1, state));
        std::vector<QImage> shapes;
        for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4}) {
            m->choose(1, prompt);
            m->key(key, Qt::ControlModifier | Qt::AltModifier);
            m->choose(0, prompt);
            shapes.push_back(cells->grab(at).toImage());
            for (std::size_t i = 0; i + 1 < shapes.size(); ++i)
                QVERIFY(shapes[i] != shapes.back());
        }
        const QModelIndex cell = m->page.model()->index(1, state);
        QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Row 2: Rejected"));
        QCOMPARE(cell.data(Qt::ToolTipRole).toString(), QStringLiteral("Rejected"));
        QCOMPARE(m->page.model()->headerData(state, Qt::Horizontal, Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Review state"));
    }
    void statesAreThereAgainAfterSavingAndOpening()
    {
        const QString path = m->services.path(QStringLiteral("rows.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        m->choose(1, prompt, 2, prompt);
        m->key(Qt::Key_Space);
        m->page.save();
        QTRY_VERIFY(!m->document()->isSaving());
        QSignalSpy spy(&m->page, &DatasetPage::documentChanged);
        const DatasetDocument *before = m->page.document();
        m->page.newDocument(); // made in the pool
        QTRY_VERIFY(m->page.document() && m->page.document() != before);
        QTRY_VERIFY(!spy.isEmpty());
        spy.clear();
        m->page.openFile(path);
        QTRY_VERIFY(m->document()->rowCount() == 5);
        QCOMPARE(states(), std::string("drrdd"));
        file.seek(0);
        QCOMPARE(file.readAll(), bytes);
    }
    void onlyApprovedRowsOrAllButTheRejectedAreExported()
    {
        m->choose(0, prompt, 1, prompt);
        m->key(Qt::Key_3, Qt::ControlModifier | Qt::AltModifier);
        m->choose(2, prompt);
        m->key(Qt::Key_4, Qt::ControlModifier | Qt::AltModifier);
        QSignalSpy counted(&m->page, &DatasetPage::statusChanged);
        QTRY_VERIFY(!counted.isEmpty());
        QTRY_VERIFY2(counted.last()[1].toString().contains(QStringLiteral("1 rejected")), "counted");
        m->page.action(QStringLiteral("actionExport"))->trigger();
        auto *choice = m->page.findChild<RowChoice *>();
        QVERIFY(choice);
        auto *approved = choice->findChild<QRadioButton *>(QStringLiteral("rowsApproved"));
        auto *rest = choice->findChild<QRadioButton *>(QStringLiteral("rowsNotRejected"));
        QVERIFY(approved->isVisible() && rest->isVisible());
        approved->click();
        QCOMPARE(*choice->rows(), (std::vector<std::size_t>{0, 1}));
        rest->click();
        QCOMPARE(*choice->rows(), (std::vector<std::size_t>{0, 1, 3, 4}));
    }

    void pictures()
    {
        m.reset();
        tests::forEachFace([](const QString &language, ThemeChoice) {
            tests::DataPage one;
            one.page.resize(1300, 560);
            QSignalSpy spy(&one.page, &DatasetPage::documentChanged);
            one.page.openSample(language);
            QTRY_VERIFY(!spy.isEmpty());
            for (const auto &[row, key] : {std::pair{1, Qt::Key_2}, {2, Qt::Key_3}, {3, Qt::Key_3}, {5, Qt::Key_4}}) {
                one.choose(row, prompt);
                one.key(key, Qt::ControlModifier | Qt::AltModifier);
            }
            one.choose(6, prompt, 7, completion());
            QTest::qWait(600);
            QVERIFY(tests::screenshot(one.page, QStringLiteral("review-states"), language));
        });
    }

private:
    static int completion() { return DatasetModel::CompletionColumn; }
};

QTEST_MAIN(TestReviewStates)
#include "tst_review_states.moc"
