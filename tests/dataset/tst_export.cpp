// SPDX-License-Identifier: GPL-3.0-or-later
// Rows leave in every form and come back the same, but for the losses that the plan names.
#include "tests/dataset/exchange_support.h"

#include "dataset/export/export_file.h"

#include <QCryptographicHash>
#include <QTest>

using namespace onsa;
using namespace onsa::test;
using Rows = std::vector<std::string>;
using Losses = std::map<ExportLoss, std::size_t>;

namespace QTest {
template <> char *toString(const Rows &rows)
{
    QByteArray text;
    for (const std::string &row : rows)
        text += "\n  " + QByteArray::fromStdString(row);
    return qstrdup(text.constData());
}
} // namespace QTest

class LinesSnapshot : public DatasetSnapshot
{
public:
    explicit LinesSnapshot(Rows rows)
        : m_rows(std::move(rows))
    {
    }
    std::size_t rowCount() const override { return m_rows.size(); }
    RowId rowId(std::size_t row) const override { return RowId(row); }
    Result<std::string> line(std::size_t row) const override { return m_rows[row]; }

private:
    Rows m_rows;
};

// JSON with ' for ", which moc reads better than raw strings.
static std::string json(const char *text)
{
    return QByteArray(text).replace('\'', '"').toStdString();
}

static Rows pairs()
{
    return {json("{'prompt':'質問①㈱髙﨑','completion':'a, \\'b\\'\\n\\tc','note':'n'}"),
            json("{'prompt':' =1+1 ','completion':'_x0041_ 🎻 |;','note':'x'}"),
            json("{'prompt':'','completion':'alone\\r\\nline'}")};
}

static Rows chats()
{
    return {json("{'messages':[{'role':'system','content':'s'},{'role':'user','content':'a'},{'role':'assistant','"
                 "content':'b'}],'id':'1'}"),
            json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'},{'role':'user','"
                 "content':'c'},{'role':'assistant','content':'d\\n\\'e\\''}]}")};
}

static Rows preferences()
{
    return {json("{'input':{'messages':[{'role':'user','content':'a'}]},'preferred_output':[{'role':'assistant','"
                 "content':'b'}],'non_preferred_output':[{'role':'assistant','content':'c'}]}"),
            json("{'input':{'messages':[{'role':'system','content':'s'},{'role':'user','content':'a'}]},'preferred_"
                 "output':[{'role':'assistant','content':'b'}],'non_preferred_output':[{'role':'assistant','content':'"
                 "c'}],'id':'7'}")};
}

static constexpr ExportFormat allFormats[] = {ExportFormat::JsonLines,  ExportFormat::Chat,     ExportFormat::JsonArray,
                                              ExportFormat::Preference, ExportFormat::Alpaca,   ExportFormat::ShareGpt,
                                              ExportFormat::Csv,        ExportFormat::ExcelCsv, ExportFormat::Tsv,
                                              ExportFormat::Xlsx,       ExportFormat::Text};

class TestExport : public QObject
{
    Q_OBJECT

private:
    Folder m_folder;

    std::filesystem::path target(ExportFormat format) const
    {
        return m_folder.path(("out" + std::string(extensionOf(format))).c_str());
    }

