// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_model.h"
#include "dataset_fixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <random>

using namespace onsa;
using namespace onsa::test;

namespace {

const QString label = QStringLiteral("edit");
const std::string chatRow =
    R"({"messages":[{"role":"system","content":"s"},{"role":"user","content":"first"},)"
    R"({"role":"assistant","content":"a1"},{"role":"user","content":"more"},{"role":"assistant","content":"last"}]})";

struct Opened {
    Folder folder;
    std::unique_ptr<DatasetDocument> document;
    std::unique_ptr<DatasetModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    explicit Opened(const std::string &bytes)
    {
        writeFile(folder.path("a.jsonl"), bytes);
        document = folder.open(folder.path("a.jsonl"));
        model = std::make_unique<DatasetModel>(*document);
        tester = std::make_unique<QAbstractItemModelTester>(model.get(),
                                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    QString cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return model->data(model->index(row, column), role).toString();
    }
    QStringList prompts() const
    {
        QStringList all;
        for (int row = 0; row < model->rowCount(); ++row)
            all.append(cell(row, DatasetModel::PromptColumn));
        return all;
    }
};

std::string rows(int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i)
        bytes += pairRow("p" + std::to_string(i), "c") + "\n";
    return bytes;
}

} // namespace

class TestDatasetModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsPairsChatsAndBrokenRows();
    void cellsAreShortAndOneLine();
    void editsGoToTheRightText();
    void refusedEditIsTold();
    void issuesOfRowAndScan();
    void tokensOfVisibleRows();
    void filterShowsRowsAndFollowsEdits();
    void randomOrdersUnderTheTester_data();
    void randomOrdersUnderTheTester();
};

void TestDatasetModel::showsPairsChatsAndBrokenRows()
{
    const Opened o(pairRow("問い", "答え") + "\n" + chatRow + "\n{broken\n\n");
    QCOMPARE(o.model->rowCount(), 4);
    QCOMPARE(o.cell(0, DatasetModel::PromptColumn), QStringLiteral("問い"));
    QCOMPARE(o.cell(0, DatasetModel::CompletionColumn), QStringLiteral("答え"));
    QCOMPARE(o.cell(1, DatasetModel::PromptColumn), QStringLiteral("first"));
    QCOMPARE(o.cell(1, DatasetModel::CompletionColumn), QStringLiteral("last"));
    QCOMPARE(o.cell(2, DatasetModel::PromptColumn), QStringLiteral("{broken"));
    const auto kind = [&](int row) { return o.model->index(row, 0).data(DatasetModel::KindRole).toInt(); };
    QCOMPARE(kind(0), int(ExampleKind::Pair));
    QCOMPARE(kind(1), int(ExampleKind::Chat));
    QCOMPARE(kind(2), -1);
    const auto editable = [&](int row, int column) {
        return bool(o.model->flags(o.model->index(row, column)) & Qt::ItemIsEditable);
    };
    QVERIFY(editable(0, DatasetModel::PromptColumn) && editable(1, DatasetModel::CompletionColumn));
    QVERIFY(!editable(0, DatasetModel::TokensColumn) && !editable(2, DatasetModel::PromptColumn));
    QCOMPARE(o.model->headerData(3, Qt::Vertical, Qt::DisplayRole).toInt(), 4);
}

void TestDatasetModel::cellsAreShortAndOneLine()
{
    std::string many;
    for (int i = 0; i < 5000; ++i)
        many += "あ";
    std::string faces;
    for (int i = 0; i < 200; ++i)
        faces += "😀";
    const Opened o(pairRow("a\\nb\\r\\nc\\td", many) + "\n" + pairRow(faces, "x") + "\n");
    QCOMPARE(o.cell(0, DatasetModel::PromptColumn), QStringLiteral("a⏎b⏎c d"));
    QCOMPARE(o.cell(0, DatasetModel::PromptColumn, Qt::EditRole), QStringLiteral("a\nb\r\nc\td"));
    QVERIFY(o.cell(0, DatasetModel::CompletionColumn).size() <= 120);
    QCOMPARE(o.cell(0, DatasetModel::CompletionColumn, DatasetModel::FullTextRole).size(), 5000);
    const QString cut = o.cell(1, DatasetModel::PromptColumn);
    QVERIFY(cut.size() <= 120);
    QVERIFY(cut.isValidUtf16() && cut.endsWith(QChar(0x2026)));
}

