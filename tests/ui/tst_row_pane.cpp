// SPDX-License-Identifier: GPL-3.0-or-later
// The row pane as a person uses it: turns as cards, two answers side by side, tokens while typing, characters that are
// not seen, what changed since the last save.
#include "ui/dataset/row_pane.h"

#include "support/screenshots.h"
#include "support/window_services.h"
#include "ui/dataset/changes_dialog.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/dataset_page.h"
#include "ui/dataset/diff_view.h"
#include "ui/dataset/invisible_marks.h"
#include "ui/dataset/preference_editor.h"
#include "ui/dataset/row_text.h"
#include "ui/dataset/token_label.h"
#include "ui/error_banner.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>
#include <QUndoStack>

using namespace onsa;
using namespace onsa::ui;

namespace {

// Apostrophes for the quotes of JSON: moc loses its way in raw strings.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

// Odd spacing and a number that a parser would rewrite: they must outlive every edit.
const QByteArray chatLine =
    json("{ 'id' : 1e5, 'messages' :[{'role':'system','content':'Be short.'} ,  {'role':'user','content':'\\u65e5本'},"
         "{'role':'assistant','content':'Tokyo','weight':1, 'x':[1.50]}], 't': 0.10 }");
const QByteArray toolLine =
    json("{'messages':[{'role':'user','content':'Where is order 12?'},{'role':'assistant','content':null,"
         "'tool_calls':[{'id':'c1','type':'function','function':{'name':'find_order','arguments':'{\\u0022id\\u0022: "
         "12}'}}]},"
         "{'role':'tool','tool_call_id':'c1','content':'shipped'},{'role':'assistant','content':'On its way.'}],"
         "'tools':[{'type':'function','function':{'name':'find_order','parameters':{'properties':{'id':{}}}}}]}");
const QByteArray preferenceLine =
    json("{'input':{'messages':[{'role':'user','content':'Capital of Japan?'}]}, 'preferred_output' :"
         "[{'role':'assistant','content':'Tokyo is the capital.'}],"
         "'non_preferred_output':[{'role':'assistant','content':'Kyoto is the capital.'}]}");
const QByteArray pairLine = json("{'prompt':'question','completion':'answer'}");

} // namespace

