// SPDX-License-Identifier: GPL-3.0-or-later
// A text of a million characters: shown and written in parts, never laid out as a whole in the window's thread.
#include "data_page_support.h"
#include "ui/dataset/diff_view.h"
#include "ui/dataset/row_text.h"
#include "ui/dataset/text_parts.h"

#include <QClipboard>
#include <QLabel>
#include <QToolButton>

using namespace onsa;
using namespace onsa::tests;
using namespace onsa::ui;

namespace {

const QString sentence = QStringLiteral("あいうえお漢字かな交じり文。");

QByteArray pair(const QString &prompt, const QString &completion)
{
    return "{\"prompt\":\"" + prompt.toUtf8() + "\",\"completion\":\"" + completion.toUtf8() + "\"}\n";
}

QString joined(const QString &text, const std::vector<qsizetype> &starts)
{
    QString all;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const qsizetype end = i + 1 < starts.size() ? starts[i + 1] : text.size();
        all += text.mid(starts[i], end - starts[i]);
    }
    return all;
}

} // namespace

class TestLongTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_page = std::make_unique<DataPage>(); }
    void cleanup() { m_page.reset(); }

    void usualTextsAreOnePart()
    {
        QCOMPARE(partStarts(QString()).size(), std::size_t(1));
        QCOMPARE(partStarts(sentence.repeated(1'000)).size(), std::size_t(1));
        QCOMPARE(partStarts((sentence.repeated(100) + QLatin1Char('\n')).repeated(150)).size(), std::size_t(1));
    }

    void partsEndAtLinesAndSentences()
    {
        for (const QString &unit :
             {sentence, QStringLiteral("line\n"), QStringLiteral("word "), QStringLiteral("x"),
              QStringLiteral("👩‍👩‍👧"), QStringLiteral("か\u3099"), QStringLiteral("\U00020BB7")}) {
            const QString text = unit.repeated(400'000 / unit.size());
            const auto starts = partStarts(text);
            QVERIFY2(starts.size() > 10, qPrintable(unit));
            QCOMPARE(joined(text, starts), text);
            for (std::size_t i = 1; i < starts.size(); ++i) {
                QVERIFY(starts[i] > starts[i - 1] && starts[i] - starts[i - 1] <= 22'000);
                QCOMPARE(starts[i] % unit.size(), qsizetype(0)); // not in the middle of one
            }
        }
    }

    // Another paragraph that is too long, at any place, is seen.
    void oneLongParagraphIsEnough()
    {
        const QString lines = (sentence + QLatin1Char('\n')).repeated(1'000);
        QVERIFY(!isTooLong(lines + QString(20'000, QLatin1Char('x'))));
        QVERIFY(isTooLong(lines + QString(20'001, QLatin1Char('x'))));
        QVERIFY(isTooLong(QString(20'001, QLatin1Char('x')) + QLatin1Char('\n') + lines));
    }

    void theRowIsReadAndWrittenPartByPart()
    {
        const QString text = sentence.repeated(70'000);
        QVERIFY(m_page->open(pair(text, QStringLiteral("a")) + pair(QStringLiteral("q"), QStringLiteral("b"))));
        m_page->choose(0, DatasetModel::PromptColumn);
        auto *prompt = find<RowText>("rowPrompt");
        QTRY_VERIFY(prompt->findChild<QLabel *>(QStringLiteral("partWhere")));
        QCOMPARE(prompt->text(), text);
        QVERIFY(prompt->toPlainText().size() < 25'000);
        const std::size_t parts = partStarts(text).size();
        QVERIFY(where().contains(QString::number(parts)));

        // Keys lead to the end of the part and on, and what is typed there is one step that leaves the rest alone.
        prompt->setFocus();
        m_page->key(Qt::Key_End, Qt::ControlModifier);
        m_page->key(Qt::Key_PageDown);
        QVERIFY(where().contains(QLatin1Char('2')));
        const qsizetype second = prompt->partStart();
        QCOMPARE(second, partStarts(text)[1]);
        m_page->type("new");
        prompt->flush();
        QString wanted = text;
        wanted.insert(second, QStringLiteral("new"));
        QCOMPARE(m_page->cell(0), wanted);
        QCOMPARE(m_page->steps(), 1);
        QCOMPARE(prompt->partStart(), second);

        m_page->key(Qt::Key_Home, Qt::ControlModifier);
        m_page->key(Qt::Key_PageUp);
        QCOMPARE(prompt->partStart(), qsizetype(0));
        QVERIFY(prompt->textCursor().atEnd());

        // By the mouse, as far as there are parts.
        auto *next = prompt->findChild<QToolButton *>(QStringLiteral("nextPart"));
        std::size_t shown = 1;
        for (; next->isEnabled() && shown < 2 * parts; ++shown)
            QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(shown, partStarts(wanted).size());
        QVERIFY(wanted.endsWith(prompt->toPlainText()));

        m_page->document()->undoStack()->undo();
        QCOMPARE(prompt->text(), text);
        m_page->choose(1, DatasetModel::PromptColumn);
        QTRY_COMPARE(prompt->text(), QStringLiteral("q"));
        QVERIFY(where().isEmpty());
        m_page->choose(0, DatasetModel::PromptColumn); // from its beginning
        QTRY_COMPARE(prompt->text(), text);
        QCOMPARE(prompt->partStart(), qsizetype(0));
    }

    // Nothing is left of the parts, however it comes that the text fits again.
    void aTextThatFitsAgainIsOnePart()
    {
        QVERIFY(m_page->open(pair(sentence.repeated(2'500), QStringLiteral("a"))));
        m_page->choose(0, DatasetModel::PromptColumn);
        auto *prompt = find<RowText>("rowPrompt");
        QTRY_COMPARE(partStarts(prompt->text()).size(), std::size_t(2));
        prompt->setFocus();
        m_page->key(Qt::Key_A, Qt::ControlModifier);
        m_page->key(Qt::Key_Delete);
        QTest::mouseClick(prompt->findChild<QToolButton *>(QStringLiteral("nextPart")), Qt::LeftButton);
        QVERIFY(where().isEmpty());
        QVERIFY(prompt->text().size() < 20'000);
        QCOMPARE(prompt->toPlainText(), prompt->text());
        QCOMPARE(m_page->cell(0), prompt->text());
    }

    void twoRowsWithTheSameTextBothBeginAtTheirBeginning()
    {
        const QByteArray row = pair(sentence.repeated(5'000), QStringLiteral("a"));
        QVERIFY(m_page->open(row + row));
        m_page->choose(0, DatasetModel::PromptColumn);
        auto *prompt = find<RowText>("rowPrompt");
        QTRY_VERIFY(!where().isEmpty());
        auto *next = prompt->findChild<QToolButton *>(QStringLiteral("nextPart"));
        QTest::mouseClick(next, Qt::LeftButton);
        QTest::mouseClick(next, Qt::LeftButton);
        m_page->choose(1, DatasetModel::PromptColumn);
        QTRY_COMPARE(prompt->partStart(), qsizetype(0));
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(prompt->partStart(), partStarts(prompt->text())[1]);
    }

    // What can only be read has no caret that could come to the end.
    void keysLeadOnWhereNothingCanBeWritten()
    {
        QVERIFY(m_page->open(pair(sentence.repeated(5'000), QStringLiteral("a"))));
        m_page->choose(0, DatasetModel::PromptColumn);
        auto *prompt = find<RowText>("rowPrompt");
        QTRY_VERIFY(!where().isEmpty());
        prompt->setReadOnly(true);
        prompt->setFocus();
        for (int i = 0; i < 5'000 && prompt->partStart() == 0; ++i)
            m_page->key(Qt::Key_PageDown);
        QCOMPARE(prompt->partStart(), partStarts(prompt->text())[1]);
    }

    void aTurnIsAsHighAsItsPartAndTheBar()
    {
        QVERIFY(m_page->open("{\"messages\":[{\"role\":\"user\",\"content\":\"" + sentence.repeated(2'500).toUtf8()
                             + "\"},{\"role\":\"assistant\",\"content\":\"b\"}]}\n"));
        m_page->choose(0, DatasetModel::PromptColumn);
        QTRY_VERIFY(find<RowText>("turnText0"));
        auto *text = find<RowText>("turnText0");
        QTRY_VERIFY(text->findChild<QLabel *>(QStringLiteral("partWhere")));
        QTextCursor end(text->document());
        end.movePosition(QTextCursor::End);
        QTRY_VERIFY(text->cursorRect(end).bottom() <= text->viewport()->height());
    }

    // A sort or a filter that ends meanwhile reads the table anew.
    void whatReplacesALongTextOutlivesAModelThatIsReadAnew()
    {
        QVERIFY(m_page->open(pair(sentence.repeated(5'000), QStringLiteral("a"))
                             + pair(QStringLiteral("q"), QStringLiteral("b"))));
        m_page->choose(0, DatasetModel::PromptColumn);
        m_page->type("short");
        m_page->page.model()->setFilter(std::vector<RowId>{m_page->document()->rowId(0)});
        QTRY_VERIFY(m_page->table()->isEditing());
        m_page->key(Qt::Key_Return);
        QCOMPARE(m_page->cell(0), QStringLiteral("short"));
    }

    void theCellOpensBesideTheTable()
    {
        const QString text = sentence.repeated(10'000);
        QVERIFY(m_page->open(pair(QStringLiteral("q"), text)));
        m_page->choose(0, DatasetModel::CompletionColumn);
        m_page->key(Qt::Key_F2);
        QVERIFY(!m_page->table()->isEditing());
        QCOMPARE(QApplication::focusWidget(), find<RowText>("rowCompletion"));

        // Typing replaces it there and then, as everywhere.
        m_page->choose(0, DatasetModel::CompletionColumn);
        m_page->table()->setFocus();
        m_page->type("short");
        m_page->key(Qt::Key_Return);
        QCOMPARE(m_page->cell(0, DatasetModel::CompletionColumn), QStringLiteral("short"));
        m_page->document()->undoStack()->undo();
        QCOMPARE(m_page->cell(0, DatasetModel::CompletionColumn), text);

        // Opened by a key and left with Esc it stays.
        m_page->type("x");
        m_page->key(Qt::Key_Escape);
        QCOMPARE(m_page->cell(0, DatasetModel::CompletionColumn), text);
    }

    void aBookIsPastedIntoTheRow()
    {
        QVERIFY(m_page->open(pair(QStringLiteral("before after"), QStringLiteral("a"))));
        m_page->choose(0, DatasetModel::PromptColumn);
        auto *prompt = find<RowText>("rowPrompt");
        QTRY_COMPARE(prompt->text(), QStringLiteral("before after"));
        prompt->setFocus();
        QTextCursor caret = prompt->textCursor();
        caret.setPosition(7);
        prompt->setTextCursor(caret);
        const QString book = (sentence.repeated(30) + QLatin1Char('\n')).repeated(1'500);
        QGuiApplication::clipboard()->setText(QString(book).replace(QLatin1Char('\n'), QStringLiteral("\r\n")));
        m_page->key(Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_page->cell(0), QStringLiteral("before ") + book + QStringLiteral("after"));
        QCOMPARE(m_page->steps(), 1);
        QVERIFY(prompt->toPlainText().size() < 25'000);
        // The caret is behind what was pasted, as in every editor.
        QCOMPARE(prompt->partStart() + prompt->textCursor().position(), qsizetype(7) + book.size());
        m_page->document()->undoStack()->undo();
        QCOMPARE(prompt->text(), QStringLiteral("before after"));
    }

    // A paragraph that grows under the hand is divided when there is a pause.
    void aPartThatGrowsIsDivided()
    {
        QVERIFY(m_page->open(pair(sentence.repeated(1'000), QStringLiteral("a"))));
        m_page->choose(0, DatasetModel::PromptColumn);
        auto *prompt = find<RowText>("rowPrompt");
        QTRY_COMPARE(prompt->text().size(), sentence.size() * 1'000);
        prompt->setFocus();
        prompt->moveCursor(QTextCursor::End);
        prompt->insertPlainText(sentence.repeated(600));
        prompt->flush();
        QVERIFY(prompt->findChild<QLabel *>(QStringLiteral("partWhere")));
        QCOMPARE(m_page->cell(0), sentence.repeated(1'600));
        QCOMPARE(prompt->text(), sentence.repeated(1'600));
    }

    // Findings and tokens of such a row come from the pool.
    void findingsAndTokensComeLater()
    {
        QVERIFY(m_page->open(pair(sentence.repeated(70'000) + QLatin1Char(' '), QStringLiteral("a"))));
        const QModelIndex flag = m_page->page.model()->index(0, DatasetModel::FlagColumn);
        QTRY_VERIFY(flag.data(DatasetModel::IssuesRole).toStringList().contains(QStringLiteral("too_long")));
        m_page->choose(0, DatasetModel::PromptColumn);
        QTRY_VERIFY(!find<QWidget>("rowIssues")->findChildren<QLabel *>().isEmpty());
        QVERIFY(m_page->document()->setText(0, {TextField::Kind::Prompt, 0}, QStringLiteral("short")));
        QTRY_VERIFY(!flag.data(DatasetModel::IssuesRole).toStringList().contains(QStringLiteral("too_long")));
    }

    void aLongTextIsComparedByItsEnds()
    {
        DiffView view(Qt::Horizontal);
        QSignalSpy done(&view, &DiffView::compared);
        const QString text = sentence.repeated(50'000);
        view.compare(text + QStringLiteral("old"), text + QStringLiteral("new"));
        QTRY_COMPARE(done.count(), 1);
        const QString shown = view.findChild<QTextEdit *>(QStringLiteral("diffAfter"))->toPlainText();
        QVERIFY(shown.size() < 10'000);
        QVERIFY(shown.startsWith(sentence));
        QVERIFY(shown.contains(QStringLiteral("new")));
    }

    void pictures()
    {
        m_page.reset();
        forEachFace([](const QString &language, ThemeChoice) {
            DataPage one;
            one.page.resize(1200, 600);
            QVERIFY(one.open(pair(sentence.repeated(30'000), QStringLiteral("はい。")) + pair(sentence, sentence)));
            one.choose(0, DatasetModel::PromptColumn);
            QTest::qWait(600);
            QTest::mouseClick(one.page.findChild<QToolButton *>(QStringLiteral("nextPart")), Qt::LeftButton);
            QVERIFY(screenshot(one.page, QStringLiteral("long-text"), language));
        });
    }

private:
    template <class Widget> Widget *find(const char *name) const
    {
        return m_page->page.findChild<Widget *>(QLatin1String(name));
    }
    QString where() const
    {
        const auto *label = find<RowText>("rowPrompt")->findChild<QLabel *>(QStringLiteral("partWhere"));
        return label && label->isVisible() ? label->text() : QString();
    }

    std::unique_ptr<DataPage> m_page;
};

QTEST_MAIN(TestLongTexts)
#include "tst_long_texts.moc"
