// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset/dataset_save.h"
#include "dataset/row_table.h"
#include "dataset_fixture.h"

#include <random>
#include <unistd.h>

using namespace onsa;
using namespace onsa::test;

namespace {

Result<RowTable> tableOf(const std::filesystem::path &path)
{
    const auto source = RowSource::open(path);
    if (!source)
        return tl::unexpected(source.error());
    const auto index = RowIndex::build(**source, {});
    if (!index)
        return tl::unexpected(index.error());
    return RowTable(*source, *index);
}

// The rows by the plainest means.
std::vector<std::string> splitPlainly(std::string_view bytes)
{
    std::vector<std::string> rows;
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    while (!bytes.empty()) {
        const auto end = bytes.find('\n');
        std::string row(bytes.substr(0, end));
        if (end != std::string_view::npos && row.ends_with('\r'))
            row.pop_back();
        rows.push_back(row);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    return rows;
}

std::vector<std::string> rowsOf(const RowTable &table)
{
    std::vector<std::string> rows;
    for (std::size_t row = 0; row < table.size(); ++row)
        rows.push_back(table.line(row).value_or("?"));
    return rows;
}

std::string saved(RowTable &table, const std::filesystem::path &path)
{
    const auto done = saveRows(*table.snapshot(), {path, {}, {}, {}, {}});
    return done ? readFile(path) : "error: " + done.error().message;
}

RowBytes text(const char *bytes)
{
    return std::make_shared<const std::string>(bytes);
}

std::string randomBytes(std::mt19937 &random, std::size_t count)
{
    static constexpr std::string_view often = "\n\n\r\n\r\n{}\"a,\xE3\x81\x82 ";
    std::string bytes;
    while (bytes.size() < count)
        bytes.push_back(random() % 2 ? often[random() % often.size()] : static_cast<char>(random()));
    return bytes;
}

} // namespace

class TestRowIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileKeepsEveryByte_data();
    void fileKeepsEveryByte();
    void randomFilesKeepEveryByte();
    void rowsOverBlockBorders();
    void editsKeepLineEnds_data();
    void editsKeepLineEnds();
    void tooLongRowIsRefused();
    void notAFile();
    void truncatedWhileOpen();
};

void TestRowIndex::fileKeepsEveryByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("mark alone") << QByteArray("\xEF\xBB\xBF");
    QTest::newRow("mark and rows") << QByteArray("\xEF\xBB\xBF{}\n{}\n");
    QTest::newRow("mark in the middle") << QByteArray("{}\n\xEF\xBB\xBF{}\n");
    QTest::newRow("two bytes of a mark") << QByteArray("\xEF\xBB");
    QTest::newRow("one newline") << QByteArray("\n");
    QTest::newRow("blank lines") << QByteArray("\n\n\r\n\n");
    QTest::newRow("crlf") << QByteArray("{}\r\n{}\r\n");
    QTest::newRow("mixed") << QByteArray("{}\r\n{}\n{}\r\n");
    QTest::newRow("no final newline") << QByteArray("{}\n{}");
    QTest::newRow("final carriage return") << QByteArray("{}\n{}\r");
    QTest::newRow("carriage returns alone") << QByteArray("{}\r{}\r");
    QTest::newRow("zero bytes") << QByteArray("\0\n\0\0\n", 5);
    QTest::newRow("not utf-8") << QByteArray("\xFF\xFE\n\x80\x81\n");
    QTest::newRow("space behind the brace") << QByteArray("{} \t\n{}  ");
}

void TestRowIndex::fileKeepsEveryByte()
{
    QFETCH(QByteArray, bytes);
    const Folder folder;
    writeFile(folder.path("a.jsonl"), bytes.toStdString());
    auto table = tableOf(folder.path("a.jsonl"));
    QVERIFY(table);
    QVERIFY(rowsOf(*table) == splitPlainly(bytes.toStdString()));
    QCOMPARE(QByteArray::fromStdString(saved(*table, folder.path("b.jsonl"))), bytes);
}

void TestRowIndex::randomFilesKeepEveryByte()
{
    const Folder folder;
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        const std::string bytes = randomBytes(random, random() % 3000);
        writeFile(folder.path("a.jsonl"), bytes);
        auto table = tableOf(folder.path("a.jsonl"));
        QVERIFY(table);
        QVERIFY(rowsOf(*table) == splitPlainly(bytes));
        QVERIFY2(saved(*table, folder.path("b.jsonl")) == bytes, qPrintable(QString::number(i)));
    }
}

