// SPDX-License-Identifier: GPL-3.0-or-later
// The data table and the row pane with a real input method: fcitx5 with mozc on a screen of its own, keys by xdotool.
// run_real_ime.sh starts all that, and skips where the programs are not installed.
#include "support/window_services.h"
#include "ui/dataset/cell_editor.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/row_text.h"
#include "ui/theme.h"

#include <QApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace onsa;
using namespace onsa::ui;

class TestRealIme : public QObject
{
    Q_OBJECT

private:
    // The tool runs while our events do: the input method talks to this process.
    void xdotool(const QStringList &arguments)
    {
        QProcess tool;
        tool.start(QStringLiteral("xdotool"), arguments);
        QTRY_COMPARE_WITH_TIMEOUT(tool.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(tool.exitCode(), 0);
        QTest::qWait(120); // the keys go through the X server, the daemon and the bus; nothing is measured
    }
    void keys(const QStringList &names)
    {
        xdotool(QStringList{QStringLiteral("key"), QStringLiteral("--delay"), QStringLiteral("60")} + names);
    }
    void letters(const char *text)
    {
        QStringList names;
        for (const char *c = text; *c; ++c)
            names << QString(QLatin1Char(*c));
        keys(names);
    }
    void clickAt(QWidget *widget, const QPoint &at)
    {
        const QPoint global = widget->mapToGlobal(at);
        xdotool({QStringLiteral("mousemove"), QString::number(global.x()), QString::number(global.y()),
                 QStringLiteral("click"), QStringLiteral("1")});
    }
    void clickCell(int row)
    {
        clickAt(m_table->viewport(),
                m_table->visualRect(m_page->model()->index(row, DatasetModel::PromptColumn)).center());
    }
    QString cell(int row) const
    {
        return m_page->model()->index(row, DatasetModel::PromptColumn).data(Qt::EditRole).toString();
    }
    CellEditor *editor() const
    {
        for (CellEditor *open : m_table->viewport()->findChildren<CellEditor *>())
            if (!open->isHidden())
                return open;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_page.reset();
        m_services = std::make_unique<tests::WindowServices>();
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1200, 760);
        m_page->move(0, 0);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTest::qWait(300); // the window manager
        clickAt(m_page.get(), QPoint(600, 300));
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QByteArray bytes;
        for (int i = 0; i < 6; ++i)
            bytes += "{\"prompt\":\"old" + QByteArray::number(i) + "\",\"completion\":\"a\"}\n";
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_services->write(QStringLiteral("rows.jsonl"), bytes));
        QTRY_VERIFY(!spy.isEmpty());
        m_table = m_page->findChild<DataTable *>(QStringLiteral("dataTable"));
        QTRY_VERIFY(m_table->isVisible());
        QTest::qWait(300);
        clickCell(0);
        QTRY_VERIFY(m_table->hasFocus());
        // Into mozc: the second of the two input methods of the profile.
        QProcess::execute(QStringLiteral("fcitx5-remote"), {QStringLiteral("-s"), QStringLiteral("mozc")});
        QProcess::execute(QStringLiteral("fcitx5-remote"), {QStringLiteral("-o")});
        QTest::qWait(300);
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void nihongoIsTypedConvertedAndCommittedIntoACell()
    {
        letters("nihongo");
        QTRY_VERIFY2(editor() && editor()->isComposing(), "no composition came: is mozc the current input method?");
        QCOMPARE(editor()->visibleText(), QStringLiteral("にほんご"));
        keys({QStringLiteral("space")});
        QTRY_COMPARE(editor()->visibleText(), QStringLiteral("日本語"));
        keys({QStringLiteral("Return")}); // commits the conversion, not the cell
        QTRY_VERIFY(!editor()->isComposing());
        QCOMPARE(cell(0), QStringLiteral("old0"));
        QVERIFY(m_table->isEditing());
        keys({QStringLiteral("Return")});
        QTRY_COMPARE(cell(0), QStringLiteral("日本語"));
        QCOMPARE(m_table->currentIndex().row(), 1);
        QCOMPARE(m_page->document()->undoStack()->count(), 1);
    }
    void anotherCellClickedInMidComposition()
    {
        letters("nihon");
        QTRY_VERIFY(editor() && editor()->isComposing());
        const QString seen = editor()->visibleText(); // the last n is still open: にほｎ
        clickCell(3);
        QTRY_COMPARE(m_table->currentIndex().row(), 3);
        QTest::qWait(400); // whatever the input method still sends
        QCOMPARE(cell(0), seen);
        QCOMPARE(cell(3), QStringLiteral("old3"));
        QVERIFY(!m_table->isEditing());
        letters("ka");
        QTRY_VERIFY(editor() && editor()->isComposing());
        QCOMPARE(editor()->visibleText(), QStringLiteral("か"));
        keys({QStringLiteral("Return"), QStringLiteral("Return")});
        QTRY_COMPARE(cell(3), QStringLiteral("か"));
    }
    void commitWithoutPreedit()
    {
        keys({QStringLiteral("space")}); // mozc commits a full-width space at once
        QTRY_VERIFY(editor());
        QTRY_COMPARE(editor()->visibleText(), QStringLiteral("\u3000"));
        keys({QStringLiteral("Return")});
        QTRY_COMPARE(cell(0), QStringLiteral("\u3000"));
    }
    void escapeGivesTheOldTextBack()
    {
        letters("nihon");
        QTRY_VERIFY(editor() && editor()->isComposing());
        keys({QStringLiteral("Escape")});
        QTRY_VERIFY(!editor() || !editor()->isComposing());
        m_table->finishEditing();
        QCOMPARE(cell(0), QStringLiteral("old0"));
    }
    void thePaneComposesAndKeepsWhatIsLeft()
    {
        auto *text = m_page->findChild<RowText *>(QStringLiteral("rowPrompt"));
        clickAt(text->viewport(), text->viewport()->rect().center());
        QTRY_VERIFY(text->hasFocus());
        QProcess::execute(QStringLiteral("fcitx5-remote"), {QStringLiteral("-o")});
        QTest::qWait(200);
        text->selectAll();
        letters("nihongo");
        QTRY_VERIFY(text->isComposing());
        keys({QStringLiteral("space")});
        QTRY_COMPARE(text->text(), QStringLiteral("日本語"));
        keys({QStringLiteral("Return")});
        QTRY_VERIFY(!text->isComposing());
        QCOMPARE(text->text(), QStringLiteral("日本語")); // no line break
        letters("desu");
        QTRY_COMPARE(text->text(), QStringLiteral("日本語です"));
        clickCell(2); // leaves in mid-composition
        QTRY_COMPARE(m_table->currentIndex().row(), 2);
        QTest::qWait(400);
        QCOMPARE(cell(0), QStringLiteral("日本語です"));
        QCOMPARE(cell(2), QStringLiteral("old2"));
        QCOMPARE(text->text(), QStringLiteral("old2"));
    }
    void functionKeysConvert() // last: mozc learns what was chosen
    {
        QSignalSpy check(m_page->action(QStringLiteral("actionCheck")), &QAction::triggered);
        letters("nihongo");
        QTRY_VERIFY(editor() && editor()->isComposing());
        keys({QStringLiteral("F7")});
        QTRY_COMPARE(editor()->visibleText(), QStringLiteral("ニホンゴ"));
        keys({QStringLiteral("F8")});
        QTRY_COMPARE(editor()->visibleText(), QStringLiteral("ﾆﾎﾝｺﾞ"));
        keys({QStringLiteral("F10")});
        QTRY_COMPARE(editor()->visibleText(), QStringLiteral("nihongo"));
        QCOMPARE(check.size(), 0);
        keys({QStringLiteral("Return"), QStringLiteral("Return")});
        QTRY_COMPARE(cell(0), QStringLiteral("nihongo"));
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
    DataTable *m_table = nullptr;
};

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    TestRealIme test;
    return QTest::qExec(&test, argc, argv);
}

#include "real_ime.moc"