void TestDatasetModel::editsGoToTheRightText()
{
    const Opened o(pairRow("p", "c") + "\n" + chatRow + "\n");
    QSignalSpy changed(o.model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(o.model->setData(o.model->index(0, DatasetModel::CompletionColumn), QStringLiteral("new\nline")));
    QCOMPARE(o.document->line(0), pairRow("p", "new\\nline"));
    QVERIFY(o.model->setData(o.model->index(1, DatasetModel::PromptColumn), QStringLiteral("asked")));
    QVERIFY(o.model->setData(o.model->index(1, DatasetModel::CompletionColumn), QStringLiteral("said")));
    const auto chat = o.document->example(1);
    QCOMPARE(chat->messages[1].content, std::string("asked"));
    QCOMPARE(chat->messages[2].content, std::string("a1"));
    QCOMPARE(chat->messages[4].content, std::string("said"));
    QCOMPARE(changed.count(), 3);
    QCOMPARE(o.cell(1, DatasetModel::CompletionColumn), QStringLiteral("said"));
    o.document->undoStack()->undo();
    QCOMPARE(o.cell(1, DatasetModel::CompletionColumn), QStringLiteral("last"));
}

void TestDatasetModel::refusedEditIsTold()
{
    Opened o(pairRow("p", "c") + "\n");
    const auto second = o.folder.open(o.folder.path("a.jsonl"));
    DatasetModel readOnly(*second);
    QVERIFY(!(readOnly.flags(readOnly.index(0, DatasetModel::PromptColumn)) & Qt::ItemIsEditable));
    QVERIFY(!readOnly.setData(readOnly.index(0, DatasetModel::PromptColumn), QStringLiteral("x")));

    QSignalSpy refused(o.model.get(), &DatasetModel::editRefused);
    o.document->discard();
    QVERIFY(!o.model->setData(o.model->index(0, DatasetModel::PromptColumn), QStringLiteral("x")));
    QCOMPARE(refused.count(), 1);
}

void TestDatasetModel::issuesOfRowAndScan()
{
    const Opened o(pairRow("p", "") + "\n" + pairRow("p", "c") + "\n");
    const auto flag = [&](int row) { return o.model->index(row, DatasetModel::FlagColumn); };
    QCOMPARE(flag(0).data(DatasetModel::SeverityRole).toInt(), int(Severity::Error));
    QVERIFY(flag(0).data(DatasetModel::IssuesRole).toStringList().contains(QStringLiteral("empty_completion")));
    QVERIFY(!flag(0).data(Qt::ToolTipRole).toString().isEmpty());
    QVERIFY(flag(0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Row 1")));
    QCOMPARE(flag(1).data(DatasetModel::SeverityRole).toInt(), -1);
    o.model->setScanIssues({{o.document->rowId(1), {"duplicate", Severity::Warning, {}, "Twice."}}});
    QCOMPARE(flag(1).data(DatasetModel::SeverityRole).toInt(), int(Severity::Warning));
    QCOMPARE(flag(1).data(Qt::ToolTipRole).toString(), QStringLiteral("Twice."));
    QVERIFY(o.document->removeRows({0}, label)); // findings stay with their row
    QCOMPARE(o.model->issues(0).front().id, std::string("duplicate"));
}

void TestDatasetModel::tokensOfVisibleRows()
{
    const Opened o(rows(100));
    QCOMPARE(o.cell(0, DatasetModel::TokensColumn), QString());
    int asked = 0;
    o.model->setTokenCounter([&asked](const Example &example) {
        ++asked;
        return static_cast<int>(example.prompt.size());
    });
    asked = 0;
    QCOMPARE(o.cell(42, DatasetModel::TokensColumn), QStringLiteral("3"));
    QCOMPARE(o.cell(42, DatasetModel::TokensColumn), QStringLiteral("3"));
    QCOMPARE(asked, 1);
}

void TestDatasetModel::filterShowsRowsAndFollowsEdits()
{
    const Opened o(rows(10));
    o.model->setFilter(std::vector<RowId>{2, 5, 7});
    QVERIFY(o.model->isFiltered());
    QCOMPARE(o.prompts(), QStringList({QStringLiteral("p2"), QStringLiteral("p5"), QStringLiteral("p7")}));
    QCOMPARE(o.model->headerData(1, Qt::Vertical, Qt::DisplayRole).toInt(), 6);
    QCOMPARE(o.model->documentRow(2), 7);
    QCOMPARE(o.model->viewRow(5), 1);
    QCOMPARE(o.model->viewRow(4), -1);
    QVERIFY(o.model->setData(o.model->index(1, DatasetModel::PromptColumn), QStringLiteral("edited")));
    QVERIFY(o.document->removeRows({0, 7}, label));
    QCOMPARE(o.prompts(), QStringList({QStringLiteral("p2"), QStringLiteral("edited")}));
    QVERIFY(o.document->insertExamples(3, std::vector<Example>(1, *parseExample(pairRow("new", "c"))), label));
    QCOMPARE(o.prompts(), QStringList({QStringLiteral("p2"), QStringLiteral("new"), QStringLiteral("edited")}));
    std::vector<DatasetDocument::TextChange> changes;
    for (int row = 0; row < o.document->rowCount(); ++row)
        changes.push_back({row, {TextField::Kind::Completion, 0}, QStringLiteral("z")});
    QVERIFY(o.document->setTexts(changes, label));
    QCOMPARE(o.model->rowCount(), 3);
    o.document->undoStack()->setIndex(0);
    QVERIFY(o.prompts().contains(QStringLiteral("p7")));
    o.model->setFilter(std::nullopt);
    QCOMPARE(o.model->rowCount(), 10);
}

void TestDatasetModel::randomOrdersUnderTheTester_data()
{
    QTest::addColumn<bool>("filtered");
    QTest::newRow("all rows") << false;
    QTest::newRow("filtered") << true;
}

// The tester checks every signal; the view is read again after each order and must be what the document says.
void TestDatasetModel::randomOrdersUnderTheTester()
{
    QFETCH(bool, filtered);
    const Opened o(rows(60));
    std::mt19937 random(3);
    if (filtered)
        o.model->setFilter(std::vector<RowId>{1, 2, 3, 20, 21, 40, 59});
    const Example example = *parseExample(pairRow("n", "c"));
    for (int i = 0; i < 300; ++i) {
        const int count = o.document->rowCount();
        const int row = count > 0 ? static_cast<int>(random() % static_cast<unsigned>(count)) : 0;
        const auto dice = count == 0 ? 0 : random() % 6;
        if (dice == 0)
            QVERIFY(o.document->insertExamples(row, std::vector<Example>(1 + random() % 3, example), label));
        else if (dice == 1)
            QVERIFY(o.document->removeRows({row, row / 2}, label));
        else if (dice == 2)
            QVERIFY(o.document->moveRows(row, 1, static_cast<int>(random() % static_cast<unsigned>(count + 1)), label));
        else if (dice == 3)
            QVERIFY(o.document->replaceLine(row, pairRow("r" + std::to_string(i), "c"), label));
        else if (dice == 4)
            o.document->undoStack()->undo();
        else
            o.document->undoStack()->redo();
        for (int view = 0; view < o.model->rowCount(); ++view) {
            const int at = o.model->documentRow(view);
            QVERIFY(at >= 0 && at < o.document->rowCount());
            QCOMPARE(o.model->viewRow(at), view);
            QCOMPARE(o.cell(view, DatasetModel::PromptColumn).toStdString(), o.document->example(at)->prompt);
        }
        if (!filtered)
            QCOMPARE(o.model->rowCount(), o.document->rowCount());
    }
}

QTEST_GUILESS_MAIN(TestDatasetModel)
#include "tst_dataset_model.moc"