void TestRowIndex::rowsOverBlockBorders()
{
    const Folder folder;
    std::mt19937 random(2);
    std::string bytes;
    while (bytes.size() < 13U << 20U)
        bytes += std::string(random() % 50 == 0 ? random() % 5'000'000 : random() % 300'000, 'x')
            + (random() % 2 ? "\r\n" : "\n");
    for (std::int64_t border = blockBytes; border < static_cast<std::int64_t>(bytes.size()); border += blockBytes)
        bytes[static_cast<std::size_t>(border) - 1] = '\n'; // a row that starts with a block
    writeFile(folder.path("a.jsonl"), bytes);
    auto table = tableOf(folder.path("a.jsonl"));
    QVERIFY(table);
    const auto expected = splitPlainly(bytes);
    QVERIFY(rowsOf(*table) == expected);
    std::vector<std::string> visited;
    QVERIFY(table->snapshot()->forEachLine(0, table->size(), [&](std::size_t, std::string_view line) {
        visited.emplace_back(line);
        return true;
    }));
    QVERIFY(visited == expected);
    QVERIFY(saved(*table, folder.path("b.jsonl")) == bytes);
}

void TestRowIndex::editsKeepLineEnds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("edit");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("insert into crlf") << QByteArray("a\r\nb\r\n") << 0 << QByteArray("a\r\nnew\r\nb\r\n");
    QTest::newRow("insert into lf") << QByteArray("a\nb\n") << 0 << QByteArray("a\nnew\nb\n");
    QTest::newRow("insert behind the unended last") << QByteArray("a") << 0 << QByteArray("a\nnew\n");
    QTest::newRow("insert behind the unended last of crlf")
        << QByteArray("x\r\na") << 2 << QByteArray("x\r\na\r\nnew\r\n");
    QTest::newRow("edit in crlf") << QByteArray("a\r\nb\r\n") << 1 << QByteArray("new\r\nb\r\n");
    QTest::newRow("edit in mixed") << QByteArray("a\nb\r\n") << 1 << QByteArray("new\nb\r\n");
    QTest::newRow("edit the unended last") << QByteArray("a") << 1 << QByteArray("new");
    QTest::newRow("move the unended last up") << QByteArray("a\nb") << 3 << QByteArray("b\na\n");
    QTest::newRow("remove the unended last") << QByteArray("a\nb") << 4 << QByteArray("a\n");
    QTest::newRow("edit behind the mark") << QByteArray("\xEF\xBB\xBF"
                                                        "a\n")
                                          << 1 << QByteArray("\xEF\xBB\xBFnew\n");
}

void TestRowIndex::editsKeepLineEnds()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, edit);
    QFETCH(QByteArray, expected);
    const Folder folder;
    writeFile(folder.path("a.jsonl"), bytes.toStdString());
    auto table = tableOf(folder.path("a.jsonl"));
    QVERIFY(table);
    std::vector<EditOp> inverse;
    const auto apply = [&](EditOp op) { inverse.push_back(table->apply(std::move(op))); };
    if (edit == 0 || edit == 2) {
        const RowId id = table->newId();
        apply(SetOp{id, text("new")});
        apply(SpliceOp{edit == 0 ? 1U : 2U, 0, {id}});
    } else if (edit == 1) {
        apply(SetOp{0, text("new")});
    } else if (edit == 3) {
        apply(SpliceOp{0, 2, {1, 0}});
    } else {
        apply(SpliceOp{1, 1, {}});
    }
    QCOMPARE(QByteArray::fromStdString(saved(*table, folder.path("b.jsonl"))), expected);
    for (auto op = inverse.rbegin(); op != inverse.rend(); ++op)
        table->apply(std::move(*op));
    QCOMPARE(QByteArray::fromStdString(saved(*table, folder.path("b.jsonl"))), bytes);
}

void TestRowIndex::tooLongRowIsRefused()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), "{}\n{}\n");
    QCOMPARE(::truncate(folder.path("a.jsonl").c_str(), maxRowBytes + 10), 0);
    const auto table = tableOf(folder.path("a.jsonl"));
    QVERIFY(!table);
    QCOMPARE(table.error().code, std::string("row_too_long"));
    QCOMPARE(table.error().param, std::string("line 3"));

    writeFile(folder.path("b.jsonl"), "{}\n{}\n");
    QCOMPARE(::truncate(folder.path("b.jsonl").c_str(), maxRowBytes + 6), 0);
    QVERIFY(tableOf(folder.path("b.jsonl")));
}

void TestRowIndex::notAFile()
{
    const Folder folder;
    const auto isFolder = tableOf(folder.root());
    QVERIFY(!isFolder);
    QCOMPARE(isFolder.error().code, std::string("is_folder"));
    QVERIFY(QString::fromStdString(isFolder.error().message).contains(QString::fromStdString(folder.root().string())));
    QCOMPARE(tableOf(folder.path("missing")).error().kind, ErrorKind::NotFound);
    QCOMPARE(tableOf("/dev/null").error().code, std::string("not_a_file"));
}

void TestRowIndex::truncatedWhileOpen()
{
    const Folder folder;
    writeFile(folder.path("a.jsonl"), "first\nsecond\n");
    auto table = tableOf(folder.path("a.jsonl"));
    QVERIFY(table);
    QCOMPARE(::truncate(folder.path("a.jsonl").c_str(), 6), 0);
    // Whoever cut the file may have written into it as well: what stands there is no row of ours.
    QCOMPARE(table->line(0).error().code, std::string("changed_on_disk"));
    QCOMPARE(table->line(1).error().code, std::string("changed_on_disk"));
    const auto done = saveRows(*table->snapshot(), {folder.path("b.jsonl"), {}, {}, {}, {}});
    QCOMPARE(done.error().code, std::string("changed_in_place"));
    QVERIFY(!std::filesystem::exists(folder.path("b.jsonl")));
}

QTEST_GUILESS_MAIN(TestRowIndex)
#include "tst_row_index.moc"