    Result<ExportPlan> exportTo(const Rows &rows, ExportFormat format, ExportReport *report = nullptr) const
    {
        const LinesSnapshot snapshot(rows);
        auto plan = planExport(snapshot, {}, format, {}, {});
        if (!plan)
            return plan;
        ExportOrder order;
        order.target = target(format);
        const auto written = writeExport(snapshot, {}, *plan, order, {}, {});
        if (!written)
            return tl::unexpected(written.error());
        if (report)
            *report = *written;
        return plan;
    }

private Q_SLOTS:
    void roundTrips_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("written");
        const auto add = [](ExportFormat format, const char *kind, int written) {
            QTest::addRow("%s of %s", nameOf(format), kind) << int(format) << QByteArray(kind) << written;
        };
        using F = ExportFormat;
        for (const F format :
             {F::JsonLines, F::JsonArray, F::Alpaca, F::Csv, F::ExcelCsv, F::Tsv, F::Xlsx, F::ShareGpt})
            add(format, "pairs", 3);
        for (const F format :
             {F::JsonLines, F::Chat, F::JsonArray, F::Alpaca, F::ShareGpt, F::Csv, F::ExcelCsv, F::Tsv, F::Xlsx})
            add(format, "chats", 2);
        for (const F format : {F::JsonLines, F::JsonArray, F::Preference, F::Csv, F::ExcelCsv, F::Tsv, F::Xlsx})
            add(format, "preferences", 2);
        for (const F format : {F::JsonLines, F::JsonArray, F::Csv, F::Tsv, F::Xlsx})
            add(format, "mixed", 7);
        add(F::Text, "answers", 2);
    }
    void roundTrips()
    {
        QFETCH(int, format);
        QFETCH(QByteArray, kind);
        QFETCH(int, written);
        Rows rows = kind == "pairs" ? pairs()
            : kind == "chats"       ? chats()
            : kind == "preferences" ? preferences()
                                    : Rows();
        if (kind == "answers")
            rows = {json("{'prompt':'','completion':'a\\n b'}"), json("{'prompt':'','completion':'c'}")};
        if (kind == "mixed")
            for (const Rows &some : {pairs(), chats(), preferences()})
                rows.insert(rows.end(), some.begin(), some.end());
        ExportReport report;
        const auto plan = exportTo(rows, ExportFormat(format), &report);
        QVERIFY(plan);
        QCOMPARE(int(plan->written), written);
        QCOMPARE(int(report.rows), written);
        QCOMPARE(plan->unfitRows, std::size_t(0));
        QCOMPARE(plan->errorRows, std::size_t(0));

        const auto guess = guessImport(target(ExportFormat(format)));
        QVERIFY(guess);
        ImportSettings settings = guess->settings;
        if (plan->losses.contains(ExportLoss::PairsBecomeChats))
            settings.rowsAs = RowsAs::Pairs;
        const Imported read = importAll(target(ExportFormat(format)), settings);
        QVERIFY(read.faults.empty());
        QCOMPARE(read.rows, rows);
    }

    void losesOnlyWhatItSays()
    {
        const Rows rows = {json("{'prompt':'p','completion':'c','score':0.50,'empty':'','list':[1, 2]}"),
                           json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':'b'}]}")};
        const auto plan = exportTo(rows, ExportFormat::Csv);
        QVERIFY(plan);
        QVERIFY(plan->losses
                == (Losses{{ExportLoss::ChatsBecomePairs, 1},
                           {ExportLoss::ValuesBecomeTexts, 1},
                           {ExportLoss::EmptyMembersVanish, 1}}));
        QCOMPARE(importGuessed(target(ExportFormat::Csv)).rows,
                 (Rows{json("{'prompt':'p','completion':'c','score':'0.50','list':'[1,2]'}"),
                       json("{'prompt':'a','completion':'b'}")}));
    }

    void bytesAreAlwaysTheSame()
    {
        Rows rows = pairs();
        for (const Rows &some : {chats(), preferences()})
            rows.insert(rows.end(), some.begin(), some.end());
        for (const ExportFormat format : allFormats) {
            QVERIFY(exportTo(rows, format));
            const std::string first = readFile(target(format)), note = readFile(notePathOf(target(format)));
            QTest::qSleep(format == ExportFormat::Xlsx ? 2100 : 0); // a zip counts in two seconds
            QVERIFY(exportTo(rows, format));
            QVERIFY(readFile(target(format)) == first);
            QVERIFY(readFile(notePathOf(target(format))) == note);
            if (format == ExportFormat::Xlsx)
                continue;
            QVERIFY(first.ends_with('\n'));
            QCOMPARE(first.starts_with("\xEF\xBB\xBF"), format == ExportFormat::ExcelCsv);
            if (!isTable(format) && format != ExportFormat::Text)
                QVERIFY(first.find('\r') == std::string::npos);
        }
        QVERIFY(exportTo(pairs(), ExportFormat::ExcelCsv));
        QVERIFY(readFile(target(ExportFormat::ExcelCsv)).starts_with("\xEF\xBB\xBFprompt,completion,note\r\n"));
    }

    void errorsAreListedAndLeftOut()
    {
        const Rows rows = {json("{'prompt':'a','completion':'b'}"), json("{'prompt':'a','completion':''}"), "{broken",
                           "", json("{'prompt':'c','completion':'d'}")};
        const auto plan = exportTo(rows, ExportFormat::JsonLines);
        QVERIFY(plan);
        QCOMPARE(plan->rows, std::size_t(4)); // an empty line is no row
        QCOMPARE(plan->written, std::size_t(2));
        QCOMPARE(plan->errorRows, std::size_t(2));
        QCOMPARE(plan->errors[0].row, std::size_t(1));
        QCOMPARE(plan->errors[0].issue.id, std::string("empty_completion"));
        QCOMPARE(plan->errors[1].row, std::size_t(2));
        QCOMPARE(plan->errors[1].issue.id, std::string("invalid_json"));
        QCOMPARE(readFile(target(ExportFormat::JsonLines)), rows[0] + "\n" + rows[4] + "\n");
    }

    void selectionGoesInItsOrder()
    {
        const LinesSnapshot snapshot(pairs());
        const ExportRows chosen = std::vector<std::size_t>{2, 0};
        const auto plan = planExport(snapshot, chosen, ExportFormat::JsonLines, {}, {});
        QVERIFY(plan);
        ExportOrder order;
        order.target = m_folder.path("some.jsonl");
        order.note = false;
        QVERIFY(writeExport(snapshot, chosen, *plan, order, {}, {}));
        QCOMPARE(readFile(order.target), pairs()[2] + "\n" + pairs()[0] + "\n");
        QVERIFY(!std::filesystem::exists(notePathOf(order.target)));
    }

    void excelLimits()
    {
        const std::string most(excelCellUnits, 'x');
        QString violins;
        for (std::size_t i = 0; i < excelCellUnits / 2 + 1; ++i)
            violins += QStringLiteral("🎻"); // two units each: one too many
        const std::string before = json("{'prompt':'a','completion':'"), after = json("'}");
        const Rows rows = {before + most + after, before + most + "x" + after, before + violins.toStdString() + after};
        const auto plan = exportTo(rows, ExportFormat::Xlsx);
        QVERIFY(plan);
        QCOMPARE(plan->written, std::size_t(1));
        QCOMPARE(plan->longRows, std::size_t(2));
        QCOMPARE(plan->unfit, (std::vector<std::size_t>{1, 2}));
        QCOMPARE(importGuessed(target(ExportFormat::Xlsx)).rows, (Rows{rows[0]}));

        ExportPlan many = *plan;
        many.tooManyRows = true;
        ExportOrder order;
        order.target = m_folder.path("many.xlsx");
        QCOMPARE(writeExport(LinesSnapshot(rows), {}, many, order, {}, {}).error().code,
                 std::string("too_many_sheet_rows"));
    }

    void noteCountsAndHashes()
    {
        ExportReport report;
        const Rows rows = {json("{'prompt':'a','completion':'b'}"), json("{'prompt':'a','completion':''}")};
        QVERIFY(exportTo(rows, ExportFormat::Csv, &report));
        const QByteArray bytes = QByteArray::fromStdString(readFile(target(ExportFormat::Csv)));
        QCOMPARE(report.bytes, std::int64_t(bytes.size()));
        QCOMPARE(QByteArray::fromStdString(report.sha256),
                 QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        const std::string note = readFile(report.note);
        for (const std::string &part :
             {json("'file': 'out.csv'"), json("'rows': 1"), json("'errors': 1"), json("'empty_completion': 1"),
              json("'columns': ['prompt', 'completion']"), report.sha256})
            QVERIFY2(note.find(part) != std::string::npos, part.c_str());
    }

    void formatsThatCannotHoldARowSaySo()
    {
        const Rows rows = {
            json("{'messages':[{'role':'user','content':'a'},{'role':'assistant','content':null,'tool_calls':[{'id':'1'"
                 "}]},{'role':'tool','content':'x','tool_call_id':'1'},{'role':'assistant','content':'b'}]}"),
            preferences()[0]};
        QCOMPARE(exportTo(rows, ExportFormat::Alpaca)->unfitRows, std::size_t(2));
        QCOMPARE(exportTo(rows, ExportFormat::ShareGpt)->unfitRows, std::size_t(2));
        QCOMPARE(exportTo(rows, ExportFormat::Chat)->unfitRows, std::size_t(1));
        QCOMPARE(exportTo(rows, ExportFormat::Preference)->unfitRows, std::size_t(1));
        QCOMPARE(exportTo(rows, ExportFormat::Text)->unfitRows, std::size_t(2));
        QCOMPARE(exportTo(rows, ExportFormat::Csv)->unfitRows, std::size_t(0));
        QCOMPARE(importGuessed(target(ExportFormat::Csv)).rows, rows);
    }

    void anOldFileStaysWhenItFails()
    {
        writeFile(m_folder.path("kept.csv"), "old");
        const LinesSnapshot snapshot(pairs());
        const auto plan = planExport(snapshot, {}, ExportFormat::Csv, {}, {});
        QVERIFY(plan);
        std::stop_source stop;
        stop.request_stop();
        ExportOrder order;
        order.target = m_folder.path("kept.csv");
        QCOMPARE(writeExport(snapshot, {}, *plan, order, {}, stop.get_token()).error().code, std::string("cancelled"));
        QCOMPARE(readFile(order.target), std::string("old"));
        order.target = m_folder.root();
        QCOMPARE(writeExport(snapshot, {}, *plan, order, {}, {}).error().code, std::string("is_folder"));
    }
};

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
