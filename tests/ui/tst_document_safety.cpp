// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about edits that a crash left, files that others change, text that was being typed, and the
// history; as a person meets it.
#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/cell_editor.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/draft_keeper.h"
#include "ui/dataset/safety_notes.h"
#include "ui/theme.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFrame>
#include <QInputMethodEvent>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <cstdio>
#include <filesystem>

using namespace onsa;
using namespace onsa::ui;

namespace {

QByteArray rows(int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes += "{\"prompt\": \"q" + QByteArray::number(i) + "\", \"completion\": \"a\"}\n";
    return bytes;
}

} // namespace

class TestDocumentSafety : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    SafetyNotes *notes() const { return find<SafetyNotes>("safetyNotes"); }
    DatasetDocument *document() const { return m_page->document(); }
    DataTable *table() const { return find<DataTable>("dataTable"); }
    QString prompt(int row) const { return QString::fromStdString(document()->example(row)->prompt); }
    void setPrompt(int row, const char *text)
    {
        QVERIFY(document()->setText(row, {TextField::Kind::Prompt, 0}, QString::fromUtf8(text)));
        QTRY_COMPARE(document()->journalState(), JournalState::Safe);
    }
    void click(const char *name)
    {
        QTRY_VERIFY(find(name) != nullptr);
        QTest::mouseClick(find(name), Qt::LeftButton);
    }
    void open()
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_path);
        QTRY_VERIFY(!spy.isEmpty());
    }
    // The window goes without a word, as after a crash.
    void restart()
    {
        makePage();
        open();
    }
    void makePage()
    {
        m_page.reset();
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1200, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void replaceFile(const QByteArray &bytes)
    {
        QFile file(m_path + QStringLiteral(".new"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        QVERIFY(::rename(qPrintable(file.fileName()), qPrintable(m_path)) == 0);
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_services = std::make_unique<tests::WindowServices>();
        m_path = m_services->write(QStringLiteral("rows.jsonl"), rows(5));
        makePage();
        open();
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void restoredEditsAreToldAndCanBeUndone()
    {
        QVERIFY(notes()->text(SafetyNote::Restored).isEmpty());
        setPrompt(1, "first");
        setPrompt(3, "second");
        restart();
        QVERIFY(notes()->text(SafetyNote::Restored).contains(QLatin1String("2 edits")));
        QCOMPARE(prompt(3), QStringLiteral("second"));
        QVERIFY(tests::screenshot(*m_page, QStringLiteral("restored-edits")));
        click("noteShowRestored");
        QTRY_COMPARE(table()->model()->rowCount(), 2); // only what changed
        click("noteUndoRestored");
        QTRY_COMPARE(prompt(1), QStringLiteral("q1"));
        QVERIFY(!document()->isModified());
        m_page->action(QStringLiteral("actionUndo"))->trigger(); // that was a step as well
        QCOMPARE(prompt(1), QStringLiteral("first"));
    }

    void historyOverRestartsByKeyboard()
    {
        setPrompt(0, "one");
        QVERIFY(document()->duplicateRows({0}, QStringLiteral("Duplicate rows")));
        m_page->save();
        QTRY_VERIFY(!document()->isModified());
        setPrompt(4, "three");
        restart();
        m_page->action(QStringLiteral("actionHistory"))->trigger();
        auto *list = find<QListView>("historyList");
        QVERIFY(list->isVisible());
        QCOMPARE(list->model()->rowCount(), 4);
        QVERIFY(list->model()->index(2, 0).data().toString().contains(QLatin1String("Duplicate rows")));
        QVERIFY(list->model()->index(2, 0).data().toString().contains(QLatin1String("(saved)")));
        QCOMPARE(list->currentIndex().row(), 3);
        QVERIFY(tests::screenshot(*m_page, QStringLiteral("history")));
        QTest::keyClick(list, Qt::Key_Home);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(prompt(0), QStringLiteral("q0"));
        QCOMPARE(document()->rowCount(), 5);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(3, 0)).center());
        QTRY_COMPARE(document()->rowCount(), 6);
        QCOMPARE(prompt(0), QStringLiteral("one"));
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(!list->isVisible());
    }

    void F7_changedElsewhereIsToldAndMerged()
    {
        setPrompt(1, "mine");
        setPrompt(2, "mine too");
        QByteArray theirs = "{\"prompt\": \"theirs\", \"completion\": \"a\"}\n" + rows(5);
        theirs.replace("\"q2\"", "\"their q2\"");
        replaceFile(theirs);
        QTRY_VERIFY(notes()->text(SafetyNote::Disk).contains(QLatin1String("changed")));
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        click("noteReload");
        QTRY_VERIFY(!spy.isEmpty());
        QCOMPARE(document()->rowCount(), 6);
        QCOMPARE(prompt(0), QStringLiteral("theirs"));
        QCOMPARE(prompt(2), QStringLiteral("mine"));
        QCOMPARE(prompt(3), QStringLiteral("their q2")); // nothing is applied to a row that was changed
        QVERIFY(notes()->text(SafetyNote::Disk).isEmpty());

        click("noteConflicts");
        QTRY_VERIFY(find<QTableWidget>("conflictTable") != nullptr);
        auto *table = find<QTableWidget>("conflictTable");
        QCOMPARE(table->rowCount(), 1);
        QVERIFY(table->item(0, 1)->text().contains(QLatin1String("\"q2\"")));
        QVERIFY(table->item(0, 3)->text().contains(QLatin1String("their q2")));
        QVERIFY(table->item(0, 2)->text().contains(QLatin1String("mine too")));
        QVERIFY(tests::screenshot(*table->window(), QStringLiteral("conflicts")));
        table->selectRow(0);
        click("useMine");
        QTRY_COMPARE(prompt(3), QStringLiteral("mine too"));
        QCOMPARE(prompt(2), QStringLiteral("mine"));
    }

    void F7_deletedElsewhereIsTold()
    {
        setPrompt(1, "mine");
        QVERIFY(QFile::remove(m_path));
        QTRY_VERIFY(notes()->text(SafetyNote::Disk).contains(QLatin1String("no longer")));
        QCOMPARE(prompt(4), QStringLiteral("q4")); // the opened file is still ours
        m_page->save();
        QTRY_VERIFY(!document()->isModified());
        QTRY_VERIFY(notes()->text(SafetyNote::Disk).isEmpty());
        QVERIFY(QFile::exists(m_path));
    }

    void F1_textBeingTypedSurvives()
    {
        table()->editCell(1, DatasetModel::PromptColumn);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral(" typed"));
        QInputMethodEvent preedit(QStringLiteral("にほん"), {});
        QApplication::sendEvent(QApplication::focusWidget(), &preedit);
        // The rest of a second passes, and a moment later the power is gone: what is on the disk then.
        m_page->findChild<DraftKeeper *>()->keep();
        QTRY_COMPARE(document()->journalState(), JournalState::Safe);
        namespace fs = std::filesystem;
        const fs::path state = m_services->path(QStringLiteral("state")).toStdString();
        const fs::path kept = m_services->path(QStringLiteral("kept")).toStdString();
        fs::copy(state, kept, fs::copy_options::recursive);
        m_page.reset();
        fs::remove_all(state);
        fs::rename(kept, state);
        makePage();
        open();
        QVERIFY2(notes()->text(SafetyNote::Draft).contains(QStringLiteral("typedにほん")),
                 qPrintable(notes()->text(SafetyNote::Draft)));
        QCOMPARE(prompt(1), QStringLiteral("q1"));
        QVERIFY(tests::screenshot(*m_page, QStringLiteral("draft")));
        click("notePutBack");
        QTRY_COMPARE(prompt(1), QStringLiteral("q1 typedにほん"));
        restart();
        QVERIFY(notes()->text(SafetyNote::Draft).isEmpty()); // it is an edit now
        QCOMPARE(prompt(1), QStringLiteral("q1 typedにほん"));
    }

    void discardedEditsComeBack()
    {
        setPrompt(1, "discarded");
        document()->discard();
        restart();
        QCOMPARE(prompt(1), QStringLiteral("q1"));
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->action(QStringLiteral("actionBringBack"))->trigger();
        QTRY_VERIFY(!spy.isEmpty());
        QCOMPARE(prompt(1), QStringLiteral("discarded"));
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
    QString m_path;
};

QTEST_MAIN(TestDocumentSafety)
#include "tst_document_safety.moc"
