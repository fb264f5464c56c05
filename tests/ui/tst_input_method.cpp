// SPDX-License-Identifier: GPL-3.0-or-later
// What an input method does, injected as the platform would: in the texts of the row pane, and around the table what
// other parts of the window do while a cell is composed in. Cells themselves: tst_cell_editor; a real one: real_ime.
#include "support/window_services.h"
#include "ui/dataset/cell_editor.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/row_text.h"
#include "ui/playground/prompt_edit.h"
#include "ui/theme.h"

#include <QAction>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace onsa;
using namespace onsa::ui;

class TestInputMethod : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    void compose(const QString &preedit, const QString &commit = {})
    {
        QInputMethodEvent event(preedit, {});
        event.setCommitString(commit);
        QCoreApplication::sendEvent(QGuiApplication::focusObject(), &event);
    }
    DataTable *table() const { return find<DataTable>("dataTable"); }
    CellEditor *cell() const
    {
        for (CellEditor *open : table()->viewport()->findChildren<CellEditor *>())
            if (!open->isHidden())
                return open;
        return nullptr;
    }
    QString prompt(int row) const
    {
        return m_page->model()->index(row, DatasetModel::PromptColumn).data(Qt::EditRole).toString();
    }
    // The texts that a pane of each kind offers, by name; the row that shows them.
    void addPanes()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("name");
        QTest::addRow("pair") << 0 << QStringLiteral("rowPrompt");
        QTest::addRow("chat") << 1 << QStringLiteral("turnText0");
        QTest::addRow("preference") << 2 << QStringLiteral("answerPreferred");
    }
    RowText *pane()
    {
        const int row = *static_cast<int *>(QTest::qData("row", QMetaType::Int));
        const QString name = *static_cast<QString *>(QTest::qData("name", QMetaType::QString));
        table()->goTo(row);
        auto *text = m_page->findChild<RowText *>(name);
        text->setFocus();
        text->selectAll();
        return text;
    }
    std::string textOfRow(int row) const
    {
        const auto example = m_page->document()->example(row);
        return example->kind == ExampleKind::Pair ? example->prompt
            : example->kind == ExampleKind::Chat  ? example->messages[0].content
                                                  : example->chosen[0].content;
    }
    int row() const { return *static_cast<int *>(QTest::qData("row", QMetaType::Int)); }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_services = std::make_unique<tests::WindowServices>();
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1300, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QByteArray bytes = R"({"prompt":"old","completion":"a"})"
                           "\n"
                           R"({"messages":[{"role":"user","content":"old"},{"role":"assistant","content":"a"}]})"
                           "\n"
                           R"({"prompt":"q","chosen":"old","rejected":"a"})"
                           "\n";
        for (int i = 0; i < 120; ++i)
            bytes += R"({"prompt":"p","completion":""})"
                     "\n";
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_services->write(QStringLiteral("rows.jsonl"), bytes));
        QTRY_VERIFY(!spy.isEmpty());
        QTRY_VERIFY(table()->isVisible());
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void paneComposeAndCommit_data() { addPanes(); }
    void paneComposeAndCommit()
    {
        RowText *text = pane();
        compose(QStringLiteral("に"));
        QCOMPARE(text->text(), QStringLiteral("に"));
        compose(QStringLiteral("にほん"));
        compose(QStringLiteral("ご"), QStringLiteral("日本")); // commit and the next preedit in one event
        QCOMPARE(text->text(), QStringLiteral("日本ご"));
        compose({}, QStringLiteral("語"));
        text->flush();
        QCOMPARE(textOfRow(row()), std::string("日本語"));
        QCOMPARE(m_page->document()->undoStack()->count(), 1);
    }
    void paneCancelledComposition_data() { addPanes(); }
    void paneCancelledComposition()
    {
        RowText *text = pane();
        text->moveCursor(QTextCursor::End);
        compose(QStringLiteral("にほん"));
        compose({});
        text->flush();
        QCOMPARE(textOfRow(row()), std::string("old"));
        QCOMPARE(m_page->document()->undoStack()->count(), 0);
    }
    void paneLeftInMidComposition_data() { addPanes(); }
    void paneLeftInMidComposition()
    {
        RowText *text = pane();
        text->moveCursor(QTextCursor::End);
        compose(QStringLiteral("です"));
        const QModelIndex other = m_page->model()->index(4, DatasetModel::PromptColumn);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(other).center());
        QCOMPARE(textOfRow(row()), std::string("oldです")); // what was visible is kept, once
        QCOMPARE(prompt(4), QStringLiteral("p"));
        table()->goTo(row());
        QCOMPARE(textOfRow(row()), std::string("oldです"));
    }
    void paneCommitWithoutPreedit_data() { addPanes(); }
    void paneCommitWithoutPreedit()
    {
        RowText *text = pane();
        compose({}, QStringLiteral("\u3000🍣"));
        text->flush();
        QCOMPARE(QString::fromStdString(textOfRow(row())), QStringLiteral("\u3000🍣"));
    }
    void paneKeysBelongToTheComposition_data() { addPanes(); }
    void paneKeysBelongToTheComposition()
    {
        RowText *text = pane();
        compose(QStringLiteral("にほん"));
        QSignalSpy check(m_page->action(QStringLiteral("actionCheck")), &QAction::triggered);
        for (const Qt::Key key : {Qt::Key_F7, Qt::Key_F8, Qt::Key_F10, Qt::Key_Return, Qt::Key_Escape})
            QTest::keyClick(text, key);
        QTest::keyClick(text, Qt::Key_Down, Qt::AltModifier); // would move the turn
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier); // would add a row
        QCOMPARE(check.size(), 0);
        QCOMPARE(text->text(), QStringLiteral("にほん"));
        QCOMPARE(QApplication::focusWidget(), text);
        QCOMPARE(m_page->document()->rowCount(), 123);
        compose({}, QStringLiteral("日本"));
        QTest::keyClick(text, Qt::Key_F7); // the window's again
        QCOMPARE(check.size(), 1);
    }
    void aRowInsertedAboveKeepsThePaneOnItsRow()
    {
        table()->goTo(1);
        auto *text = find<RowText>("turnText0");
        text->setFocus();
        text->selectAll();
        compose(QStringLiteral("にほん"));
        const Example blank;
        QVERIFY(m_page->document()->insertExamples(0, std::span(&blank, 1), QStringLiteral("row")).has_value());
        compose({}, QStringLiteral("日本"));
        text->flush();
        QCOMPARE(textOfRow(2), std::string("日本"));
    }

    void functionKeysAreNotStolenFromACell()
    {
        table()->goTo(0);
        table()->setFocus();
        compose(QStringLiteral("にほん"));
        QSignalSpy check(m_page->action(QStringLiteral("actionCheck")), &QAction::triggered);
        for (const Qt::Key key : {Qt::Key_F7, Qt::Key_F8, Qt::Key_F10})
            QTest::keyClick(QApplication::focusWidget(), key);
        QCOMPARE(check.size(), 0);
        QCOMPARE(cell()->visibleText(), QStringLiteral("にほん"));
        compose({}, QStringLiteral("ニホン"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(prompt(0), QStringLiteral("ニホン"));
    }
    void aCheckThatEndsDoesNotTouchTheCellInWork_data()
    {
        QTest::addColumn<bool>("composing");
        QTest::addRow("typed") << false;
        QTest::addRow("composed") << true;
    }
    void aCheckThatEndsDoesNotTouchTheCellInWork()
    {
        QFETCH(bool, composing);
        table()->goTo(0);
        table()->setFocus();
        if (composing)
            compose(QStringLiteral("にほん"));
        else
            QTest::keyClick(table(), Qt::Key_N);
        const QString seen = cell()->visibleText();
        QSignalSpy changed(m_page->model(), &QAbstractItemModel::dataChanged);
        m_page->model()->setScanIssues({});
        QVERIFY(!changed.isEmpty());
        QVERIFY(cell());
        QCOMPARE(cell()->visibleText(), seen);
        table()->finishEditing();
        QCOMPARE(prompt(0), seen);
    }
    void aModelReadAnewDoesNotEndTheTyping_data()
    {
        QTest::addColumn<bool>("composing");
        QTest::addRow("typed") << false;
        QTest::addRow("composed") << true;
    }
    void aModelReadAnewDoesNotEndTheTyping()
    {
        QFETCH(bool, composing);
        table()->goTo(0);
        table()->setFocus();
        if (composing)
            compose(QStringLiteral("にほん"));
        else
            QTest::keyClick(table(), Qt::Key_N);
        const QString seen = cell()->visibleText();
        std::vector<RowId> some;
        for (int i = 0; i < 10; ++i)
            some.push_back(m_page->document()->rowId(i));
        m_page->model()->setFilter(some);
        QTRY_VERIFY(cell()); // it goes on with the same text
        QCOMPARE(cell()->visibleText(), seen);
        QTest::keyClick(cell(), Qt::Key_X);
        QTest::keyClick(cell(), Qt::Key_Return);
        QCOMPARE(prompt(0), seen + QLatin1Char('x'));
    }
    void aRowThatIsFilteredOutKeepsWhatWasTyped()
    {
        table()->goTo(0);
        table()->setFocus();
        compose(QStringLiteral("にほん"));
        m_page->model()->setFilter(std::vector<RowId>{m_page->document()->rowId(5)});
        QTRY_COMPARE(textOfRow(0), std::string("にほん"));
    }

    void enterInACompositionNeverAsks()
    {
        PromptEdit edit;
        edit.show();
        edit.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&edit));
        QSignalSpy asked(&edit, &PromptEdit::askPressed);
        compose(QStringLiteral("にほん"));
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(asked.size(), 0);
        QCOMPARE(edit.toPlainText(), QString());
        compose({}, QStringLiteral("日本"));
        QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(edit.toPlainText(), QStringLiteral("日本"));
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
};

QTEST_MAIN(TestInputMethod)
#include "tst_input_method.moc"
