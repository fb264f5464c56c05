// SPDX-License-Identifier: GPL-3.0-or-later
// The first rows of a large file, before the document is there.
#include "dataset/dataset_model.h"
#include "dataset/row_table.h"
#include "dataset_fixture.h"
#include "memory_disk.h"

#include <QSignalSpy>

using namespace onsa;
using namespace onsa::test;

namespace {

const TextField promptText{TextField::Kind::Prompt, 0};

// About so many MiB, every row another one.
std::string rowsOf(std::int64_t mebibytes)
{
    const std::string answer(1000, 'a');
    std::string bytes;
    for (int row = 0; static_cast<std::int64_t>(bytes.size()) < mebibytes << 20; ++row)
        bytes += pairRow("p" + std::to_string(row), answer) + "\n";
    return bytes;
}

struct Opened {
    std::unique_ptr<DatasetDocument> preview, document;
    int grown = 0, last = 0; // times, rows at the end
};

Opened openAll(const std::filesystem::path &file, const WorkPlaces &places)
{
    Opened opened;
    QObject context;
    DatasetDocument::openFile(
        file, places, &context, [&](auto result) { opened.document = std::move(*result); },
        [&](std::unique_ptr<DatasetDocument> rows) {
            opened.preview = std::move(rows);
            QObject::connect(opened.preview.get(), &DatasetDocument::rowsChanged, &context, [&] {
                ++opened.grown;
                opened.last = opened.preview->rowCount();
            });
        });
    waitFor([&] { return opened.document != nullptr; });
    return opened;
}

} // namespace

class TestPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void indexTellsTheRowsSoFar();
    void firstRowsComeBeforeTheDocument();
    void previewGrowsWhileTheFileIsRead();
    void nothingCanBeDoneWithAPreview();
    void smallFilesAndUnsavedEditsHaveNone();
    void rowsOverSeveralBlocks();
};

void TestPreview::indexTellsTheRowsSoFar()
{
    MemoryDisk disk;
    const std::string bytes = rowsOf(32);
    disk.put("/data/a.jsonl", bytes);
    disk.failWhere([](const char *call, const auto &) { // under the disk's lock: one block after the other
        if (std::string_view(call) == "pread")
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
        return 0;
    });
    const auto source = *RowSource::open("/data/a.jsonl", disk);
    std::vector<std::shared_ptr<const RowIndex>> told;
    const auto whole = *RowIndex::build(*source, {}, [&](auto rows) { told.push_back(std::move(rows)); });
    QVERIFY(!told.empty()); // eight blocks take half a second
    std::size_t before = 0;
    for (const auto &rows : told) {
        QVERIFY(rows->rowCount() > before);
        QVERIFY(rows->rowCount() < whole->rowCount());
        before = rows->rowCount();
        for (const std::size_t row : {std::size_t(0), before / 2, before - 1}) {
            QCOMPARE(rows->start(row), whole->start(row));
            QCOMPARE(rows->end(row), whole->end(row));
        }
        QCOMPARE(rows->bytes(), whole->end(before - 1));
    }
}

void TestPreview::firstRowsComeBeforeTheDocument()
{
    const Folder folder;
    const std::string bytes = rowsOf(20);
    writeFile(folder.path("a.jsonl"), bytes);
    for (int again = 0; again < 2; ++again) { // the second time there is a history, and nothing unsaved
        const auto opened = openAll(folder.path("a.jsonl"), WorkPlaces(folder.work()));
        QVERIFY(opened.preview);
        QVERIFY(opened.preview->isPreview());
        QVERIFY(!opened.document->isPreview());
        QVERIFY(opened.preview->rowCount() > 3000);
        QVERIFY(opened.preview->rowCount() < opened.document->rowCount());
        for (const int row : {0, 1, opened.preview->rowCount() - 1})
            QCOMPARE(opened.preview->line(row), opened.document->line(row));
        QVERIFY(!opened.document->isReadOnly());
        QVERIFY(opened.document->setText(0, promptText, QStringLiteral("x%1").arg(again)));
        QVERIFY(saveNow(*opened.document));
    }
}

void TestPreview::previewGrowsWhileTheFileIsRead()
{
    MemoryDisk disk;
    disk.put("/data/a.jsonl", rowsOf(100)); // more than a second, for a window that comes to its turn late
    disk.failWhere([](const char *call, const auto &path) {
        if (std::string_view(call) == "pread" && path.extension() == ".jsonl")
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
        return 0;
    });
    Opened opened = openAll("/data/a.jsonl", WorkPlaces("/state/work", disk));
    QVERIFY(opened.preview);
    QVERIFY(opened.grown > 0);
    QCOMPARE(opened.preview->rowCount(), opened.last);
    QCOMPARE(opened.preview->line(opened.last - 1), opened.document->line(opened.last - 1));
    const DatasetModel model(*opened.preview);
    QCOMPARE(model.rowCount(), opened.last);
}

void TestPreview::nothingCanBeDoneWithAPreview()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), rowsOf(20));
    const auto opened = openAll(folder.path("a.jsonl"), WorkPlaces(folder.work()));
    DatasetDocument &preview = *opened.preview;
    QVERIFY(preview.isReadOnly());
    QCOMPARE(preview.setText(0, promptText, QStringLiteral("x")).error().code, std::string("opening"));
    QCOMPARE(preview.removeRows({0}, QStringLiteral("x")).error().code, std::string("opening"));
    // It has a part of the rows: no file may be made of it, under no name.
    QCOMPARE(saveNow(preview).error().code, std::string("opening"));
    QCOMPARE(saveNow(preview, folder.path("b.jsonl")).error().code, std::string("opening"));
    QVERIFY(!std::filesystem::exists(folder.path("b.jsonl")));
}

void TestPreview::smallFilesAndUnsavedEditsHaveNone()
{
    const Folder folder;
    writeFile(folder.path("small.jsonl"), rowsOf(1));
    QVERIFY(!openAll(folder.path("small.jsonl"), WorkPlaces(folder.work())).preview);

    writeFile(folder.path("a.jsonl"), rowsOf(20));
    {
        const auto opened = openAll(folder.path("a.jsonl"), WorkPlaces(folder.work()));
        QVERIFY(opened.document->setText(0, promptText, QStringLiteral("mine")));
        waitUntilSafe(*opened.document);
    }
    // Row 0 as the file has it would look as if the edit were lost.
    const auto opened = openAll(folder.path("a.jsonl"), WorkPlaces(folder.work()));
    QVERIFY(!opened.preview);
    QCOMPARE(opened.document->restoredEdits(), 1);
}

void TestPreview::rowsOverSeveralBlocks()
{
    const Folder folder;
    const std::string longRow = pairRow("long", std::string(9 << 20, 'b'));
    writeFile(folder.path("a.jsonl"), longRow + "\n" + rowsOf(20)); // no row ends in the first block
    const auto opened = openAll(folder.path("a.jsonl"), WorkPlaces(folder.work()));
    QVERIFY(opened.document->line(0) == longRow);
    QVERIFY(!opened.preview || opened.preview->line(0) == longRow);
}

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"