class TestRowPane : public QObject
{
    Q_OBJECT

private:
    template <class T = QWidget> T *find(const char *name) const { return m_page->findChild<T *>(QLatin1String(name)); }
    void type(const char *text)
    {
        for (const char *c = text; *c; ++c)
            QTest::keyClick(QApplication::focusWidget(), *c);
    }
    void click(const char *name)
    {
        QVERIFY2(find(name) && find(name)->isVisible(), name);
        QTest::mouseClick(find(name), Qt::LeftButton);
    }
    void trigger(const char *name) { m_page->action(QLatin1String(name))->trigger(); }
    DatasetDocument &document() const { return *m_page->document(); }
    QByteArray line(int row = 0) const { return QByteArray::fromStdString(document().line(row)); }
    void open(const QByteArray &bytes)
    {
        QSignalSpy spy(m_page.get(), &DatasetPage::documentChanged);
        m_page->openFile(m_services->write(QStringLiteral("rows.jsonl"), bytes));
        QTRY_VERIFY(!spy.isEmpty());
        QTRY_VERIFY(find("rowTitle")->isVisible());
    }
    int undoSteps() const { return document().undoStack()->index(); }
    std::vector<std::string> roles() const
    {
        std::vector<std::string> all;
        const auto example = document().example(0);
        for (const Message &message : example->messages)
            all.push_back(message.role);
        return all;
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init()
    {
        m_services = std::make_unique<tests::WindowServices>();
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1300, 900);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void aCardIsDraggedToAnotherPlaceAsOneUndoStep()
    {
        open(chatLine + "\n");
        auto *handle = find("turnHandle0");
        const QPoint from = handle->rect().center();
        const QPoint below =
            handle->mapFromGlobal(find("turnCard2")->mapToGlobal(QPoint(20, find("turnCard2")->height() - 4)));
        QTest::mousePress(handle, Qt::LeftButton, {}, from);
        QMouseEvent halfway(QEvent::MouseMove, below, handle->mapToGlobal(below), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(handle, &halfway);
        QVERIFY(find("turnPlace")->isVisible()); // where it would go
        QTest::mouseRelease(handle, Qt::LeftButton, {}, below);
        QVERIFY(!find("turnPlace")->isVisible());
        QCOMPARE(roles(), (std::vector<std::string>{"user", "assistant", "system"}));
        QCOMPARE(undoSteps(), 1);
        QVERIFY(line().startsWith(json("{ 'id' : 1e5, 'messages' :[{'role':'user','content':'\\u65e5本'} ,  {")));
        QVERIFY(line().endsWith(json("'weight':1, 'x':[1.50]},{'role':'system','content':'Be short.'}], 't': 0.10 }")));
        trigger("actionUndo");
        QCOMPARE(line(), chatLine);
    }
    void altDownMovesTheTurnAndTheCaretGoesAlong()
    {
        open(chatLine + "\n");
        auto *text = find<RowText>("turnText0");
        text->setFocus();
        text->moveCursor(QTextCursor::End);
        QTest::keyClick(text, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(roles(), (std::vector<std::string>{"user", "system", "assistant"}));
        QCOMPARE(QApplication::focusWidget(), find("turnText1"));
        QCOMPARE(find<RowText>("turnText1")->textCursor().position(), 9);
        QTest::keyClick(find("turnText1"), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(line(), chatLine);
        QTest::keyClick(find("turnText0"), Qt::Key_Up, Qt::AltModifier); // the first stays first
        QCOMPARE(line(), chatLine);
        QCOMPARE(undoSteps(), 2);
    }
    void turnsAreDuplicatedRemovedAndAdded()
    {
        open(chatLine + "\n");
        click("turnDuplicate1");
        QCOMPARE(document().example(0)->messages.size(), std::size_t(4));
        QVERIFY(
            line().contains(json("{'role':'user','content':'\\u65e5本'},{'role':'user','content':'\\u65e5本'} ,  {")));
        QCOMPARE(QApplication::focusWidget(), find("turnText2"));
        click("turnRemove2");
        QCOMPARE(line(), chatLine);
        find<QWidget>("addTurn")->setFocus();
        QTest::keyClick(find("addTurn"), Qt::Key_Space);
        QCOMPARE(roles().back(), std::string("user"));
        QCOMPARE(QApplication::focusWidget(), find("turnText3"));
        type("next");
        find("turnRole0")->setFocus();
        QCOMPARE(document().example(0)->messages[3].content, std::string("next"));
        trigger("actionUndo");
        trigger("actionUndo");
        QCOMPARE(line(), chatLine);
    }
    void roleWeightAndNameAreSplices()
    {
        open(chatLine + "\n");
        auto *role = find<QComboBox>("turnRole0");
        role->setFocus();
        QTest::keyClick(role, Qt::Key_Down); // system -> developer
        QVERIFY(line().contains(json("[{'role':'developer','content':'Be short.'} ,  {")));
        trigger("actionUndo");
        click("turnLearn2");
        QCOMPARE(line(), QByteArray(chatLine).replace("\"weight\":1", "\"weight\":0"));
        QVERIFY(!find<QCheckBox>("turnLearn2")->isChecked());
        trigger("actionUndo");
        m_page->findChild<QAction *>(QStringLiteral("turnAddName1"))->trigger();
        type("hana");
        QTest::keyClick(find("turnName1"), Qt::Key_Return);
        QVERIFY(line().contains("\\u65e5本\", \"name\": \"hana\"}"));
        QCOMPARE(QByteArray(line()).replace(", \"name\": \"hana\"", ""), chatLine);
        find<QLineEdit>("turnName1")->selectAll();
        QTest::keyClick(find("turnName1"), Qt::Key_Delete);
        QTest::keyClick(find("turnName1"), Qt::Key_Return);
        QCOMPARE(line(), chatLine);
        QVERIFY(find<QLabel>("turnKept2")->text().contains(QLatin1Char('x'))); // a member that is only kept
    }
    void aTurnGrowsWithItsText()
    {
        open(chatLine + "\n");
        auto *text = find<RowText>("turnText1");
        const int before = text->height();
        text->setFocus();
        for (int i = 0; i < 8; ++i) {
            type("line");
            QTest::keyClick(text, Qt::Key_Return);
        }
        QVERIFY(text->height() > before + 5 * text->fontMetrics().lineSpacing());
        text->flush();
        trigger("actionUndo");
        QCOMPARE(text->height(), before);
    }
    void toolCallsAreReadAsWordsAndEditedAsJson()
    {
        open(toolLine + "\n");
        QCOMPARE(find<QLabel>("turnCalls1Words")->text(), QStringLiteral("find_order(id: 12)"));
        QCOMPARE(find<QLabel>("rowToolsWords")->text(), QStringLiteral("find_order(id)"));
        QCOMPARE(find<QLineEdit>("turnCallId2")->text(), QStringLiteral("c1"));
        click("turnCalls1Fold");
        auto *json = find<RowText>("turnCalls1");
        QVERIFY(json->isVisible() && json->text().contains(QLatin1String("\"name\": \"find_order\"")));
        json->setFocus();
        json->selectAll();
        type("[{");
        json->flush();
        QVERIFY(find("turnCalls1Fault")->isVisible()); // not JSON: marked, kept, not in the row
        QCOMPARE(line(), toolLine);
        QCOMPARE(json->text(), QStringLiteral("[{"));
        type("}]");
        json->flush();
        QVERIFY(!find("turnCalls1Fault")->isVisible());
        QVERIFY(line().contains("\"tool_calls\":[{}]"));
        trigger("actionUndo");
        QCOMPARE(line(), toolLine);
    }
    void whatIsNotJsonIsNotLostWhenTheRowIsLeft()
    {
        open(toolLine + "\n" + pairLine + "\n");
        click("turnCalls1Fold");
        auto *json = find<RowText>("turnCalls1");
        json->setFocus();
        json->selectAll();
        type("[half");
        click("nextRow");
        QCOMPARE(find<QLabel>("rowTitle")->text(), QStringLiteral("Row 2"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("[half"));
        QTRY_VERIFY(find<ErrorBanner>("banner")->isVisible());
        QCOMPARE(line(), toolLine);
        click("previousRow");
        QVERIFY(find<RowText>("turnCalls1")->text().contains(QLatin1String("find_order")));
    }
    void theTableShowsWhoSpeaks()
    {
        open(chatLine + "\n" + pairLine + "\n");
        const QModelIndex cell = m_page->model()->index(0, DatasetModel::PromptColumn);
        QCOMPARE(cell.data(DatasetModel::RolesRole).toStringList().join(QLatin1Char(' ')),
                 QStringLiteral("system user assistant"));
        QCOMPARE(cell.data().toString(), QStringLiteral("日本"));
        QCOMPARE(cell.siblingAtColumn(DatasetModel::CompletionColumn).data().toString(), QStringLiteral("Tokyo"));
        QVERIFY(cell.siblingAtRow(1).data(DatasetModel::RolesRole).toStringList().isEmpty());
    }

    void twoAnswersStandSideBySideAndSwap()
    {
        open(preferenceLine + "\n");
        auto *preferred = find<RowText>("answerPreferred");
        auto *other = find<RowText>("answerOther");
        QVERIFY(preferred->isVisible() && other->isVisible());
        QCOMPARE(find<RowText>("inputText0")->text(), QStringLiteral("Capital of Japan?"));
        QCOMPARE(preferred->text(), QStringLiteral("Tokyo is the capital."));
        QTRY_COMPARE(preferred->extraSelections().size(), 1);
        QCOMPARE(preferred->extraSelections().first().cursor.selectedText(),
                 QStringLiteral("Toky")); // the last letter is the same
        QCOMPARE(other->extraSelections().first().cursor.selectedText(), QStringLiteral("Kyot"));
        click("answersSwap");
        QCOMPARE(preferred->text(), QStringLiteral("Kyoto is the capital."));
        QCOMPARE(line().size(), preferenceLine.size());
        QVERIFY(line().contains(json("'preferred_output' :[{'role':'assistant','content':'Kyoto")));
        trigger("actionUndo");
        QCOMPARE(line(), preferenceLine);
        other->setFocus();
        other->moveCursor(QTextCursor::End);
        type("!");
        click("answersMarks");
        QVERIFY(preferred->extraSelections().isEmpty());
        QCOMPARE(line(), QByteArray(preferenceLine).replace("Kyoto is the capital.", "Kyoto is the capital.!"));
        find<RowText>("inputText0")->setFocus();
        find<RowText>("inputText0")->moveCursor(QTextCursor::End);
        type("?");
        trigger("actionUndo");
        QVERIFY(line().contains("Capital of Japan?\""));
    }

    void tokensAreCountedWhileTyping()
    {
        open(pairLine + "\n");
        auto *tokens = find<TokenLabel>("rowCompletionTokens");
        QTRY_VERIFY(tokens->tokens() > 0); // once the tokenizer is there
        const int before = tokens->tokens();
        find<RowText>("rowCompletion")->setFocus();
        type("more words here");
        QVERIFY(tokens->isExact());
        QVERIFY(tokens->tokens() > before);
        QVERIFY(tokens->text().contains(QString::number(tokens->tokens())));
        find<RowText>("rowCompletion")->insertPlainText(QStringLiteral("長い文章です。").repeated(1000));
        QVERIFY(!tokens->isExact());
        QVERIFY(tokens->text().startsWith(QStringLiteral("≈")));
        QTRY_VERIFY(tokens->isExact());
        QVERIFY(!tokens->text().contains(QStringLiteral("≈")));
    }

    void invisibleCharactersGetBoxes()
    {
        open(json("{'prompt':'a\\u3000b\\u00a0c\\td\\u200be\\u202ef\\u0007','completion':'x'}\n"));
        QVERIFY(!find("invisibleMarks"));
        const std::string before = document().line(0);
        auto *action = m_page->action(QStringLiteral("actionInvisibles"));
        action->trigger();
        auto *prompt = find<RowText>("rowPrompt");
        auto *marks = prompt->findChild<InvisibleMarks *>();
        QVERIFY(marks);
        prompt->viewport()->grab();
        QTRY_COMPARE(marks->shownMarks(), 6);
        // A character without a width has room for its name now.
        const auto left = [prompt](int position) {
            QTextCursor caret(prompt->document());
            caret.setPosition(position);
            return prompt->cursorRect(caret).left();
        };
        QTRY_VERIFY(left(8) - left(6) >= prompt->fontMetrics().horizontalAdvance(QLatin1Char('d')) + 10);
        QCOMPARE(invisibleName(0x3000), QStringLiteral("全角"));
        QCOMPARE(withNamedInvisibles(QStringLiteral("a\u00a0b")), QStringLiteral("a[NBSP]b"));
        prompt->setFocus();
        prompt->flush();
        QCOMPARE(document().line(0), before); // seen, not touched
        QCOMPARE(undoSteps(), 0);
        action->trigger();
        QVERIFY(!prompt->findChild<InvisibleMarks *>());
        action->trigger();
        m_page.reset();
        m_page = std::make_unique<DatasetPage>(m_services->services());
        QVERIFY(m_page->action(QStringLiteral("actionInvisibles"))->isChecked()); // remembered
    }

    void whatChangedInTheRowSinceTheLastSave()
    {
        open(pairLine + "\n");
        auto *completion = find<RowText>("rowCompletion");
        completion->setFocus();
        completion->moveCursor(QTextCursor::End);
        type("s");
        click("rowChanges");
        auto *diff = m_page->findChild<DiffView *>();
        QTRY_VERIFY(diff->isVisible() && diff->parts().size() == 2);
        QCOMPARE(diff->parts()[1], (DiffPart{DiffPart::Kind::Added, "s"}));
        QVERIFY(find<QTextEdit>("diffAfter")->toPlainText().endsWith(QLatin1String("answers")));
        QVERIFY(find<QTextEdit>("diffBefore")->toPlainText().endsWith(QLatin1String("answer")));
        trigger("actionSave");
        QTRY_VERIFY(!document().isModified());
        completion->setFocus();
        type("!");
        completion->flush();
        // Against the file as it is now.
        QTRY_VERIFY(diff->parts().size() == 2 && diff->parts()[1] == (DiffPart{DiffPart::Kind::Added, "!"}));
    }
    void changesSinceSaveAreListedAndPutBack()
    {
        QByteArray bytes;
        for (int i = 0; i < 6; ++i)
            bytes += QByteArray(pairLine).replace("question", "q" + QByteArray::number(i)) + "\n";
        open(bytes);
        const auto set = [this](int row, const char *text) {
            QVERIFY(document().setText(row, {TextField::Kind::Completion, 0}, QString::fromLatin1(text)).has_value());
        };
        set(1, "other");
        m_page->addExample(QStringLiteral("new"), QStringLiteral("row"));
        QVERIFY(document().removeRows({3}, QStringLiteral("delete")).has_value());
        trigger("actionChanges");
        auto *dialog = m_page->findChild<ChangesDialog *>();
        QTRY_COMPARE(dialog->changeCount(), 3);
        auto *list = find<QListView>("changesList");
        QVERIFY(list->model()->index(0, 0).data().toString().contains(QLatin1String("2")));
        QCOMPARE(list->currentIndex().row(), 0);
        auto *diff = dialog->findChild<DiffView *>();
        QTRY_VERIFY(
            diff->findChild<QTextEdit *>(QStringLiteral("diffAfter"))->toPlainText().endsWith(QLatin1String("other")));
        QVERIFY(diff->findChild<QTextEdit *>(QStringLiteral("diffBefore"))
                    ->toPlainText()
                    .endsWith(QLatin1String("answer")));
        click("changesPutBack");
        QTRY_COMPARE(dialog->changeCount(), 2);
        const QByteArrayList lines = bytes.split('\n');
        QCOMPARE(line(1), lines[1]);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        click("changesGo");
        QTRY_COMPARE(find<DataTable>("dataTable")->currentIndex().row(), 5);
        trigger("actionUndo");
        QCOMPARE(document().example(1)->completion, std::string("other"));
    }
    void anotherFileIsComparedAndItsTextTaken()
    {
        open(pairLine + "\n");
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("other.jsonl"));
        QFile other(path);
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write(QByteArray(pairLine).replace("answer", "another") + "\n"
                    + QByteArray(pairLine).replace("question", "new") + "\n");
        other.close();
        trigger("actionCompare");
        auto *chooser = find<QFileDialog>("compareFileDialog");
        Q_EMIT chooser->fileSelected(path);
        chooser->close();
        QTRY_VERIFY(m_page->findChild<ChangesDialog *>());
        auto *dialog = m_page->findChild<ChangesDialog *>();
        QTRY_COMPARE(dialog->changeCount(), 2);
        QVERIFY(dialog->windowTitle().contains(QLatin1String("other.jsonl")));
        click("changesPutBack"); // the other text
        QTRY_COMPARE(dialog->changeCount(), 1);
        QVERIFY(line(0).contains("another"));
        click("changesPutBack"); // the row that is only there
        QTRY_COMPARE(dialog->changeCount(), 0);
        QCOMPARE(document().rowCount(), 2);
        QVERIFY(line(1).contains("new"));
        trigger("actionUndo");
        trigger("actionUndo");
        QCOMPARE(line(0), pairLine);
        QCOMPARE(document().rowCount(), 1);
    }
    void aTextThatIsRefusedStaysWhereItWasTyped()
    {
        open(pairLine + "\n" + pairLine + "\n");
        auto *prompt = find<RowText>("rowPrompt");
        prompt->setFocus();
        prompt->insertPlainText(QStringLiteral("kept") + QChar(0)); // a NUL cannot go into a row
        prompt->flush();
        QVERIFY(find<ErrorBanner>("banner")->isVisible());
        QCOMPARE(line(), pairLine);
        QVERIFY(prompt->text().startsWith(QLatin1String("kept")));
        QVERIFY(prompt->isChanged());
        click("nextRow");
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QLatin1String("kept")));
        QCOMPARE(prompt->text(), QStringLiteral("question"));
    }
    void theDividersAreRemembered()
    {
        open(pairLine + "\n");
        auto *splitter = find<QSplitter>("rowSplitter");
        splitter->setSizes({300, 100});
        const QList<int> sizes = splitter->sizes();
        m_page.reset();
        m_page = std::make_unique<DatasetPage>(m_services->services());
        m_page->resize(1300, 900);
        m_page->show();
        open(pairLine + "\n");
        QTRY_COMPARE(find<QSplitter>("rowSplitter")->sizes(), sizes);
    }

    void pictures()
    {
        const QByteArray seen =
            json("{'prompt':'全角　空白と\\u00a0改行なし\\tタブ\\u200bゼロ幅\\u202e向き','completion':'答えです。'}");
        const QString path = m_services->write(QStringLiteral("looks.jsonl"),
                                               toolLine + "\n" + chatLine + "\n" + preferenceLine + "\n" + seen + "\n");
        tests::forEachFace([&](const QString &language, ThemeChoice) {
            DatasetPage page(m_services->services());
            page.resize(1440, 820);
            page.show();
            QSignalSpy spy(&page, &DatasetPage::documentChanged);
            page.openFile(path);
            QTRY_VERIFY(!spy.isEmpty());
            auto *table = page.findChild<DataTable *>(QStringLiteral("dataTable"));
            page.findChild<QSplitter *>(QStringLiteral("dataSplitter"))->setSizes({800, 620});
            QTest::qWait(400);
            page.findChild<QToolButton *>(QStringLiteral("turnCalls1Fold"))->setChecked(true);
            QVERIFY(tests::screenshot(page, QStringLiteral("pane-chat"), language));
            table->goTo(1);
            QVERIFY(tests::screenshot(page, QStringLiteral("pane-chat-short"), language));
            table->goTo(2);
            QTest::qWait(400);
            QVERIFY(tests::screenshot(page, QStringLiteral("pane-preference"), language));
            table->goTo(3);
            page.action(QStringLiteral("actionInvisibles"))->setChecked(false);
            page.action(QStringLiteral("actionInvisibles"))->trigger();
            auto *prompt = page.findChild<RowText *>(QStringLiteral("rowPrompt"));
            prompt->moveCursor(QTextCursor::End);
            prompt->insertPlainText(QStringLiteral("追加"));
            prompt->flush();
            page.findChild<QToolButton *>(QStringLiteral("rowChanges"))->setChecked(true);
            QTest::qWait(500);
            QVERIFY(tests::screenshot(page, QStringLiteral("pane-changes"), language));
            page.action(QStringLiteral("actionChanges"))->trigger();
            auto *dialog = page.findChild<ChangesDialog *>();
            QTRY_COMPARE(dialog->changeCount(), 1);
            QTest::qWait(300);
            QVERIFY(tests::screenshot(*dialog, QStringLiteral("changes-dialog"), language));
            dialog->reject();
            page.document()->discard();
        });
    }

private:
    std::unique_ptr<tests::WindowServices> m_services;
    std::unique_ptr<DatasetPage> m_page;
};

QTEST_MAIN(TestRowPane)
#include "tst_row_pane.moc"
