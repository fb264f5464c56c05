// SPDX-License-Identifier: GPL-3.0-or-later
// A cell is typed into as in a spreadsheet, and an input method never loses a character.
#include "ui/dataset/cell_editor.h"

#include "dataset/dataset_document.h"
#include "dataset/dataset_model.h"
#include "ui/dataset/data_table.h"
#include "ui/dataset/row_delegate.h"

#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace onsa;
using namespace onsa::ui;

class TestCellEditor : public QObject
{
    Q_OBJECT

private:
    QString cell(int row, int column = DatasetModel::PromptColumn) const
    {
        return m_model->index(row, column).data(Qt::EditRole).toString();
    }
    CellEditor *editor() const
    {
        for (CellEditor *open : m_table->viewport()->findChildren<CellEditor *>())
            if (!open->isHidden())
                return open;
        return nullptr;
    }
    // The first key opens the editor, which then has the focus.
    void type(const char *text)
    {
        for (const char *c = text; *c; ++c)
            QTest::keyClick(QApplication::focusWidget(), *c);
    }
    // As the platform does: to the object that has the focus, which during the first composition is the table.
    void compose(const QString &preedit, const QString &commit = {})
    {
        QInputMethodEvent event(preedit, {});
        event.setCommitString(commit);
        QCoreApplication::sendEvent(QGuiApplication::focusObject(), &event);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void choose(int row, int column = DatasetModel::PromptColumn)
    {
        m_table->goTo(row, column);
        QCOMPARE(m_table->currentIndex().row(), row);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        DatasetDocument::createEmpty(std::filesystem::path(m_folder->path().toStdString()), this,
                                     [this](auto made) { m_document = std::move(*made); });
        QTRY_VERIFY(m_document);
        std::vector<Example> rows(3);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].prompt = "old" + std::to_string(i);
            rows[i].completion = "answer" + std::to_string(i);
        }
        QVERIFY(m_document->insertExamples(0, rows, QStringLiteral("rows")).has_value());
        m_model = std::make_unique<DatasetModel>(*m_document);
        m_table = std::make_unique<DataTable>();
        m_table->setModel(m_model.get());
        m_table->resize(800, 300);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
        m_table->setFocus();
        choose(0);
    }
    void cleanup()
    {
        m_table.reset();
        m_model.reset();
        m_document.reset();
    }

    void typingReplacesAndEnterGoesDown()
    {
        type("new");
        QCOMPARE(editor()->visibleText(), QStringLiteral("new"));
        key(Qt::Key_Return);
        QCOMPARE(cell(0), QStringLiteral("new"));
        QCOMPARE(m_table->currentIndex().row(), 1);
        QVERIFY(!m_table->isEditing());
        m_document->undoStack()->undo();
        QCOMPARE(cell(0), QStringLiteral("old0"));
    }
    void f2AndDoubleClickKeepTheText()
    {
        key(Qt::Key_F2);
        type("!");
        key(Qt::Key_Return);
        QCOMPARE(cell(0), QStringLiteral("old0!"));
        const QPoint at = m_table->visualRect(m_model->index(1, DatasetModel::PromptColumn)).center();
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(m_table->viewport(), Qt::LeftButton, {}, at);
        QVERIFY(editor());
        editor()->moveCursor(QTextCursor::End);
        QTest::keyClicks(editor(), QStringLiteral("?"));
        key(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(cell(1), QStringLiteral("old1?"));
        QCOMPARE(m_table->currentIndex().row(), 0);
    }
    void enterOpensAndEscRestores()
    {
        key(Qt::Key_Return);
        QVERIFY(m_table->isEditing());
        type("gone");
        key(Qt::Key_Escape);
        QVERIFY(!m_table->isEditing());
        QCOMPARE(cell(0), QStringLiteral("old0"));
        QCOMPARE(m_document->undoStack()->count(), 1); // nothing but the rows of init()
    }
    void altEnterIsANewLine()
    {
        type("a");
        key(Qt::Key_Return, Qt::AltModifier);
        type("b");
        key(Qt::Key_Return);
        QCOMPARE(cell(0), QStringLiteral("a\nb"));
    }
    void tabGoesRightAndOnInTheNextRow()
    {
        type("q");
        key(Qt::Key_Tab);
        QCOMPARE(m_table->currentIndex().column(), int(DatasetModel::CompletionColumn));
        type("a");
        key(Qt::Key_Tab);
        QCOMPARE(m_table->currentIndex(), m_model->index(1, DatasetModel::PromptColumn));
        QCOMPARE(cell(0), QStringLiteral("q"));
        QCOMPARE(cell(0, DatasetModel::CompletionColumn), QStringLiteral("a"));
        key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(m_table->currentIndex(), m_model->index(0, DatasetModel::CompletionColumn));
        QSignalSpy wanted(m_table.get(), &DataTable::rowWanted);
        choose(2, DatasetModel::CompletionColumn);
        key(Qt::Key_Tab);
        QCOMPARE(wanted.size(), 1);
    }

    void compositionReplacesTheCell()
    {
        compose(QStringLiteral("に"));
        QVERIFY(editor());
        QCOMPARE(editor()->visibleText(), QStringLiteral("に"));
        compose(QStringLiteral("にほん"));
        compose({}, QStringLiteral("日本"));
        QCOMPARE(editor()->visibleText(), QStringLiteral("日本"));
        compose(QStringLiteral("ご"));
        compose({}, QStringLiteral("語"));
        key(Qt::Key_Return);
        QCOMPARE(cell(0), QStringLiteral("日本語"));
    }
    void compositionAfterACommitInTheSameEvent()
    {
        compose(QStringLiteral("にほん"));
        compose(QStringLiteral("ご"), QStringLiteral("日本"));
        QCOMPARE(editor()->visibleText(), QStringLiteral("日本ご"));
        compose({}, QStringLiteral("語"));
        key(Qt::Key_Return);
        QCOMPARE(cell(0), QStringLiteral("日本語"));
    }
    void cancelledCompositionKeepsTheOldText()
    {
        compose(QStringLiteral("にほん"));
        compose({});
        m_table->finishEditing();
        QCOMPARE(cell(0), QStringLiteral("old0"));
    }
    void leavingDuringCompositionKeepsWhatIsVisible_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"click", "current", "finish"})
            QTest::addRow("%s", how) << QString::fromLatin1(how);
    }
    void leavingDuringCompositionKeepsWhatIsVisible()
    {
        QFETCH(QString, how);
        compose(QStringLiteral("にほん"));
        if (how == QLatin1String("click"))
            QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {},
                              m_table->visualRect(m_model->index(2, DatasetModel::PromptColumn)).center());
        else if (how == QLatin1String("current"))
            m_table->setCurrentIndex(m_model->index(2, DatasetModel::PromptColumn));
        else
            m_table->finishEditing();
        QCOMPARE(cell(0), QStringLiteral("にほん"));
        QCOMPARE(cell(2), QStringLiteral("old2"));
    }
    void leavingInTheMiddleOfATextKeepsBothParts()
    {
        key(Qt::Key_F2);
        compose(QStringLiteral("です"));
        choose(1);
        QCOMPARE(cell(0), QStringLiteral("old0です"));
    }
    void commitWithoutCompositionIsNotLost_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addRow("full-width space") << QStringLiteral("\u3000");
        QTest::addRow("dictation") << QStringLiteral("日本");
        QTest::addRow("emoji") << QStringLiteral("🍣");
    }
    void commitWithoutCompositionIsNotLost()
    {
        QFETCH(QString, text);
        compose({}, text);
        QVERIFY(editor());
        QCOMPARE(editor()->visibleText(), text);
        key(Qt::Key_Return);
        QCOMPARE(cell(0), text);
    }
    void enterInsideACompositionBelongsToIt()
    {
        key(Qt::Key_F2);
        compose(QStringLiteral("にほん"));
        QTest::keyClick(editor(), Qt::Key_Tab);
        QVERIFY(m_table->isEditing());
        QCOMPARE(m_table->currentIndex(), m_model->index(0, DatasetModel::PromptColumn));
    }
    void rowInsertedAboveDuringCompositionEditsTheRightRow()
    {
        choose(1);
        compose(QStringLiteral("にほん"));
        const Example blank;
        QVERIFY(m_document->insertExamples(0, std::span(&blank, 1), QStringLiteral("row")).has_value());
        m_table->finishEditing();
        QCOMPARE(cell(2), QStringLiteral("にほん"));
        QCOMPARE(cell(1), QStringLiteral("old0"));
    }
    void noBreakSpaceAndUnchangedTextSurviveAnEdit()
    {
        QVERIFY(m_document->setText(0, {TextField::Kind::Prompt, 0}, QStringLiteral("a\u00a0b\r\nc")).has_value());
        const std::string before = m_document->line(0);
        key(Qt::Key_F2);
        key(Qt::Key_Return);
        QCOMPARE(m_document->line(0), before); // looked at, not changed: even its line end stays
        choose(0);
        key(Qt::Key_F2);
        type("!");
        key(Qt::Key_Return);
        QCOMPARE(cell(0), QStringLiteral("a\u00a0b\nc!"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DatasetDocument> m_document;
    std::unique_ptr<DatasetModel> m_model;
    std::unique_ptr<DataTable> m_table;
};

QTEST_MAIN(TestCellEditor)
#include "tst_cell_editor.moc"
